"""Whose hand a line is in, where colleagues write one response together."""

from __future__ import annotations

from collections.abc import Iterable

from consultations.models import Hand, UnsentResponse
from portal import clock
from portal.members.models import User


def sign_lines(*, response: UnsentResponse, lines: Iterable[str], by: User | None) -> None:
    """Notes whose hand the lines are in, for the colleagues; what one person writes alone needs no note."""
    if response.organisation_id is None or by is None:
        return
    now = clock.now()
    rows = [Hand(response=response, line=line[:60], user=by, at=now) for line in dict.fromkeys(lines)]
    Hand.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["response", "line", "user"], update_fields=["at"]
    )
