"""A draft to take along: one light page for a slow line, with a form; and a PDF to print and hand out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from consultations import printing
from consultations.actions.responses import add_comment
from consultations.models import Clause, Round, UnsentResponse
from consultations.permissions import can_respond
from consultations.plain import plain_rows
from consultations.titles import title_of
from consultations.unsent import begin, remember, unsent_of
from consultations.views.comment_on import thank
from consultations.views.drafts import round_with_draft
from consultations.views.respond import came_from_here, see
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def light(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole standard as text on one page, and a form for a comment on any clause of it."""
    round = round_with_draft(request, slug)
    wrong: Any = {}
    if request.method == "POST":
        wrong = comment(request, round)
        if isinstance(wrong, UnsentResponse):
            thank(request, wrong)
            return remember(see(reverse("consultations:draft-light", args=[slug])), wrong)
    context = {
        "round": round,
        "draft": round.draft,
        "title": title_of(round),
        "rows": plain_rows(round.draft, get_language() or "en"),  # type: ignore[arg-type]
        "takes_comments": bool(can_respond(viewer_of(request), round)),
        "wrong": [str(reason) for reasons in wrong.values() for reason in _listed(reasons)],
        "said": request.POST,
    }
    return render(request, "consultations/light.html", context, status=400 if wrong else 200)


def _listed(reasons: Any) -> list[Any]:
    return [reasons] if isinstance(reasons, str) else list(reasons)


def comment(request: HttpRequest, round: Round) -> Any:
    """The response with one comment more, or what is wrong."""
    said = request.POST.get("clause", "").strip()
    clause = Clause.objects.filter(draft=round.draft_id).called(said) if said else None
    if said and clause is None:
        return {"clause": [_("This draft has no clause “%(said)s”.") % {"said": said[:40]}]}
    verdict = can_respond(viewer_of(request), round)
    if not verdict:
        return {"": [verdict.reason]}
    if not came_from_here(request):
        return {"": [_("This page had been open for long. Nothing is lost: press once more.")]}
    texts = {name: request.POST.get(name, "") for name in ("body", "proposed_change")}
    try:
        response = unsent_of(request, round) or begin(request, round)
        add_comment(response=response, clause=clause, **texts)
    except ValidationError as error:
        return error.message_dict
    except Refused as refused:
        return {"": [str(refused)]}
    return response


@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The PDF as soon as it is made; until then a page that says so, or why none can be made here."""
    round = round_with_draft(request, slug)
    language = get_language() or "en"
    draft: Any = round.draft
    name = printing.stored_name(draft, language)
    if not storages["private"].exists(name) and printing.can_print():
        printing.order(round, language)
    if storages["private"].exists(name):
        file = f"{draft.standard.code}-{draft.label}-{language}.pdf"
        return FileResponse(storages["private"].open(name), filename=file, content_type="application/pdf")
    context = {"round": round, "draft": draft, "title": title_of(round), "can_print": printing.can_print()}
    answer = render(request, "consultations/pdf_wait.html", context, status=202 if printing.can_print() else 503)
    if printing.can_print():
        answer["Refresh"] = "10"
    return answer
