"""Opens a Word file as the zip of XML it is, and refuses what would hurt: bombs, entities, what is cut short."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from consultations.formats.reading import MAX_FILE, Unreadable

MAX_ENTRIES = 5_000
MAX_TOTAL = 300 * 1024 * 1024  # bytes of everything unpacked, pictures too
MAX_PART = 40 * 1024 * 1024  # bytes of one part of XML
MAX_RATIO = 200  # XML of documents packs ten to twentyfold


class Package:
    """The parts of a Word file, read within limits."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_FILE:
            raise Unreadable(_("This file is larger than 25 MB. Take the pictures out and send it again."))
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self.zip.infolist()
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable(damaged()) from error
        total = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or total > MAX_RATIO * max(packed, 50_000):
            raise Unreadable(_("This file unpacks to far more than a document holds, and was not opened."))
        self.names = {entry.filename: entry for entry in entries}

    def part(self, name: str) -> Element | None:
        """One part as XML, or None where the file has none of that name."""
        entry = self.names.get(name)
        if entry is None:
            return None
        if entry.file_size > MAX_PART:
            raise Unreadable(_("This file holds more than 40 MB of text. Split it into several drafts."))
        try:
            with self.zip.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise Unreadable(damaged()) from error
        if len(data) > MAX_PART:  # the directory of the zip said something else
            raise Unreadable(_("This file holds more than 40 MB of text. Split it into several drafts."))
        try:
            return fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise Unreadable(_("This file tells its reader to fetch or repeat things, and was not opened.")) from error
        except (ParseError, ValueError, LookupError) as error:
            raise Unreadable(damaged()) from error


def damaged() -> str:
    """The sentence for what is no Word file."""
    return _("This is not a Word file (.docx), or it was cut short. Save it again from Word as .docx and send that.")
