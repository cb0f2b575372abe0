"""Concepts as SKOS, one after the other and always in the same order: Turtle, RDF/XML, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from glossary.formats.rows import TermRow, in_order
from glossary.formats.skos_details import LABELS, RELATIONS, details_of
from glossary.words import Entry
from portal.files.packing import printable

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "adms": "http://www.w3.org/ns/adms#",
    "ground": "urn:common-ground:",
}
TRUE = "true"
UNSAFE = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
DEPRECATED = "owl:deprecated"


class Said(NamedTuple):
    """One statement about a concept: an address, or words that may have a language."""

    property: str
    text: str
    language: str = ""
    is_address: bool = False


def statements(row: TermRow, base: str, version: str = "") -> Iterator[Said]:
    """What is said of a concept, in the order in which it is written."""
    scheme = f"{base}/glossary/"
    yield Said("skos:inScheme", scheme, is_address=True)
    if row.code:
        yield Said("skos:notation", row.code)
    if version:
        yield Said("owl:versionInfo", version)
    if row.status:
        yield Said("adms:status", row.status)
    if row.status == "withdrawn":
        yield Said(DEPRECATED, TRUE)
    if row.replaced_by:
        yield Said("dcterms:isReplacedBy", row.replaced_by, is_address=True)
    if row.domain:
        yield Said("dcterms:subject", row.domain)
    yield Said("dcterms:language", row.source_language)
    for entry in sorted(row.entries, key=lambda entry: entry.language):
        yield from entry_statements(entry)
    for kind, uri in sorted({(RELATIONS[kind], uri) for kind, uri in row.relations}):
        yield Said(f"skos:{kind}", uri, is_address=True)
    for mapping in sorted(row.mappings, key=lambda mapping: (mapping.match, mapping.uri)):
        yield Said(f"skos:{mapping.match}Match", mapping.uri, is_address=True)
    if details := details_of(row):
        yield Said("ground:details", details)


def entry_statements(entry: Entry) -> Iterator[Said]:
    """One language."""
    for label, text in sorted({(LABELS[name.status], name.text) for name in in_order(entry.names)}, reverse=False):
        yield Said(f"skos:{label}", text, entry.language)
    if entry.definition:
        yield Said("skos:definition", entry.definition, entry.language)
    for field, texts in (("scopeNote", entry.notes), ("example", entry.examples)):
        for text in sorted(set(texts)):
            yield Said(f"skos:{field}", text, entry.language)
    for source in sorted({source.get("citation") or source.get("url", "") for source in entry.sources} - {""}):
        yield Said("dcterms:source", source, entry.language)


def iri(uri: str) -> str:
    """What may not stand in an address is written with per cent signs."""
    return UNSAFE.sub(lambda found: quote(found[0], safe=""), uri)


def turtle(rows: Iterable[TermRow], base: str, version: str = "") -> Iterator[str]:
    """Turtle: a paragraph a concept."""
    yield "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items() if name != "rdf")
    yield f"\n<{iri(base)}/glossary/> a skos:ConceptScheme .\n"
    for row in rows:
        lines = [f"\n<{iri(row.uri)}> a skos:Concept"]
        lines += [f"    {said.property} {in_turtle(said)}" for said in statements(row, base, version)]
        yield " ;\n".join(lines) + " .\n"


def in_turtle(said: Said) -> str:
    """The object of a statement."""
    if said.is_address:
        return f"<{iri(said.text)}>"
    if said.property == DEPRECATED:
        return TRUE
    text = TO_ESCAPE.sub(lambda found: ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", said.text)
    return f'"{text}"' + (f"@{said.language}" if said.language else "")


def rdf_xml(rows: Iterable[TermRow], base: str, version: str = "") -> Iterator[str]:
    """RDF/XML: an element a concept."""
    spaces = "".join(f'\n  xmlns:{name}="{space}"' for name, space in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    yield f"<skos:ConceptScheme rdf:about={attribute(f'{base}/glossary/')}/>\n"
    for row in rows:
        lines = [f"<skos:Concept rdf:about={attribute(row.uri)}>"]
        lines += [f"  {in_xml(said)}" for said in statements(row, base, version)]
        yield "\n".join([*lines, "</skos:Concept>\n"])
    yield "</rdf:RDF>\n"


def attribute(uri: str) -> str:
    """An address between its quotation marks."""
    return quoteattr(iri(uri))


def in_xml(said: Said) -> str:
    """A statement as an element."""
    if said.is_address:
        return f"<{said.property} rdf:resource={attribute(said.text)}/>"
    kind = ' rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean"' if said.property == DEPRECATED else ""
    language = f' xml:lang="{said.language}"' if said.language else ""
    text = xml_text(said.text)
    return f"<{said.property}{kind}{language}>{text}</{said.property}>"


def xml_text(text: str) -> str:
    """Words as XML holds them; a carriage return would be lost otherwise."""
    return escape(printable(text)) if "\r" not in text else "&#13;".join(map(xml_text, text.split("\r")))


def json_ld(rows: Iterable[TermRow], base: str, version: str = "") -> Iterator[str]:
    """JSON-LD: a line a concept, in one graph."""
    context = {name: space for name, space in PREFIXES.items() if name != "rdf"}
    scheme = {"@id": f"{base}/glossary/", "@type": "skos:ConceptScheme"}
    yield f'{{"@context": {json.dumps(context)},\n"@graph": [\n{json.dumps(scheme)}'
    for row in rows:
        concept: dict[str, object] = {"@id": row.uri, "@type": "skos:Concept"}
        for said in statements(row, base, version):
            found = concept.setdefault(said.property, [])
            assert isinstance(found, list)
            found.append(in_json(said))
        yield ",\n" + json.dumps(concept, ensure_ascii=False)
    yield "\n]}\n"


def in_json(said: Said) -> dict[str, object]:
    """The object of a statement."""
    if said.is_address:
        return {"@id": said.text}
    if said.property == DEPRECATED:
        return {"@value": True}
    return {"@value": said.text, "@language": said.language} if said.language else {"@value": said.text}
