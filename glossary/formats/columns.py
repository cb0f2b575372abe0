"""The columns of our tables, one row a concept and language: written and read the same way in CSV and in Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.formats import cells
from glossary.formats.asides import phrasing_lines, phrasings_in, state_lines, states_in
from glossary.formats.checking import Faults
from glossary.formats.rows import Reading, TermRow, in_order
from glossary.formats.tags import canonical_tag
from glossary.words import CODE, Entry, Mapped, Name

STATUSES = ("preferred", "admitted", "deprecated", "lookup")
KINDS = ("broader", "related", "part_of", "contrast")
COLUMNS: dict[str, Any] = {
    "code": gettext_lazy("The term’s code, like RS-0042. For a new term: new 1, new 2 and so on."),
    "language": gettext_lazy("A language tag: en, fr, es-MX. One row for each language of a term."),
    "preferred": gettext_lazy("The one preferred name."),
    "admitted": gettext_lazy("Names that are accepted as well, one a line."),
    "deprecated": gettext_lazy("Names to be avoided, one a line."),
    "lookup": gettext_lazy("Words by which it can be found, one a line."),
    "definition": gettext_lazy("What it means."),
    "notes": gettext_lazy("Notes to the entry, one a line; a line break inside a note is written \\n."),
    "examples": gettext_lazy("Examples, one a line."),
    "sources": gettext_lazy("Where the definition comes from, one a line: words <address> (identical or modified)."),
    "source_language": gettext_lazy(
        "The language the others translate. This and what follows: in any row of the term."
    ),
    "domain": gettext_lazy("The field it belongs to."),
    "broader": gettext_lazy("Codes of broader terms, one a line."),
    "related": gettext_lazy("Codes of related terms."),
    "part_of": gettext_lazy("Codes of what it is part of."),
    "contrast": gettext_lazy("Codes of what it must not be confused with."),
    "mappings": gettext_lazy("The same elsewhere: exact, close, broad, narrow or related, address, name there."),
    "status": gettext_lazy("How far it has come. Told when written, never taken over when read."),
    "replaced_by": gettext_lazy("The term in its place, if it is withdrawn. Told, never taken over."),
    "phrasings": gettext_lazy("How groups say it, one a line: group | language | words | definition | who said it."),
    "translation_states": gettext_lazy("How far each translation has come, one a line. Told, never taken over."),
}
OF_LANGUAGE = tuple(COLUMNS)[2:10]
OF_CONCEPT = tuple(COLUMNS)[10:]
NEW = re.compile(r"(?i)new[ _-]?\w*")


def language_cells(entry: Entry) -> dict[str, str]:
    """What is said in one language."""
    names = in_order(entry.names)
    found = {s: cells.packed(cells.name_cell(n) for n in names if n.status == s) for s in STATUSES}
    found |= {"definition": entry.definition, "notes": cells.packed(entry.notes)}
    return found | {
        "examples": cells.packed(entry.examples),
        "sources": cells.packed(map(cells.source_cell, entry.sources)),
    }


def concept_cells(row: TermRow, base: str) -> dict[str, str]:
    """What is said of the concept."""
    own = f"{base}/id/"
    related = {
        kind: "\n".join(sorted(uri.removeprefix(own) for one, uri in row.relations if one == kind)) for kind in KINDS
    }
    mappings = sorted(row.mappings, key=lambda mapping: (mapping.match, mapping.uri))
    return related | {
        "source_language": row.source_language,
        "domain": row.domain,
        "mappings": cells.packed(map(cells.mapping_cell, mappings)),
        "status": row.status,
        "replaced_by": row.replaced_by.removeprefix(own),
        "phrasings": cells.packed(phrasing_lines(row)),
        "translation_states": cells.packed(state_lines(row)),
    }


def lines_of(row: TermRow, base: str) -> Iterator[dict[str, str]]:
    """A line for each language, the source first; the concept's own cells stand in the first."""
    about = concept_cells(row, base)
    for entry in sorted(row.entries, key=lambda one: (one.language != row.source_language, one.language)):
        yield {"code": row.code or row.key, "language": entry.language, **language_cells(entry), **about}
        about = {}


