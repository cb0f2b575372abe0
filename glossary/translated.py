"""How far a translation can be relied on: who made it from which words, and what has changed in those since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from glossary.models import ConceptVersion, LanguageEntry, Translation
from glossary.words import Entry, Name
from portal import clock
from portal.differences import redline

if TYPE_CHECKING:
    from portal.members.models import User

PARTS = ("names", "definition", "notes", "examples")
State = LanguageEntry.TranslationState


def same_words(one: Entry, other: Entry) -> bool:
    """Nothing that a reader reads differs."""
    return all(tuple(getattr(one, part)) == tuple(getattr(other, part)) for part in PARTS)


def signed(entries: Sequence[Entry], before: Sequence[Entry], source_language: str, by: User | None) -> list[Entry]:
    """Words that somebody changes are theirs from now on, and a draft; words that stay keep who made them."""
    old = {entry.language: entry for entry in before}
    source = next((entry for entry in entries if entry.language == source_language), None)
    now = {"translated_by": by.pk, "translated_at": clock.now().isoformat()} if by else {}
    now["source_words"] = source_words(source) if source else {}
    return [
        entry if entry.language == source_language else signed_entry(entry, old.get(entry.language), now)
        for entry in entries
    ]


def signed_entry(entry: Entry, old: Entry | None, now: dict[str, Any]) -> Entry:
    """One language."""
    if old is None:
        return entry if entry.made is not None else replace(entry, made=now)
    if entry.made is not None and entry.made != old.made:
        return entry  # comes with who wrote and reviewed it
    if same_words(entry, old):
        return replace(entry, made=old.made)
    return replace(entry, made=now, translation_state=State.DRAFT)


def source_words(entry: Entry) -> dict[str, str]:
    """As ``LanguageEntry.as_source`` has them."""
    names = "\n".join(name.text for name in entry.names if name.status != "lookup")
    notes, examples = "\n".join(entry.notes), "\n".join(entry.examples)
    return {"names": names, "definition": entry.definition, "notes": notes, "examples": examples}


@dataclass(frozen=True)
class Change:
    """One part of the source, word by word."""

    part: str
    html: str


def changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    """What a translator has to look at: nothing where the source as they had it is not known."""
    if not before:
        return []
    pairs = [(part, before.get(part, ""), after.get(part, "")) for part in PARTS]
    return [Change(part, redline(old, new)) for part, old, new in pairs if old != new]


def entry_in(version: ConceptVersion, language: str) -> LanguageEntry | None:
    """That language and no other; needs ``with_words()``."""
    return next((entry for entry in version.entries.all() if entry.language == language), None)


def source_then(entry: LanguageEntry, version: ConceptVersion, versions: Sequence[ConceptVersion]) -> dict[str, str]:
    """The source as the translator had it: kept with the words, else that of the first version that had them."""
    if entry.source_words:
        return entry.source_words
    first = version
    for one in sorted(versions, key=lambda one: -one.number):
        there = entry_in(one, entry.language)
        if one.number >= version.number or one.status not in ConceptVersion.FROZEN:
            continue
        if there is None or there.definition != entry.definition:
            break
        first = one
    source = first.source_entry
    return source.as_source if source else {}


def words_data(entry: Entry) -> dict[str, Any]:
    """The words of a translation as JSON can hold them."""
    names = [vars(name) for name in entry.names]
    return {
        "definition": entry.definition,
        "notes": list(entry.notes),
        "examples": list(entry.examples),
        "sources": list(entry.sources),
        "names": names,
    }


def words_from(translation: Translation) -> Entry:
    """The same words again."""
    data = translation.words
    return Entry(
        translation.language,
        data["definition"],
        notes=tuple(data["notes"]),
        examples=tuple(data["examples"]),
        sources=tuple(data["sources"]),
        names=tuple(Name(**name) for name in data["names"]),
    )
