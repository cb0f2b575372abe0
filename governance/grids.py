"""The statement's matrix and its ranges, as templates draw them: unlike things never share an axis or a sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.models import Impact
from portal.members.models import StakeholderGroup


@dataclass(frozen=True)
class Cell:
    """One option, one dimension, one group."""

    impacts: list[Impact]
    looked_at: bool
    is_own: bool = False  # said of this group, not of all groups alike


@dataclass(frozen=True)
class Line:
    """One option in the matrix of words."""

    option: Any
    cells: list[tuple[str, Cell]]

    @property
    def is_told(self) -> bool:
        """Somebody has looked at one of its cells at least."""
        return any(cell.looked_at for _label, cell in self.cells)


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

    @property
    def told(self) -> list[Line]:
        """The options that somebody has looked at; none, where nothing at all was said of this group itself."""
        is_own = any(cell.is_own for _first, cell in self.cells)
        return [line for line in self.lines if line.is_told] if is_own else []

    @property
    def untold(self) -> str:
        """The letters of those that nobody has: named together, never left out."""
        return ", ".join(line.option.letter for line in self.lines if not line.is_told)

    @property
    def none_found(self) -> str:
        """The cells in which somebody looked and found nothing: A, social; C, social."""
        empty = [
            f"{line.option.letter}, {label}"
            for line in self.lines
            for label, cell in line.cells
            if cell.looked_at and not cell.impacts
        ]
        return "; ".join(empty)


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
                cells.append((str(label), Cell(shown, looked_at, bool(own))))
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
