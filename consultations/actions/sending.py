"""Sending a response: once, all or nothing, acknowledged at once; confirming an address; taking it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails, receipts
from consultations.models import Answer, Comment, Identity, Round, Submission, UnsentResponse
from consultations.permissions import can_send, can_withdraw
from consultations.said import CONSENT, Said, said_in, tidy
from consultations.titles import with_titles
from portal import clock
from portal.members.models import Organisation, StakeholderGroup, User
from portal.members.permissions import Refused, no
from portal.members.viewer import look_at
from portal.sealing import canonical
from portal.signals import tell

CONFIRM_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Receipt:
    """What whoever has sent a response takes home."""

    code: str
    pin: str
    submission: Submission


class SentOtherWords(ValidationError):
    """The same response came again with other words: what was received stands, what was typed is not lost."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(_("This response has been sent already, with other words. What was received first stands."))
        self.receipt = receipt


def submit(
    *,
    response: UnsentResponse,
    by: User | None = None,
    name: str = "",
    email: str = "",
    confidentiality: str = Submission.Confidentiality.WITHHELD,
    standing: str = Submission.Standing.SELF,
    organisation: Organisation | None = None,
    organisation_name: str = "",
) -> Receipt:
    """Sent once: the unique key decides a race, and a repeat gets the same receipt (mechanics of a double click)."""
    said, spoken = said_in(response), organisation.name if organisation else tidy(organisation_name)[:200]
    how = {"confidentiality": confidentiality, "standing": standing, "organisation": spoken}
    content = canonical(said.content(**how))
    try:
        can_send(look_at(by), response).or_refuse()
        tidied = {"name": tidy(name), "email": tidy(email)}
        check_who(response.round, by=by, **tidied, organisation=organisation, how=how, said=said)
        said.or_raise()
        return write(response=response, said=said, content=content, how=how, by=by, **tidied, speaks=organisation)
    except (IntegrityError, Refused, ValidationError):
        first = Submission.objects.filter(idempotency_key=response.key).first()  # outside the dead transaction
        if first is None:
            raise
        return receipt_again(first, content)


def receipt_of(submission: Submission) -> Receipt:
    """The receipt of a submission, made again from its key."""
    key = submission.idempotency_key
    return Receipt(receipts.code_for(key), receipts.pin_for(key), submission)


def receipt_again(submission: Submission, content: str) -> Receipt:
    """The same receipt for the same words; other words are not answered with an old receipt."""
    receipt = receipt_of(submission)
    if submission.content_sha256 != hashlib.sha256(content.encode()).hexdigest():
        raise SentOtherWords(receipt)
    return receipt


def check_who(
    round: Round,
    *,
    by: User | None,
    name: str,
    email: str,
    organisation: Organisation | None,
    how: dict[str, str],
    said: Said,
) -> None:
    """Who speaks, for whom, and who may read it; a name in public needs an address that can be confirmed."""
    if how["confidentiality"] not in Submission.Confidentiality.values:
        said.errors["confidentiality"] = _("Choose who may read your response.")
    if how["standing"] not in Submission.Standing.values:
        said.errors["standing"] = _("Choose for whom you speak.")
    for_organisation = how["standing"] == Submission.Standing.ORGANISATION
    if for_organisation and not how["organisation"]:
        said.errors["organisation"] = _("Name the organisation you speak for.")
    if how["organisation"] and not for_organisation:
        said.errors["organisation"] = _("Leave this empty, or choose that you speak for an organisation.")
    if organisation and organisation.pk not in look_at(by).delegate_of:
        no(_("Only a delegate speaks for a member organisation.")).or_refuse()
    named = how["confidentiality"] == Submission.Confidentiality.NAMED or for_organisation
    if by is None and (named or round.anonymity == Round.Anonymity.NAMED):
        if not name:
            said.errors["name"] = _("Write your name. It is kept apart from your words.")
        if not email:
            said.errors["email"] = _("Write an e-mail address, for the receipt and the answers.")
    if by is None and email:
        check_email(email, said)


def check_email(email: str, said: Said) -> None:
    """An address mail can be sent to."""
    try:
        validate_email(email)
    except ValidationError:
        said.errors["email"] = _("It needs an @ and a place after it, as in name@example.org.")


