"""My response: one page, saved with every button, sent once. Words come first, the name last."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations import page_of_response
from consultations.actions.continuing import give_code
from consultations.actions.keeping import sent_as
from consultations.actions.responses import (
    Receipt,
    SentOtherWords,
    add_comment,
    keep,
    receipt_of,
    submit,
    take_out,
)
from consultations.forms.respond import (
    RespondForm,
    comment_texts,
    initial_of,
    initial_of_comment,
    typed,
    words_in,
)
from consultations.joint import Position, position_or_404, positions_of, speaking
from consultations.models import Clause, Question, Round, Submission, UnsentResponse
from consultations.permissions import can_answer_for, can_send
from consultations.two_windows import read_shown, shown_as
from consultations.unsent import begin, remember, unsent_of
from consultations.views.comments import round_or_404
from consultations.views.files_along import take_files, watch
from consultations.views.keeping import (
    editing,
    kept_while_typing,
    mail_this,
    replaced,
    shown_here,
    told_clashes,
    typing_of,
)
from consultations.views.receipts import hand_over
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of
from portal.unhurried import to_ask_again


def came_from_here(request: HttpRequest) -> bool:
    """The token of the form holds. Asked by hand, so that a stale form is shown again with all that was typed."""
    return CsrfViewMiddleware(lambda _request: HttpResponse()).process_view(request, see, (), {}) is None


def see(address: str, anchor: str = "") -> HttpResponse:
    """303: reloading the next page sends nothing again."""
    return HttpResponseRedirect(f"{address}{'#' + anchor if anchor else ''}", status=303)


@dataclass
class Desk:
    """What one request to the page works with."""

    request: HttpRequest
    round: Round
    questions: list[Question]
    data: QueryDict
    response: UnsentResponse | None = None
    position: Position | None = None  # where colleagues write together
    errors: dict[str, list[str]] = field(default_factory=dict)
    taken: str = ""  # the comment that has just been kept

    @property
    def user(self) -> Any:
        """Who is signed in, or None."""
        return self.request.user if self.request.user.is_authenticated else None

    @property
    def here(self) -> str:
        """The page's address."""
        if self.position is not None:
            return self.position.address
        return reverse("consultations:respond", args=[self.round.slug])

    def note(self, error: ValidationError) -> None:
        """Keeps what an action found wrong, to be shown at its field."""
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in found.items():
            self.errors.setdefault(name, []).extend(messages)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def respond(request: HttpRequest, slug: str, organisation: int | None = None) -> HttpResponse:
    """Shows, keeps and sends my response to a round, or the one that colleagues of an organisation write together."""
    watch(request)
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    position = position_or_404(viewer, round, organisation) if organisation is not None else None
    questions = round.asked
    found = position.begun if position else unsent_of(request, round)
    desk = Desk(request, round, questions, typed(request.POST), found, position)
    if position and position.sent and not position.begun and not sent_already(desk):
        return render(request, "consultations/position_sent.html", page_of_response.sent(position))
    if request.method != "POST":
        return show(desk)
    if not came_from_here(request):
        desk.errors[""] = [_("This page had been open for long. Nothing is lost: look it over and press once more.")]
        return show(desk, status=403)
    if desk.response is None:
        if sent := sent_already(desk):
            return again(desk, sent)
        try:
            desk.response = begin(request, round, position, words_in(desk.data, questions))
        except Refused:
            return show(desk, status=409)
        except ValidationError as error:
            desk.note(error)
            return show(desk, status=429)
    return act(desk, desk.response)


def act(desk: Desk, response: UnsentResponse) -> HttpResponse:
    """Keeps everything that was typed, then does what the pressed button says."""
    words = words_in(desk.data, desk.questions)
    shown, seen = read_shown(desk.data.get("shown", "")), desk.data.get("seen", "")
    is_begun = response.words == words  # with this very press
    clashes = {} if is_begun else keep(response=response, words=words, seen=seen, shown=shown, by=desk.user)
    if "autosave" in desk.data:
        return remember(kept_while_typing(desk.data, response, words, clashes, by=desk.user), response)
    desk.errors |= told_clashes(clashes, desk.questions, response)
    has_comment = begins_comment(desk)
    if "drop" in desk.data:
        drop(desk, response)
    elif has_comment:
        take_in(desk, response)
    elif "add" in desk.data or "difference" in desk.data:
        desk.errors["body"] = [_("Say what is right or wrong with it.")]
    at = {"questions": desk.questions, "comment": desk.taken or desk.data.get("comment", ""), "by": desk.user}
    desk.errors |= take_files(desk.request, response, desk.data, **at)
    typing = typing_of(response, desk.user)
    if response.words.get(typing) and (desk.taken or not has_comment):
        keep(response=response, words={typing: {}}, by=desk.user)
    if ("link" in desk.data or "code" in desk.data) and desk.position is None:
        take_along(desk, response)
    if "send" in desk.data and not desk.errors and not asked_again(desk, response):
        return send(desk, response)
    if desk.errors:
        return remember(show(desk, status=400), response)
    return remember(on(desk), response)


def begins_comment(desk: Desk) -> bool:
    """Something stands in the fields of a comment."""
    texts = (desk.data.get(name) for name in ("body", "proposed_change", "quote", "passage"))
    return any(texts) or "comment-file" in desk.request.FILES


