"""What happens to a file before it is kept: looked at, freed of traces, scanned, put where no address leads to it."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from consultations.formats.sniffing import kind_of
from consultations.formats.traces import without_traces
from consultations.models import Attachment
from portal.scanning import Finding, scan

FOLDER = "attachments"
MB = 1024**2
LARGEST, MOST = 10 * MB, 10  # of one file; files of one response
LARGEST_NOTE, MOST_NOTES = 25 * MB, 20  # an hour of speech as a phone records it; recordings of one session
LONGEST = 2_000  # characters that describe a file
FORMULA = re.compile(r"(^|[\n,;\t])[ \"']*[=@+\-](?![\d., ])")  # a spreadsheet might run it
CSV = "text/csv; charset=utf-8"
STATES = {
    Finding.UNASKED: Attachment.Scan.UNASKED,
    Finding.CLEAN: Attachment.Scan.CLEAN,
    Finding.SILENT: Attachment.Scan.WAITING,
}


@dataclass(frozen=True)
class Taken:
    """A file as it will be kept."""

    name: str
    media_type: str
    data: bytes
    scan: str

    @property
    def sha256(self) -> str:
        """Of the bytes as they are kept and handed out."""
        return hashlib.sha256(self.data).hexdigest()


def take(file: BinaryIO, name: str, *, wanted: Collection[str], largest: int) -> Taken:
    """What the bytes really are, without traces of a person; raises ValidationError with what to do."""
    data = file.read(largest + 1)
    if len(data) > largest:
        raise ValidationError(too_large(largest))
    if not data:
        raise ValidationError(_("This file is empty."))
    ending, media_type = kind_of(data, wanted)
    clean = without_traces(data, ending)
    if ending == "txt" and name.lower().endswith(".csv") and not FORMULA.search(data.decode("utf-8-sig")):
        ending, media_type = "csv", CSV
    finding = scan(io.BytesIO(clean))
    if finding is Finding.VIRUS:
        raise ValidationError(_("The scanner found a virus in this file. It was not kept."))
    return Taken(f"{stem_of(name)}.{ending}", media_type, clean, STATES[finding])


def stem_of(name: str) -> str:
    """What the file is called, without folders and ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = (last.rpartition(".")[0] or last).strip(". ")
    return get_valid_filename(stem)[:100] if re.search(r"\w", stem) else "file"


@contextmanager
def stored(taken: Taken) -> Iterator[str]:
    """Its place in the private storage, empty again where what follows fails. Outside any transaction."""
    storage = storages["private"]
    place = storage.save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(taken.data))
    try:
        yield place
    except BaseException:
        storage.delete(place)
        raise


def too_many() -> str:
    """The sentence for one file more than fits."""
    return _("A response holds %(limit)s files at most.") % {"limit": MOST}


def too_large(largest: int) -> str:
    """The sentence for a file past the limit."""
    return _("This file is larger than %(limit)s MB. Make it smaller, or cut it in parts.") % {"limit": largest // MB}
