"""The clause table: one clause a row, in CSV or Excel. What is written here is read back as the same clauses.

A body is the small HTML of ``canonical``; a body without any tag is plain text, and an empty line begins a paragraph.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from html import escape

from django.utils.translation import gettext as _

from consultations.clauses import ClauseRow, faults_in
from consultations.formats.reading import MAX_TEXT, Reading, Unreadable
from consultations.keys import derive
from portal.files.csv_table import neutral, read_csv
from portal.files.package import Package
from portal.files.reports import Fault
from portal.files.tables import Table

COLUMNS = ("key", "number", "parent", "heading", "body", "normative", "level")
YES = {"", "yes", "y", "true", "1", "normative", "oui", "vrai", "sí", "si", "verdadero"}
NO = {"no", "n", "false", "0", "informative", "non", "faux", "falso"}
TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # signs that no cell of Excel holds
LONGEST_CELL = 32_767  # characters; Excel cuts what is longer
LEAST = {"number", "heading", "body"}  # one of them has to be there


def read_clause_table(data: bytes) -> Reading:
    """A CSV or Excel file as clauses, with every fault and the row where it stands."""
    tables = sheets_of(data) if data.startswith(b"PK") else read_csv(data)
    filled = [line for table in tables[:1] for line in table.lines if not line.is_blank]
    if not filled:
        raise Unreadable(_("There is no text in this file."))
    names = [cell.strip().casefold() for cell in filled[0].cells]
    if not LEAST & set(names):
        message = _("The first row has to name the columns: %(columns)s. “heading” or “body” at least.")
        raise Unreadable(message % {"columns": ", ".join(COLUMNS)})
    unknown = sorted({name for name in names if name and name not in COLUMNS})
    records = [(line.number, dict(zip(names, line.cells, strict=False))) for line in filled[1:]]
    if sum(len(text) for _number, record in records for text in record.values()) > MAX_TEXT:
        raise Unreadable(_("This file holds more than 5 million characters of text. Split it into several drafts."))
    reading = to_reading(records)
    if unknown:
        reading.warnings.append(_("These columns were not read: %(names)s.") % {"names": ", ".join(unknown)})
    return reading


def sheets_of(data: bytes) -> list[Table]:
    """The sheets of an Excel file; what reads them is loaded by those who send one."""
    from portal.files.spreadsheet import no_spreadsheet, read_spreadsheet

    return read_spreadsheet(Package(data, no_spreadsheet))


def to_reading(records: Sequence[tuple[int, dict[str, str]]]) -> Reading:
    """Rows with keys, a parent named by its number found, and what is wrong."""
    said = [(number, {name: record.get(name, "").strip() for name in COLUMNS}) for number, record in records]
    keys = keys_of([record for _number, record in said])
    rows: list[ClauseRow] = []
    faults: list[Fault] = []
    numbers: dict[str, str] = {}
    for (place, record), key in zip(said, keys, strict=True):
        normative = record["normative"].casefold()
        if normative not in YES | NO:
            reason = _("“%(said)s” is neither yes nor no") % {"said": record["normative"][:40]}
            faults.append(Fault(place, key, "normative", reason))
        rows.append(
            ClauseRow(
                key=key,
                number=record["number"],
                parent=numbers.get(record["parent"], record["parent"]),
                heading=record["heading"],
                body=as_html(record["body"]),
                normative=normative not in NO,
                level=record["level"],
            )
        )
        numbers.setdefault(record["number"] or key, key)
        numbers[key] = key  # a key is never taken for somebody's number
    places = [place for place, _record in said]
    given = {record["key"] for _place, record in said if record["key"]}
    return Reading(rows=rows, faults=[*faults, *faults_in(rows, places)], places=places, given=given)


def keys_of(records: Sequence[dict[str, str]]) -> list[str]:
    """The keys that are given, else such as a Word file would get."""
    given = {record["key"] for record in records if record["key"]}
    derived = derive([(record["heading"], record["number"], None) for record in records], given)
    return [record["key"] or own for record, own in zip(records, derived, strict=True)]


def as_html(text: str) -> str:
    """HTML as it stands; plain text as paragraphs."""
    if not text or TAG.search(text):
        return text
    parts = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part)


def lines_of(rows: Iterable[ClauseRow]) -> list[list[str]]:
    """The columns' names, then one line a clause."""
    told = [[*COLUMNS]]
    for row in rows:
        normative = "yes" if row.normative else "no"
        told.append([row.key, row.number, row.parent, row.heading, row.body, normative, row.level])
    return told


def write_csv(rows: Iterable[ClauseRow]) -> bytes:
    """Clauses as CSV in UTF-8, with the mark that Excel needs."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([neutral(cell) for cell in line] for line in lines_of(rows))
    return stream.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[ClauseRow]) -> bytes:
    """Clauses as an Excel sheet in which every cell is text; what Excel would cut or refuse is refused here."""
    lines = lines_of(rows)
    for line in lines:
        if any(len(cell) > LONGEST_CELL or CONTROL.search(cell) for cell in line):
            message = _("Clause %(key)s is longer than a cell of Excel, or holds signs that it refuses. Write CSV.")
            raise Unreadable(message % {"key": line[0]})
    from openpyxl import Workbook  # loaded by the one place that needs it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("clauses")
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines):
        cells = [WriteOnlyCell(sheet, text) for text in line]
        for cell in cells:
            cell.data_type = "s"  # never a formula
            cell.font = Font(bold=number == 0)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
