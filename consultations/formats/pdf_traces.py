"""A PDF without its author, its history and whatever would act by itself; its pages stay as they were."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from consultations.formats.letters import BROKEN
from consultations.formats.reading import Unreadable

MOST_OBJECTS = 200_000
MOST_PAGES = 2_000
ACTS = ("/OpenAction", "/AA", "/Metadata", "/PieceInfo", "/AF", "/Collection", "/LastModified")
ACTS_BY_NAME = ("/JavaScript", "/EmbeddedFiles")
NAMES_SOMEBODY = ("/T", "/CreationDate", "/M", "/A", "/AA", "/FS", "/RichMedia")
FOR_READERS = ("/URI", "/GoTo")  # links, within the file and to a page


def without_traces(data: bytes) -> bytes:
    """The same pages, written anew: what was changed or taken out before is gone with the rest."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable(_("This PDF has a password. Save it without one and send that."))
        if sum(map(len, reader.xref.values())) > MOST_OBJECTS or len(reader.pages) > MOST_PAGES:
            raise Unreadable(_("This PDF has more pages than can be looked after here. Cut it in parts."))
        clean(reader)
        writer = PdfWriter(clone_from=reader)  # takes what can be reached, so what was cut loose is not there
        writer.metadata = None
        out = io.BytesIO()
        writer.write(out)
    except Unreadable:
        raise
    except (PyPdfError, *BROKEN) as error:
        raise Unreadable(_("This PDF is damaged or was cut short. Save it again and send that.")) from error
    return out.getvalue()


def clean(reader: PdfReader) -> None:
    """Catalogue, pages and the notes on them."""
    root = reader.root_object
    drop(root, ACTS)
    names = root.get("/Names")
    if names is not None:
        drop(names.get_object(), ACTS_BY_NAME)
    for page in reader.pages:
        drop(page, ACTS)
        notes = page.get("/Annots")
        for note in notes.get_object() if notes is not None else ArrayObject():
            clean_note(note.get_object())


def clean_note(note: object) -> None:
    """Who wrote a note and when; a field of a form keeps its name, a link its address."""
    if not isinstance(note, DictionaryObject):
        return
    action = note.get("/A")
    acts = action is not None and action.get_object().get("/S") not in FOR_READERS
    kept = {"/T"} if note.get("/Subtype") == "/Widget" else set()
    kept |= set() if acts else {"/A"}
    drop(note, [name for name in NAMES_SOMEBODY if name not in kept])


def drop(part: object, names: tuple[str, ...] | list[str]) -> None:
    """These entries, where they are."""
    if isinstance(part, DictionaryObject):
        for name in names:
            part.pop(name, None)
