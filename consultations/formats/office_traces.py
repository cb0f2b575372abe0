"""An Office or OpenDocument file without the people in it: who wrote it, changed it last, or noted something beside it.

The parts of the file are packed anew one after the other, so that what stood before, between or behind them is gone.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
import zlib
from functools import partial

from django.utils.translation import gettext as _

from consultations.formats import picture_traces
from consultations.formats.reading import Unreadable
from portal.files.package import MAX_PART, Package

MOST_UNPACKED = 100 * 1024 * 1024
PERSONS = (  # elements that hold a name
    *("dc:creator", "cp:lastModifiedBy", "Company", "Manager", "author"),
    *("meta:initial-creator", "meta:printed-by", "meta:creator-initials", "meta:sender-initials"),
)
NAMES = "|".join(map(re.escape, PERSONS)).encode()
ELEMENT = re.compile(rb"(<(?P<name>%s)(?:\s[^>]*)?(?<!/)>).*?(</(?P=name)>)" % NAMES, re.DOTALL)
MARKED = (  # attributes that hold a name, by the parts in which they do
    (re.compile(r"word/\w+\.xml"), rb"w:author|w:initials|w15:author|w15:userId"),
    (re.compile(r"xl/persons/.*\.xml"), rb"displayName|userId"),
    (re.compile(r"xl/(revisions/.*|workbook)\.xml"), rb"userName|lastModifiedBy"),
    (re.compile(r"ppt/(commentAuthors|authors)\.xml"), rb"name|initials|userId"),
)
TEXTS = re.compile(
    r"docProps/(core|app)\.xml|xl/comments.*\.xml|(meta|content|styles)\.xml|word/\w+\.xml|xl/.*\.xml|ppt/\w+\.xml"
)
OWN_FACTS = "docProps/custom.xml"
NO_FACTS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
DRAWN = re.compile(r".*\.(jpe?g|png|webp)", re.IGNORECASE)
PROGRAMS = re.compile(r"(Basic|Scripts)/.*|META-INF/MANIFEST\.MF|.*\.(class|js|vbs|exe|dll|jar)", re.IGNORECASE)


def without_traces(data: bytes) -> bytes:
    """The same document, of nobody; raises ``Unreadable`` for a bomb, a program, a damaged file."""
    package = Package(data, damaged)
    if sum(entry.file_size for entry in package.names.values()) > MOST_UNPACKED:
        raise Unreadable(_("This file unpacks to far more than a document holds, and was not opened."))
    if any(PROGRAMS.fullmatch(name) for name in package.names):
        raise Unreadable(_("This file holds a program (macros) and was not taken. Save it without macros."))
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in package.names):
        raise Unreadable(damaged())
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            for entry in package.names.values():
                write_again(package.zip, entry, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise Unreadable(damaged()) from error
    return out.getvalue()


def write_again(old: zipfile.ZipFile, entry: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    """One part, without the day on which it was written; what holds no name passes through in pieces."""
    fresh = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
    fresh.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
    if entry.filename == OWN_FACTS:
        new.writestr(fresh, NO_FACTS)
    elif TEXTS.fullmatch(entry.filename) or DRAWN.fullmatch(entry.filename):
        if entry.file_size > MAX_PART:
            raise Unreadable(_("This file holds more than 40 MB of text. Split it into several files."))
        new.writestr(fresh, of_nobody(entry.filename, old.read(entry)))
    else:
        with old.open(entry) as source, new.open(fresh, "w") as target:
            shutil.copyfileobj(source, target)


def of_nobody(name: str, part: bytes) -> bytes:
    """One part without names; a drawn one without its place and day."""
    if DRAWN.fullmatch(name):
        return drawn(part)
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part[:4]:
        raise Unreadable(damaged())  # not UTF-8: no Office writes that, and names in it could not be found
    part = ELEMENT.sub(rb"\1\3", part)
    for where, names in MARKED:
        if where.fullmatch(name):
            part = re.sub(rb"<[^<>]*\s(?:%s)\s*=[^<>]*>" % names, partial(in_tag, names), part)
    return part


def in_tag(names: bytes, tag: re.Match[bytes]) -> bytes:
    """The tag with these attributes emptied; the words around it stay whatever they say."""
    return re.sub(rb"(\s(?:%s)\s*=\s*)(\"[^\"]*\"|'[^']*')" % names, rb'\1""', tag[0])


def drawn(part: bytes) -> bytes:
    """A picture inside; one that no reader knows stays as it is."""
    for start, ending in ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"RIFF", "webp")):
        if part.startswith(start):
            try:
                return picture_traces.without_traces(part, ending)
            except Unreadable:
                return part
    return part


def damaged() -> str:
    """The sentence for what cannot be opened."""
    return _("This document is damaged or has a password. Save it again without one and send that.")
