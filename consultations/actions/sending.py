"""Sending a response: once, all or nothing, acknowledged at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.actions import changing
from consultations.actions.handing_in import by_name, hand_in, put_away
from consultations.actions.keeping import (
    Receipt,
    Sending,
    held_round,
    hold_words,
    last_numbers,
    make_answers,
    make_comments,
    make_identity,
    make_submission,
    receipt_of,
    sent_as,
)
from consultations.actions.telling import tell_of
from consultations.competition import acknowledged
from consultations.joint import fault_of_voice, refuse_second
from consultations.models import Round, Submission, UnsentResponse
from consultations.permissions import can_send, can_speak_for
from consultations.said import Said, said_in, tidy
from portal import outbox
from portal.members.models import Organisation, User
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from portal.sealing import canonical


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
    acknowledges: bool = False,
    copy: bool = False,
) -> Receipt:
    """Sent once: the unique key decides a race, and a repeat gets the same receipt (mechanics of a double click)."""
    if response.organisation is not None:  # drafted together: it speaks for nobody else
        organisation, standing = response.organisation, Submission.Standing.ORGANISATION
    said, spoken = said_in(response), organisation.name if organisation else tidy(organisation_name)[:200]
    how = {"confidentiality": confidentiality, "standing": standing, "organisation": spoken}
    content = canonical(said.content(**how, **acknowledged(response.round)))
    sending = Sending(response, said, content, how, by, tidy(name), tidy(email), organisation)
    try:
        can_send(look_at(by), response).or_refuse()
        if response.round.asks_acknowledgement and not acknowledges:
            said.errors["acknowledged"] = _("Read it, and say that you have.")
        check_who(sending)
        said.or_raise()
        if response.changes_id:
            return changing.revise(sending)
        return write(replace(sending, is_official=organisation is not None), copy=copy)
    except (IntegrityError, Refused, ValidationError):
        first = sent_as(response.key)  # outside the dead transaction
        if first is None:
            raise
        return receipt_again(first, content)


def receipt_again(submission: Submission, content: str) -> Receipt:
    """The same receipt for the same words; other words are not answered with an old receipt."""
    receipt = receipt_of(submission)
    is_same = submission.content_sha256 == hashlib.sha256(content.encode()).hexdigest()
    if not is_same and words_alone(submission.content) != words_alone(content):
        raise SentOtherWords(receipt)
    return receipt


def words_alone(content: str) -> dict[str, Any]:
    """What was said without the files: those of the first click are no longer with the response of the second."""
    said: dict[str, Any] = json.loads(content)
    said.pop("files", None)
    said["answers"] = [one for one in said["answers"] if "files" not in one["value"]]
    for comment in said["comments"]:
        comment.pop("files", None)
    return said


def check_who(sending: Sending) -> None:
    """Who speaks, for whom, and who may read it; a name in public needs an address that can be confirmed."""
    response, how, said = sending.response, sending.how, sending.said
    if how["confidentiality"] not in Submission.Confidentiality.values:
        said.errors["confidentiality"] = _("Choose who may read your response.")
    if how["standing"] not in Submission.Standing.values:
        said.errors["standing"] = _("Choose for whom you speak.")
    for_organisation = how["standing"] == Submission.Standing.ORGANISATION
    if for_organisation and not how["organisation"]:
        said.errors["organisation"] = _("Name the organisation you speak for.")
    if how["organisation"] and not for_organisation:
        said.errors["organisation"] = _("Leave this empty, or choose that you speak for an organisation.")
    viewer = look_at(sending.by)
    if sending.speaks:
        can_speak_for(viewer, sending.speaks).or_refuse()
    if fault := fault_of_voice(response, viewer, sending.speaks, how["organisation"]):
        said.errors["organisation"] = fault
    named = how["confidentiality"] == Submission.Confidentiality.NAMED or for_organisation
    if sending.by is None and (named or response.round.anonymity == Round.Anonymity.NAMED):
        if not sending.name:
            said.errors["name"] = _("Write your name. It is kept apart from your words.")
        if not sending.email:
            said.errors["email"] = _("Write an e-mail address, for the receipt and the answers.")
    if sending.by is None and sending.email:
        check_email(sending.email, said)


def check_email(email: str, said: Said) -> None:
    """An address mail can be sent to."""
    try:
        outbox.check_address(email)
    except ValidationError:
        said.errors["email"] = _("It needs an @ and a place after it, as in name@example.org.")


@transaction.atomic
def write(sending: Sending, *, copy: bool = True) -> Receipt:
    """All of it or nothing: submission, identity, comments, answers, the mail, and the end of the unsent one."""
    response, said = sending.response, sending.said
    round = held_round(response, said)
    hold_words(response)
    if sending.is_official:
        refuse_second(round, sending.speaks)
    last_submission, last_comment = last_numbers(round)
    submission = make_submission(round, last_submission + 1, sending)
    identity = make_identity(submission, by=sending.by, name=tidy(sending.name), email=tidy(sending.email))
    comments = make_comments(submission, said, last_comment)
    hand_in(submission, said.attached, by_name(said, comments))
    make_answers(submission, said)
    if response.pk:
        put_away(response)
    log(submission, "consultations.submit")  # without a person: the log is for ever, a name must be erasable
    receipt = receipt_of(submission)
    seen = sending.channel == Submission.Channel.WEB  # on the page, by whoever sent it here
    pin = "" if seen else receipt.pin
    emails.received(receipt_code=receipt.code, pin=pin, submission=submission, identity=identity, copy=copy)
    if submission.is_public:
        tell_of(submission)
    return receipt
