"""What is wrong with rows, whichever format they came in: said once for all of them, and the row left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from glossary.circles import leads_back
from glossary.formats.rows import Fault, Reading, TermRow
from glossary.formats.tags import is_language
from glossary.words import Entry, Mapped, Name, Phrasing, is_address

LONGEST_NAME = 240
NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class Faults:
    """What is wrong with one concept of a file."""

    def __init__(self, row: int, key: str) -> None:
        self.row, self.key = row, key
        self.found: list[Fault] = []

    def add(self, field: str, reason: str) -> None:
        """One line of the report."""
        self.found.append(Fault(self.row, self.key, field, reason))

    def is_language(self, field: str, tag: str) -> bool:
        """A tag that is none is named."""
        if is_language(tag):
            return True
        self.add(field, _("“%(tag)s” is no language tag. Write one like en, fr or es-MX.") % {"tag": tag[:40]})
        return False

    def check_address(self, uri: str) -> bool:
        """Only the web is pointed at."""
        good = is_address(uri)
        if not good:
            self.add("mappings", _("“%(uri)s” is no web address.") % {"uri": uri[:80]})
        return good

    def check_names(self, language: str, names: Iterable[Name]) -> None:
        """One preferred name a language, no name twice, none too long."""
        seen: set[str] = set()
        preferred = 0
        for name in names:
            about = {"language": language, "name": name.text[:60]}
            preferred += name.status == "preferred"
            if len(name.text) > LONGEST_NAME:
                self.add("names", _("A name is longer than 240 characters (%(language)s): “%(name)s…”.") % about)
            if name.text.casefold() in seen:
                self.add("names", _("“%(name)s” stands twice (%(language)s). Take one out.") % about)
            seen.add(name.text.casefold())
        if preferred > 1:
            message = _("There are two preferred names in “%(language)s”. Keep one as preferred.")
            self.add("names", message % {"language": language})


def source_language(entries: Iterable[Entry]) -> str:
    """English where it has a name, else the first language that has one."""
    named = [entry.language for entry in entries if entry.preferred]
    return "en" if "en" in named else next(iter(named), "")


def settled(reading: Reading) -> Reading:
    """The reading without the rows that contradict each other, each of them named."""
    faults = [*twice(reading.rows), *themselves(reading.rows), *unheld(reading.rows)]
    bad = {fault.row for fault in faults}
    faults += circles([row for row in reading.rows if row.row not in bad])
    bad |= {fault.row for fault in faults}
    reading.rows = [row for row in reading.rows if row.row not in bad]
    told = sorted([*reading.faults, *faults], key=lambda fault: fault.row)
    reading.faults = [Fault(fault.row, held(fault.key), fault.field, held(fault.reason)) for fault in told]
    return reading


def unheld(rows: Iterable[TermRow]) -> list[Fault]:
    """Characters that no database keeps as text, named before one refuses the whole import for them."""
    message = _("It holds a character that is no text: NUL, or half of a sign. Take it out.")
    found: list[Fault] = []
    for row in rows:
        parts = [*vars(row).items(), *(part for entry in row.entries for part in vars(entry).items())]
        told = [part for part in parts if part[0] not in ("key", "entries")]
        wrong = [field for field, said in told if any(map(NO_TEXT.search, texts_in(said)))]
        found += [Fault(row.row, row.key, field, message) for field in dict.fromkeys(wrong)]
    return found


def texts_in(said: Any) -> Iterator[str]:
    """Every text of a field, however deep."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, Name | Mapped | Phrasing):
        yield from texts_in(tuple(vars(said).values()))
    elif isinstance(said, dict):
        yield from texts_in((*said, *said.values()))
    elif isinstance(said, list | tuple):
        for one in said:
            yield from texts_in(one)


def held(text: str) -> str:
    """A text that any database keeps: � for each character that none does."""
    return NO_TEXT.sub("\ufffd", text)


def twice(rows: Iterable[TermRow]) -> list[Fault]:
    """Two concepts with one address or code: nobody can tell which is meant, so neither is taken."""
    rows = [row for row in rows if row.uri]
    times = Counter(row.uri for row in rows)
    places: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        places[row.uri].append(str(row.row))
    message = _("“%(name)s” stands for two concepts (rows %(rows)s). Give each its own code.")
    return [
        Fault(row.row, row.key, "code", message % {"name": row.code or row.uri, "rows": ", ".join(places[row.uri])})
        for row in rows
        if times[row.uri] > 1
    ]


def themselves(rows: Iterable[TermRow]) -> list[Fault]:
    """Nothing is broader than, or related to, itself."""
    message = _("It is related to itself. Take that line out.")
    return [
        Fault(row.row, row.key, kind, message) for row in rows for kind, uri in row.relations[:] if uri == row.uri != ""
    ]


def circles(rows: Iterable[TermRow]) -> list[Fault]:
    """Broader that leads back to where it began; everybody on the way is named."""
    rows = list(rows)
    upwards = {row.uri: {uri for kind, uri in row.relations if kind == "broader"} for row in rows if row.uri}
    message = _("It is broader than itself, through others. Take one of the broader terms out.")
    return [Fault(row.row, row.key, "broader", message) for row in rows if leads_back(row.uri, upwards)]
