"""Concepts as TBX-Basic (ISO 30042:2019, version 3, data categories as attributes), one entry after the other.

Beyond what the dialect has a place for: how a group says it stands as ``customerSubset``; the state of the entry and
of each translation, names that are only looked up and how a name is linked
stand as ``projectSubset``; a language that has words but no name is given the code as its term, as on the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from glossary.formats import tbx
from glossary.formats.asides import phrasing_lines, state_lines
from glossary.formats.rows import TermRow, in_order
from glossary.formats.skos_out import iri, xml_text
from glossary.words import Entry, Name

KINDS = {
    "full_form": "fullForm",
    "acronym": "acronym",
    "abbreviation": "abbreviation",
    "short_form": "shortForm",
    "variant": "variant",
    "phrase": "phrase",
}
PARTS = {ours: theirs for theirs, ours in tbx.PARTS.items()} | {"other": "other"}


def write(rows: Iterable[TermRow], base: str, version: str = "") -> Iterator[str]:
    """The file in pieces."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
        "<tbxHeader><fileDesc><titleStmt><title>Glossary</title></titleStmt>"
        f"<sourceDesc><p>{xml_text(base)}/id/</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n"
    )
    for row in rows:
        yield "\n".join(concept(row)) + "\n"
    yield "</body></text>\n</tbx>\n"


def element(name: str, kind: str, text: str, target: str = "") -> str:
    """One data category."""
    at = f" target={quoteattr(iri(target))}" if target else ""
    return f'<{name} type="{kind}"{at}>{xml_text(text)}</{name}>'


def concept(row: TermRow) -> Iterator[str]:
    """One entry, the source language first."""
    yield f"<conceptEntry id={quoteattr(row.code or row.key)}>"
    if row.domain:
        yield element("descrip", "subjectField", row.domain)
    if row.status:
        yield element("admin", "projectSubset", row.status)
    yield from (element("admin", "projectSubset", f"{tbx.STATE}{line}") for line in state_lines(row))
    yield from (element("admin", "customerSubset", line) for line in phrasing_lines(row))
    for kind, uri in sorted(row.relations):
        yield element("xref", "externalCrossReference", kind, uri)
    for mapping in sorted(row.mappings, key=lambda mapping: (mapping.match, mapping.uri)):
        words = f"{mapping.match}: {mapping.label}" if mapping.label else mapping.match
        yield element("xref", "externalCrossReference", words, mapping.uri)
    if row.replaced_by:
        yield element("xref", "externalCrossReference", "replaced_by", row.replaced_by)
    for entry in sorted(row.entries, key=lambda entry: (entry.language != row.source_language, entry.language)):
        yield from language(entry, row.code or row.key)
    yield "</conceptEntry>"


def language(entry: Entry, code: str) -> Iterator[str]:
    """One language: definition with its sources, notes, then the names; examples stand at the first of them."""
    yield f'<langSec xml:lang="{entry.language}">'
    if entry.definition or entry.sources:
        sources = "".join(map(source, entry.sources))
        definition = element("descrip", "definition", entry.definition)
        yield f"<descripGrp>{definition}{sources}</descripGrp>"
    yield from (f"<note>{xml_text(note)}</note>" for note in entry.notes)
    names = in_order(entry.names) or (Name(code),)
    full = {name.short_for for name in names}
    marks = {n.text: f"{code}-{entry.language}-{place}" for place, n in enumerate(names, start=1) if n.text in full}
    for place, name in enumerate(names):
        yield term(name, entry.examples if place == 0 else (), marks.get(name.text, ""), marks.get(name.short_for, ""))
    yield "</langSec>"


def source(said: dict[str, str]) -> str:
    """Where a definition was taken from."""
    url, relation = said.get("url", ""), said.get("relation", "")
    words = element("admin", "source", said.get("citation") or url)
    if not url and not relation:
        return words
    more = element("xref", "externalCrossReference", "source", url) if url else ""
    more += f"<note>{xml_text(relation)}</note>" if relation else ""
    return f"<adminGrp>{words}{more}</adminGrp>"


def term(name: Name, examples: Iterable[str], mark: str = "", full: str = "") -> str:
    """One name with what is said of it; ``mark`` is its own id, ``full`` that of the name it is short for."""
    notes = [("termType", KINDS[name.kind])] if name.kind != "full_form" else []
    if name.status != "lookup":
        notes.append(("administrativeStatus", f"{name.status}Term-admn-sts"))
    if name.part_of_speech:
        notes.append(("partOfSpeech", PARTS[name.part_of_speech]))
    if name.gender:
        notes.append(("grammaticalGender", name.gender))
    if name.region:
        notes.append(("geographicalUsage", name.region))
    marks = ["lookup"] if name.status == "lookup" else []
    marks += [name.matching] if name.matching != "normal" else []
    parts = [f"<term>{xml_text(name.text)}</term>"]
    parts += [element("termNote", kind, value) for kind, value in notes]
    parts += [f"<descripGrp>{element('descrip', 'context', text)}</descripGrp>" for text in examples]
    parts += [element("admin", "projectSubset", one) for one in marks]
    parts += [element("ref", "crossReference", "short for", full)] if full else []
    own = f" id={quoteattr(mark)}" if mark else ""
    return f"<termSec{own}>{''.join(parts)}</termSec>"
