"""What a file really is, by what it begins with and holds, never by what it is called."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from consultations.formats.reading import Unreadable
from portal.files.package import Package

STARTS = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"OggS", "ogg", "audio/ogg"),
    (b"ID3", "mp3", "audio/mpeg"),
)
OFFICE = "application/vnd.openxmlformats-officedocument"
PARTS = (  # a part that only this kind of Office file has
    ("word/document.xml", "docx", f"{OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", "xlsx", f"{OFFICE}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "pptx", f"{OFFICE}.presentationml.presentation"),
)
OPEN_OFFICE = {
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
TEXT = "text/plain; charset=utf-8"


def kind_of(data: bytes) -> tuple[str, str]:
    """Ending and media type; raises ``Unreadable`` for what is not on the list."""
    for start, ending, media_type in STARTS:
        if data.startswith(start):
            return ending, media_type
    if data.startswith(b"PK"):
        return kind_of_package(Package(data, unknown))
    if is_text(data):
        return "txt", TEXT
    raise Unreadable(unknown())


def kind_of_package(package: Package) -> tuple[str, str]:
    """A Word, Excel, PowerPoint or OpenDocument file; no other zip."""
    for part, ending, media_type in PARTS:
        if part in package.names:
            return ending, media_type
    if "mimetype" in package.names and "content.xml" in package.names:
        said = package.zip.read("mimetype")[:100].decode("ascii", errors="replace").strip()
        for ending, media_type in OPEN_OFFICE.items():
            if said == media_type:
                return ending, media_type
    raise Unreadable(unknown())


def is_text(data: bytes) -> bool:
    """UTF-8 without control characters, and no page for a browser."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if text.lstrip()[:1] == "<":
        return False
    return bool(text.strip()) and not any(unicodedata.category(sign) == "Cc" and sign not in "\r\n\t" for sign in text)


def unknown() -> str:
    """The sentence for what is not on the list."""
    return _("Only PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, MP3, Ogg and plain text can be attached.")
