"""What does not fit into one cell of a spreadsheet goes on on a sheet of its own, and comes back from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from portal.files.tables import Line, Table

LIMIT = 32_000  # UTF-16 units in a piece; a cell holds 32,767, and the note takes some
SHEET = "Continued"
HEADINGS = ("Cell", "Part", "Text")
NOTE = "A cell of a spreadsheet holds 32,767 characters. What did not fit stands here, part by part."


def mark(cell: str) -> str:
    """The last line of a cell that goes on elsewhere."""
    return f"\n[continued on the sheet “{SHEET}”: {cell}]"


def pieces(text: str) -> list[str]:
    """The text in pieces that fit; one piece as a rule. Signs outside the basic plane count twice, as Excel counts."""
    if len(text) * 2 <= LIMIT:
        return [text]
    cut: list[str] = []
    start = size = 0
    for place, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if size + width > LIMIT:
            cut.append(text[start:place])
            start, size = place, 0
        size += width
    return [*cut, text[start:]]


def rejoined(tables: list[Table]) -> list[Table]:
    """The tables without the sheet of continuations, whose texts stand where they belong."""
    more: dict[tuple[int, int], list[str]] = defaultdict(list)
    kept = [table for table in tables if table.name != SHEET]
    for table in tables:
        if table.name == SHEET and table.lines and table.lines[0].cells[:3] == HEADINGS:
            for place, text in continuations(table):
                more[place].append(text)
        elif table.name == SHEET:
            kept.append(table)
    if more and kept:
        kept[0].lines = [with_rest(line, more) for line in kept[0].lines]
    return kept


def continuations(table: Table) -> Iterator[tuple[tuple[int, int], str]]:
    """Row and column of the cell that each text belongs to, in their order."""
    for line in table.lines[1:]:
        name, _part, text = (*line.cells, "", "", "")[:3]
        letters, digits = name.rstrip("0123456789"), name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if len(letters) == 1 and digits.isdigit():
            yield (int(digits), ord(letters) - ord("A")), text


def with_rest(line: Line, more: dict[tuple[int, int], list[str]]) -> Line:
    """A line whose cells are whole again."""
    cells = list(line.cells)
    for place, cell in enumerate(cells):
        rest = more.get((line.number, place))
        note = mark(f"{chr(ord('A') + place)}{line.number}") if place < 26 else ""
        if rest and note and cell.endswith(note):
            cells[place] = cell.removesuffix(note) + "".join(rest)
    return Line(line.number, tuple(cells), line.is_divider)
