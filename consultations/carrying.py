"""What a new draft takes from the one before: the keys of the clauses that are the same."""

from __future__ import annotations

from collections.abc import Sequence

from consultations.clauses import ClauseRow, rows_of
from consultations.keys import carry_over
from consultations.models import Clause, Draft


def carried_over(rows: Sequence[ClauseRow], standard: str) -> tuple[list[ClauseRow], Draft | None]:
    """The rows with their permanent keys, and the draft from which these came."""
    previous = Draft.objects.filter(standard__code=standard.strip()).order_by("-created_at", "-pk").first()
    if previous is None:
        return list(rows), None
    used = set(Clause.objects.filter(draft__standard_id=previous.standard_id).values_list("key", flat=True).distinct())
    return carry_over(rows, rows_of(previous.clauses.order_by("position")), used), previous