def asked_again(desk: Desk, response: UnsentResponse) -> bool:
    """Whoever may be a program looks it over and presses once more; who has signed in is none."""
    why = "" if desk.user else to_ask_again(desk.data, begun=response.started_at)
    if why:
        desk.errors[""] = [why]
    return bool(why)


def on(desk: Desk) -> HttpResponse:
    """Back to the page, where the pressed button stands."""
    edited = desk.taken if "difference" in desk.data else desk.data.get("edit", "")
    anchor = next((place for name, place in page_of_response.ANCHORS.items() if name in desk.data), "")
    return see(f"{desk.here}{f'?edit={edited}' if edited else ''}", anchor)


def drop(desk: Desk, response: UnsentResponse) -> None:
    """Takes a comment out, unless somebody has changed it since this page was made."""
    comment, _blank, was = desk.data["drop"].partition(" ")
    try:
        take_out(response=response, comment=comment, was=was, by=desk.user)
    except ValidationError as error:
        desk.note(error)


def take_in(desk: Desk, response: UnsentResponse) -> None:
    """Whatever stands in the comment's fields becomes a comment of the response, whichever button was pressed."""
    label = desk.data.get("clause", "")
    clause = None
    if label:
        clause = Clause.objects.filter(draft=desk.round.draft_id).called(label)
        if clause is None:
            desk.errors["clause"] = [_("The draft has no clause “%(label)s”.") % {"label": label[:60]}]
            return
    kind, instead_of = desk.data.get("kind") or "ge", replaced(desk.request, desk.data, response)
    try:
        desk.taken = add_comment(
            response=response,
            clause=clause,
            kind=kind,
            instead_of=instead_of,
            by=desk.user,
            **comment_texts(desk.data),
        )
    except ValidationError as error:
        desk.note(error)


def take_along(desk: Desk, response: UnsentResponse) -> None:
    """A code to write down, or a link by mail; a network that asks for very many waits."""
    try:
        if "code" in desk.data:
            give_code(response=response)
        else:
            mail_this(desk.request, response, desk.data.get("link_to", ""))
    except ValidationError as error:
        desk.note(error)


def send(desk: Desk, response: UnsentResponse) -> HttpResponse:
    """The one moment at which something leaves: a receipt, or what is missing."""
    try:
        receipt = submit(
            response=response, by=desk.user, **speaking(viewer_of(desk.request), desk.position, response.words)
        )
    except SentOtherWords as error:
        return other_words(desk, error.receipt)
    except Refused as refused:
        desk.note(ValidationError(str(refused)))
        return remember(show(desk, status=409), response)
    except ValidationError as error:
        desk.note(error)
        return remember(show(desk, status=400), response)
    return hand_over(receipt)


def sent_already(desk: Desk) -> Submission | None:
    """The submission this form became, when its second click arrives after the first was done."""
    try:
        key = uuid.UUID(desk.data.get("key", ""))
    except ValueError:
        return None
    sent = sent_as(key)
    if sent is None or sent.round_id != desk.round.pk:
        return None
    return sent if can_answer_for(viewer_of(desk.request), sent) else None  # colleagues know the key as well


def again(desk: Desk, submission: Submission) -> HttpResponse:
    """A repeat with nothing new gets its receipt; new words are shown, not swallowed."""
    body = desk.data.get("body", "")
    if body and not submission.comments.filter(body=body).exists():
        return other_words(desk, receipt_of(submission))
    return hand_over(receipt_of(submission))


def other_words(desk: Desk, receipt: Receipt) -> HttpResponse:
    """What was received first stands; what was typed since is shown, to be sent as a response of its own."""
    context = page_of_response.kept(desk.round, desk.response, desk.data) | {"receipt": receipt}
    return render(desk.request, "consultations/respond_sent.html", context, status=409)


def show(desk: Desk, status: int = 200) -> HttpResponse:
    """The page: open with its form, or closed with what was typed."""
    viewer, response = viewer_of(desk.request), desk.response
    probe = response or UnsentResponse(round=desk.round)
    verdict = can_send(viewer, probe)
    if not verdict:
        context = page_of_response.kept(desk.round, response, desk.data) | {"verdict": verdict}
        return render(desk.request, "consultations/respond_closed.html", context, status=status)
    words = response.words if response else {}
    start = initial_of(words)
    row = next((row for row in words.get("comments", []) if row["id"] == desk.request.GET.get("edit")), None)
    typing = words.get(typing_of(probe, desk.user)) or {}
    start |= initial_of_comment(row) if row else typing or {"clause": desk.request.GET.get("clause", "")}
    start = {"language": get_language(), "kind": "ge", "confidentiality": "withheld", "standing": "self"} | {
        name: value for name, value in start.items() if value
    }
    data, label = (desk.data, desk.data.get("clause")) if desk.errors else (None, start.get("clause"))
    clause = Clause.objects.filter(draft=desk.round.draft_id).called(label) if label else None
    form = RespondForm(data, questions=desk.questions, clause=clause, initial=start)
    if desk.errors:
        form.tell(desk.errors)
    about = {"signed_in": desk.user, "position": desk.position}
    context = page_of_response.whole(desk.round, probe, form, **about) | {"editing": editing(row)}
    context |= {"here": desk.here, "shown": shown_as(shown_here(words))}
    context |= {"positions": [] if desk.position else positions_of(viewer, desk.round)}
    return render(desk.request, "consultations/respond.html", context, status=status)
