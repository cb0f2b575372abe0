"""Which reader reads a file that somebody sent comments in: by its name, checked against what it really is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consultations.formats.annotated import read_annotated
from consultations.formats.comment_tables import rows_in
from consultations.formats.form_json import read_json
from consultations.formats.reading import Unreadable
from consultations.formats.word_tables import read_word_tables
from consultations.sheets import Form
from portal.files.csv_table import read_csv
from portal.files.package import Package, no_word_file

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK"


def read_comments(name: str, data: bytes) -> Form:
    """The rows of a commenting form; raises ``Unreadable`` with what to do."""
    ending = name.rpartition(".")[2].lower()
    if not data:
        raise Unreadable(_("This file is empty."))
    if data.startswith(OLD_OFFICE):
        raise Unreadable(
            _("This is a file of an old Word or Excel, or it has a password. Save it as .docx or .xlsx without one.")
        )
    if ending == "docx":
        return read_word_file(Package(data, no_word_file))
    if ending == "xlsx":
        from portal.files.spreadsheet import no_spreadsheet, read_spreadsheet

        return rows_in(read_spreadsheet(Package(data, no_spreadsheet)))
    if ending in {"csv", "tsv", "txt"} and not data.startswith(ZIP):
        return rows_in(read_csv(data))
    if ending == "json" and not data.startswith(ZIP):
        return read_json(data)
    raise Unreadable(_("Only the commenting form as Word (.docx), Excel (.xlsx), CSV or our JSON can be read."))


def read_word_file(package: Package) -> Form:
    """A form, else a copy of the draft that somebody wrote into, else a table as wide as a form."""
    tables = read_word_tables(package)
    try:
        return rows_in(tables, by_number=False)
    except Unreadable:
        passages = read_annotated(package)
    if passages:
        return Form(passages=passages)
    try:
        return rows_in(tables)
    except Unreadable as error:
        told = _("No commenting form was found in this file, and neither a margin comment nor a tracked change.")
        raise Unreadable(told) from error
