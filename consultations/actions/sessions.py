"""Sessions: recorded by their host, what was said in them sent one sheet after another, each with its receipt."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from consultations import receipts
from consultations.actions.attachments import let_go
from consultations.actions.keeping import Sending
from consultations.actions.sending import Receipt, receipt_again, write
from consultations.models import Attachment, FacilitatedSession, Round, SessionRecord, Submission, UnsentResponse
from consultations.permissions import can_record_session, can_still_arrive, can_type_in
from consultations.regions import Region
from consultations.said import Said, said_in, tidy
from portal import clock
from portal.members.models import Organisation, Sector, StakeholderGroup, User
from portal.members.viewer import look_at
from portal.sealing import canonical

MOST_PEOPLE = 5_000
Level = Submission.Confidentiality
LEVELS: list[str] = [Level.WITHHELD, Level.COMMITTEE]  # from the laxer to the stricter; nobody is named


@dataclass(frozen=True)
class Facts:
    """What a host says of a session."""

    group: StakeholderGroup | None = None
    held_on: date | None = None
    region: str = ""
    people: int = 0
    host: str = ""
    interest: str = ""
    written_in: str = "en"
    complaints: str = ""
    consent: str = ""
    wording: str = ""
    kind: str = FacilitatedSession.Kind.SITE
    place: str = ""
    sector: Sector | None = None
    language: str = "en"
    interpreter: bool = False
    women: int | None = None
    youth: int | None = None
    roles: dict[str, int] = field(default_factory=dict)
    read_back_on: date | None = None
    read_back_how: str = ""
    confidentiality: str = Level.WITHHELD
    notes: str = ""

    def as_row(self) -> dict[str, Any]:
        """Fields of the row, tidied."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: tidy(value) if isinstance(value, str) else value for name, value in said.items()}


NEEDED = {
    "host": gettext_lazy("Name the person who led it. The name is never published."),
    "interest": gettext_lazy("Say what the host has to gain or to lose by this standard, or that there is nothing."),
    "complaints": gettext_lazy("Say how people were told that they can correct or complain without the host."),
}


def faults_in(round: Round, facts: Facts) -> dict[str, str]:
    """Everything that keeps a session from being recorded, by field."""
    faults = {name: str(reason) for name, reason in NEEDED.items() if not tidy(getattr(facts, name))}
    choices = {
        "region": (Region.values, _("Choose the region.")),
        "consent": (FacilitatedSession.Consent.values, _("Say how people agreed that this is sent in their name.")),
        "wording": (FacilitatedSession.Wording.values, _("Say whether it was written down word for word.")),
        "kind": (FacilitatedSession.Kind.values, _("Choose the kind of session.")),
        "confidentiality": (LEVELS, _("Choose who may read what was said.")),
    }
    faults |= {name: why for name, (values, why) in choices.items() if getattr(facts, name) not in values}
    if facts.group is None:
        faults["group"] = _("Choose the group that these people speak from.")
    return faults | faults_in_numbers(facts) | faults_in_days(round, facts)


def faults_in_numbers(facts: Facts) -> dict[str, str]:
    """Nobody took part, or more women than people."""
    faults = {}
    if not 1 <= facts.people <= MOST_PEOPLE:
        faults["people"] = _("Say how many people took part, the host not counted.")
        return faults
    more = _("These are more than took part.")
    counted = {"women": facts.women, "youth": facts.youth} | {f"role_{code}": n for code, n in facts.roles.items()}
    return {name: more for name, number in counted.items() if (number or 0) > facts.people}


def faults_in_days(round: Round, facts: Facts) -> dict[str, str]:
    """Held while the round was open, not tomorrow; read back afterwards."""
    if facts.held_on is None:
        return {"held_on": _("Say on which day it was held. Only the quarter is published.")}
    today = round.local(clock.now()).date()
    faults = {}
    if facts.held_on > today:
        faults["held_on"] = _("This day is still to come: record the session once it was held.")
    elif not round.local(round.opens_at).date() <= facts.held_on <= round.local(round.closes_at).date():
        faults["held_on"] = _("It was not held while the round was open.")
    if facts.read_back_on and not facts.held_on <= facts.read_back_on <= today:
        faults["read_back_on"] = _("It was read back on the day of the session or after it, and not in the future.")
    if tidy(facts.read_back_how) and not facts.read_back_on:
        faults["read_back_on"] = _("Say on which day it was read back.")
    return faults


@transaction.atomic
def record_session(*, by: User, round: Round, organisation: Organisation | None, facts: Facts) -> FacilitatedSession:
    """A session on record, with the code for its slips; nothing of what was said is sent by it."""
    can_record_session(look_at(by), round, organisation).or_refuse()
    if faults := faults_in(round, facts):
        raise ValidationError(faults)
    key = uuid.uuid4()
    code = receipts.stored_code(receipts.code_for(key))
    session = FacilitatedSession.objects.create(
        round=round, key=key, code_sha256=code, organisation=organisation, recorded_by=by, **facts.as_row()
    )
    log(session, "consultations.record_session", user=by, data={"round": round.slug})
    return session


