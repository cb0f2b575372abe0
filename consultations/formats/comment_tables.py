"""From the tables of a file to the rows of a commenting form, by headings where there are any, else by their number."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from consultations.formats.reading import Unreadable
from consultations.sheets import (
    COMMENT,
    FORM_13B,
    FORM_2012,
    KIND,
    OBSERVATION,
    CommentRow,
    Form,
    columns_by_headings,
    kind_of,
    observation_of,
)
from portal.files.tables import Line, Table

COVER = 20  # lines of a cover (title, date, document) that may stand above the headings


def rows_in(tables: list[Table], *, by_number: bool = True) -> Form:
    """Every row of every table that is a commenting form; raises ``Unreadable`` when there is none.

    ``by_number``: eight columns, or seven, are enough; without it a table must have the headings or the types.
    """
    form = Form()
    before = 0
    is_form = False
    for table in tables:
        columns, start = layout_of(table, by_number=by_number)
        if columns:
            is_form = True
            where = table.name if len(tables) > 1 else ""
            read_lines(form, table.lines[start:], columns, before, where)
        elif table.width > 3:
            message = _("%(table)s was left out: it has %(count)s columns and no heading of a commenting form.")
            form.notes.append(message % {"table": table.name, "count": table.width})
        before += max((line.number for line in table.lines), default=0)
    if not is_form:
        raise Unreadable(
            _("No commenting form was found: a table with the eight columns of the ISO form, or with the headings.")
        )
    return form


def layout_of(table: Table, *, by_number: bool = True) -> tuple[dict[str, int], int]:
    """Column → place, and the first line that is no heading; nothing for a table that is no form."""
    for place, line in enumerate(table.lines[:COVER]):
        if columns := columns_by_headings(line.cells):
            return columns, place + 1
    width = max(table.width, max((len(line.cells) for line in table.lines), default=0))
    for line in table.headings:
        columns = columns_by_headings(line.cells)
        if columns and width in {0, len(line.cells)} and (not table.width or fits(table, columns)):
            return columns, 0
    for names in (FORM_2012, FORM_13B):
        columns = {name: place for place, name in enumerate(names)}
        if fits(table, columns):
            return columns, 0
    forms: dict[int, tuple[str, ...]] = {8: FORM_2012, 7: FORM_13B} if by_number else {}
    return {name: place for place, name in enumerate(forms.get(width, ()))}, 0


def fits(table: Table, columns: dict[str, int]) -> bool:
    """Where ge, te and ed stand tells the forms apart: an empty last column must not make one the other."""
    said: Counter[bool] = Counter()
    for line in table.lines:
        if not line.is_divider and len(line.cells) > columns[KIND] and line.cells[columns[KIND]].strip():
            said[bool(kind_of(line.cells[columns[KIND]]))] += 1
    return said[True] > said[False] and columns[COMMENT] < table.width <= len(columns)


def read_lines(form: Form, lines: list[Line], columns: dict[str, int], before: int, where: str) -> None:
    """The lines that say something; repeated headings, counted columns and blank lines are no comments."""
    for line in lines:
        if line.is_blank or columns_by_headings(line.cells) or is_counting(line.cells):
            continue
        if line.is_divider:
            words = next(cell for cell in line.cells if cell.strip())[:80]
            message = _("Row %(row)s spans the whole table and was taken for a heading: “%(words)s”.")
            form.notes.append(message % {"row": before + line.number, "words": words})
            continue
        row = row_of(line, columns, before + line.number, where)
        if any(row.columns[1:4]) or row.comment or row.change or row.observation:
            form.rows.append(row)


def is_counting(cells: tuple[str, ...]) -> bool:
    """1, 2, 3 … above or below the headings."""
    return len(cells) >= 3 and all(cell.strip(" ()") == str(place) for place, cell in enumerate(cells, start=1))


def row_of(line: Line, columns: dict[str, int], number: int, where: str) -> CommentRow:
    """One line by its columns."""
    said = {name: line.cells[place].strip() for name, place in columns.items() if place < len(line.cells)}
    value, reason = said.pop("disposition", ""), said.pop("reason", "")
    if (value or reason) and not said.get(OBSERVATION):
        said[OBSERVATION] = observation_of(value, reason)
    return CommentRow(row=number, where=where, **said)
