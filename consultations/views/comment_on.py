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
from consultations.files_shown import of_unsent
from consultations.forms.respond import RespondForm, comment_texts, initial_of_comment, typed
from consultations.joint import Position, position_or_404, positions_of
from consultations.models import Clause, Round, UnsentResponse
from consultations.permissions import can_respond
from consultations.scope import note_for
from consultations.unsent import begin, remember, unsent_of
from consultations.views.comments import crumbs_to, round_or_404
from consultations.views.files_along import take_files, watch
from consultations.views.respond import came_from_here, see
from portal.members.permissions import Refused
from portal.members.viewer import Viewer, viewer_of
from portal.numbers import row_number


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_on(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Keeps a comment in my response and goes back to the clause; nothing is sent."""
    watch(request)
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    clause = get_object_or_404(Clause, draft=round.draft_id, key=key)
    data = typed(request.POST)
    position = position_asked(request, round)
    response = position.begun if position else unsent_of(request, round)
    context = frame_of(viewer, round, clause, position)
    verdict = can_respond(viewer, round)
    if not verdict:
        context |= page_of_response.kept(round, response, data) | {"verdict": verdict}
        status = 409 if request.method == "POST" else 200
        return render(request, "consultations/respond_closed.html", context, status=status)
    if request.method != "POST":
        return show(request, context, response)
    only_more = "more" in data and not data.get("body")  # from the panel in the reader, to all the parts of the form
    errors = {} if only_more else taken_in(request, clause, data, response, context)
    if isinstance(errors, HttpResponse):
        return errors
    form = RespondForm(data, questions=[], clause=clause)
    form.tell(errors)
    return render(request, "consultations/comment_on.html", context | {"form": form}, status=400 if errors else 200)


def frame_of(viewer: Viewer, round: Round, clause: Clause, position: Position | None) -> dict[str, Any]:
    """What stands around the form."""
    return {
        "round": round,
        "clause": clause,
        "crumbs": crumbs_to(round, (clause.label, "")),
        "position": position,
        "parked": note_for(clause, round),
        "positions": [] if position else positions_of(viewer, round),
    }


def position_asked(request: HttpRequest, round: Round) -> Position | None:
    """Where the comment goes to colleagues: the position of one of the viewer's own organisations."""
    asked = request.POST.get("for") or request.GET.get("for") or ""
    return position_or_404(viewer_of(request), round, row_number(asked)) if row_number(asked) else None


def show(request: HttpRequest, context: dict[str, Any], response: UnsentResponse | None) -> HttpResponse:
    """The form: empty, or with a comment on this clause that is kept already."""
    clause, kept = context["clause"], (response.words.get("comments", []) if response else [])
    row = next((row for row in kept if row["id"] == request.GET.get("comment") and row["clause"] == clause.key), None)
    start = initial_of_comment(row) if row else {"kind": "ge"}
    files = of_unsent(response)[row["id"]] if response and row else []
    context |= {"form": RespondForm(questions=[], clause=clause, initial=start), "editing": row, "comment_files": files}
    return render(request, "consultations/comment_on.html", context)


def taken_in(
    request: HttpRequest, clause: Clause, data: Any, response: UnsentResponse | None, context: dict[str, Any]
) -> Any:
    """On to the next page with one comment more in the response, or what is wrong by field."""
    round, position, by = context["round"], context["position"], viewer_of(request).user_object
    if not came_from_here(request):
        return {"": [_("This page had been open for long. Nothing is lost: press once more.")]}
    try:
        response = response or begin(request, round, position)
        how = {"kind": data.get("kind") or "ge", "instead_of": data.get("comment", ""), "by": by}
        comment = add_comment(response=response, clause=clause, **how, **comment_texts(data))
    except ValidationError as error:
        return error.message_dict
    except Refused as refused:
        return {"": [str(refused)]}
    wrong = take_files(request, response, data, comment=comment, by=by)
    for words in wrong.values():
        messages.error(request, " ".join(words))
    if wrong or any(name in data for name in ("difference", "more", "drop_file")):
        here = reverse("consultations:comment-on", args=[round.slug, clause.key])
        whose = f"&for={position.organisation.pk}" if position else ""
        place = "files" if wrong or "drop_file" in data else "difference"
        return remember(see(f"{here}?comment={comment}{whose}", place), response)
    thank(request, response)
    return remember(see(reverse("consultations:clause", args=[round.slug, clause.key])), response)


def thank(request: HttpRequest, response: UnsentResponse) -> None:
    """Says that it is kept, that nothing is sent, and where to look it over."""
    number = len(response.words.get("comments", []))
    words = ngettext(
        "Kept in your response: %(number)s comment so far. Nothing is sent yet.",
        "Kept in your response: %(number)s comments so far. Nothing is sent yet.",
        number,
    ) % {"number": number}
    address = reverse("consultations:respond", args=[response.round.slug])
    if response.organisation is not None:
        words = ngettext(
            "Kept for your colleagues: %(number)s comment so far in the position of %(organisation)s.",
            "Kept for your colleagues: %(number)s comments so far in the position of %(organisation)s.",
            number,
        ) % {"number": number, "organisation": response.organisation.name}
        address = reverse("consultations:respond-for", args=[response.round.slug, response.organisation_id])
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, address, _("Look it over and send it")))
