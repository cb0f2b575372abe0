"""Commenting on one clause: the panel beside it in the reader, or a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations import page_of_response
from consultations.actions.responses import add_comment
from consultations.forms.respond import RespondForm, typed
from consultations.models import Clause, UnsentResponse
from consultations.permissions import can_comment_on
from consultations.scope import changed_clauses, is_in_scope
from consultations.unsent import begin, remember, unsent_of
from consultations.views.comments import crumbs_to, round_or_404
from consultations.views.respond import came_from_here, see
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_on(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Keeps a comment in my response and goes back to the clause; nothing is sent."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    clause = get_object_or_404(Clause, draft=round.draft_id, key=key)
    data = typed(request.POST)
    response = unsent_of(request, round)
    context: dict[str, Any] = {"round": round, "clause": clause, "crumbs": crumbs_to(round, (clause.label, ""))}
    verdict = can_comment_on(viewer, round, is_in_scope=is_in_scope(clause, changed_clauses(round)))
    if not verdict:
        context |= page_of_response.kept(round, response, data) | {"verdict": verdict}
        status = 409 if request.method == "POST" else 200
        return render(request, "consultations/respond_closed.html", context, status=status)
    form = RespondForm(data if request.method == "POST" else None, questions=[], initial={"kind": "ge"})
    if request.method != "POST":
        return render(request, "consultations/comment_on.html", context | {"form": form})
    errors = taken_in(request, round, clause, data, response)
    if isinstance(errors, UnsentResponse):
        thank(request, errors)
        return remember(see(reverse("consultations:clause", args=[slug, key])), errors)
    form.tell(errors)
    return render(request, "consultations/comment_on.html", context | {"form": form}, status=400)


def taken_in(request: HttpRequest, round: Any, clause: Clause, data: Any, response: UnsentResponse | None) -> Any:
    """The response with one comment more, or what is wrong by field."""
    if not came_from_here(request):
        return {"": [_("This page had been open for long. Nothing is lost: press once more.")]}
    try:
        response = response or begin(request, round)
        texts = {name: data.get(name, "") for name in ("body", "proposed_change", "justification")}
        add_comment(response=response, clause=clause, kind=data.get("kind") or "ge", **texts)
    except ValidationError as error:
        return error.message_dict
    except Refused as refused:
        return {"": [str(refused)]}
    return response


def thank(request: HttpRequest, response: UnsentResponse) -> None:
    """Says that it is kept, that nothing is sent, and where to look it over."""
    number = len(response.words.get("comments", []))
    words = ngettext(
        "Kept in your response: %(number)s comment so far. Nothing is sent yet.",
        "Kept in your response: %(number)s comments so far. Nothing is sent yet.",
        number,
    ) % {"number": number}
    address = reverse("consultations:respond", args=[response.round.slug])
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, address, _("Look it over and send it")))
