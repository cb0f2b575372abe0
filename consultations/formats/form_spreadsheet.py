"""Writes the commenting form as an Excel file: text stays text, and what no cell can hold goes on on a second sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultations.sheets import PRINTED_HEADINGS, ExportedComment
from portal.files import overflow
from portal.files.packing import FIRST_LINE, Part, content_types, packed, printable, relations
from portal.files.workbook import BOLD, KINDS, STYLES, S, opening, row

WIDTHS = (18, 10, 14, 16, 9, 60, 60, 36)


def write_spreadsheet(comments: Iterable[ExportedComment]) -> Iterator[bytes]:
    """The bytes of the file, piece by piece."""
    return packed(parts_of(comments))


def parts_of(comments: Iterable[ExportedComment]) -> Iterator[Part]:
    """The sheet first; only then is known whether it needs a second one."""
    rest: list[tuple[str, int, str]] = []
    yield "xl/worksheets/sheet1.xml", main_sheet(comments, rest)
    if rest:
        yield "xl/worksheets/sheet2.xml", second_sheet(rest)
    names = ["Comments", overflow.SHEET][: 2 if rest else 1]
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{place}" r:id="rId{place}"/>' for place, name in enumerate(names, start=1)
    )
    yield "xl/workbook.xml", [f"{FIRST_LINE}<workbook {S}><sheets>{sheets}</sheets></workbook>"]
    yield "xl/styles.xml", [FIRST_LINE + STYLES]
    targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)}
    yield relations("xl/_rels/workbook.xml.rels", targets | {"rId9": ("styles", "styles.xml")})
    yield relations("_rels/.rels", {"rId1": ("officeDocument", "xl/workbook.xml")})
    kinds = {f"xl/worksheets/sheet{n}.xml": f"{KINDS}.worksheet+xml" for n in range(1, len(names) + 1)}
    kinds |= {"xl/workbook.xml": f"{KINDS}.sheet.main+xml", "xl/styles.xml": f"{KINDS}.styles+xml"}
    yield content_types(kinds)


def main_sheet(comments: Iterable[ExportedComment], rest: list[tuple[str, int, str]]) -> Iterator[str]:
    """Headings that stay in sight, then a row a comment; what does not fit is put into ``rest``."""
    yield opening(WIDTHS)
    yield row(1, PRINTED_HEADINGS, style=BOLD)
    number = 1
    for number, comment in enumerate(comments, start=2):
        cells = []
        for column, text in zip("ABCDEFGH", comment.columns, strict=True):
            first, *others = overflow.pieces(printable(text))
            name = f"{column}{number}"
            rest += [(name, part, other) for part, other in enumerate(others, start=2)]
            cells.append(first + overflow.mark(name) if others else first)
        yield row(number, cells)
    yield f'</sheetData><autoFilter ref="A1:H{number}"/></worksheet>'


def second_sheet(rest: list[tuple[str, int, str]]) -> Iterator[str]:
    """The parts that did not fit, each with the cell it belongs to."""
    yield f"{FIRST_LINE}<worksheet {S}><sheetData>{row(1, (*overflow.HEADINGS, overflow.NOTE), style=BOLD)}"
    for number, (name, part, text) in enumerate(rest, start=2):
        yield row(number, (name, str(part), text))
    yield "</sheetData></worksheet>"
