"""Changing what was sent, while the round is open: earlier words are kept, an unchanged comment keeps its number."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails, receipts
from consultations.actions.handing_in import by_name, exchange_files, refuse_other_files, take_along
from consultations.actions.keeping import (
    Receipt,
    Sending,
    held_round,
    hold_words,
    last_numbers,
    make_answers,
    make_comments,
    make_identity,
    receipt_of,
    starting_state,
    to_confirm,
)
from consultations.actions.telling import tell_of_files
from consultations.joint import refuse_second
from consultations.models import Attachment, Comment, Identity, Revision, Submission, UnsentResponse
from consultations.permissions import can_change
from consultations.said import Said, SaidComment, tidy
from portal import clock
from portal.members.models import Organisation, User
from portal.members.permissions import no
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def begin_change(*, submission: Submission, code: str, pin: str, by: User | None = None) -> UnsentResponse:
    """The words of a response, to be changed as any response is written; what was sent stands until it is sent anew."""
    can_change(look_at(by), submission).or_refuse()
    receipts.check_pin(code, pin, submission.pin_sha256)
    together = submission.organisation if submission.is_official else None
    whose = {"user": None if together else by, "organisation": together}
    begun = UnsentResponse.objects.filter(changes=submission, **whose).first()
    if begun is not None:
        return begun
    content = json.loads(submission.content)
    words = words_of(submission, content)
    begun = UnsentResponse.objects.create(
        round=submission.round, language=submission.language, words=words, changes=submission, **whose
    )
    take_along(submission, begun, content)
    return begun


def words_of(submission: Submission, content: dict[str, Any]) -> dict[str, Any]:
    """What was said, as the words of an unsent response."""
    numbers = dict(submission.round.questions.values_list("position", "pk"))  # type: ignore[attr-defined]
    answers = {
        str(numbers[answer["question"]]): {
            **answer["value"],
            **({} if "remedy" in answer["value"] else {"text": answer["text"]}),
            "committee_only": answer.get("committee_only", False),
        }
        for answer in content["answers"]
        if answer["question"] in numbers
    }
    identity = Identity.objects.filter(submission=submission).first()
    who = {name: content.get(name) or "" for name in ("confidentiality", "standing", "organisation")}
    who |= {"name": identity.name if identity else "", "email": identity.email if identity else ""}
    comments = [
        {**comment, "type": comment["kind"], "clause": comment["clause"] or "", "id": f"c{place}"}
        for place, comment in enumerate(content["comments"])
    ]
    where = {name: content.get(name) or "" for name in ("group", "sector", "country", "language")}
    return {**where, "who": who, "comments": comments, "answers": answers}


@transaction.atomic
def revise(sending: Sending) -> Receipt:
    """The new words in the place of the old ones, under the same receipt: all of it or nothing."""
    response, by = sending.response, sending.by
    round = held_round(response, sending.said)
    hold_words(response)
    refuse_other_files(response, sending.said.attached)
    submission = Submission.objects.select_for_update(no_key=True).filter(pk=response.changes_id).first()
    if submission is None:
        no(_("This response can no longer be changed.")).or_refuse()
    submission.round = round
    can_change(look_at(by), submission).or_refuse()
    if submission.content != sending.content:
        tell(Comment, put_in_place(submission, sending))
        tell_of_files(submission)
    identity = keep_identity(submission, by=by, name=tidy(sending.name), email=tidy(sending.email))
    UnsentResponse.objects.filter(changes=submission).delete()
    log(submission, "consultations.change_submission")
    receipt = receipt_of(submission)
    emails.changed(receipt_code=receipt.code, submission=submission, identity=identity)
    return receipt


def put_in_place(submission: Submission, sending: Sending) -> list[int]:
    """Keeps the old words, writes the new; returns every comment whose readers see something else now."""
    said, how, content = sending.said, sending.how, sending.content
    Revision.objects.create(
        submission=submission,
        number=submission.revision,
        key=sending.response.key,
        content=submission.content,
        content_sha256=submission.content_sha256,
    )
    submission.answers.all().delete()
    touched, placed = exchange_comments(submission, said)
    exchange_files(submission, said, placed)
    speaks = sending.speaks or still_for(submission, how)
    submission.content, submission.content_sha256 = content, hashlib.sha256(content.encode()).hexdigest()
    submission.standing, submission.confidentiality = how["standing"], how["confidentiality"]
    submission.organisation, submission.organisation_name = speaks, "" if speaks else how["organisation"]
    refuse_second(submission.round, speaks, but=submission)
    submission.is_official = speaks is not None and submission.channel == Submission.Channel.WEB
    submission.group, submission.sector, submission.country = said.group, said.sector, said.country  # type: ignore[assignment]
    submission.language, submission.revision = said.language, submission.revision + 1
    submission.changed_at, submission.screened_at, submission.screened_by = clock.now(), None, None  # looked at anew
    if submission.screening != Submission.ScreeningState.PUBLISHED:  # what was held back does not slip out by a change
        submission.screening, submission.decline_code = Submission.ScreeningState.PENDING, ""
    else:
        submission.screening = starting_state(submission.round, how["confidentiality"])
    make_answers(submission, said)
    submission.save()
    return touched


def still_for(submission: Submission, how: dict[str, str]) -> Organisation | None:
    """The organisation it spoke for: said by a delegate, and still said."""
    known = submission.organisation
    is_same = known and how["organisation"] == known.name and how["standing"] == submission.standing
    return known if is_same else None


def exchange_comments(submission: Submission, said: Said) -> tuple[list[int], dict[str, Comment]]:
    """Comments that say the same stay, with their numbers; the others are marked replaced, and new ones follow.

    Returns whatever changed, and which comment now stands for each that was written.
    """
    rows = Comment.objects.filter(submission=submission, replaced_at=None).select_related("clause")
    old = list(rows.prefetch_related(Prefetch("attachments", Attachment.objects.kept())))
    wanted, placed = list(said.comments), {}
    gone = []
    for comment in old:
        same = as_said(comment)
        if comment.language == said.language and same in wanted:
            placed[wanted.pop(wanted.index(same)).mark] = comment
        else:
            gone.append(comment.pk)
    Comment.objects.filter(pk__in=gone).update(replaced_at=clock.now())
    said_anew = Said(round=said.round, language=said.language, comments=wanted)
    made = make_comments(submission, said_anew, last_numbers(submission.round)[1])
    touched = [*(comment.pk for comment in old), *(comment.pk for comment in made)]
    return touched, placed | by_name(said_anew, made)


def as_said(comment: Comment) -> SaidComment:
    """A comment that stands, as one that is being said: equal where the words are."""
    texts = ("body", "proposed_change", "justification", "line", "element", "quote", "change_mode", "committee_only")
    files = tuple(row.as_data() for row in comment.attachments.all())  # type: ignore[attr-defined]
    said = {name: getattr(comment, name) for name in texts}
    return SaidComment(clause=comment.clause, kind=comment.kind, files=files, **said)


def keep_identity(submission: Submission, *, by: User | None, name: str, email: str) -> Identity | None:
    """A known sender stays known; another address of somebody without an account is confirmed anew."""
    old = Identity.objects.filter(submission=submission).first()
    if old is None:
        typed = bool(name or email)
        return make_identity(submission, by=by if typed else None, name=name, email=email) if typed else None
    if old.user_id is None and by is None:
        if old.email != email:
            old.email, old.confirmed_at, old.confirm_by = email, None, to_confirm()
        old.name = name[:200]
        old.save()
    return old
