"""Files with words in them, and the worker that reads them."""

import io

from docx import Document

from search.documents.actions import read_waiting
from tests.consultations.files_making import open_document


def pdf(*pages: str) -> bytes:
    """A line a page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, words in enumerate(pages):
        drawn = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET"
        font = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{font}/Contents {5 + 2 * number} 0 R>>")
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{out.index('xref')}\n%%EOF\n"
    return out.encode()


def word(*paragraphs: str) -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.add_table(1, 1).cell(0, 0).text = "in a cell"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def open_text(body: str) -> bytes:
    spaces = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:office="x"'
    return open_document(**{"content.xml": f"<office:body {spaces}>{body}</office:body>".encode()})


def read() -> None:
    """The worker comes by."""
    read_waiting()
