"""Writes the commenting form as a Word file, laid out as the ISO template; the headings repeat on each page.

They stand in the first row of the table and not in the page header: programs and screen readers then know the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultations.sheets import PRINTED_HEADINGS, ExportedComment, FormHead
from portal.files.packing import FIRST_LINE, SPACES, Part, content_types, packed, relations, safe

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = f'xmlns:w="{SPACES}/wordprocessingml/2006/main" xmlns:r="{SPACES}/officeDocument/2006/relationships"'
WIDTHS = (1206, 808, 1109, 1109, 815, 4277, 4133, 2419)  # twentieths of a point, as the template shares the page
TEXT = '<w:t xml:space="preserve">'
TITLE = "Template for comments and secretariat observations"
FOOTNOTES = (
    "1 MB = Member body / NC = National Committee, or whoever else speaks · "
    "2 Type of comment: ge = general, te = technical, ed = editorial",
    "After the ISO/IEC/CEN/CENELEC electronic balloting commenting template/version 2012-03",
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="16840" w:h="11907" w:orient="landscape"/>'
    '<w:pgMar w:top="851" w:right="482" w:bottom="851" w:left="482" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
STYLES = (
    f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="16"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>'
)


def write_word(comments: Iterable[ExportedComment], head: FormHead) -> Iterator[bytes]:
    """The bytes of the file, piece by piece."""
    return packed(parts_of(comments, head))


def parts_of(comments: Iterable[ExportedComment], head: FormHead) -> Iterator[Part]:
    """Every part of the file; the document last, since it is the long one."""
    yield content_types(
        {
            "word/document.xml": f"{MAIN}.document.main+xml",
            "word/styles.xml": f"{MAIN}.styles+xml",
            "word/header1.xml": f"{MAIN}.header+xml",
            "word/footer1.xml": f"{MAIN}.footer+xml",
        }
    )
    yield relations("_rels/.rels", {"rId1": ("officeDocument", "word/document.xml")})
    targets = {"rId1": ("styles", "styles.xml"), "rId2": ("header", "header1.xml"), "rId3": ("footer", "footer1.xml")}
    yield relations("word/_rels/document.xml.rels", targets)
    yield "word/styles.xml", [FIRST_LINE + STYLES]
    box = f"Date: {head.date}    Document: {head.document}    Project: {head.project}"
    yield "word/header1.xml", [f"{FIRST_LINE}<w:hdr {W}>{paragraph(TITLE, bold=True)}{paragraph(box)}</w:hdr>"]
    yield "word/footer1.xml", [f"{FIRST_LINE}<w:ftr {W}>{''.join(map(paragraph, FOOTNOTES))}</w:ftr>"]
    yield "word/document.xml", document(comments)


def document(comments: Iterable[ExportedComment]) -> Iterator[str]:
    """The one table, row by row."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    yield (
        f'{FIRST_LINE}<w:document {W}><w:body><w:tbl><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    yield row(PRINTED_HEADINGS, is_head=True)
    for comment in comments:
        yield row(comment.columns)
    yield f"</w:tbl><w:p/>{PAGE}</w:body></w:document>"


def row(cells: Iterable[str], *, is_head: bool = False) -> str:
    """One row; the headings are marked as such."""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(text, bold=is_head)}</w:tc>'
        for width, text in zip(WIDTHS, cells, strict=True)
    )
    return f"<w:tr>{'<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>' if is_head else ''}{made}</w:tr>"


def paragraph(text: str, *, bold: bool = False) -> str:
    """Words; a new line stays one, a tab a tab."""
    if not text:
        return "<w:p/>"
    words = safe(text)
    if "\n" in words or "\t" in words:
        words = words.replace("\n", f"</w:t><w:br/>{TEXT}").replace("\t", f"</w:t><w:tab/>{TEXT}")
    marks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:r>{marks}{TEXT}{words}</w:t></w:r></w:p>"
