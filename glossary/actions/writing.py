"""Rows for words that have been checked: of one proposal, of a whole file, of a translation that comes afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from glossary.models import ConceptVersion, Designation, LanguageEntry, Mapping, Relation
from glossary.words import Entry, Mapped, Name, Related

TOGETHER = 500


def write_content(
    version: ConceptVersion,
    entries: Sequence[Entry],
    relations: Sequence[Related],
    mappings: Sequence[Mapped],
) -> None:
    """Rows for checked words; the entry in the source language is the source, whatever its writer called it."""
    rows = LanguageEntry.objects.bulk_create(entry_row(version, words) for words in entries)
    write_names(zip(rows, entries, strict=True))
    Relation.objects.bulk_create(Relation(version=version, kind=r.kind, target=r.target) for r in relations)
    Mapping.objects.bulk_create(Mapping(version=version, match=m.match, uri=m.uri, label=m.label) for m in mappings)


def write_names(pairs: Iterable[tuple[LanguageEntry, Entry]]) -> None:
    """Full names first, so that a short one is born knowing the one it stands for: afterwards nothing may change."""
    every = [(row, name, place) for row, words in pairs for place, name in enumerate(words.names)]
    full = [name_row(row, name, place) for row, name, place in every if not name.short_for]
    made = Designation.objects.bulk_create(full, batch_size=TOGETHER)
    known = {(one.entry_id, one.text): one for one in made}
    short = [
        name_row(row, name, place, known.get((row.pk, name.short_for.strip())))
        for row, name, place in every
        if name.short_for
    ]
    Designation.objects.bulk_create(short, batch_size=TOGETHER)


def name_row(entry: LanguageEntry, name: Name, place: int, full: Designation | None = None) -> Designation:
    """One name, not saved yet."""
    return Designation(
        entry=entry,
        text=name.text.strip(),
        status=name.status,
        kind=name.kind,
        matching=name.matching,
        part_of_speech=name.part_of_speech,
        gender=name.gender,
        region=name.region.strip(),
        short_for=full,
        position=place,
    )


def entry_row(version: ConceptVersion, words: Entry) -> LanguageEntry:
    """One language, not saved yet."""
    is_source = words.language == version.source_language
    made = words.made or {}
    return LanguageEntry(
        version=version,
        language=words.language,
        definition=tidy(words.definition),
        notes=[tidy(note) for note in words.notes if note.strip()],
        examples=[tidy(example) for example in words.examples if example.strip()],
        sources=list(words.sources),
        translation_state="source" if is_source else state_of_translation(words),
        source_words=made.get("source_words", {}),
        translated_at=moment(made.get("translated_at")),
        translated_by_id=made.get("translated_by"),
        reviewed_at=moment(made.get("reviewed_at")),
        reviewed_by_id=made.get("reviewed_by"),
    )


def moment(said: str | None) -> datetime | None:
    """As data hold it."""
    return datetime.fromisoformat(said) if said else None


def tidy(text: str) -> str:
    """Lines end as on every machine, or no file would bring them back the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def state_of_translation(words: Entry) -> str:
    """Only one entry is the source, and none is agreed before its version is."""
    return {"source": "draft", "agreed": "reviewed"}.get(words.translation_state, words.translation_state)


def clear_content(version: ConceptVersion) -> None:
    """Takes the words of an open version away, so that others can be written; the triggers refuse it for any other."""
    Designation.objects.filter(entry__version=version).delete()
    for rows in (version.entries, version.relations, version.mappings):
        rows.all().delete()
