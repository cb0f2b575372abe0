"""A file that is brought in once more: what was withdrawn since it was sent waits in it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.intakes import said_before
from consultations.models import Comment, Intake, IntakeRow
from portal.members.models import User

if TYPE_CHECKING:
    from consultations.actions.importing_comments import Sender


@transaction.atomic
def bring_again(*, by: User, intake: Intake, sender: Sender) -> Intake:
    """Rows whose response was withdrawn wait once more, as they were sent: words taken out do not come back."""
    intake = Intake.objects.select_for_update(of=("self",)).select_related("round", "organisation").get(pk=intake.pk)
    marks = set(intake.rows.values_list("fingerprint", flat=True))
    known = said_before(intake, marks)
    rows = list(intake.rows.withdrawn().select_related("comment__clause", "comment__submission"))
    for row in rows:
        row.earlier.add(row.comment)  # type: ignore[arg-type]
        row.words, row.comment = words_again(row), None
        row.state = IntakeRow.State.REPEATED if row.fingerprint in known else IntakeRow.State.WAITING
    IntakeRow.objects.bulk_update(rows, ["words", "comment", "state"], batch_size=200)
    repeated = intake.rows.filter(state=IntakeRow.State.REPEATED).exclude(fingerprint__in=known)
    if repeated.update(state=IntakeRow.State.WAITING) or rows:
        log(intake, "consultations.bring_in_comments", user=by, data={"round": intake.round.slug, "rows": len(rows)})
    if not intake.rows.filter(state=IntakeRow.State.ACCEPTED).exists():
        intake.confidentiality, intake.language = sender.confidentiality, sender.language
        intake.is_official = sender.is_official
    elif sender.is_official and not intake.is_official:
        told = _("Rows of this file have been sent already, and not as the official position. Withdraw them first.")
        raise ValidationError({"official": told})
    if intake.rows.filter(state=IntakeRow.State.WAITING).exists() and not intake.sender_name + intake.sender_email:
        intake.sender_name, intake.sender_email = sender.name, sender.email
    intake.save(update_fields=["confidentiality", "language", "is_official", "sender_name", "sender_email"])
    return intake


def words_again(row: IntakeRow) -> dict[str, str]:
    """What a row said when it was sent, as words of a file."""
    comment: Comment = row.comment  # type: ignore[assignment]
    said = {
        "clause": comment.clause.label if comment.clause else "General",
        "clause_key": comment.clause.key if comment.clause else "",
        "comment": comment.body,
        "change": comment.proposed_change,
        "mb": row.reference,
        "observation": row.observation,
        "confidentiality": level if (level := comment.submission.confidentiality) != row.intake.confidentiality else "",
        "where": row.words.get("where", ""),
        "language": comment.language if comment.language != row.intake.language else "",
    }
    said |= {name: getattr(comment, name) for name in ("kind", "line", "element", "quote", "change_mode")}
    return {name: text for name, text in {**said, "justification": comment.justification}.items() if text}