class Concept:
    """One term, gathered from its lines wherever they stand."""

    def __init__(self, row: int, code: str) -> None:
        self.row, self.code = row, code
        self.entries: dict[str, Entry] = {}
        self.about: dict[str, str] = {}
        self.faults = Faults(row, code)
        if not CODE.fullmatch(code) and not NEW.fullmatch(code):
            message = _("“%(code)s” is no code. Write one like RS-0042, or new 1 for a new term.")
            self.faults.add("code", message % {"code": code[:40]})

    def take_language(self, language: str, line: dict[str, str]) -> None:
        """The words of one line."""
        if not self.faults.is_language("language", language):
            return
        language = canonical_tag(language)
        entry = entry_of(language, line)
        if language in self.entries:
            message = _("There are two entries in the language “%(language)s”.") % {"language": language}
            self.faults.add("language", message)
        elif entry.names or entry.definition or entry.notes or entry.examples or entry.sources:
            self.faults.check_names(language, entry.names)
            self.entries[language] = entry

    def take_about(self, line: dict[str, str]) -> None:
        """What is said of the concept, in whichever line."""
        self.about |= {field: line[field] for field in OF_CONCEPT if line.get(field)}

    def into(self, reading: Reading, base: str) -> None:
        """A row, or the faults."""
        about = self.about
        source = canonical_tag(about.get("source_language", "")) or next(iter(self.entries), "")
        if source not in self.entries or not self.entries[source].preferred:
            message = _("Write a preferred name in the source language (%(language)s).")
            self.faults.add("preferred", message % {"language": source or "?"})
        mappings = tuple(map(cells.mapping_in, cells.unpacked(about.get("mappings", ""))))
        for mapping in mappings:
            self.faults.check_address(mapping.uri)
        reading.faults += self.faults.found
        if not self.faults.found:
            reading.rows.append(self.row_of(base, source, mappings))

    def row_of(self, base: str, source: str, mappings: tuple[Mapped, ...]) -> TermRow:
        """All of it, in the house's shape."""
        about, replaced_by = self.about, self.about.get("replaced_by", "")
        said = [(kind, about.get(kind, "").replace(",", "\n")) for kind in KINDS]
        relations = {(kind, address(base, code)) for kind, cell in said for code in cells.unpacked(cell)}
        return TermRow(
            self.row,
            address(base, self.code),
            self.code,
            source,
            tuple(sorted(self.entries.values(), key=lambda entry: entry.language)),
            tuple(sorted(relations)),
            mappings,
            domain=about.get("domain", "")[:80],
            code=self.code if CODE.fullmatch(self.code) else "",
            status=about.get("status", ""),
            replaced_by=address(base, replaced_by) if replaced_by else "",
            phrasings=phrasings_in(cells.unpacked(about.get("phrasings", ""))),
            states=states_in(cells.unpacked(about.get("translation_states", ""))),
        )


def address(base: str, code: str) -> str:
    """Of a term of ours; what has no code yet is known to the file alone."""
    return f"{base}/id/{code}" if CODE.fullmatch(code) else f"#{code}"


def entry_of(language: str, line: dict[str, str]) -> Entry:
    """The words of one line."""
    names: list[Name] = []
    for status in STATUSES:
        names += [cells.name_in(text, status) for text in cells.unpacked(line.get(status, ""))]
    return Entry(
        language,
        line.get("definition", "").strip(),
        notes=tuple(cells.unpacked(line.get("notes", ""))),
        examples=tuple(cells.unpacked(line.get("examples", ""))),
        sources=tuple(map(cells.source_in, cells.unpacked(line.get("sources", "")))),
        names=tuple(names),
    )
