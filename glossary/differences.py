"""What a row of a file would change in a version, field by field, as people read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from glossary.formats.cells import mapping_cell, name_cell, source_cell
from glossary.formats.rows import in_order
from glossary.words import Entry, Mapped, Name
from portal.sealing import canonical

STATUS_FIELDS = ("preferred", "admitted", "deprecated", "lookup")


@dataclass(frozen=True)
class Words:
    """All that a version says, comparable: relations by kind and the id of the concept."""

    source_language: str
    entries: tuple[Entry, ...]
    relations: frozenset[tuple[str, int]]
    mappings: tuple[Mapped, ...]

    def fingerprint(self) -> str:
        """The same words give the same mark, whatever their order in the database."""
        said = {
            "source_language": self.source_language,
            "entries": {entry.language: entry_words(entry) for entry in self.entries},
            "relations": sorted([kind, target] for kind, target in self.relations),
            "mappings": sorted(mapping_cell(mapping) for mapping in self.mappings),
        }
        return hashlib.sha256(canonical(said).encode()).hexdigest()


def entry_words(entry: Entry) -> dict[str, Any]:
    """One language, comparable."""
    return {
        "names": [[name.status, name_cell(name)] for name in in_order(entry.names)],
        "definition": bare(entry.definition),
        "notes": list(map(bare, entry.notes)),
        "examples": list(map(bare, entry.examples)),
        "sources": list(map(source_cell, entry.sources)),
    }


def bare(text: str) -> str:
    """Where a line breaks is no difference."""
    return " ".join(text.split())


def difference(old: Words, new: Words, names: dict[int, str]) -> list[dict[str, str]]:
    """Every field that says something else; ``names`` gives the codes of related concepts."""
    before = {entry.language: entry for entry in old.entries}
    found: list[dict[str, str]] = []
    for entry in new.entries:
        found += entry_difference(before.get(entry.language), entry)
    for kind in sorted({kind for kind, _target in old.relations ^ new.relations}):
        sides = [sorted(names.get(t, "") for k, t in side.relations if k == kind) for side in (old, new)]
        found.append(change(kind, "", *("\n".join(side) for side in sides)))
    mappings = [sorted(map(mapping_cell, side.mappings)) for side in (old, new)]
    if mappings[0] != mappings[1]:
        found.append(change("mappings", "", *("\n".join(side) for side in mappings)))
    return found


def entry_difference(old: Entry | None, new: Entry) -> Iterable[dict[str, str]]:
    """One language."""
    old = old or Entry(new.language, "")
    pairs = [("definition", old.definition, new.definition)]
    pairs += [(s, listed(old.names, s), listed(new.names, s)) for s in STATUS_FIELDS]
    pairs += [(f, "\n".join(getattr(old, f)), "\n".join(getattr(new, f))) for f in ("notes", "examples")]
    pairs.append(("sources", "\n".join(map(source_cell, old.sources)), "\n".join(map(source_cell, new.sources))))
    return [change(field, new.language, before, after) for field, before, after in pairs if bare(before) != bare(after)]


def listed(names: Sequence[Name], status: str) -> str:
    """Names of one status, one a line."""
    return "\n".join(name_cell(name) for name in names if name.status == status)


def change(field: str, language: str, old: str, new: str) -> dict[str, str]:
    """One field of a preview."""
    return {"field": field, "language": language, "old": old, "new": new}
