"""SKOS vocabularies in Turtle: every concept a row, every fault a line that says what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from glossary.formats.rows import Reading, TermRow, Unreadable
from glossary.formats.tags import is_language
from glossary.words import Entry, Name
from portal.files.reports import Fault

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

# rdflib costs 30 MB and a third of a second: it is only imported where a file is read.

LARGEST = 20 * 1024 * 1024
SKOS = "http://www.w3.org/2004/02/skos/core#"
LABELS = {"prefLabel": "preferred", "altLabel": "admitted", "hiddenLabel": "lookup"}
MATCHES = {f"{kind}Match": kind for kind in ("exact", "close", "broad", "narrow", "related")}


def read(path: Path) -> Reading:
    """Every concept of a Turtle file, in the order of its notations."""
    graph = parse(path)
    reader = Reader(graph)
    if not reader.subjects:
        raise Unreadable(_("It holds no skos:Concept. Check that it is a SKOS vocabulary."))
    for number, subject in enumerate(reader.subjects, start=1):
        reader.take(number, subject)
    reader.find_circles()
    return reader.reading


def parse(path: Path) -> Graph:
    """The file as a graph, or one clear line."""
    from rdflib import Graph

    text = text_of(path)
    try:
        return Graph().parse(data=text, format="turtle")
    except RecursionError:
        raise Unreadable(_("It is nested too deeply to be read.")) from None
    except Exception as error:
        raise Unreadable(explain(error)) from error


def text_of(path: Path) -> str:
    """Size, encoding and first glance."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(_("It is larger than 20 MB. Split it into several files."))
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(_("It cannot be opened: %(reason)s.") % {"reason": error.strerror}) from error
    except UnicodeDecodeError as error:
        message = _("It is not UTF-8 (byte %(place)s). Save it as UTF-8 and try again.")
        raise Unreadable(message % {"place": error.start}) from error
    if not text.strip():
        raise Unreadable(_("It is empty."))
    if text.lstrip()[:5].lower() in ("<?xml", "<!doc", "<html") or text.lstrip()[:1] in "{[":
        raise Unreadable(_("It is not Turtle but XML, HTML or JSON. Convert it to Turtle (.ttl) first."))
    return text


def explain(error: Exception) -> str:
    """Line and reason, where the parser knows them."""
    line = getattr(error, "lines", None)
    why = " ".join(str(getattr(error, "_why", "") or error).split())[:160]
    if line is not None:
        return _("It is no valid Turtle, in line %(line)s: %(why)s.") % {"line": line + 1, "why": why}
    return _("It is no valid Turtle: %(why)s.") % {"why": why}


