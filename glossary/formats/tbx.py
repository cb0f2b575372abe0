"""TermBase eXchange (ISO 30042): version 2 and 3, data categories as attributes (DCA) or as element names (DCT).

What another file leaves out is filled as its readers would: the first name that is not to be avoided is the preferred
one, and further preferred names are accepted as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from glossary.formats.asides import phrasings_in, states_in
from glossary.formats.checking import Faults, settled, source_language
from glossary.formats.rows import Reading, TermRow, Unreadable, in_order
from glossary.formats.skos_details import one_line
from glossary.formats.tags import canonical_tag
from glossary.formats.xml_reading import Piece, pieces
from glossary.words import Entry, Mapped, Name, is_address, with_full_forms

CORE = ("urn:iso:std:iso:30042:ed-2", "")
CONCEPTS = ("conceptEntry", "termEntry")
LANGUAGES = ("langSec", "langSet")
TERMS = ("termSec", "tig", "ntig")
GENERIC = ("admin", "descrip", "termNote", "transac", "transacNote", "ref", "xref", "adminNote", "descripNote")
GROUPS = ("adminGrp", "descripGrp", "termNoteGrp", "termGrp", "transacGrp")
KINDS = {
    "fullForm": "full_form",
    "acronym": "acronym",
    "abbreviation": "abbreviation",
    "initialism": "acronym",
    "shortForm": "short_form",
    "variant": "variant",
    "phrase": "phrase",
    "phraseologicalUnit": "phrase",
}
PARTS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb", "properNoun": "proper_noun"}
GENDERS = ("masculine", "feminine", "neuter", "other")
SHORT = ("acronym", "abbreviation", "short_form")
MATCHING = ("case_sensitive", "never")
STATUSES = ("proposed", "under_review", "agreed", "superseded", "withdrawn", "rejected")
STATE = "translation "
RELATIONS = ("broader", "related", "part_of", "contrast")
MATCHES = ("exact", "close", "broad", "narrow", "related")


@dataclass
class Section:
    """What has been read of one language so far."""

    names: list[Name] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # the file's mark of a term → its text
    short: dict[str, str] = field(default_factory=dict)  # a term → the mark of what it is short for


def read(data: bytes, base: str) -> Reading:
    """Every entry of the file; ``row`` is the line in which it begins."""
    seen: list[Piece] = []
    reading = Reading()
    for piece in pieces(data, CONCEPTS, seen):
        Concept(piece, seen, base).into(reading)
    if not seen or seen[0].name not in ("tbx", "martif"):
        raise Unreadable(_("It is XML, but no TBX: its first element is neither tbx nor martif."))
    if not reading.rows and not reading.faults:
        raise Unreadable(_("It holds no entries."))
    return settled(reading)


def kind_of(piece: Piece) -> str:
    """The data category: an attribute in one style, the name of the element in the other."""
    return piece.about.get("type", "") if piece.name in GENERIC else piece.name


def within(piece: Piece) -> Iterator[Piece]:
    """What is said of an element, groups opened up."""
    for part in piece.parts:
        if part.name in GROUPS:
            yield from within(part)
        else:
            yield part


class Concept:
    """One entry on its way to a row."""

    def __init__(self, piece: Piece, seen: list[Piece], base: str) -> None:
        self.piece, self.base = piece, base
        self.id = piece.about.get("id", "")
        own = f"{base}/id/"
        self.is_own = any(one.name == "p" and one.text.strip() == own for one in seen)
        self.default = canonical_tag(seen[0].about.get("lang", "en") or "en") if seen else "en"
        self.sections: dict[str, Section] = {}
        self.relations: list[tuple[str, str]] = []
        self.mappings: list[Mapped] = []
        self.domain = self.status = self.replaced_by = ""
        self.phrasings: list[str] = []
        self.states: list[str] = []
        self.faults = Faults(piece.line, self.id)

    def section(self, language: str) -> Section:
        """Of one language."""
        return self.sections.setdefault(language, Section())

    def into(self, reading: Reading) -> None:
        """A row, or the faults."""
        self.take_concept()
        for part in self.piece.all(*LANGUAGES):
            tag = part.about.get("lang", "")
            if self.faults.is_language("langSec", tag):
                self.take_language(part, self.section(canonical_tag(tag)))
        row = self.row()
        for entry in row.entries:
            self.faults.check_names(entry.language, entry.names)
        if not any(entry.language == row.source_language and entry.preferred for entry in row.entries):
            self.faults.add("term", _("There is no preferred name. Give the entry a term."))
        reading.faults += self.faults.found
        if not self.faults.found:
            reading.rows.append(row)

    def row(self) -> TermRow:
        """All of it, in the house's shape."""
        entries = tuple(self.entry(language, section) for language, section in self.sections.items())
        source = next(iter(self.sections), "") if self.is_own else source_language(entries)
        key = self.id or next((entry.preferred for entry in entries if entry.language == source), "")
        self.faults.key = key
        uri = f"{self.base}/id/{self.id}" if self.is_own else (f"#{self.id}" if self.id else "")
        return TermRow(
            self.piece.line,
            uri,
            key,
            source,
            tuple(sorted(entries, key=lambda entry: entry.language)),
            tuple(sorted(set(self.relations))),
            tuple(self.mappings),
            domain=self.domain,
            code=self.id if self.is_own else "",
            status=self.status,
            replaced_by=self.replaced_by,
            phrasings=phrasings_in(self.phrasings),
            states=states_in(self.states),
        )

    def entry(self, language: str, section: Section) -> Entry:
        """One language; a name that only repeats the entry's id stands for none."""
        full = {text: section.ids.get(mark, "") for text, mark in section.short.items()}
        names = [name for name in section.names if not (self.is_own and name.text == self.id)]
        names = list(with_full_forms([replace(name, short_for=full.get(name.text, "")) for name in names]))
        definitions = list(dict.fromkeys(section.definitions))
        if len(definitions) > 1:
            message = _("There are two definitions in “%(language)s”. Keep one.")
            self.faults.add("definition", message % {"language": language})
        return Entry(
            language,
            next(iter(definitions), ""),
            notes=tuple(section.notes),
            examples=tuple(section.examples),
            sources=tuple(section.sources),
            names=in_order(names if self.is_own else usual(names)),
        )

    def take_concept(self) -> None:
        """What is said of the concept as a whole."""
        for part in within(self.piece):
            kind, words = kind_of(part), part.words
            language = canonical_tag(part.about.get("lang", "") or self.default)
            if kind == "subjectField":
                self.domain = self.domain or words[:80]
            elif kind == "definition" and words:
                self.section(language).definitions.append(words)
            elif part.name == "note" and words:
                self.section(language).notes.append(words)
            elif kind == "projectSubset" and self.is_own and words in STATUSES:
                self.status = words
            elif kind == "projectSubset" and self.is_own and words.startswith(STATE):
                self.states.append(words.removeprefix(STATE))
            elif kind == "customerSubset" and self.is_own:
                self.phrasings.append(words)
            elif kind in ("crossReference", "externalCrossReference"):
                self.take_reference(part.about.get("target", ""), words)

    def take_reference(self, target: str, words: str) -> None:
        """To an entry of the file, of this house, or of another vocabulary."""
        kind, _colon, label = words.partition(": ")
        own = f"{self.base}/id/"
        if target.startswith(("http://", "https://")) and not (kind in RELATIONS and target.startswith(own)):
            if kind == "replaced_by" and self.is_own:
                self.replaced_by = target
                return
            match = kind if kind in MATCHES else "related"
            if self.faults.check_address(target):
                self.mappings.append(Mapped(match, target, (label if kind in MATCHES else words)[:240]))
            return
        if target:
            local = target.removeprefix("#")
            uri = target if target.startswith(own) else f"{own}{local}" if self.is_own else f"#{local}"
            self.relations.append((kind if kind in RELATIONS else "related", uri))

    def take_language(self, piece: Piece, section: Section) -> None:
        """Definition, notes, sources, and every name."""
        for part in piece.parts:
            kind, words = kind_of(part), part.words
            if part.name in TERMS:
                self.take_name(part, section)
            elif part.name == "descripGrp":
                self.take_definition(part, section)
            elif kind == "definition" and words:
                section.definitions.append(words)
            elif part.name == "note" and words:
                section.notes.append(words)

    def take_definition(self, group: Piece, section: Section) -> None:
        """The definition and where it was taken from; an example where that stands in the group."""
        for part in group.parts:
            kind, words = kind_of(part), part.words
            if kind == "definition" and words:
                section.definitions.append(words)
            elif kind == "context" and words:
                section.examples.append(words)
            elif part.name == "note" and words:
                section.notes.append(words)
        if any(kind_of(part) == "definition" for part in group.parts):
            section.sources += list(sources_in(group))

    def take_name(self, piece: Piece, section: Section) -> None:
        """One term with what is said of it."""
        text = next((one_line(term.words) for term in piece.deep("term")), "")
        if not text:
            self.faults.add("term", _("A term is empty. Fill it in or take it out."))
            return
        name = Name(text, status="")
        for part in within(piece):
            name = said_of(name, kind_of(part), part.words, is_own=self.is_own)
            if kind_of(part) == "definition" and part.words:
                section.definitions.append(part.words)
            elif kind_of(part) == "context" and part.words:
                section.examples.append(part.words)
            elif part.name == "note" and part.words:
                section.notes.append(part.words)
            elif kind_of(part) == "crossReference" and (self.is_own or name.kind in SHORT):
                section.short[text] = part.about.get("target", "").removeprefix("#")
        section.ids[piece.about.get("id", "")] = text
        section.names.append(name)


