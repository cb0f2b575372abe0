"""The form of a session brought back as a spreadsheet: kept line by line, sent slip by slip, each with its receipt."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.importing_comments import FileIn, add_rows
from consultations.actions.sending import Receipt
from consultations.actions.sessions import Sheet, send_sheet
from consultations.formats.session_form import mark_of
from consultations.intakes import matched_rows
from consultations.models import FacilitatedSession, Intake, IntakeRow, SessionRecord
from consultations.permissions import can_type_in
from consultations.session_rows import SheetRow
from consultations.sheets import Form
from portal.members.models import User
from portal.members.viewer import look_at


def bring_in_form(
    *, by: User, session: FacilitatedSession, file: FileIn, form: Form, mark: str, language: str = ""
) -> Intake:
    """Keeps the lines of a form, none of them sent yet; a file that is here already is found again.

    ``language``: in which it is written, where that is not the one that was spoken.
    """
    can_type_in(look_at(by), session).or_refuse()
    if not mark:
        raise ValidationError({"file": _("This file does not say which session it is for. Keep its first line.")})
    if mark != mark_of(session.round.slug, session.pk):
        raise ValidationError({"file": _("This form was taken for another session. Bring it back there.")})
    same = Intake.objects.filter(session=session, file_sha256=file.sha256)
    if there := same.first():
        return there
    try:
        with transaction.atomic():
            return keep_form(by=by, session=session, file=file, form=form, language=language or session.language)
    except IntegrityError:
        there = same.all().first()  # brought in by somebody else in the same moment
        if there is None:
            raise
        return there


def keep_form(*, by: User, session: FacilitatedSession, file: FileIn, form: Form, language: str) -> Intake:
    """Writes the file and its lines; one that another file of the session held already is marked."""
    intake = Intake.objects.create(
        round=session.round,
        session=session,
        kind=Intake.Kind.SESSION,
        file_name=file.name[-200:],
        file_sha256=file.sha256,
        group=session.group,
        language=language,
        confidentiality=session.confidentiality,
        notes=form.notes,
        brought_by=by,
    )
    add_rows(intake, form.rows)
    log(intake, "consultations.bring_in_comments", user=by, data={"round": session.round.slug, "rows": len(form.rows)})
    return intake


@transaction.atomic
def accept_sheets(*, by: User, intake: Intake) -> list[Receipt]:
    """Sends every good line that waits: one response a slip, under the code that was printed on it."""
    session = FacilitatedSession.objects.select_for_update(of=("self",)).get(forms=intake)  # slips are counted here
    intake = Intake.objects.select_for_update(of=("self",)).select_related("session__round__draft").get(pk=intake.pk)
    can_type_in(look_at(by), session).or_refuse()
    waiting = list(intake.rows.filter(state=IntakeRow.State.WAITING))
    good: Any = [(row, found) for row, found in matched_rows(intake, waiting) if found.is_good]
    good.sort(key=lambda pair: pair[1].slip)
    receipts = []
    for slip, pairs in groupby(good, key=lambda pair: pair[1].slip):
        receipts.append(send_slip(by=by, session=session, slip=slip, rows=list(pairs)))
    if good:
        log(intake, "consultations.accept_comments", user=by, data={"rows": len(good)})
    return receipts


def send_slip(*, by: User, session: FacilitatedSession, slip: int, rows: list[tuple[IntakeRow, SheetRow]]) -> Receipt:
    """All that one slip says; what comes later for the same slip is its next part, with a receipt of its own."""
    part = next_part(session, slip)
    comments = [comment_in(found) for _row, found in rows if found.question is None]
    answers = {
        str(found.question.pk): {**found.answer, "committee_only": found.committee_only}
        for _row, found in rows
        if found.question is not None
    }
    receipt = send_sheet(
        by=by,
        session=session,
        sheet=Sheet(
            session.key_of(slip, part),
            {"comments": comments, "answers": answers, "language": rows[0][0].intake.language},
            rows[0][1].people,
            session.confidentiality,
            slip=slip,
            part=part,
        ),
    )
    tie(rows, receipt)
    return receipt


def next_part(session: FacilitatedSession, slip: int) -> int:
    """One, unless something was sent for this slip before."""
    sent: Any = SessionRecord.with_locked.filter(session=session, slip=slip).aggregate(last=Max("part"))
    return (sent["last"] or 0) + 1


def comment_in(found: SheetRow) -> dict[str, Any]:
    """A line as a response holds its comments."""
    return {
        "clause": found.place.key if found.place else "",
        "type": found.kind,
        "body": found.row.comment,
        "proposed_change": found.row.change,
        "justification": found.row.justification,
        "committee_only": found.committee_only,
    }


def tie(rows: list[tuple[IntakeRow, SheetRow]], receipt: Receipt) -> None:
    """Each line knows what it was sent in; its words now stand there alone."""
    comments = iter(receipt.submission.comments.order_by("number"))  # type: ignore[attr-defined]
    for row, found in rows:
        row.record, row.state = receipt.submission.session_record, IntakeRow.State.ACCEPTED  # type: ignore[attr-defined]
        row.comment = next(comments) if found.question is None else None
        row.words = {"slip": str(found.slip), "question": found.row.question}
    fields = ["comment", "record", "state", "words"]
    IntakeRow.objects.bulk_update([row for row, _found in rows], fields, batch_size=200)
