"""A table as it stands in a file, whatever kind of file: lines of texts, with what was merged already spread."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MAX_LINES = 20_000  # of all tables of a file
MAX_COLUMNS = 60


def too_many_rows(most: int) -> str:
    """The sentence for a file that nobody could look through."""
    return _("This file holds more than %(count)s rows. Split it into several files.") % {"count": f"{most:,}"}


@dataclass(frozen=True)
class Line:
    """One row of a table; ``number`` is what a reader of the file would call it."""

    number: int
    cells: tuple[str, ...]
    is_divider: bool = False  # one cell merged across the whole width: a heading between rows

    @property
    def is_blank(self) -> bool:
        """Nobody wrote anything here."""
        return not any(cell.strip() for cell in self.cells)


@dataclass
class Table:
    """Lines of one table; ``headings`` are those that stand elsewhere, in the page header of a Word file."""

    name: str
    lines: list[Line] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)  # cells that a spreadsheet would work out

    @property
    def width(self) -> int:
        """How many columns are used."""
        used = (place + 1 for line in self.lines for place, cell in enumerate(line.cells) if cell.strip())
        return max(used, default=0)
