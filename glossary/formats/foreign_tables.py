"""Tables that others made: a column of names, one of definitions, and often one more for each further language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from glossary.formats.checking import LONGEST_NAME, Faults
from glossary.formats.rows import Reading, TermRow, Unreadable
from glossary.formats.tags import canonical_tag, is_language
from glossary.words import Entry, Name
from portal.files.tables import Line, Table

HEADINGS = {
    "name": ("term", "name", "label", "word", "designation", "preferred", "preferred term", "terme", "término"),
    "definition": ("definition", "comment", "description", "meaning", "définition", "definición"),
    "pos": ("pos", "part of speech", "part_of_speech"),
    "domain": ("domain", "category", "subject", "field", "theme"),
}
PARTS = {
    "noun": "noun",
    "verb": "verb",
    "adjective": "adjective",
    "adj": "adjective",
    "adverb": "adverb",
    "proper noun": "proper_noun",
}
NOTHING = {"na", "n/a", "#n/a", "-", "–", "null", "none"}
LANGUAGE = re.compile(r"([a-z]{2,3}([_-][A-Za-z]{2,4})?)")
IN_LANGUAGE = re.compile(r"(comment|definition|description)[ _]([a-z]{2,3}([_-][A-Za-z]{2,4})?)", re.I)


@dataclass
class Layout:
    """Which column holds what."""

    places: dict[str, int]
    names: dict[str, int]
    definitions: dict[str, int]
    unread: list[str]

    @classmethod
    def of(cls, headings: tuple[str, ...]) -> Layout:
        """By the headings."""
        layout = cls({}, {}, {}, [])
        for place, heading in enumerate(headings):
            word = heading.strip().casefold()
            field = next((name for name, known in HEADINGS.items() if word in known), "")
            if field:
                layout.places.setdefault(field, place)
            elif found := IN_LANGUAGE.fullmatch(heading.strip()):
                layout.definitions[canonical_tag(found[2])] = place
            elif LANGUAGE.fullmatch(heading.strip()) and is_language(canonical_tag(heading.strip())):
                layout.names[canonical_tag(heading.strip())] = place
            elif word:
                layout.unread.append(heading.strip())
        return layout


def read_table(table: Table, reading: Reading, source: str = "en") -> None:
    """Every line with a name is a concept of the source language."""
    lines = [line for line in table.lines if not line.is_blank]
    layout = Layout.of(lines[0].cells) if lines else Layout.of(())
    if "name" not in layout.places:
        raise Unreadable(
            _("There is no column of names. Give one the heading “term”, or use the columns that an export has.")
        )
    if layout.unread:
        message = _("Columns that are not read: %(names)s.")
        reading.notes.append(message % {"names": ", ".join(layout.unread[:12])})
    wanted = sorted({*layout.names, *layout.definitions} - {source})
    empty = set(wanted)
    for line in lines[1:]:
        row = row_of(line, layout, source, reading)
        if row:
            reading.rows.append(row)
            empty -= {entry.language for entry in row.entries}
    if empty:
        message = _("Nothing is written in the columns of these languages: %(languages)s.")
        reading.notes.append(message % {"languages": ", ".join(sorted(empty))})


def row_of(line: Line, layout: Layout, source: str, reading: Reading) -> TermRow | None:
    """One concept, or its fault."""
    name = said(line, layout.places["name"])
    faults = Faults(line.number, name[:60])
    if not name:
        faults.add("term", _("There is no name in this row. Write one or take the row out."))
    part = PARTS.get(said(line, layout.places.get("pos", -1)).casefold(), "")
    entries = [Entry(source, said(line, layout.places.get("definition", -1)), names=(Name(name, part_of_speech=part),))]
    entries += entries_in(line, layout, source)
    for entry in entries:
        for one in entry.names:
            if len(one.text) > LONGEST_NAME:
                faults.add("term", _("A name is longer than 240 characters. Is it the definition?"))
    reading.faults += faults.found
    if faults.found:
        return None
    key = f"{name} ({part})" if part else name
    domain = said(line, layout.places.get("domain", -1))[:80]
    return TermRow(line.number, "", key, source, tuple(entries), domain=domain)


def entries_in(line: Line, layout: Layout, source: str) -> Iterator[Entry]:
    """The other languages of a row, where something is written."""
    for language in sorted({*layout.names, *layout.definitions} - {source}):
        text = said(line, layout.names.get(language, -1))
        definition = said(line, layout.definitions.get(language, -1))
        if text or definition:
            yield Entry(language, definition, names=(Name(text),) if text else ())


def said(line: Line, place: int) -> str:
    """A cell's words; what says that there is nothing is nothing."""
    cell = line.cells[place].strip() if 0 <= place < len(line.cells) else ""
    return "" if cell.casefold() in NOTHING else " ".join(cell.split())
