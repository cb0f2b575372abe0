"""Writes the commenting form as an Excel file: text stays text, and what no cell can hold goes on on a second sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consultations.sheets import PRINTED_HEADINGS, ExportedComment
from portal.files import overflow
from portal.files.csv_table import FORMULA
from portal.files.packing import FIRST_LINE, SPACES, Part, content_types, packed, printable, relations, safe

KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
S = f'xmlns="{SPACES}/spreadsheetml/2006/main" xmlns:r="{SPACES}/officeDocument/2006/relationships"'
WIDTHS = (18, 10, 14, 16, 9, 60, 60, 36)
CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
BOLD, PLAIN, LITERAL = 1, 2, 3  # styles; LITERAL is shown and edited as text even where it begins with =
STYLES = (
    f'<styleSheet {S}><fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + "".join(
        f'<xf numFmtId="49" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"'
        f'{quoted}><alignment vertical="top" wrapText="1"/></xf>'
        for font, quoted in ((1, ""), (0, ""), (0, ' quotePrefix="1"'))
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


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
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(WIDTHS, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield (
        f'{FIRST_LINE}<worksheet {S}><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
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


def row(number: int, cells: Iterable[str], *, style: int = PLAIN) -> str:
    """Cells of text; an empty one is left away."""
    made = []
    for column, text in zip("ABCDEFGH", cells, strict=False):
        if text:
            kept = CODE.sub("_x005F_", safe(text)) if "_x" in text else safe(text)
            form = LITERAL if style == PLAIN and FORMULA.match(text) else style
            made.append(
                f'<c r="{column}{number}" s="{form}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'
            )
    return f'<row r="{number}">{"".join(made)}</row>'
