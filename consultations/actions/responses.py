"""Writing a response: kept on the server from the first word. Sending it is in ``sending``."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.actions.attachments import carry_over, detach
from consultations.actions.hands import sign_lines
from consultations.actions.holding import confirm_email, withdraw_submission
from consultations.actions.keeping import Receipt, receipt_of
from consultations.actions.sending import SentOtherWords, submit
from consultations.models import Attachment, Clause, Comment, LateDoor, Round, Submission, UnsentResponse
from consultations.permissions import can_respond, can_use_late_door, can_write
from consultations.said import MOST_COMMENTS, PLACE, Said, comment_in, tidy, too_many
from consultations.two_windows import fingerprint, flat, weigh
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at

__all__ = [
    "Receipt",
    "SentOtherWords",
    "add_comment",
    "adopt",
    "begin_late_response",
    "begin_response",
    "confirm_email",
    "keep",
    "receipt_of",
    "submit",
    "take_out",
    "withdraw_submission",
]


def begin_response(
    *, round: Round, by: User | None = None, language: str, words: dict[str, Any] | None = None
) -> UnsentResponse:
    """A response with its first words, kept on the server; a signed-in person has one for each round."""
    can_respond(look_at(by), round).or_refuse()
    if by is not None:
        mine = UnsentResponse.objects.filter(round=round, user=by).order_by("-saved_at").first()
        if mine is not None:
            mine.round = round
            return mine
    return UnsentResponse.objects.create(round=round, user=by, language=language, words=words or {})


@transaction.atomic
def begin_late_response(
    *, door: LateDoor, by: User | None = None, language: str, begun: UnsentResponse | None = None
) -> UnsentResponse:
    """The one response for which a late door was opened; whoever comes again goes on where they were."""
    can_use_late_door(look_at(by), door).or_refuse()
    LateDoor.objects.select_for_update().get(pk=door.pk)  # whoever comes in the same moment finds what is begun
    if is_used(door):
        raise ValidationError(_("The late response for which this address was given has been sent."))
    mine = UnsentResponse.objects.filter(late_door=door).first() or begun
    if mine is None:
        mine = UnsentResponse.objects.create(round=door.round, user=by, late_door=door, language=language)
    elif mine.late_door_id is None:  # what was not sent in time is what is let in
        mine.late_door = door
        mine.save(update_fields=["late_door"])
    mine.round = door.round
    return mine


def is_used(door: LateDoor) -> bool:
    """Its one response has been sent; a locked one was sent, too."""
    return Submission.with_locked.filter(late_door=door).exists()


@transaction.atomic
def keep(
    *,
    response: UnsentResponse,
    words: dict[str, Any],
    seen: str = "",
    shown: dict[str, str] | None = None,
    by: User | None = None,
) -> dict[str, Any]:
    """Puts what was typed over what was kept; comments already there stay unless the words bring their own.

    ``shown``: fingerprints of what the page showed, or ``seen``: the version it began with. Where somebody else, or
    another window, has kept something else in the same place since, that stands, and is returned by field.
    """
    can_write(look_at(by), response).or_refuse()
    locked = UnsentResponse.objects.select_for_update().filter(pk=response.pk).first()
    clashes: dict[str, Any] = {}
    if locked is not None and (shown is not None or (seen and seen != locked.version)):
        words, clashes = weigh(locked.words, words, shown)
    if locked is not None:
        before = flat(locked.words)
        put_over(locked, response, words)
        after = flat(response.words)
        sign_lines(response=response, lines=[name for name in after if after[name] != before.get(name)], by=by)
    else:
        response.words, response.saved_at = {**response.words, **words}, clock.now()
    return clashes


def put_over(locked: UnsentResponse, response: UnsentResponse, words: dict[str, Any]) -> None:
    """The words over those of the row that is held, and in the caller's hand the same."""
    response.words, response.saved_at = {**locked.words, **words}, clock.now()
    response.save(update_fields=["words", "saved_at"])


@transaction.atomic
def add_comment(
    *,
    response: UnsentResponse,
    clause: Clause | None,
    kind: str = Comment.Kind.GENERAL,
    body: str,
    proposed_change: str = "",
    justification: str = "",
    instead_of: str = "",
    by: User | None = None,
    **place: str,
) -> str:
    """One more comment in the response, or in the place of one that is there; returns its id in the response.

    ``place``: line, element, quote, change_mode and committee_only, as far as they were said.
    """
    can_write(look_at(by), response).or_refuse()
    row: dict[str, Any] = {"clause": clause.key if clause else "", "type": kind, "body": tidy(body)}
    row |= {"proposed_change": tidy(proposed_change), "justification": tidy(justification)}
    row |= {name: tidy(place[name]) for name in PLACE if place.get(name)}
    row |= {"committee_only": True} if place.get("committee_only") else {}
    said = Said(round=response.round, language=response.language)
    known = {clause.key: clause} if clause and clause.draft_id == response.round.draft_id else {}
    comment_in(said, row, known)
    said.or_raise()
    locked = UnsentResponse.objects.select_for_update().get(pk=response.pk)
    comments = put_in(locked.words.get("comments", []), row, instead_of)
    put_over(locked, response, {"comments": comments})
    sign_lines(response=response, lines=[str(row["id"])], by=by)
    return str(row["id"])


def put_in(comments: list[dict[str, Any]], row: dict[str, Any], instead_of: str) -> list[dict[str, Any]]:
    """The comments with this one, which gets its id: in the place of the one it stands for, else at the end."""
    row["id"] = instead_of
    if instead_of and any(old["id"] == instead_of for old in comments):
        return [row if old["id"] == instead_of else old for old in comments]
    if len(comments) >= MOST_COMMENTS:
        raise ValidationError({"body": too_many()})
    row["id"] = uuid.uuid4().hex[:8]
    return [*comments, row]


@transaction.atomic
def take_out(*, response: UnsentResponse, comment: str, was: str = "", by: User | None = None) -> None:
    """Takes a comment out of a response that has not been sent; not if it says something else than it did."""
    can_write(look_at(by), response).or_refuse()
    locked = UnsentResponse.objects.select_for_update().get(pk=response.pk)
    comments = locked.words.get("comments", [])
    if was and any(row["id"] == comment and fingerprint(row) != was for row in comments):
        message = _("This comment was changed meanwhile. Read it once more before you take it out.")
        raise ValidationError({"comments": message})
    for row in Attachment.objects.filter(response=response, comment_id_unsent=comment).exclude(comment_id_unsent=""):
        detach(response=response, attachment=row, by=by)
    put_over(locked, response, {"comments": [row for row in comments if row["id"] != comment]})


@transaction.atomic
def adopt(*, response: UnsentResponse, by: User) -> UnsentResponse:
    """Who has signed in meanwhile goes on with what they wrote before: nothing of either is lost."""
    mine = UnsentResponse.objects.select_for_update().filter(round=response.round_id, user=by).first()
    if mine is None or response.changes_id:  # a change of what was sent never mixes with a new response
        response.user = by
        response.save(update_fields=["user"])
        return response
    comments = [*mine.words.get("comments", []), *response.words.get("comments", [])]
    answers = {**mine.words.get("answers", {}), **response.words.get("answers", {})}
    newer = {name: value for name, value in response.words.items() if value}
    keep(response=mine, words={**newer, "comments": comments, "answers": answers})
    carry_over(response, mine)
    response.delete()
    return mine
