"""The form of a session as a spreadsheet: what was asked, a line for each thing said, and the slip it belongs to.

The headings stand in the language in which the form was taken, and are known again in each of them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from consultations.sheets import CHANGE, CLAUSE, COMMENT, KIND, CommentRow, Form
from portal.files.csv_table import neutral, read_csv
from portal.files.limits import Unreadable
from portal.files.package import Package
from portal.files.packing import printable
from portal.files.tables import Line, Table

SLIP, PEOPLE, QUESTION, WHY, READER, ASKED = "slip", "people", "question", "justification", "confidentiality", "asked"
COLUMNS = {
    SLIP: gettext_lazy("Slip"),
    PEOPLE: gettext_lazy("People"),
    CLAUSE: gettext_lazy("Clause"),
    QUESTION: gettext_lazy("Question"),
    COMMENT: gettext_lazy("What was said"),
    CHANGE: gettext_lazy("How should it read?"),
    WHY: gettext_lazy("Why?"),
    KIND: gettext_lazy("Kind"),
    READER: gettext_lazy("Who may read it"),
    ASKED: gettext_lazy("What is asked"),
}
WIDTHS = (7, 8, 12, 10, 60, 40, 40, 8, 16, 60)
MARK = re.compile(r"session:([\w-]+)/(\d+)", re.ASCII)
COVER, READY = 12, 400  # lines in which headings are looked for; lines in which a clause number stays text


@dataclass(frozen=True)
class BlankForm:
    """What is written for a host: the session it is for, its questions, and the clauses that a line may name."""

    mark: str
    title: str
    questions: list[tuple[str, str]]  # number, and all that is asked
    clauses: list[tuple[str, str, str]]  # number, key, heading


def mark_of(slug: str, number: int) -> str:
    """How a form says which session it is for."""
    return f"session:{slug}/{number}"


def lines_of(form: BlankForm) -> Iterator[list[str]]:
    """Title, how it is filled in, headings, then a line for each question; comments go below."""
    yield [form.title, "", "", "", form.mark]
    yield [
        _(
            "A line for each thing said. Slip: the number on the slip of whoever said it; empty: as above. People: how "
            "many it stands for. Kind: ge (general), te (technical), ed (editorial). To keep a line for the committee, "
            "write “committee” under: Who may read it."
        )
    ]
    yield [str(heading) for heading in COLUMNS.values()]
    for number, asked in form.questions:
        yield ["", "", "", number, "", "", "", "", "", asked]


def write_csv(form: BlankForm) -> bytes:
    """The form as CSV in UTF-8, with the mark that Excel needs."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([neutral(printable(cell)) for cell in line] for line in lines_of(form))
    return stream.getvalue().encode("utf-8-sig")


def write_xlsx(form: BlankForm) -> bytes:
    """The form as an Excel file in which all is text, so that clause 4.10 does not become 4.1; clauses beside it."""
    from openpyxl import Workbook  # loaded by the one place that needs it

    book = Workbook()
    sheet = book.active
    sheet.title = "1"
    fill(sheet, list(lines_of(form)), bold={1, 3}, widths=WIDTHS)
    sheet.freeze_panes = "A4"
    if form.clauses:
        headings = [_("Clause"), _("Key"), _("Heading")]
        fill(book.create_sheet("2"), [headings, *map(list, form.clauses)], bold={1}, widths=(12, 24, 80))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(sheet: object, lines: list[list[str]], *, bold: set[int], widths: tuple[int, ...]) -> None:
    """Lines of text, wrapped, in columns of these widths; the columns stay text where nothing stands yet."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(widths, start=1):
        column = sheet.column_dimensions[get_column_letter(place)]  # type: ignore[attr-defined]
        column.width, column.number_format = width, "@"
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place)  # type: ignore[attr-defined]
            cell.value, cell.number_format = printable(text) or None, "@"
            cell.data_type = "s" if text else cell.data_type  # never a formula
            cell.font = Font(bold=number in bold)
            cell.alignment = Alignment(wrap_text=len(line) > 1 and number not in (1,), vertical="top")


def read_session_form(name: str, data: bytes) -> tuple[str, Form]:
    """The mark of the session it was made for, and its lines; raises ``Unreadable`` with what to do."""
    if not data:
        raise Unreadable(_("This file is empty."))
    ending = name.rpartition(".")[2].lower()
    if ending == "xlsx":
        from portal.files.spreadsheet import no_spreadsheet, read_spreadsheet  # loaded by the places that need it

        tables = read_spreadsheet(Package(data, no_spreadsheet))
    elif ending in {"csv", "tsv", "txt"} and not data.startswith(b"PK"):
        tables = read_csv(data)
    else:
        raise Unreadable(_("Only the form of a session as Excel (.xlsx) or CSV can be read here."))
    for table in tables:
        columns, start = headings_in(table)
        if columns:
            marks = [found[0] for line in table.lines for cell in line.cells if (found := MARK.search(cell))]
            return marks[0] if marks else "", rows_in(table.lines[start:], columns)
    raise Unreadable(_("This is not the form of a session: its headings are missing. Take the form from the session."))


def headings_in(table: Table) -> tuple[dict[str, int], int]:
    """Column → place, and the first line below the headings; nothing where there are none."""
    names = known_headings()
    for place, line in enumerate(table.lines[:COVER]):
        found: dict[str, int] = {}
        for at, cell in enumerate(line.cells):
            column = names.get(bare(cell))
            if column and column not in found:
                found[column] = at
        if {SLIP, COMMENT} <= set(found):
            return found, place + 1
    return {}, 0


def known_headings() -> dict[str, str]:
    """Heading → column, in every language of the house."""
    known: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            known |= {bare(str(heading)): column for column, heading in COLUMNS.items()}
    return known


def bare(text: str) -> str:
    """A heading without what differs from hand to hand."""
    return " ".join(text.replace("\u202f", " ").split()).strip(" ?:¿").casefold()


def rows_in(lines: list[Line], columns: dict[str, int]) -> Form:
    """The lines that say something, each with its slip: one that is left open is the one above."""
    form = Form()
    slip = people = ""
    for line in lines:
        said = {name: line.cells[at].strip() for name, at in columns.items() if at < len(line.cells)}
        said.pop(ASKED, None)
        if said.get(SLIP) and said[SLIP] != slip:
            slip, people = said[SLIP], ""
        people = said.get(PEOPLE) or people
        words = [said.get(name) for name in (COMMENT, CHANGE, WHY)]
        if not any(words) and (said.get(QUESTION) or not said.get(CLAUSE)):
            continue  # a question that nobody answered, or an empty line
        said |= {SLIP: slip or "1", PEOPLE: people}
        form.rows.append(CommentRow(row=line.number, **said))
    return form