@transaction.atomic
def edit_session(*, by: User, session: FacilitatedSession, facts: Facts) -> FacilitatedSession:
    """Puts the record of a session right, as long as nothing of it was sent."""
    session = FacilitatedSession.objects.select_for_update(of=("self",)).select_related("round").get(pk=session.pk)
    can_record_session(look_at(by), session.round, session.organisation).or_refuse()
    if SessionRecord.with_locked.filter(session=session).exists():
        raise ValidationError(_("Something of this session has been sent: its record no longer changes."))
    if faults := faults_in(session.round, facts):
        raise ValidationError(faults)
    for name, value in facts.as_row().items():
        setattr(session, name, value)
    session.save()
    log(session, "consultations.edit_session", user=by)
    return session


@transaction.atomic
def note_reading_back(*, by: User, session: FacilitatedSession, on: date, how: str) -> FacilitatedSession:
    """People heard what stands here as theirs; also possible once it was sent. What was recorded of it is deleted."""
    session = FacilitatedSession.objects.select_for_update(of=("self",)).select_related("round").get(pk=session.pk)
    can_type_in(look_at(by), session).or_refuse()
    if not session.held_on <= on <= session.round.local(clock.now()).date():
        raise ValidationError(
            {"on": _("It was read back on the day of the session or after it, and not in the future.")}
        )
    session.read_back_on, session.read_back_how = on, tidy(how)[:300]
    session.save(update_fields=["read_back_on", "read_back_how"])
    let_go(Attachment.objects.notes_read_back(session), gone=Attachment.Gone.DONE)
    log(session, "consultations.read_back_session", user=by)
    return session


@dataclass(frozen=True)
class Sheet:
    """What one sheet of a session says. ``key`` makes a second click find the first; a slip has its own key.

    ``wording``: word for word or not, where that differs from the session.
    """

    key: uuid.UUID
    words: dict[str, Any]
    people: int
    confidentiality: str = Level.WITHHELD
    slip: int | None = None
    part: int = 1
    wording: str = ""
    note: Attachment | None = None  # the recording it was written down from


def send_sheet(*, by: User, session: FacilitatedSession, sheet: Sheet) -> Receipt:
    """One response in the name of those who spoke, through the door that every response takes."""
    can_type_in(look_at(by), session).or_refuse()
    said = said_on(session, sheet)
    how = {"confidentiality": level_of(session, sheet), "standing": Submission.Standing.PROXY, "organisation": ""}
    content = canonical(said.content(**how, channel=Submission.Channel.SESSION, people=sheet.people))
    try:
        said.or_raise()
        return keep_sheet(session=session, sheet=sheet, said=said, how=how, content=content, by=by)
    except (IntegrityError, ValidationError) as error:
        first = Submission.objects.filter(idempotency_key=sheet.key, session_record__session=session).first()
        if first is None and sheet.slip and isinstance(error, IntegrityError):
            used = _("Slip %(number)s has been used already. Take another number, or none.") % {"number": sheet.slip}
            raise ValidationError({"slip": used}) from None
        if first is None:
            raise
        return receipt_again(first, content)


@transaction.atomic
def keep_sheet(
    *, session: FacilitatedSession, sheet: Sheet, said: Said, how: dict[str, str], content: str, by: User
) -> Receipt:
    """The response and what ties it to its session, or neither; the host is not its sender."""
    can_still_arrive(look_at(by), session.round, held_at=session.held_at).or_refuse()
    receipt = write(Sending(response_of(session, sheet), said, content, how, channel=Submission.Channel.SESSION))
    SessionRecord.objects.create(
        submission=receipt.submission,
        session=session,
        people=sheet.people,
        slip=sheet.slip,
        part=sheet.part,
        wording=sheet.wording if sheet.wording != session.wording else "",
        note=sheet.note,
    )
    log(session, "consultations.send_sheet", user=by, data={"submission": receipt.submission.pk})
    return receipt


def response_of(session: FacilitatedSession, sheet: Sheet) -> UnsentResponse:
    """The sheet as any response that is about to be sent; its country is never said, only the region is known."""
    words = {**sheet.words, "country": "", "group": sheet.words.get("group") or session.group.code}
    words["sector"] = words.get("sector") or (session.sector.code if session.sector else "")
    return UnsentResponse(key=sheet.key, round=session.round, language=session.language, words=words)


def said_on(session: FacilitatedSession, sheet: Sheet) -> Said:
    """What it says, looked up and checked; a question that a sheet leaves open stays open, required or not."""
    said = said_in(response_of(session, sheet))
    given = {f"q{pk}" for pk, answer in (sheet.words.get("answers") or {}).items() if answer}
    for name in [name for name in said.errors if name.startswith("q") and name[1:].isdigit() and name not in given]:
        del said.errors[name]
    if not 1 <= sheet.people <= session.people:
        said.errors["people"] = _("At most %(number)s people took part in this session.") % {"number": session.people}
    if sheet.slip is not None and not 1 <= sheet.slip <= session.people:
        said.errors["slip"] = _("Slips are numbered from 1 to %(most)s here.") % {"most": session.people}
    if sheet.wording not in ("", *FacilitatedSession.Wording.values):
        said.errors["wording"] = _("Say whether it was written down word for word.")
    if sheet.note is not None and sheet.note.session_id != session.pk:
        said.errors["note"] = _("There is no such recording.")
    return said


def level_of(session: FacilitatedSession, sheet: Sheet) -> str:
    """The stricter of what was agreed for the session and what the sheet itself says."""
    said = sheet.confidentiality if sheet.confidentiality in LEVELS else session.confidentiality
    return max(session.confidentiality, said, key=LEVELS.index)
