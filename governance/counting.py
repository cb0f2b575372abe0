"""A body's seats and their positions, as the pass rule reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from governance.models import Decision, Position, Seat
from governance.rules import Result, evaluate

NO_RULE: dict[str, Any] = {"passed": False, "reason": "", "checks": []}


def seats_of(decision: Decision) -> list[Seat]:
    """The seats whose term covers the day that counts, with holder, group and organisation."""
    day = decision.seats_day
    return list(decision.body.seats.on(day).select_related("group", "holder", "organisation"))


def current_positions(decision: Decision) -> dict[int, Position]:
    """The last word of each seat."""
    rows = decision.positions.current().select_related("group", "seat__holder", "seat__organisation", "seat__group")
    return {position.seat_id: position for position in rows}


def as_asked(seats: Iterable[Seat], positions: Mapping[int, Position]) -> dict[str, Any]:
    """Seats and positions as ``evaluate_rule`` reads them: kept with the result, so that anybody can count again."""
    table = [
        {
            "id": str(seat.pk),
            "group": seat.group.code,
            "affiliation": seat.affiliation,
            "recused": seat.pk in positions and positions[seat.pk].value == Position.Value.RECUSE,
            "vacant": seat.holder_id is None and seat.pk not in positions,
        }
        for seat in seats
    ]
    known = {entry["id"] for entry in table}
    said = [
        {"seat": str(pk), "value": position.value} for pk, position in sorted(positions.items()) if str(pk) in known
    ]
    return {"seats": table, "positions": said}


def counted(decision: Decision) -> tuple[Result, dict[str, Any]]:
    """The result on the rule as it was copied when the last call opened, and what it was counted from."""
    asked = as_asked(seats_of(decision), current_positions(decision))
    result = evaluate(decision.rule_snapshot, asked["seats"], asked["positions"])
    return result, result.as_record() | asked
