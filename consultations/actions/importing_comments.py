"""Comments that came in a file: kept row by row, sent as any other response, the same file twice adds nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from consultations.actions.bringing_again import bring_again
from consultations.actions.keeping import Sending
from consultations.actions.sending import Receipt, write
from consultations.intakes import matched_rows, said_before, who_said
from consultations.joint import refuse_beside
from consultations.matching import Matched
from consultations.models import Comment, Intake, IntakeRow, Round, Submission, UnsentResponse
from consultations.permissions import can_accept_rows, can_bring_in, can_bring_in_position
from consultations.said import said_in
from consultations.sheets import CommentRow, Form
from portal.members.models import Organisation, StakeholderGroup, User
from portal.members.viewer import look_at
from portal.sealing import canonical

Level = Submission.Confidentiality
STRICTNESS: list[str] = [Level.NAMED, Level.WITHHELD, Level.COMMITTEE]


@dataclass(frozen=True)
class Sender:
    """From whom a file is, and how its comments may be read."""

    organisation: Organisation | None = None
    organisation_name: str = ""
    group: StakeholderGroup | None = None  # needed where the organisation is not a known one
    name: str = ""
    email: str = ""
    language: str = "en"
    confidentiality: str = Level.NAMED
    received_on: date | None = None
    is_official: bool = False  # the one position of its organisation


@dataclass(frozen=True)
class FileIn:
    """A file as far as it is remembered."""

    name: str
    sha256: str
    kind: str = Intake.Kind.FORM
    original: str = ""

    @classmethod
    def of(cls, name: str, data: bytes, **more: str) -> FileIn:
        """With the hash by which it is known again."""
        return cls(name, hashlib.sha256(data).hexdigest(), **more)


def bring_in(*, by: User, round: Round, file: FileIn, form: Form, sender: Sender) -> Intake:
    """Keeps the rows of a file, none of them sent yet; a file that is here already is found again.

    What was sent from it and withdrawn since then waits in it anew.
    """
    viewer = look_at(by)
    can_bring_in(viewer, round, sender.organisation).or_refuse()
    if not form.rows and file.kind != Intake.Kind.LETTER:
        raise ValidationError({"file": _("Nothing is said in this file: fill in a row, and bring it again.")})
    group = group_of(round, sender)
    if sender.is_official:
        can_bring_in_position(viewer, sender.organisation).or_refuse()
        refuse_beside(round, sender.organisation)
    same = Intake.objects.of(round, organisation=sender.organisation, name=sender.organisation_name, sha256=file.sha256)
    if there := same.first():
        return bring_again(by=by, intake=there, sender=sender)
    try:
        with transaction.atomic():
            return keep_rows(by=by, round=round, file=file, form=form, sender=sender, group=group)
    except IntegrityError:
        there = same.all().first()  # brought in by somebody else in the same moment
        if there is None:
            raise
        return there


def group_of(round: Round, sender: Sender) -> StakeholderGroup:
    """The group the sender speaks from; what came after the close must have come in time."""
    group = sender.organisation.group if sender.organisation else sender.group
    if group is None:
        raise ValidationError({"group": _("Choose the group that the sender speaks from.")})
    if sender.confidentiality not in Level.values:
        raise ValidationError({"confidentiality": _("Choose who may read the comments.")})
    if not round.is_open:
        last = round.local(round.closes_at).date()
        if sender.received_on is None:
            raise ValidationError({"received_on": _("The round is closed. Say on which day this came.")})
        if sender.received_on > last:
            raise ValidationError({"received_on": _("This came after the round was closed, and is too late.")})
    return group


def keep_rows(*, by: User, round: Round, file: FileIn, form: Form, sender: Sender, group: StakeholderGroup) -> Intake:
    """Writes the file and its rows; a row that the same sender sent in another file is marked."""
    intake = Intake.objects.create(
        round=round,
        kind=file.kind,
        file_name=file.name[-200:],
        file_sha256=file.sha256,
        original=file.original,
        organisation=sender.organisation,
        organisation_name="" if sender.organisation else sender.organisation_name,
        group=group,
        sender_name=sender.name,
        sender_email=sender.email,
        language=sender.language,
        confidentiality=sender.confidentiality,
        received_on=sender.received_on,
        is_official=sender.is_official,
        notes=form.notes,
        brought_by=by,
    )
    add_rows(intake, form.rows)
    log(intake, "consultations.bring_in_comments", user=by, data={"round": round.slug, "rows": len(form.rows)})
    return intake


def add_rows(intake: Intake, rows: Sequence[CommentRow]) -> None:
    """Rows that wait, or were sent before in another file of the same sender."""
    marks = [fingerprint(row) for row in rows]
    known = said_before(intake, set(marks))
    states = IntakeRow.State
    IntakeRow.objects.bulk_create(
        [
            IntakeRow(
                intake=intake,
                place=row.row,
                words=words_of(row),
                fingerprint=mark,
                state=states.REPEATED if mark in known else states.WAITING,
                reference=row.mb,
                observation=row.observation,
            )
            for row, mark in zip(rows, marks, strict=True)
        ],
        batch_size=500,
    )


def words_of(row: CommentRow) -> dict[str, str]:
    """What a row says, without the empty fields."""
    return {name: text for name, text in asdict(row).items() if text and name != "row"}


def fingerprint(row: CommentRow) -> str:
    """The same words give the same mark, wherever they stand in whichever file."""
    words = {name: text for name, text in words_of(row).items() if name not in {"where", "observation"}}
    return hashlib.sha256(canonical(words).encode()).hexdigest()


@transaction.atomic
def accept_rows(*, by: User, intake: Intake) -> list[Receipt]:
    """Sends every good row that waits: a response for each level of confidentiality and language, so one as a rule."""
    intake = (
        Intake.objects.select_for_update(of=("self",))
        .select_related("round", "organisation", "group")
        .get(pk=intake.pk, session=None)  # the form of a session is sent by ``accept_sheets``
    )
    waiting = list(intake.rows.filter(state=IntakeRow.State.WAITING))
    matched = matched_rows(intake, waiting)
    good = [(row, found) for row, found in matched if found.is_good]
    if intake.is_official and good:
        check_whole(by=by, intake=intake, bad=len(matched) - len(good), rows=good)
    apart: dict[tuple[str, str], list[tuple[IntakeRow, Matched]]] = {}
    for row, found in good:
        level = intake.confidentiality if intake.is_official else level_of(intake, found.row)
        apart.setdefault((level, found.row.language or intake.language), []).append((row, found))
    receipts = [
        send_rows(by=by, intake=intake, level=level, language=language, rows=apart[level, language])
        for level, language in sorted(apart, key=lambda one: (STRICTNESS.index(one[0]), one[1]))
    ]
    if good:
        log(intake, "consultations.accept_comments", user=by, data={"rows": len(good)})
        forget_sender(intake)
    return receipts


def check_whole(*, by: User, intake: Intake, bad: int, rows: list[tuple[IntakeRow, Matched]]) -> None:
    """A position is one response: all its rows at once, in one language and for the same readers."""
    can_bring_in_position(look_at(by), intake.organisation).or_refuse()
    refuse_beside(intake.round, intake.organisation)
    if bad:
        told = ngettext(
            "An official position is sent as a whole: put %(count)s row right first, or leave it out.",
            "An official position is sent as a whole: put %(count)s rows right first, or leave them out.",
            bad,
        )
        raise ValidationError(told % {"count": bad})
    if len({found.row.language or intake.language for _row, found in rows}) > 1:
        raise ValidationError(_("An official position is sent in one language; this file has rows in several."))
    if any(level_of(intake, found.row) != intake.confidentiality for _row, found in rows):
        told = _("Some rows are for fewer readers than this position: bring the file in for the strictest of them.")
        raise ValidationError(told)


def level_of(intake: Intake, row: CommentRow) -> str:
    """The stricter of what was chosen for the file and what the row itself says."""
    said = row.confidentiality if row.confidentiality in STRICTNESS else intake.confidentiality
    return max(intake.confidentiality, said, key=lambda level: STRICTNESS.index(level))


def send_rows(*, by: User, intake: Intake, level: str, language: str, rows: list[tuple[IntakeRow, Matched]]) -> Receipt:
    """One response through the door that every response takes."""
    viewer = look_at(by)
    own = intake.organisation_id in viewer.delegate_of
    response = UnsentResponse(
        key=uuid.uuid4(),
        round=intake.round,
        language=language,
        words={**who_said(intake), "comments": [comment_in(found) for _row, found in rows]},
        started_at=intake.brought_at,
    )
    can_accept_rows(viewer, intake, response).or_refuse()
    said = said_in(response, from_form=True).or_raise()
    standing = Submission.Standing.ORGANISATION if intake.speaks else Submission.Standing.SELF
    how = {"confidentiality": level, "standing": standing, "organisation": intake.speaks}
    sending = Sending(
        response,
        said,
        canonical(said.content(**how, channel=Submission.Channel.IMPORT)),
        how,
        by if own else None,
        intake.sender_name,
        intake.sender_email,
        intake.organisation,
        channel=Submission.Channel.IMPORT,
        is_official=intake.is_official,
    )
    receipt = write(sending)
    tie(rows, receipt)
    if intake.is_official:
        UnsentResponse.objects.filter(round=intake.round, organisation=intake.organisation, changes=None).delete()
    return receipt


def comment_in(found: Matched) -> dict[str, str]:
    """A row as a response holds its comments."""
    row = found.row
    return {
        "clause": found.place.key if found.place else "",
        "type": found.kind,
        "body": row.comment,
        "proposed_change": row.change,
        "change_mode": row.change_mode if row.change_mode in Comment.ChangeMode.values else "",
        "justification": row.justification,
        "line": row.line,
        "element": row.element,
        "quote": row.quote,
    }


def tie(rows: list[tuple[IntakeRow, Matched]], receipt: Receipt) -> None:
    """Each row knows its comment; its words now stand there alone, where they can be taken out once and for all."""
    comments = receipt.submission.comments.order_by("number")
    for (row, found), comment in zip(rows, comments, strict=True):
        kept = {"where": found.row.where} if row.intake.kind == Intake.Kind.LETTER else {}  # the paragraphs' numbers
        row.comment, row.state, row.words = comment, IntakeRow.State.ACCEPTED, kept
    IntakeRow.objects.bulk_update([row for row, _found in rows], ["comment", "state", "words"], batch_size=200)


def forget_sender(intake: Intake) -> None:
    """Name and address are kept with the response, where they can be erased, once no row waits here."""
    if not intake.rows.filter(state=IntakeRow.State.WAITING).exists():
        intake.sender_name = intake.sender_email = ""
        intake.save(update_fields=["sender_name", "sender_email"])
