"""What a new draft takes from the one before: the keys of the clauses that are the same."""

from __future__ import annotations

from consultations.clauses import ClauseRow, faults_in, rows_of
from consultations.formats.reading import Reading
from consultations.keys import carry_over
from consultations.models import Clause, Draft
from portal.files.reports import Fault


def carried_over(reading: Reading, standard: str) -> tuple[list[ClauseRow], Draft | None]:
    """The rows with their permanent keys, and the draft from which these came."""
    previous = Draft.objects.filter(standard__code=standard.strip()).order_by("-created_at", "-pk").first()
    if previous is None:
        return list(reading.rows), None
    used = set(Clause.objects.filter(draft__standard_id=previous.standard_id).values_list("key", flat=True).distinct())
    old = rows_of(previous.clauses.order_by("position"))
    return carry_over(reading.rows, old, used, reading.given), previous


def faults_of_reading(reading: Reading, rows: list[ClauseRow]) -> list[Fault]:
    """Everything that keeps a file from becoming a draft."""
    return reading.faults or faults_in(rows, reading.places)