@transaction.atomic
def write(
    *,
    response: UnsentResponse,
    said: Said,
    content: str,
    how: dict[str, str],
    by: User | None,
    name: str,
    email: str,
    speaks: Organisation | None,
    channel: str = Submission.Channel.WEB,
) -> Receipt:
    """All of it or nothing: submission, identity, comments, answers, the mail, and the end of the unsent one."""
    spoken = with_titles(Round.objects.all(), emails.interface_language(said.language))
    round = spoken.select_for_update(no_key=True).get(pk=response.round_id)  # numbers are dense: one at a time
    last_submission, last_comment = last_numbers(round)
    submission = make_submission(
        round,
        last_submission + 1,
        response=response,
        said=said,
        content=content,
        how=how,
        speaks=speaks,
        channel=channel,
    )
    identity = make_identity(submission, by=by, name=tidy(name), email=tidy(email))
    comments = make_comments(submission, said, last_comment)
    Answer.objects.bulk_create(
        Answer(submission=submission, question=answer.question, value=answer.value, text=answer.text)
        for answer in said.answers
    )
    UnsentResponse.objects.filter(key=response.key).delete()
    log(submission, "consultations.submit")  # without a person: the log is for ever, a name must be erasable
    receipt = receipt_of(submission)
    emails.received(receipt_code=receipt.code, pin=receipt.pin, submission=submission, identity=identity)
    if submission.is_public:
        tell(Comment, [comment.pk for comment in comments])
    return receipt


def last_numbers(round: Round) -> tuple[int, int]:
    """Of submissions and of comments; asked once the round is held, or they could be those of before the wait."""

    def last(model: type[Submission] | type[Comment]) -> Coalesce:
        rows = model.objects.filter(round=OuterRef("pk")).order_by("-number")
        return Coalesce(Subquery(rows.values("number")[:1]), 0)

    return Round.objects.filter(pk=round.pk).values_list(last(Submission), last(Comment)).get()


def make_submission(
    round: Round,
    number: int,
    *,
    response: UnsentResponse,
    said: Said,
    content: str,
    how: dict[str, str],
    speaks: Organisation | None,
    channel: str,
) -> Submission:
    """The row, with group and sector as they are today; published at once where the round screens afterwards."""
    key, code = response.key, receipts.code_for(response.key)
    at_once = (
        how["confidentiality"] != Submission.Confidentiality.COMMITTEE and round.screening == Round.Screening.AFTER
    )
    state = Submission.ScreeningState
    return Submission.objects.create(
        round=round,
        number=number,
        idempotency_key=key,
        late_door=response.late_door,
        receipt_sha256=receipts.stored_code(code),
        pin_sha256=receipts.stored_pin(code, receipts.pin_for(key)),
        content=content,
        content_sha256=hashlib.sha256(content.encode()).hexdigest(),
        standing=how["standing"],
        channel=channel,
        group=cast(StakeholderGroup, said.group),  # checked before
        sector=said.sector,
        country=said.country,
        organisation=speaks,
        organisation_name="" if speaks else how["organisation"],
        language=said.language,
        confidentiality=how["confidentiality"],
        consent=CONSENT,
        screening=state.PUBLISHED if at_once else state.PENDING,
    )


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
        confirm_by=None if by else now + CONFIRM_WITHIN,
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
        )
        for place, comment in enumerate(said.comments, start=1)
    )


@transaction.atomic
def confirm_email(*, token: str) -> Identity:
    """The address is the sender's: the link was followed within seven days."""
    try:
        pk = signing.loads(token, salt=emails.CONFIRM_SALT)
    except signing.BadSignature:
        raise ValidationError(_("This link is not complete. Copy the whole of it from the mail.")) from None
    identity = Identity.objects.select_for_update().select_related("submission__round").filter(pk=pk).first()
    if identity is None:
        raise ValidationError(_("There is nothing to confirm any more."))
    if identity.confirmed_at is None:
        if identity.confirm_by and clock.now() > identity.confirm_by:
            raise ValidationError(_("The seven days for confirming this address are over."))
        identity.confirmed_at = clock.now()
        identity.save(update_fields=["confirmed_at"])
        log(identity.submission, "consultations.confirm")
    return identity


@transaction.atomic
def withdraw_submission(*, submission: Submission, code: str, pin: str) -> None:
    """Takes a response back: hidden everywhere from now on, its number and its receipt stay."""
    can_withdraw(look_at(None), submission).or_refuse()
    if not receipts.is_pin(code, pin, submission.pin_sha256):
        raise ValidationError({"pin": _("This is not the PIN that was printed beside the code.")})
    submission.withdrawn_at = clock.now()
    submission.save(update_fields=["withdrawn_at"])
    log(submission, "consultations.withdraw")
    tell(Comment, submission.comments.values_list("pk", flat=True))
