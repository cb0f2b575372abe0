"""SKOS vocabularies: every concept a row, every fault a line that says what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from glossary.formats import skos_details as details
from glossary.formats.asides import phrasings_in, states_in
from glossary.formats.checking import Faults, settled, source_language
from glossary.formats.rdf import parse
from glossary.formats.rows import Reading, TermRow, Unreadable
from glossary.formats.tags import canonical_tag
from glossary.words import Entry

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
STATUS = "http://www.w3.org/ns/adms#status"
DETAILS = "urn:common-ground:details"
MATCHES = {f"{kind}Match": kind for kind in ("exact", "close", "broad", "narrow", "related")}
TEXTS = {"definition": "definition", "scopeNote": "notes", "example": "examples"}


def read_turtle(data: bytes, base: str) -> Reading:
    """Every concept of a Turtle file."""
    return read_graph(parse(data, "turtle"), base)


def read_rdf_xml(data: bytes, base: str) -> Reading:
    """Every concept of an RDF/XML file."""
    return read_graph(parse(data, "xml"), base)


def read_json_ld(data: bytes, base: str) -> Reading:
    """Every concept of a JSON-LD file."""
    return read_graph(parse(data, "json-ld"), base)


def read_graph(graph: Graph, base: str) -> Reading:
    """Every concept, in the order of its notations."""
    reader = Reader(graph, base)
    if not reader.subjects:
        raise Unreadable(_("It holds no skos:Concept. Check that it is a SKOS vocabulary."))
    for number, subject in enumerate(reader.subjects, start=1):
        reader.take(number, subject)
    return settled(reader.reading)


class Reader:
    """Goes through the concepts of a graph; what is wrong with one leaves that one out."""

    def __init__(self, graph: Graph, base: str) -> None:
        from rdflib import RDF, URIRef

        self.graph, self.own, self.reading = graph, f"{base}/id/", Reading()
        found = set(graph.subjects(RDF.type, URIRef(f"{SKOS}Concept")))
        self.subjects: list[Node] = sorted(found, key=lambda subject: (self.key(subject), str(subject)))
        self.known = {str(subject) for subject in found}

    def values(self, subject: Node, name: str, space: str = SKOS) -> list[Any]:
        """In an order that does not change from one reading to the next."""
        from rdflib import URIRef

        found = self.graph.objects(subject, URIRef(f"{space}{name}"))
        return sorted(found, key=lambda value: (str(value), repr(value)))

    def one(self, subject: Node, name: str, space: str) -> str:
        """The first value, or nothing."""
        return next((str(value).strip() for value in self.values(subject, name, space)), "")

    def key(self, subject: Node) -> str:
        """How people know it there: its notation, or the end of its address."""
        notations = self.values(subject, "notation")
        return str(notations[0]) if notations else str(subject).rstrip("/#").rpartition("/")[2].rpartition("#")[2]

    def links(self, subject: Node) -> set[tuple[str, str]]:
        """Broader and related, also where the file only says narrower at the other end."""
        from rdflib import URIRef

        broader = {str(other) for other in self.values(subject, "broader")}
        broader |= {str(other) for other in self.graph.subjects(URIRef(f"{SKOS}narrower"), subject)}
        related = {str(other) for other in self.values(subject, "related")}
        return {("broader", other) for other in broader} | {("related", other) for other in related}

    def take(self, number: int, subject: Node) -> None:
        """One concept: a row, or its faults."""
        uri, faults = str(subject), Faults(number, self.key(subject))
        if not uri.startswith(("http://", "https://")):
            faults.add("subject", _("The concept has no web address. Give it an http or https URI."))
        said = details.read_details(self.one(subject, "", DETAILS))
        entries = self.entries(subject, said.get("entries"), faults)
        told = self.one(subject, "language", DCTERMS) if uri.startswith(self.own) else ""
        source = told or source_language(entries)
        if not any(entry.language == source and entry.preferred for entry in entries) and not faults.found:
            faults.add("prefLabel", _("There is no preferred name. Add a skos:prefLabel with a language, like “…”@en."))
        links = details.relations_from(self.links(subject), said.get("relations"))
        inside = [link for link in links if link[1] in self.known or link[1].startswith(self.own)]
        outside = [("broad" if kind in ("broader", "part_of") else "related", uri) for kind, uri in links]
        outside = [link for link in outside if link[1] not in {uri for _kind, uri in inside}]
        mappings = details.mappings_from([*self.matches(subject), *outside], said.get("mappings"))
        for mapping in mappings:
            faults.check_address(mapping.uri)
        self.reading.faults += faults.found
        if not faults.found:
            row = TermRow(number, uri, faults.key, source, entries, without_doubles(inside), mappings)
            self.reading.rows.append(self.with_facts(row, subject, said))

    def with_facts(self, row: TermRow, subject: Node, said: dict[str, Any]) -> TermRow:
        """What is said beside the words."""
        return replace(
            row,
            domain=self.one(subject, "subject", DCTERMS)[:80],
            code=row.uri.removeprefix(self.own) if row.uri.startswith(self.own) else "",
            status=self.one(subject, "", STATUS),
            replaced_by=self.one(subject, "isReplacedBy", DCTERMS),
            phrasings=phrasings_in(details.lines_in(said.get("phrasings"))),
            states=states_in(details.lines_in(said.get("states"))),
        )

    def matches(self, subject: Node) -> list[tuple[str, str]]:
        """Mappings to other vocabularies; one inside the file says nothing new."""
        found = [(kind, str(value)) for name, kind in MATCHES.items() for value in self.values(subject, name)]
        return [(kind, uri) for kind, uri in found if uri not in self.known]

    def entries(self, subject: Node, said: Any, faults: Faults) -> tuple[Entry, ...]:
        """By language: names, definition, notes, examples, sources."""
        about: dict[str, Any] = said if isinstance(said, dict) else {}
        labels: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        texts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for field in details.STATUSES:
            for language, text in self.spoken(subject, field, faults):
                labels[language].append((field, details.one_line(text)))
        for field, name in TEXTS.items():
            for language, text in self.spoken(subject, field, faults):
                texts[language][name].append(text)
        found = []
        for language in sorted({*labels, *texts, *details.sourced(about)}):
            more = about.get(language) if isinstance(about.get(language), dict) else {}
            found.append(self.entry(language, labels[language], texts[language], more or {}, faults))
        return tuple(found)

    def entry(
        self, language: str, labels: list[tuple[str, str]], texts: Any, more: dict[str, Any], faults: Faults
    ) -> Entry:
        """One language."""
        faults.check_names(language, details.plain_names(labels))
        names = details.names_from(labels, more.get("names"))
        definitions = texts["definition"]
        if len(definitions) > 1:
            message = _("There are two definitions in “%(language)s”. Keep one.")
            faults.add("definition", message % {"language": language})
        return Entry(
            language,
            next(iter(definitions), ""),
            notes=details.ordered(texts["notes"], more.get("notes")),
            examples=details.ordered(texts["examples"], more.get("examples")),
            sources=details.sources_from(more.get("sources")),
            names=names,
        )

    def spoken(self, subject: Node, field: str, faults: Faults) -> Iterable[tuple[str, str]]:
        """Language and text of each value; both must be there."""
        for value in self.values(subject, field):
            tag, text = getattr(value, "language", None), str(value).strip()
            if not tag:
                message = _("“%(text)s” has no language. Write it like “…”@en.")
                faults.add(field, message % {"text": text[:60]})
            elif faults.is_language(field, tag):
                if text:
                    yield canonical_tag(tag), text
                else:
                    faults.add(field, _("It is empty (%(language)s). Fill it in or take it out.") % {"language": tag})


def without_doubles(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What is broader is not merely related as well."""
    broader = {uri for kind, uri in links if kind == "broader"}
    return tuple(link for link in links if link[0] != "related" or link[1] not in broader)
