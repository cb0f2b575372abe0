"""What a file really is, by what it begins with and holds, never by what it is called."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Collection

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
MP4 = rb"....ftyp(M4A |M4B |mp42|mp41|isom|iso[2-6]|3gp.)"
WEBM = rb"\x1aE\xdf\xa3.{0,60}webm.*A_(OPUS|VORBIS)"
SHAPES = (  # what no fixed beginning tells: a picture or a sound, never a film
    (re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL), None, "webp", "image/webp"),
    (re.compile(MP4, re.DOTALL), rb"hdlr.{8}vide", "m4a", "audio/mp4"),
    (re.compile(WEBM, re.DOTALL), rb"\x86.V_(VP|AV|MPEG|THEORA)", "webm", "audio/webm"),
    (re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]", re.DOTALL), None, "mp3", "audio/mpeg"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
PIECE = 64 * 1024
BEGINNING = 8192  # bytes within which a sound says what it is
OFFICE = "application/vnd.openxmlformats-officedocument"
PARTS = (  # a part that only this kind of Office file has
    ("word/document.xml", "docx", f"{OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", "xlsx", f"{OFFICE}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "pptx", f"{OFFICE}.presentationml.presentation"),
)
OPEN_OFFICE = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
TEXT = "text/plain; charset=utf-8"
OFFICE_FILES = ("docx", "xlsx", "pptx", *OPEN_OFFICE)
PICTURES = ("png", "jpg", "webp")
SOUNDS = ("mp3", "m4a", "ogg", "webm")
WRITTEN_OR_DRAWN = ("pdf", *OFFICE_FILES, *PICTURES, "txt")
EVERYTHING = (*WRITTEN_OR_DRAWN, *SOUNDS)


def kind_of(data: bytes, wanted: Collection[str] = EVERYTHING) -> tuple[str, str]:
    """Ending and media type; raises ``Unreadable`` for what is not on the list, or not wanted here."""
    ending, media_type = found_in(data)
    if ending not in wanted:
        raise Unreadable(unknown(wanted))
    return ending, media_type


def found_in(data: bytes) -> tuple[str, str]:
    """What the bytes are, wanted or not; an empty ending for what is not on the list."""
    for start, ending, media_type in STARTS:
        if data.startswith(start):
            return ending, media_type
    if data.startswith(b"PK"):
        return kind_of_package(Package(data, unknown))
    for shape, never, ending, media_type in SHAPES:
        if shape.match(data[:BEGINNING]) and not (never and re.search(never, data, re.DOTALL)):
            return ending, media_type
    return ("txt", TEXT) if is_text(data) else ("", "")


def kind_of_package(package: Package) -> tuple[str, str]:
    """A Word, Excel, PowerPoint or OpenDocument file; of any other zip nothing is known."""
    for part, ending, media_type in PARTS:
        if part in package.names:
            return ending, media_type
    if "mimetype" in package.names and "content.xml" in package.names:
        said = package.zip.read("mimetype")[:100].decode("ascii", errors="replace").strip()
        for ending, media_type in OPEN_OFFICE.items():
            if said == media_type:
                return ending, media_type
    return "", ""


def is_text(data: bytes) -> bool:
    """UTF-8 without control characters, and no page for a browser; read in pieces, since it may be long."""
    decoder, says_something = getincrementaldecoder("utf-8-sig")(), False
    try:
        for at in range(0, len(data), PIECE):
            text = decoder.decode(data[at : at + PIECE], at + PIECE >= len(data))
            if CONTROL.search(text) or (not says_something and text.lstrip()[:1] == "<"):
                return False
            says_something = says_something or bool(text.strip())
    except UnicodeDecodeError:
        return False
    return says_something


def unknown(wanted: Collection[str] = EVERYTHING) -> str:
    """The sentence for what is not on the list."""
    if set(wanted) == set(SOUNDS):
        return _("Only sound can be kept here: MP3, M4A, Ogg or WebM.")
    if not set(wanted) & set(SOUNDS):
        return _("Only PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, WebP and plain text can be attached.")
    return _(
        "Only PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, WebP, MP3, M4A, Ogg, WebM and plain text can be "
        "attached."
    )
