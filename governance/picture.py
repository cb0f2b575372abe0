"""Who decides and who bears, side by side: rows of a table, and the drawing that stands above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from governance.models import Impact, Position, Seat
from governance.telling import gap_in_words
from portal.members.models import StakeholderGroup

MARKS = {
    Position.Value.SUPPORT: "p-support",
    Position.Value.NO_OBJECTION: "p-noobj",
    Position.Value.OBJECT: "p-object",
    Position.Value.ABSTAIN: "p-abstain",
    Position.Value.RECUSE: "p-recuse",
}
COLUMN, SEAT, BAR = 30, 19, 13  # steps of the drawing


@dataclass(frozen=True)
class Chair:
    """A seat and what it said last."""

    seat: Seat
    position: Position | None

    @property
    def value(self) -> str:
        """Empty is silence."""
        return self.position.value if self.position else ""

    @property
    def sign(self) -> str:
        """The drawing of what it said."""
        return MARKS[Position.Value(self.position.value)] if self.position else "p-silent"

    @property
    def words(self) -> str:
        """What the drawing says."""
        if self.position:
            return str(self.position.get_value_display())
        return _("vacant") if self.seat.holder_id is None else _("no answer")


@dataclass
class Row:
    """One group: its seats, what it bears, and where the two do not meet."""

    group: StakeholderGroup
    chairs: list[Chair] = field(default_factory=list)
    costs: list[Impact] = field(default_factory=list)
    benefits: list[Impact] = field(default_factory=list)
    looked_at: bool = False
    left: int = 0  # where its column starts in the drawing

    @property
    def cost(self) -> int:
        """The gravest cost, 0 for none."""
        return max((impact.magnitude or 0 for impact in self.costs), default=0)

    @cached_property
    def gap(self) -> str:
        """It pays, and did not agree."""
        return gap_in_words([chair.value for chair in self.chairs]) if self.costs else ""


@dataclass(frozen=True)
class Picture:
    """The table's rows and the measures of the drawing."""

    rows: list[Row]

    @property
    def gaps(self) -> int:
        """How many groups pay and did not agree."""
        return sum(bool(row.gap) for row in self.rows)

    @property
    def payers(self) -> int:
        """How many groups pay at all."""
        return sum(bool(row.costs) for row in self.rows)

    @property
    def chairs(self) -> int:
        """How many seats there are."""
        return sum(len(row.chairs) for row in self.rows)

    def count(self, value: str) -> int:
        """How many seats said that; "" is silence."""
        return sum(chair.value == value for row in self.rows for chair in row.chairs)

    @property
    def signs(self) -> list[Chair]:
        """One chair for each thing that was said, for the key."""
        return list({chair.sign: chair for row in self.rows for chair in row.chairs}.values())

    @property
    def magnitudes(self) -> list[Impact]:
        """One cost for each magnitude that is shown, for the key."""
        found = {impact.magnitude: impact for row in self.rows for impact in row.costs}
        return [found[magnitude] for magnitude in sorted(found)]

    @property
    def top(self) -> int:
        """Where the lowest seat stands."""
        return 3 + SEAT * (max((len(row.chairs) for row in self.rows), default=1) - 1)

    @property
    def width(self) -> int:
        """All columns."""
        return COLUMN * len(self.rows)

    @property
    def height(self) -> int:
        """Seats, sign and bars."""
        return self.top + 58 + BAR * max((row.cost for row in self.rows), default=1) + 6

    @property
    def lines(self) -> str:
        """The two hairlines: between seats and sign, between sign and bars."""
        first, second = 2 * self.top + 37, 2 * self.top + 107
        return f"M0 {first / 2:.1f}h{self.width}M0 {second / 2:.1f}h{self.width}"

    @property
    def columns(self) -> list[dict[str, Any]]:
        """What is drawn, group by group."""
        drawn = []
        for number, row in enumerate(self.rows):
            x = 6 + COLUMN * number
            seats = [(chair.sign, x + 2, self.top - SEAT * i) for i, chair in enumerate(row.chairs)]
            bars = "".join(f"M{x} {self.top + 58 + BAR * i}h18v10h-18Z" for i in range(row.cost))
            drawn.append(
                {
                    "code": row.group.code,
                    "x": x,
                    "seats": seats,
                    "sign_y": self.top + 27,
                    "bars": bars,
                    "dotted": None if row.looked_at else (x + 3, self.top + 59),
                }
            )
        return drawn


def picture(
    *,
    groups: Iterable[StakeholderGroup],
    seats: Iterable[Seat],
    positions: Mapping[int, Position],
    impacts: Iterable[Impact],
) -> Picture:
    """Who pays most stands first. A dimension in which nothing counts for anybody has been looked at for everybody."""
    rows = {group.pk: Row(group) for group in groups}
    for seat in seats:
        rows.setdefault(seat.group_id, Row(seat.group)).chairs.append(Chair(seat, positions.get(seat.pk)))
    dimensions: set[str] = set()
    for impact in impacts:
        if impact.group is None:
            dimensions.add(impact.dimension)
            continue
        row = rows.setdefault(impact.group_id, Row(impact.group))
        row.looked_at = True
        if impact.direction == Impact.Direction.COST:
            row.costs.append(impact)
        elif impact.direction == Impact.Direction.BENEFIT:
            row.benefits.append(impact)
    for row in rows.values():
        row.looked_at = row.looked_at or len(dimensions) == len(Impact.Dimension.values)
        row.costs.sort(key=lambda impact: -(impact.magnitude or 0))
    return Picture(sorted(rows.values(), key=lambda row: (-row.cost, row.group.position)))


def said_against(chairs: Iterable[Chair]) -> list[Chair]:
    """Objections first, then what was said beside a position."""
    objections, others = [], []
    for chair in chairs:
        if chair.position is None:
            continue
        if chair.value == Position.Value.OBJECT:
            objections.append(chair)
        elif chair.position.comment or chair.position.reason:
            others.append(chair)
    return [*objections, *others]
