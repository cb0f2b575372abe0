"""Which clauses a round asks about: all, or in a restricted round what changed; what is said on others is kept."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Clause, ClauseLineage, Comment, Disposition, Round


def changed_clauses(round: Round) -> set[int] | None:
    """Primary keys of the clauses that can be commented on; None means all of them. One query, or none.

    A clause that was only moved says what it said, and is shown as context.
    """
    if round.kind != Round.Kind.RESTRICTED or round.draft_id is None:
        return None
    stayed = (ClauseLineage.Kind.SAME, ClauseLineage.Kind.MOVED)
    kept = ClauseLineage.objects.filter(after__draft=round.draft_id, kind__in=stayed).values("after")
    return set(Clause.objects.filter(draft=round.draft_id).exclude(pk__in=kept).values_list("pk", flat=True))


PARKED = _(
    "This round asks only about what changed since the last draft, and this clause did not. What is said about it is "
    "published with this note and lies on the desk of the next round."
)


def note_for(clause: Clause | None, round: Round) -> str | Promise:
    """What is told beside a comment on a clause that the round does not ask about; empty for any other."""
    return "" if is_in_scope(clause, changed_clauses(round)) else PARKED


def carried_to(round: Round) -> QuerySet[Comment]:
    """What earlier rounds of the same standard have put off: it lies on the desk of this one."""
    put_off = Disposition.objects.published().filter(value=Disposition.Value.DEFERRED)
    if round.draft is None:
        return Comment.objects.none()
    earlier = {"round__draft__standard": round.draft.standard_id, "round__opens_at__lt": round.opens_at}
    rows = Comment.objects.standing_there().filter(**earlier, pk__in=put_off.values("comment"))
    return rows.select_related("round", "clause", "submission__group").order_by("round__number", "number")


def is_in_scope(clause: Clause | None, scope: Collection[int] | None) -> bool:
    """A comment on the whole document always is."""
    return clause is None or scope is None or clause.pk in scope
