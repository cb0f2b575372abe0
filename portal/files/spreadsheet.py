"""Reads the sheets of an Excel file (.xlsx) as texts: what people see in a cell, without running a formula.

The parts are read one by one within ``Package``'s limits: a merge over a million cells or a sheet said to be as wide
as the world costs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from portal.files.limits import Unreadable
from portal.files.overflow import rejoined
from portal.files.package import Package
from portal.files.tables import MAX_COLUMNS, MAX_LINES, Line, Table, too_many_rows

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def no_spreadsheet() -> str:
    """The sentence for what is no Excel file."""
    return _("This is not an Excel file (.xlsx), or it was cut short. Save it again as .xlsx and send that.")


def read_spreadsheet(package: Package, *, most: int = MAX_LINES) -> list[Table]:
    """Every sheet that can be seen, as a table; a text that went on on a second sheet is whole again."""
    return rejoined(Workbook(package).tables(most))


class Workbook:
    """The shared texts and formats of a file, and its sheets."""

    def __init__(self, package: Package) -> None:
        self.package = package
        book = package.part("xl/workbook.xml")
        if book is None:
            raise Unreadable(no_spreadsheet())
        self.book = book
        strings = package.part("xl/sharedStrings.xml")
        self.strings = [text_in(item) for item in strings.iter(f"{S}si")] if strings is not None else []
        self.formats = list(formats_of(package.part("xl/styles.xml")))
        properties = book.find(f"{S}workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}

    def tables(self, most: int) -> list[Table]:
        """Sheets in their order; one that is hidden is left out."""
        targets = targets_of(self.package.part("xl/_rels/workbook.xml.rels"))
        tables: list[Table] = []
        for sheet in self.book.iter(f"{S}sheet"):
            part = self.package.part(targets.get(sheet.get(f"{R}id", ""), ""))
            if part is None or sheet.get("state", "visible") != "visible":
                continue
            lines = list(self.lines(part))
            if sum(len(table.lines) for table in tables) + len(lines) > most:
                raise Unreadable(too_many_rows(most))
            formulas = [cell.get("r", "?") for cell in part.iter(f"{S}c") if cell.find(f"{S}f") is not None]
            tables.append(Table(sheet.get("name", ""), lines, formulas=formulas))
        return tables

    def lines(self, sheet: Element) -> Iterator[Line]:
        """Rows in which something stands; a cell merged downwards says the same in each row it covers."""
        merges = Merges(sheet)
        above: dict[int, str] = {}
        number = 0
        for row in sheet.iter(f"{S}row"):
            number = int(row.get("r") or number + 1)
            found = dict(self.cells(row))
            for column in merges.going_on(number):
                found[column] = found.get(column) or above.get(column, "")
            above |= found
            if any(found.values()):
                cells = tuple(found.get(place, "") for place in range(1, max(found) + 1))
                is_alone = sum(bool(cell.strip()) for cell in cells) == 1
                yield Line(number, cells, is_divider=is_alone and number in merges.wide)

    def cells(self, row: Element) -> Iterator[tuple[int, str]]:
        """Column number and text of each cell."""
        place = 0
        for cell in row.iter(f"{S}c"):
            named = PLACE.fullmatch(cell.get("r", ""))
            place = column_index_from_string(named[1]) if named else place + 1
            if place <= MAX_COLUMNS:
                yield place, self.text(cell)

    def text(self, cell: Element) -> str:
        """What people read in the cell."""
        kind, said = cell.get("t", "n"), cell.findtext(f"{S}v") or ""
        if not said and (formula := cell.findtext(f"{S}f")):
            return f"={formula}"  # never worked out: its own text is all there is
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return text_in(inline) if inline is not None else ""
        if kind == "s":
            return self.strings[int(said)] if said.isdigit() and int(said) < len(self.strings) else ""
        if kind == "str":
            return decoded(said)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(said, said)
        if kind == "n" and said:
            style = cell.get("s", "0")
            form = self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else ""
            return number_in(said, form, self.since_1904)
        return said  # an error such as #REF!, or an ISO date: as it stands


def text_in(element: Element) -> str:
    """The text of a plain or rich string, without the reading aids of East Asian scripts."""
    parts = [element.findtext(f"{S}t") or ""]
    parts += [run.findtext(f"{S}t") or "" for run in element.findall(f"{S}r")]
    return decoded("".join(parts))


def decoded(text: str) -> str:
    """Excel writes what XML cannot hold as _x000D_; a real _x000D_ as _x005F_x000D_."""
    return CODE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def number_in(said: str, form: str, since_1904: bool) -> str:
    """A number as it is shown: 4.10 stays 4.10, a date becomes an ISO date (the matching says what to do)."""
    try:
        number = Decimal(said)
    except InvalidOperation:
        return said
    if form and is_date_format(form):
        try:
            day = from_excel(float(number), epoch=MAC_EPOCH if since_1904 else WINDOWS_EPOCH)
            return day.isoformat()[:10] if hasattr(day, "year") else str(day)
        except (ValueError, OverflowError, TypeError):
            return said
    decimals = re.fullmatch(r"0\.(0+)", form)
    if decimals:
        return f"{number:.{min(len(decimals[1]), 12)}f}"
    return f"{float(number):.15g}" if abs(number) < 10**15 else said


def formats_of(styles: Element | None) -> Iterator[str]:
    """The number format of each cell style."""
    if styles is None:
        return
    own = {form.get("numFmtId"): form.get("formatCode", "") for form in styles.iter(f"{S}numFmt")}
    for style in styles.findall(f"{S}cellXfs/{S}xf"):
        code = style.get("numFmtId", "0")
        yield own.get(code) or BUILTIN_FORMATS.get(int(code) if code.isdigit() else 0, "")


class Merges:
    """Which cells of a sheet are one; asked row by row, downwards."""

    def __init__(self, sheet: Element) -> None:
        self.waiting: list[tuple[int, int, int]] = []  # top, bottom, column; the topmost last
        self.open: dict[int, int] = {}  # column → last row
        self.wide: set[int] = set()  # rows with a cell as wide as a form
        for merge in sheet.iter(f"{S}mergeCell"):
            try:
                left, top, right, bottom = (int(bound) for bound in range_boundaries(merge.get("ref", "")))
            except (ValueError, TypeError):
                continue
            if bottom > top and left <= MAX_COLUMNS:
                self.waiting.append((top, bottom, left))
            if right - left >= 5:
                self.wide.add(top)
        self.waiting.sort(reverse=True)

    def going_on(self, number: int) -> list[int]:
        """The columns in which a cell from above reaches into this row."""
        while self.waiting and self.waiting[-1][0] < number:
            _top, bottom, column = self.waiting.pop()
            self.open[column] = max(bottom, self.open.get(column, 0))
        self.open = {column: bottom for column, bottom in self.open.items() if bottom >= number}
        return sorted(self.open)


def targets_of(relations: Element | None) -> dict[str, str]:
    """Which part each sheet is."""
    pairs = ((one.get("Id", ""), one.get("Target", "")) for one in (relations if relations is not None else ()))
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in pairs}
