"""Sending a response: once, all or nothing, acknowledged at once."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.actions import changing
from consultations.actions.handing_in import by_name, hand_in
from consultations.actions.keeping import (
    Receipt,
    held_round,
    last_numbers,
    make_answers,
    make_comments,
    make_identity,
    make_submission,
    receipt_of,
    sent_as,
)
from consultations.competition import acknowledged
from consultations.joint import fault_of_voice, refuse_second
from consultations.models import Comment, Round, Submission, UnsentResponse
from consultations.permissions import can_send, can_speak_for
from consultations.said import Said, said_in, tidy
from portal.members.models import Organisation, User
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from portal.sealing import canonical
from portal.signals import tell


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
    try:
        can_send(look_at(by), response).or_refuse()
        tidied = {"name": tidy(name), "email": tidy(email)}
        if response.round.asks_acknowledgement and not acknowledges:
            said.errors["acknowledged"] = _("Read it, and say that you have.")
        check_who(response, by=by, **tidied, organisation=organisation, how=how, said=said)
        said.or_raise()
        facts: dict[str, Any] = {"response": response, "said": said, "content": content, "how": how, "by": by, **tidied}
        if response.changes_id:
            return changing.revise(**facts, speaks=organisation)
        return write(**facts, speaks=organisation, copy=copy, is_official=organisation is not None)
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


def check_who(
    response: UnsentResponse,
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
    viewer = look_at(by)
    if organisation:
        can_speak_for(viewer, organisation).or_refuse()
    if fault := fault_of_voice(response, viewer, organisation, how["organisation"]):
        said.errors["organisation"] = fault
    named = how["confidentiality"] == Submission.Confidentiality.NAMED or for_organisation
    if by is None and (named or response.round.anonymity == Round.Anonymity.NAMED):
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
    copy: bool = True,
    is_official: bool = False,
) -> Receipt:
    """All of it or nothing: submission, identity, comments, answers, the mail, and the end of the unsent one."""
    round = held_round(response, said)
    if is_official:
        refuse_second(round, speaks)
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
        is_official=is_official,
    )
    identity = make_identity(submission, by=by, name=tidy(name), email=tidy(email))
    comments = make_comments(submission, said, last_comment)
    hand_in(submission, said.attached, by_name(said, comments))
    make_answers(submission, said)
    if response.pk:
        UnsentResponse(pk=response.pk).delete()  # what the caller holds keeps its number, should this be rolled back
    log(submission, "consultations.submit")  # without a person: the log is for ever, a name must be erasable
    receipt = receipt_of(submission)
    pin = "" if channel == Submission.Channel.WEB else receipt.pin  # whoever sent it here has seen it on the page
    emails.received(receipt_code=receipt.code, pin=pin, submission=submission, identity=identity, copy=copy)
    if submission.is_public:
        tell(Comment, [comment.pk for comment in comments])
    return receipt