def sources_in(group: Piece) -> Iterator[dict[str, str]]:
    """Where a definition was taken from: alone, or with its address and how far it was changed."""
    for part in group.parts:
        if part.name == "adminGrp":
            said = next((one.words for one in part.parts if kind_of(one) == "source"), "")
            url = next((one.about.get("target", "") for one in part.all("xref")), "")
            url = url if is_address(url) else ""
            relation = next((one.words for one in part.all("note")), "")
            if said or url:
                yield {"citation": "" if said == url else said, "url": url, "relation": relation}
        elif kind_of(part) == "source" and part.words:
            yield {"citation": part.words, "url": "", "relation": ""}


def said_of(name: Name, kind: str, words: str, *, is_own: bool) -> Name:
    """The name, with one thing more known of it; words nobody knows change nothing."""
    if kind in ("administrativeStatus", "usageStatus"):
        return replace(name, status=status_in(words))
    if kind == "termType" and words in KINDS:
        return replace(name, kind=KINDS[words])
    if kind == "partOfSpeech":
        return replace(name, part_of_speech=PARTS.get(words, "other"))
    if kind == "grammaticalGender" and words in GENDERS:
        return replace(name, gender=words)
    if kind == "geographicalUsage":
        return replace(name, region=words[:35])
    if kind == "projectSubset" and is_own and words == "lookup":
        return replace(name, status="lookup")
    if kind == "projectSubset" and is_own and words in MATCHING:
        return replace(name, matching=words)
    return name


def status_in(words: str) -> str:
    """Both spellings, and the older words for the same."""
    word = words.removesuffix("-admn-sts").removesuffix("Term").casefold()
    if word in ("preferred", "standardized"):
        return "preferred"
    return "deprecated" if word in ("deprecated", "superseded", "obsolete", "forbidden") else "admitted"


def usual(names: list[Name]) -> list[Name]:
    """Exactly one preferred name, if there is one that need not be avoided."""
    first = next((n for n in names if n.status == "preferred"), None) or next((n for n in names if not n.status), None)
    first = first or next((n for n in names if n.status == "admitted"), None)
    return [replace(name, status="preferred" if name is first else settled_status(name.status)) for name in names]


def settled_status(status: str) -> str:
    """A second preferred name, or one of which nothing is said, is accepted as well."""
    return status if status in ("deprecated", "lookup") else "admitted"
