"""Rows put right on the screen: mended, left out, taken up again; nothing is sent by it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.actions.importing_comments import forget_sender
from consultations.intakes import said_before
from consultations.models import Comment, Intake, IntakeRow
from consultations.permissions import can_mend_rows
from portal.members.models import User
from portal.members.viewer import look_at

MENDED = (
    *("clause", "clause_key", "kind", "comment", "change", "line", "element", "justification"),
    *("slip", "people", "question", "confidentiality"),  # of a session's form
)


@transaction.atomic
def mend_row(*, by: User, row: IntakeRow, **words: str) -> IntakeRow:
    """Puts a row right on the screen: another clause, a type, a comment; nothing is sent by it."""
    row = IntakeRow.objects.select_for_update(of=("self",)).select_related("intake__round").get(pk=row.pk)
    can_mend_rows(look_at(by), row.intake).or_refuse()
    if row.state == IntakeRow.State.ACCEPTED:
        raise ValidationError(_("This row has been sent and no longer changes."))
    said = {**row.words, **{name: text for name, text in words.items() if name in MENDED}}
    said = {name: text for name, text in said.items() if text}
    if said == row.words:
        refuse_repeated(row)
    row.words, row.state = said, IntakeRow.State.WAITING
    row.save(update_fields=["words", "state"])
    return row


def refuse_repeated(row: IntakeRow) -> None:
    """The same words from the same sender are said once, however many files they stand in."""
    if row.state != IntakeRow.State.WAITING and said_before(row.intake, {row.fingerprint}):
        told = _("Row %(row)s stands in another file of the same sender. Change it, or take it up there.")
        raise ValidationError(told % {"row": row.place})


@transaction.atomic
def take_up(*, by: User, row: IntakeRow) -> None:
    """A row that was left out, or stood in another file that no longer counts, waits again."""
    row = IntakeRow.objects.select_for_update(of=("self",)).select_related("intake__round").get(pk=row.pk)
    can_mend_rows(look_at(by), row.intake).or_refuse()
    if row.state == IntakeRow.State.ACCEPTED:
        raise ValidationError(_("This row has been sent and no longer changes."))
    refuse_repeated(row)
    row.state = IntakeRow.State.WAITING
    row.save(update_fields=["state"])


@transaction.atomic
def mend_kinds(*, by: User, intake: Intake, kind: str) -> int:
    """Gives every row that waits without a type the same one; says how many."""
    can_mend_rows(look_at(by), intake).or_refuse()
    if kind not in Comment.Kind.values:
        raise ValidationError({"kind": _("Choose one of the kinds of comment.")})
    rows = [row for row in intake.rows.filter(state=IntakeRow.State.WAITING) if not row.words.get("kind")]
    for row in rows:
        row.words = {**row.words, "kind": kind}
    IntakeRow.objects.bulk_update(rows, ["words"], batch_size=200)
    return len(rows)


@transaction.atomic
def leave_out(*, by: User, row: IntakeRow) -> None:
    """A row that is no comment, or not to be sent; mending it brings it back."""
    can_mend_rows(look_at(by), row.intake).or_refuse()
    changed = IntakeRow.objects.filter(pk=row.pk, comment=None).update(state=IntakeRow.State.LEFT_OUT)
    if not changed:
        raise ValidationError(_("This row has been sent and no longer changes."))
    forget_sender(row.intake)
