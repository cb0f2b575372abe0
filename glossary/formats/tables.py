"""CSV (one row a concept and language) and Excel (a sheet a language): ours come back as they went out."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from glossary.formats.checking import settled
from glossary.formats.columns import COLUMNS, OF_CONCEPT, OF_LANGUAGE, Concept, concept_cells, language_cells, lines_of
from glossary.formats.foreign_tables import read_table
from glossary.formats.rows import Reading, TermRow, Unreadable
from glossary.formats.tags import is_language
from portal.files.csv_table import FORMULA, neutral, read_csv
from portal.files.tables import Table

CONCEPTS, ABOUT = "Concepts", "Columns"
MOST = 200_000  # rows: ten thousand concepts in a dozen languages


def read(data: bytes, base: str) -> Reading:
    """A CSV file."""
    if not data.strip():
        raise Unreadable(_("It is empty."))
    reading = Reading()
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and not is_utf8(data):
        reading.notes.append(_("It is not UTF-8 and was read as Windows-1252. Look whether the accents are right."))
    return read_tables(read_csv(data, most=MOST), reading, base)


def is_utf8(data: bytes) -> bool:
    """As it should be."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def read_xlsx(data: bytes, base: str) -> Reading:
    """An Excel file; a cell that would be worked out is refused by name."""
    from portal.files.package import Package
    from portal.files.spreadsheet import no_spreadsheet, read_spreadsheet

    tables = read_spreadsheet(Package(data, no_spreadsheet), most=MOST)
    formulas = [f"{table.name}!{place}" for table in tables for place in table.formulas]
    if formulas:
        message = _("These cells hold formulas: %(cells)s. Copy them, paste them as values, and save it again.")
        raise Unreadable(message % {"cells": ", ".join(formulas[:8])})
    return read_tables(tables, Reading(), base)


def read_tables(tables: list[Table], reading: Reading, base: str) -> Reading:
    """Our own columns where they stand there, else a table as others make it."""
    found: dict[str, Concept] = {}
    is_ours = False
    for table in tables:
        headings = [cell.strip().casefold() for cell in table.lines[0].cells] if table.lines else []
        if table.name == ABOUT or not headings:
            continue
        if "code" in headings and (set(headings) & {"preferred", "source_language"}):
            is_ours = True
            gather(table, headings, found)
        elif not is_ours:
            read_table(table, reading)
            warn_of_formulas(table, reading)
    for concept in found.values():
        concept.into(reading, base)
    if not reading.rows and not reading.faults:
        raise Unreadable(_("It holds no terms."))
    return settled(reading)


def warn_of_formulas(table: Table, reading: Reading) -> None:
    """Text that begins with = stays text, and its reader knows."""
    started = sum(1 for line in table.lines for cell in line.cells if len(cell) > 1 and FORMULA.match(cell))
    if started:
        message = _("%(count)s cells begin as a formula would. They are taken as text, and never worked out.")
        reading.notes.append(message % {"count": started})


def gather(table: Table, headings: list[str], found: dict[str, Concept]) -> None:
    """Every line to its concept; a sheet that is called like a language is in that language."""
    spoken = table.name if is_language(table.name) and "language" not in headings else ""
    for line in table.lines[1:]:
        if line.is_blank:
            continue
        cells = {heading: line.cells[place] for place, heading in enumerate(headings) if place < len(line.cells)}
        code = cells.get("code", "").strip()
        concept = found.setdefault(code or f"?{line.number}", Concept(line.number, code))
        language = spoken or cells.get("language", "").strip()
        if language or "preferred" in headings:
            concept.take_language(language, cells)
        concept.take_about(cells)


def write_csv(rows: Iterable[TermRow], base: str, version: str = "") -> Iterator[str]:
    """One table; what a spreadsheet would take for a formula begins with an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield "\ufeff"
    for row in rows:
        for line in lines_of(row, base):
            writer.writerow([neutral(line.get(column, "")) for column in COLUMNS])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def write_xlsx(rows: Iterable[TermRow], base: str, version: str = "") -> Iterator[bytes]:
    """A workbook: the concepts, then a sheet a language, then what the columns mean."""
    from portal.files.workbook import Sheet, workbook

    with tempfile.TemporaryDirectory() as folder:
        sheets = {CONCEPTS: Sheet(CONCEPTS, ("code", *OF_CONCEPT), folder)}
        for row in rows:
            code = row.code or row.key
            sheets[CONCEPTS].add({"code": code, **concept_cells(row, base)})
            for entry in row.entries:
                if entry.language not in sheets:
                    sheets[entry.language] = Sheet(entry.language, ("code", *OF_LANGUAGE), folder)
                sheets[entry.language].add({"code": code, **language_cells(entry)})
        about = Sheet(ABOUT, ("column", "meaning"), folder)
        for column, meaning in COLUMNS.items():
            about.add({"column": column, "meaning": str(meaning)})
        yield from workbook([sheets.pop(CONCEPTS), *(sheets[name] for name in sorted(sheets)), about])
