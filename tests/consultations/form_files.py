"""Commenting forms of the shapes that people really send, made by code: Word, Excel and CSV."""

import csv
import io
from xml.sax.saxutils import escape

from openpyxl import Workbook

from tests.consultations.word_files import SPACE, paragraph, word

HEADINGS = (
    "MB/NC1",
    "Line number\n(e.g. 17)",
    "Clause/ Subclause\n(e.g. 3.1)",
    "Paragraph/ Figure/ Table/\n(e.g. Table 1)",
    "Type of comment2",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
)
HEADINGS_13B = (
    "MB1",
    "Clause/\nSubclause/\nAnnex/Figure/Table\n(e.g. 3.1, Table 2)",
    "Paragraph/\nList item/\nNote/\n(e.g. Note 2)",
    "Type of com-ment2",
    "Comment (justification for change)",
    "Proposed change",
    "Secretariat observations\non each comment submitted",
)


def row(clause="4.1", kind="te", comment="Too often for a small site.", change="Twice.", **more) -> tuple[str, ...]:
    """A row of the form of 2012, good as it stands."""
    said = {"mb": "US-001", "line": "", "element": "", "observation": "", **more}
    return (said["mb"], said["line"], clause, said["element"], kind, comment, change, said["observation"])


def cell(text: str, properties: str = "") -> str:
    """A cell; each line a paragraph."""
    paragraphs = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def line(*cells: str, properties: str = "") -> str:
    """A row of finished cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: tuple[str, ...] | str, columns: int = 8) -> str:
    """A table of rows of texts, or of rows that are made already."""
    grid = f"<w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>"
    made = (each if isinstance(each, str) else line(*map(cell, each)) for each in rows)
    return f"<w:tbl>{grid}{''.join(made)}</w:tbl>"


def run(text: str) -> str:
    """A stretch of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def inserted(text: str) -> str:
    """Words put in with changes tracked."""
    return f'<w:ins w:id="1" w:author="A">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """Words taken out with changes tracked."""
    gone = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="A">{gone}</w:del>'


def raw_cell(content: str) -> str:
    """A cell of one paragraph of made runs."""
    return f"<w:tc><w:p>{content}</w:p></w:tc>"


def header(*rows: tuple[str, ...], columns: int = 8) -> dict[str, bytes]:
    """The page header in which the template keeps its headings."""
    return {"word/header2.xml": f"<w:hdr {SPACE}>{table(*rows, columns=columns)}</w:hdr>".encode()}


def word_form(*rows: tuple[str, ...] | str, headings: str = "header") -> bytes:
    """The form as a Word file: headings in the page header as in the template, in the first row, or absent."""
    cover = (("Template for comments and secretariat observations", "Date: 2026-03-01", "Document: X", "Project:"),)
    extra = header(*cover, HEADINGS) if headings == "header" else {}
    first = (HEADINGS,) if headings == "first row" else ()
    return word(table(*first, *rows), extra=extra)


def excel_form(*rows: tuple, headings: bool = True, cover: bool = False, merge: tuple[str, ...] = ()) -> bytes:
    """The form as an Excel file."""
    book = Workbook()
    sheet = book.active
    if cover:
        sheet.append(["Template for comments"])
        sheet.append(["Date:", "2026-03-01", "Document:", "X"])
    for each in ((HEADINGS,) if headings else ()) + rows:
        sheet.append(list(each))
    for area in merge:
        sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_form(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, encoding="utf-8", delimiter=",") -> bytes:
    """The form as a CSV file."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([headings, *rows] if headings else rows)
    return file.getvalue().encode(encoding)
