"""Reads the tables of a Word file as they read with all changes accepted: inserted words in, deleted ones out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from consultations.formats.numbering import W, value, whole
from consultations.formats.reading import Unreadable
from portal.files.package import Package, no_word_file
from portal.files.tables import MAX_COLUMNS, MAX_LINES, Line, Table

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}tcPr", f"{W}trPr", FALLBACK}
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read_word_tables(package: Package) -> list[Table]:
    """Every table of the body, each with the headings that a page header holds for its number of columns."""
    document = package.part("word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise Unreadable(no_word_file())
    headings = [line for part in page_headers(package) for line in lines_within(part)]
    tables: list[Table] = []
    for number, element in enumerate(tables_in(body), start=1):
        lines = list(lines_of(element))
        if sum(len(table.lines) for table in tables) + len(lines) > MAX_LINES:
            raise Unreadable(_("This file holds more than 20,000 rows. Split it into several files."))
        tables.append(Table(_("table %(number)s") % {"number": number}, lines, headings))
    return tables


def page_headers(package: Package) -> Iterator[Element]:
    """The parts that Word prints at the top of pages."""
    for name in sorted(package.names):
        if name.startswith("word/header") and name.endswith(".xml"):
            part = package.part(name)
            if part is not None:
                yield part


def lines_within(part: Element) -> Iterator[Line]:
    """All lines of all tables of a page header."""
    for element in tables_in(part):
        yield from lines_of(element)


def tables_in(parent: Element) -> Iterator[Element]:
    """Tables through whatever wraps them; a table within a cell belongs to that cell."""
    for element in parent:
        if element.tag == f"{W}tbl":
            yield element
        elif element.tag not in LEFT_OUT:
            yield from tables_in(element)


def wrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls and insertions."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in LEFT_OUT and element.tag not in {f"{W}tbl", f"{W}p"}:
            yield from wrapped(element, tag)


def lines_of(table: Element) -> Iterator[Line]:
    """Rows that are not deleted; a cell merged downwards says the same in each row it covers."""
    grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    above: dict[int, str] = {}
    number = 0
    for row in wrapped(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        number += 1
        cells: list[str] = [""] * whole(value(row.find(f"{W}trPr/{W}gridBefore")))
        widest = 0
        for cell in wrapped(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            place, span = len(cells), span_of(properties)
            if properties is not None and properties.find(f"{W}cellDel") is not None:
                text = ""
            elif goes_on(properties):
                text = above.get(place, "")
            else:
                text = text_of(cell)
            above[place] = text
            widest = max(widest, span)
            cells += [text, *[""] * (span - 1)]
        columns = max(grid, len(cells))
        yield Line(number, tuple(cells[:MAX_COLUMNS]), is_divider=columns >= 6 and widest >= columns - 1)


def span_of(properties: Element | None) -> int:
    """Over how many columns a cell reaches."""
    span = whole(value(properties.find(f"{W}gridSpan")), 1) if properties is not None else 1
    return min(max(span, 1), MAX_COLUMNS)


def goes_on(properties: Element | None) -> bool:
    """The cell is the lower part of one that began in a row above."""
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and value(merge) != "restart"


def text_of(cell: Element) -> str:
    """The words of a cell, a line a paragraph; a paragraph whose end is deleted runs on into the next."""
    text = ""
    for paragraph, is_open in paragraphs_of(cell):
        text += "".join(words_of(paragraph)) + ("" if is_open else "\n")
    return text.strip("\n ") if text.strip() else ""


def paragraphs_of(cell: Element) -> Iterator[tuple[Element, bool]]:
    """Paragraphs in order, those of a table within the cell too, and whether the end of each is deleted."""
    for element in cell:
        if element.tag == f"{W}p":
            marks = element.find(f"{W}pPr/{W}rPr")
            gone = marks is not None and (marks.find(f"{W}del") is not None or marks.find(f"{W}moveFrom") is not None)
            yield element, gone
        elif element.tag not in LEFT_OUT and not is_placeholder(element):
            yield from paragraphs_of(element)


def words_of(parent: Element) -> Iterator[str]:
    """Pieces of text in order."""
    for element in parent:
        name = element.tag.removeprefix(W)
        if element.tag in LEFT_OUT or is_placeholder(element):
            continue
        if name == "t":
            yield element.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name == "sym":
            yield symbol(value(element, "char"))
        else:
            yield from words_of(element)


def is_placeholder(element: Element) -> bool:
    """A content control nobody has filled in: “Click here to enter text”."""
    return element.tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def symbol(code: str) -> str:
    """A sign of a symbol font; those of private fonts are shown as the one sign for “not known”."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "\ufffd" if 0xE000 <= number <= 0xF8FF or number > 0x10FFFF else chr(number)
