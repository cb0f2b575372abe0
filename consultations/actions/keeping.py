"""The rows of a response: submission, identity, comments, answers; and the receipt for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from consultations import receipts
from consultations.models import Answer, Comment, Identity, Intake, IntakeRow, Round, Submission, UnsentResponse
from consultations.said import CONSENT, Said
from consultations.titles import with_titles
from portal import clock
from portal.members.languages import interface_language
from portal.members.models import Organisation, StakeholderGroup, User

SPOKEN = ("comments", "answers")  # what is said; who says it comes with the press of the button
CONFIRM_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Receipt:
    """What whoever has sent a response takes home."""

    code: str
    pin: str
    submission: Submission


def sent_as(key: UUID) -> Submission | None:
    """What an unsent response has become: a submission, or a change of one."""
    rows = Submission.with_locked.filter(Q(idempotency_key=key) | Q(revisions__key=key))
    return rows.distinct().first()


def receipt_of(submission: Submission) -> Receipt:
    """The receipt of a submission, made again from its key."""
    key = submission.idempotency_key
    return Receipt(receipts.code_for(key), receipts.pin_for(key), submission)


@dataclass(frozen=True)
class Sending:
    """A response that is handed in: its words, how they are said, and whose they are."""

    response: UnsentResponse
    said: Said
    content: str
    how: dict[str, str]  # confidentiality, standing, organisation
    by: User | None = None
    name: str = ""
    email: str = ""
    speaks: Organisation | None = None
    channel: str = Submission.Channel.WEB
    is_official: bool = False  # the one position of its organisation


def held_round(response: UnsentResponse, said: Said) -> Round:
    """The round, held until all is written, since numbers are dense; with the title that the mail names it by."""
    spoken = with_titles(Round.objects.all(), interface_language(said.language))
    return spoken.select_for_update(no_key=True).get(pk=response.round_id)


def hold_words(response: UnsentResponse) -> None:
    """What comes from another window in the very moment of sending is neither dropped nor sent unread."""
    there = UnsentResponse.objects.select_for_update().filter(pk=response.pk).first()
    if there is not None and any(there.words.get(name) != response.words.get(name) for name in SPOKEN):
        response.words, response.saved_at = there.words, there.saved_at
        raise came_meanwhile()


def came_meanwhile() -> ValidationError:
    """The message for whoever has pressed the button."""
    return ValidationError(_("Something was added in another window meanwhile. Look it over and press once more."))


def last_numbers(round: Round) -> tuple[int, int]:
    """Of submissions and of comments; asked once the round is held, or they could be those of before the wait."""

    def last(model: type[Submission] | type[Comment]) -> Coalesce:
        rows = model.with_locked.filter(round=OuterRef("pk")).order_by("-number")
        return Coalesce(Subquery(rows.values("number")[:1]), 0)

    return Round.objects.filter(pk=round.pk).values_list(last(Submission), last(Comment)).get()


def make_submission(round: Round, number: int, sending: Sending) -> Submission:
    """The row, with group and sector as they are today; published at once where the round screens afterwards."""
    response, said, how, speaks = sending.response, sending.said, sending.how, sending.speaks
    key, code = response.key, receipts.code_for(response.key)
    return Submission.objects.create(
        round=round,
        number=number,
        idempotency_key=key,
        late_door=response.late_door,
        receipt_sha256=receipts.stored_code(code),
        pin_sha256=receipts.stored_pin(code, receipts.pin_for(key)),
        content=sending.content,
        content_sha256=hashlib.sha256(sending.content.encode()).hexdigest(),
        standing=how["standing"],
        channel=sending.channel,
        group=cast(StakeholderGroup, said.group),  # checked before
        sector=said.sector,
        country=said.country,
        organisation=speaks,
        organisation_name="" if speaks else how["organisation"],
        is_official=sending.is_official,
        language=said.language,
        confidentiality=how["confidentiality"],
        consent=CONSENT,
        screening=starting_state(round, how["confidentiality"]),
    )


def starting_state(round: Round, confidentiality: str) -> str:
    """Published at once where the round screens afterwards; what is for the committee only never is."""
    at_once = confidentiality != Submission.Confidentiality.COMMITTEE and round.screening == Round.Screening.AFTER
    return Submission.ScreeningState.PUBLISHED if at_once else Submission.ScreeningState.PENDING


def make_answers(submission: Submission, said: Said) -> None:
    """A row for each question that was answered."""
    Answer.objects.bulk_create(
        Answer(
            submission=submission,
            question=answer.question,
            value=answer.value,
            text=answer.text,
            committee_only=answer.committee_only,
        )
        for answer in said.answers
    )


def to_confirm() -> datetime:
    """Until when a new address can be confirmed."""
    return clock.now() + CONFIRM_WITHIN


def make_identity(submission: Submission, *, by: User | None, name: str, email: str) -> Identity | None:
    """Who sent it, apart from what was said; a signed-in person's address is confirmed already."""
    if by is None and not (name or email):
        return None
    now = clock.now()
    if by is not None:
        name, email = name or by.get_full_name(), by.email
    return Identity.objects.create(
        submission=submission,
        user=by,
        name=name[:200],
        email=email,
        confirm_by=None if by else to_confirm(),
        confirmed_at=now if by else None,
    )


def make_comments(submission: Submission, said: Said, last: int) -> list[Comment]:
    """Comments numbered in the order they were written; the round is locked, so numbers have no gap."""
    return Comment.objects.bulk_create(
        Comment(
            submission=submission,
            round=submission.round,
            number=last + place,
            clause=comment.clause,
            kind=comment.kind,
            language=said.language,
            line=comment.line,
            element=comment.element,
            quote=comment.quote,
            body=comment.body,
            proposed_change=comment.proposed_change,
            change_mode=comment.change_mode,
            justification=comment.justification,
            committee_only=comment.committee_only,
        )
        for place, comment in enumerate(said.comments, start=1)
    )


def let_originals_go(submission: Submission) -> None:
    """A file's name, notes and numbers say who wrote it, as a kept letter does: they go when either is taken out."""
    files = Intake.objects.brought(submission)
    for path in files.exclude(original="").values_list("original", flat=True).distinct():
        transaction.on_commit(partial(storages["private"].delete, path))
    rows = IntakeRow.objects.filter(intake__in=files)
    rows.exclude(reference="").update(reference="")
    numbered = list(rows.filter(words__has_key="mb"))  # not sent: the number stands among its words as well
    for row in numbered:
        del row.words["mb"]
    IntakeRow.objects.bulk_update(numbered, ["words"], batch_size=200)
    files.update(original="")
    files.forget_names()
