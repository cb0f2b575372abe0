"""A version's content as data: the bytes its hash covers, and the words a form or a new version starts from."""

from __future__ import annotations

import hashlib
from typing import Any

from glossary.models import ConceptVersion, Designation, LanguageEntry
from glossary.words import Entry, Mapped, Name, Related
from portal.sealing import canonical


def content_of(version: ConceptVersion) -> dict[str, Any]:
    """All that is agreed with a version: not the states of translations, nor translations that came afterwards."""
    entries = version.entries.sealed().order_by("language").prefetch_related("designations")
    relations = version.relations.select_related("target").order_by("kind", "target__code")
    return {
        "code": version.concept.code,
        "version": version.number,
        "change_class": version.change_class,
        "source_language": version.source_language,
        "entries": [entry_content(entry) for entry in entries],
        "relations": [{"kind": row.kind, "target": row.target.code} for row in relations],
        "mappings": list(version.mappings.order_by("uri").values("match", "uri", "label")),
    }


def entry_content(entry: LanguageEntry) -> dict[str, Any]:
    """One language of it."""
    designations = sorted(entry.designations.all(), key=lambda name: (name.position, name.text))
    full = {name.pk: name.text for name in designations}
    return {
        "language": entry.language,
        "definition": entry.definition,
        "notes": entry.notes,
        "examples": entry.examples,
        "sources": entry.sources,
        "names": [name_content(name, full.get(name.short_for_id, "")) for name in designations],
    }


def name_content(name: Designation, short_for: str) -> dict[str, str]:
    """One name; what was not said of it is left out, so that older seals hold."""
    said = {"text": name.text, "status": name.status, "kind": name.kind, "matching": name.matching}
    more = {"part_of_speech": name.part_of_speech, "gender": name.gender, "region": name.region}
    more |= {"short_for": short_for}
    return said | {field: value for field, value in more.items() if value}


def content_bytes(version: ConceptVersion) -> bytes:
    """Exactly the bytes that ``content_sha256`` covers."""
    return canonical(content_of(version)).encode()


def sha256_of(version: ConceptVersion) -> str:
    """The seal of a version, computed anew."""
    return hashlib.sha256(content_bytes(version)).hexdigest()


def entry_sha256(entry: LanguageEntry) -> str:
    """The seal of a translation that came once the words were fixed."""
    return hashlib.sha256(canonical(entry_content(entry)).encode()).hexdigest()


def words_of(version: ConceptVersion) -> list[Entry]:
    """The entries of a version as readers get them, translation states included."""
    rows = version.entries.current().order_by("language").prefetch_related("designations")
    return [as_entry(row) for row in rows]


def as_entry(row: LanguageEntry) -> Entry:
    """One row as words."""
    full = {name.pk: name.text for name in row.designations.all()}
    names = tuple(
        Name(
            n.text,
            n.status,
            n.kind,
            n.matching,
            n.part_of_speech,
            n.gender,
            n.region,
            full.get(n.short_for_id, ""),
        )
        for n in row.designations.all()
    )
    return Entry(
        row.language,
        row.definition,
        notes=tuple(row.notes),
        examples=tuple(row.examples),
        sources=tuple(row.sources),
        names=names,
        translation_state=row.translation_state,
        made=made_of(row),
    )


def made_of(row: LanguageEntry) -> dict[str, Any]:
    """Who translated and reviewed it, from which words of the source; as JSON can hold it."""
    people = {"translated_by": row.translated_by_id, "reviewed_by": row.reviewed_by_id}
    moments = {"translated_at": row.translated_at, "reviewed_at": row.reviewed_at}
    said = people | {name: at.isoformat() for name, at in moments.items() if at} | {"source_words": row.source_words}
    return {name: value for name, value in said.items() if value}


def relations_of(version: ConceptVersion) -> list[Related]:
    """Its relations as plain data."""
    return [Related(row.kind, row.target) for row in version.relations.select_related("target")]


def mappings_of(version: ConceptVersion) -> list[Mapped]:
    """Its mappings as plain data."""
    return [Mapped(row.match, row.uri, row.label) for row in version.mappings.all()]
