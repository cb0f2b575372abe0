"""Who decides and who bears, side by side: rows of a table, and the drawing that stands above it."""

from __future__ import annotations

from collections import defaultdict
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


# -- the statement's matrix ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One option, one dimension, one group."""

    impacts: list[Impact]
    looked_at: bool


@dataclass(frozen=True)
class Line:
    """One option in the matrix of words."""

    option: Any
    cells: list[tuple[str, Cell]]


@dataclass(frozen=True)
class Block:
    """One group: its cells, option by option."""

    group: StakeholderGroup
    lines: list[Line]

    @property
    def cells(self) -> list[tuple[bool, Cell]]:
        """All cells in a row; the first of each option is marked."""
        return [(i == 0, cell) for line in self.lines for i, (_label, cell) in enumerate(line.cells)]

    @property
    def unassessed(self) -> int:
        """How many nobody has looked at."""
        return sum(not cell.looked_at for _first, cell in self.cells)


def matrix(*, groups: Iterable[StakeholderGroup], options: Iterable[Any], impacts: Iterable[Impact]) -> list[Block]:
    """Every group, every option, every dimension. "Nothing that counts" for an option was looked at for every group."""
    found: dict[tuple[int, str, int | None], list[Impact]] = defaultdict(list)
    for impact in impacts:
        found[impact.option_id, impact.dimension, impact.group_id].append(impact)
    options = list(options)
    blocks = []
    for group in groups:
        lines = []
        for option in options:
            cells = []
            for dimension, label in Impact.Dimension.choices:
                own = found[option.pk, dimension, group.pk]
                looked_at = bool(own) or bool(found[option.pk, dimension, None])
                shown = [impact for impact in own if impact.direction != Impact.Direction.NONE]
                cells.append((str(label), Cell(shown, looked_at)))
            lines.append(Line(option, cells))
        blocks.append(Block(group, lines))
    return blocks


@dataclass(frozen=True)
class Range:
    """One row of figures, with its stroke on the axis."""

    impact: Impact
    grid: str
    span: str
    ends: str
    mid: str


@dataclass(frozen=True)
class Ranges:
    """Figures of one unit: unlike things never share an axis."""

    unit: str
    marks: list[str]
    options: list[tuple[Any, list[Range]]]


def axis_of(highest: float) -> tuple[float, int]:
    """A round end of the axis, and into how many steps it is cut."""
    step = 10.0**-6
    while True:
        for factor in (1, 2, 5):
            if step * factor * 6 >= highest:
                cuts = max(1, -int(-highest // (step * factor)))
                return step * factor * cuts, cuts
        step *= 10


def ranges(*, options: Iterable[Any], impacts: Iterable[Impact]) -> list[Ranges]:
    """Lowest, best and highest estimate, unit by unit, option by option."""
    by_unit: dict[str, list[Impact]] = defaultdict(list)
    for impact in impacts:
        if impact.central is not None:
            by_unit[impact.unit].append(impact)
    options = list(options)
    tables = []
    for unit, rows in by_unit.items():
        end, cuts = axis_of(max(float(row.high) for row in rows) or 1.0)
        grid = "".join(f"M{100 * i / cuts:.2f} 0v20" for i in range(cuts + 1))
        marks = [f"{end * i / cuts:g}" for i in range(cuts + 1)]
        by_option = [(o, [stroke(row, end, grid) for row in rows if row.option_id == o.pk]) for o in options]
        tables.append(Ranges(unit, marks, [(o, drawn) for o, drawn in by_option if drawn]))
    return tables


def stroke(impact: Impact, end: float, grid: str) -> Range:
    """One line from lowest to highest, a thick stroke at the best estimate."""
    low, mid, high = (100 * max(0.0, float(value)) / end for value in (impact.low, impact.central, impact.high))
    return Range(impact, grid, f"M{low:.2f} 10H{high:.2f}", f"M{low:.2f} 6v8M{high:.2f} 6v8", f"M{mid:.2f} 3v14")
