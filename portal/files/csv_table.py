"""Reads a CSV file as one table: whichever encoding and separator a spreadsheet wrote, formulas as the text they were.

What our own export writes before text that looks like a formula is taken off again, so that nothing is lost.
"""

from __future__ import annotations

import csv
import io
import re

from django.utils.translation import gettext as _

from portal.files.limits import MAX_FILE, Unreadable
from portal.files.tables import MAX_LINES, Line, Table, too_many_rows

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ",;\t|"


def neutral(text: str) -> str:
    """The text with a ' before what a spreadsheet would take for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text as it was before ``neutral``."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def read_csv(data: bytes, *, most: int = MAX_LINES) -> list[Table]:
    """One table; raises ``Unreadable`` with what to do."""
    if len(data) > MAX_FILE:
        raise Unreadable(_("This file is larger than 25 MB. Split it into several files."))
    text = decoded(data)
    before, nul, _after = text.partition("\0")
    if nul:
        message = _("This is not a text file: there is a NUL in line %(line)s.")
        raise Unreadable(message % {"line": before.count("\n") + 1})
    csv.field_size_limit(MAX_FILE)
    table = Table("CSV")
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)), start=1):
            if number > most:
                raise Unreadable(too_many_rows(most))
            table.lines.append(Line(number, tuple(restored(cell.replace("\r\n", "\n")) for cell in cells)))
    except csv.Error as error:
        raise Unreadable(_("This is not a CSV file, or it was cut short. Save it again as CSV in UTF-8.")) from error
    return [table]


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else what old spreadsheets write in Western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("This file is not text in UTF-8. Save it again in that encoding."))


def separator(text: str) -> str:
    """What parts the cells of the first line, outside of quotation marks."""
    first = re.sub(r'"[^"]*"', "", text[:10_000]).strip("\r\n").partition("\n")[0]
    return max(SEPARATORS, key=lambda mark: (first.count(mark), mark == ","))
