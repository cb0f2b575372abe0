"""Opens an Office file as the zip of XML it is, and refuses what would hurt: bombs, entities, macros, what is cut."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from portal.files.limits import MAX_FILE, Unreadable

MAX_ENTRIES = 5_000
MAX_TOTAL = 300 * 1024 * 1024  # bytes of everything unpacked, pictures too
MAX_PART = 40 * 1024 * 1024  # bytes of one part of XML
MAX_RATIO = 200  # XML of documents packs ten to twentyfold
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex1.bin")


class Package:
    """The parts of a Word or Excel file, read within limits; ``damaged`` says what it should have been."""

    def __init__(self, data: bytes, damaged: Callable[[], str] | None = None) -> None:
        self.damaged = damaged or no_word_file
        if len(data) > MAX_FILE:
            raise Unreadable(_("This file is larger than 25 MB. Take the pictures out and send it again."))
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self.zip.infolist()
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable(self.damaged()) from error
        total = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or total > MAX_RATIO * max(packed, 50_000):
            raise Unreadable(_("This file unpacks to far more than a document holds, and was not opened."))
        if any(entry.filename.lower().endswith(PROGRAMS) for entry in entries):
            raise Unreadable(
                _("This file holds a program (macros) and was not opened. Save it without macros, as .docx or .xlsx.")
            )
        self.names = {entry.filename: entry for entry in entries}

    def part(self, name: str) -> Element | None:
        """One part as XML, or None where the file has none of that name."""
        entry = self.names.get(name)
        if entry is None:
            return None
        if entry.file_size > MAX_PART:
            raise Unreadable(_("This file holds more than 40 MB of text. Split it into several files."))
        try:
            with self.zip.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise Unreadable(self.damaged()) from error
        if len(data) > MAX_PART:  # the directory of the zip said something else
            raise Unreadable(_("This file holds more than 40 MB of text. Split it into several files."))
        try:
            return fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise Unreadable(_("This file tells its reader to fetch or repeat things, and was not opened.")) from error
        except (ParseError, ValueError, LookupError) as error:
            raise Unreadable(self.damaged()) from error


def no_word_file() -> str:
    """The sentence for what is no Word file."""
    return _("This is not a Word file (.docx), or it was cut short. Save it again from Word as .docx and send that.")
