"""Writes an Excel workbook of several sheets, each kept on disk until all are known: text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import ascii_uppercase

from portal.files.csv_table import FORMULA
from portal.files.packing import FIRST_LINE, SPACES, Part, content_types, packed, relations, safe

KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
S = f'xmlns="{SPACES}/spreadsheetml/2006/main" xmlns:r="{SPACES}/officeDocument/2006/relationships"'
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


def row(number: int, cells: Iterable[str], *, style: int = PLAIN) -> str:
    """Cells of text; an empty one is left away."""
    made = []
    for place, text in enumerate(cells, start=1):
        if text:
            words = CODE.sub("_x005F_", safe(text)) if "_x" in text else safe(text)
            form = LITERAL if style == PLAIN and FORMULA.match(text) else style
            cell = f'{ascii_uppercase[place - 1]}{number}" s="{form}" t="inlineStr'
            made.append(f'<c r="{cell}"><is><t xml:space="preserve">{words}</t></is></c>')
    return f'<row r="{number}">{"".join(made)}</row>'


def opening(widths: Sequence[int]) -> str:
    """The head of a sheet whose first row stays in sight."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{FIRST_LINE}<worksheet {S}><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )


class Sheet:
    """One sheet, written row by row into a file of ``folder``."""

    def __init__(self, name: str, columns: Sequence[str], folder: str) -> None:
        self.name, self.columns, self.rows = name[:31], columns, 1
        self.path = Path(folder) / f"{name.encode().hex()}.xml"
        widths = [14, *([40] * (len(columns) - 1))]
        self.path.write_text(opening(widths) + row(1, columns, style=BOLD), encoding="utf-8")
        self.waiting: list[str] = []

    def add(self, cells: dict[str, str]) -> None:
        """One row."""
        self.rows += 1
        self.waiting.append(row(self.rows, [cells.get(column, "") for column in self.columns]))
        if len(self.waiting) >= 200:
            self.flush()

    def flush(self) -> None:
        """What waits goes to disk."""
        with self.path.open("a", encoding="utf-8", newline="") as handle:
            handle.write("".join(self.waiting))
        self.waiting.clear()

    def pieces(self) -> Iterator[str]:
        """The whole sheet."""
        self.flush()
        with self.path.open(encoding="utf-8", newline="") as handle:
            while piece := handle.read(64 * 1024):
                yield piece
        yield "</sheetData></worksheet>"


def workbook(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """The bytes of the file, piece by piece."""
    return packed(parts_of(sheets))


def parts_of(sheets: Sequence[Sheet]) -> Iterator[Part]:
    """What the zip holds."""
    names = [f"xl/worksheets/sheet{place}.xml" for place, _sheet in enumerate(sheets, start=1)]
    for name, sheet in zip(names, sheets, strict=True):
        yield name, sheet.pieces()
    listed = "".join(
        f'<sheet name="{safe(sheet.name)}" sheetId="{place}" r:id="rId{place}"/>'
        for place, sheet in enumerate(sheets, start=1)
    )
    yield "xl/workbook.xml", [f"{FIRST_LINE}<workbook {S}><sheets>{listed}</sheets></workbook>"]
    yield "xl/styles.xml", [FIRST_LINE + STYLES]
    targets = {f"rId{place}": ("worksheet", name.removeprefix("xl/")) for place, name in enumerate(names, start=1)}
    yield relations("xl/_rels/workbook.xml.rels", targets | {"styles": ("styles", "styles.xml")})
    yield relations("_rels/.rels", {"rId1": ("officeDocument", "xl/workbook.xml")})
    kinds = dict.fromkeys(names, f"{KINDS}.worksheet+xml")
    kinds |= {"xl/workbook.xml": f"{KINDS}.sheet.main+xml", "xl/styles.xml": f"{KINDS}.styles+xml"}
    yield content_types(kinds)