class Reader:
    """Goes through the concepts of a graph; what is wrong with one leaves that one out."""

    def __init__(self, graph: Graph) -> None:
        from rdflib import RDF, URIRef

        self.graph, self.reading = graph, Reading()
        found = set(graph.subjects(RDF.type, URIRef(f"{SKOS}Concept")))
        self.subjects: list[Node] = sorted(found, key=lambda subject: (self.key(subject), str(subject)))
        self.known = {str(subject) for subject in found}
        self.broader: defaultdict[str, set[str]] = defaultdict(set)
        for subject in found:
            for kind, other in self.relations(subject):
                if kind == "broader":
                    self.broader[str(subject)].add(other)

    def values(self, subject: Node, name: str) -> list[Any]:
        """In an order that does not change from one reading to the next."""
        from rdflib import URIRef

        return sorted(self.graph.objects(subject, URIRef(f"{SKOS}{name}")), key=lambda value: (str(value), repr(value)))

    def key(self, subject: Node) -> str:
        """How people know it there: its notation, or the end of its address."""
        notations = self.values(subject, "notation")
        return str(notations[0]) if notations else str(subject).rstrip("/#").rpartition("/")[2].rpartition("#")[2]

    def relations(self, subject: Node) -> list[tuple[str, str]]:
        """Broader and related, also where the file only says narrower at the other end."""
        from rdflib import URIRef

        broader = set(map(str, self.values(subject, "broader")))
        broader |= {str(other) for other in self.graph.subjects(URIRef(f"{SKOS}narrower"), subject)}
        related = set(map(str, self.values(subject, "related"))) - broader
        return [("broader", other) for other in sorted(broader)] + [("related", other) for other in sorted(related)]

    def take(self, number: int, subject: Node) -> None:
        """One concept: a row, or its faults."""
        faults = Faults(number, self.key(subject))
        if not str(subject).startswith(("http://", "https://")):
            faults.add("subject", _("The concept has no web address. Give it an http or https URI."))
        entries = self.entries(subject, faults)
        source = source_language(entries)
        if not source and not faults.found:
            faults.add("prefLabel", _("There is no preferred name. Add a skos:prefLabel with a language, like “…”@en."))
        inside = [link for link in self.relations(subject) if link[1] in self.known]
        outside = [link for link in self.relations(subject) if link[1] not in self.known]
        mappings = [*self.matches(subject, faults), *(("broad" if k == "broader" else k, uri) for k, uri in outside)]
        if str(subject) in {other for _kind, other in inside}:
            faults.add("broader", _("It is related to itself. Take that line out."))
        self.reading.faults += faults.found
        if not faults.found:
            row = TermRow(number, str(subject), faults.key, source, entries, tuple(inside), unique(mappings))
            self.reading.rows.append(row)

    def matches(self, subject: Node, faults: Faults) -> list[tuple[str, str]]:
        """Mappings to other vocabularies; one inside the file says nothing new."""
        found = [(kind, str(value)) for name, kind in MATCHES.items() for value in self.values(subject, name)]
        for _kind, uri in found:
            if not uri.startswith(("http://", "https://")) or len(uri) > 500:
                faults.add("exactMatch", _("“%(uri)s” is no web address.") % {"uri": uri[:80]})
        return [(kind, uri) for kind, uri in found if uri not in self.known]

    def entries(self, subject: Node, faults: Faults) -> tuple[Entry, ...]:
        """By language: names, definition, notes, examples."""
        names: defaultdict[str, list[Name]] = defaultdict(list)
        for field, status in LABELS.items():
            for language, text in self.spoken(subject, field, faults):
                faults.check_name(field, language, text, names[language], status)
                names[language].append(Name(text, status))
        words = {field: self.by_language(subject, field, faults) for field in ("definition", "scopeNote", "example")}
        for language, texts in words["definition"].items():
            if len(texts) > 1:
                faults.add(
                    "definition", _("There are two definitions in “%(language)s”. Keep one.") % {"language": language}
                )
        languages = sorted({*names, *(language for by in words.values() for language in by)})
        return tuple(
            Entry(
                language,
                next(iter(words["definition"].get(language, [])), ""),
                notes=tuple(words["scopeNote"].get(language, [])),
                examples=tuple(words["example"].get(language, [])),
                names=tuple(names.get(language, [])),
            )
            for language in languages
        )

    def by_language(self, subject: Node, field: str, faults: Faults) -> dict[str, list[str]]:
        """Texts of one property."""
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for language, text in self.spoken(subject, field, faults):
            texts[language].append(text)
        return dict(texts)

    def spoken(self, subject: Node, field: str, faults: Faults) -> Iterable[tuple[str, str]]:
        """Language and text of each value; both must be there."""
        for value in self.values(subject, field):
            tag, text = getattr(value, "language", None), " ".join(str(value).split())
            if not tag:
                message = _("“%(text)s” has no language. Write it like “…”@en.")
                faults.add(field, message % {"text": text[:60]})
            elif not is_language(tag):
                message = _("“%(tag)s” is no language tag. Write one like en, fr or es-MX.")
                faults.add(field, message % {"tag": tag})
            elif not text:
                faults.add(field, _("It is empty (%(language)s). Fill it in or take it out.") % {"language": tag})
            else:
                yield canonical_tag(tag), text

    def find_circles(self) -> None:
        """Broader that leads back to where it began; everybody on the way is named."""
        rows = {row.uri: row for row in self.reading.rows}
        for uri, row in rows.items():
            if self.leads_back(uri):
                message = _("It is broader than itself, through others. Take one skos:broader or skos:narrower out.")
                self.reading.faults.append(Fault(row.row, row.key, "broader", message))
                self.reading.rows.remove(row)

    def leads_back(self, start: str) -> bool:
        """A way up that arrives where it began."""
        seen: set[str] = set()
        ahead = list(self.broader[start] - {start})
        while ahead:
            here = ahead.pop()
            if here == start:
                return True
            if here not in seen:
                seen.add(here)
                ahead.extend(self.broader[here])
        return False


class Faults:
    """What is wrong with one concept."""

    def __init__(self, row: int, key: str) -> None:
        self.row, self.key = row, key
        self.found: list[Fault] = []

    def add(self, field: str, reason: str) -> None:
        """One line of the report."""
        self.found.append(Fault(self.row, self.key, field, reason))

    def check_name(self, field: str, language: str, text: str, so_far: list[Name], status: str) -> None:
        """One preferred name a language, no name twice, none too long."""
        about = {"language": language, "name": text[:60]}
        if len(text) > 240:
            self.add(field, _("A name is longer than 240 characters (%(language)s): “%(name)s…”.") % about)
        if status == "preferred" and any(name.status == "preferred" for name in so_far):
            self.add(field, _("There are two preferred names in “%(language)s”. Make one a skos:altLabel.") % about)
        if any(name.text.casefold() == text.casefold() for name in so_far):
            self.add(field, _("“%(name)s” stands twice (%(language)s). Take one out.") % about)


def canonical_tag(tag: str) -> str:
    """en-gb and EN-GB are en-GB."""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def source_language(entries: Iterable[Entry]) -> str:
    """English where it has a name, else the first language that has one."""
    named = [entry.language for entry in entries if entry.preferred]
    return "en" if "en" in named else next(iter(named), "")


def unique(mappings: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """One mapping an address: the first, and ``exact`` comes first."""
    found: dict[str, str] = {}
    for kind, uri in mappings:
        found.setdefault(uri, kind)
    return tuple((kind, uri) for uri, kind in found.items())
