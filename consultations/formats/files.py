"""Which reader reads a file: by its name, checked against what it really begins with."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from consultations.formats.clause_table import read_clause_table
from consultations.formats.markdown import read_markdown
from consultations.formats.reading import Reading, Unreadable
from consultations.formats.word import read_word

READERS: dict[str, Callable[[bytes], Reading]] = {
    "docx": read_word,
    "md": read_markdown,
    "markdown": read_markdown,
    "csv": read_clause_table,
    "xlsx": read_clause_table,
}
OLD_WORD = b"\xd0\xcf\x11\xe0"


def read_file(name: str, data: bytes) -> Reading:
    """A file as clauses; raises ``Unreadable`` with what to do."""
    if not data:
        raise Unreadable(_("This file is empty."))
    if data.startswith(OLD_WORD):
        raise Unreadable(
            _("This is a file of an old Word or Excel, or it has a password. Save it as .docx or .xlsx without one.")
        )
    reader = READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise Unreadable(_("Only Word (.docx), Markdown (.md) and clause tables (.csv, .xlsx) can be read."))
    return reader(data)
