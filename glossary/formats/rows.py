"""What any file of terms is read to, and written from: rows of plain words, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from glossary.words import Entry, Mapped, Name, Phrasing
from portal.files.limits import Unreadable

__all__ = ["Fault", "Reading", "TermRow", "Unreadable", "as_data", "from_data"]

ORDER = ("preferred", "admitted", "deprecated", "lookup")


@dataclass(frozen=True)
class TermRow:
    """One concept of a file. ``uri`` is its name there (``#…`` if only that file knows it, empty if it has none);
    relations name others by it. ``status``, ``replaced_by`` and ``states`` are told, and never taken over."""

    row: int
    uri: str
    key: str
    source_language: str
    entries: tuple[Entry, ...]
    relations: tuple[tuple[str, str], ...] = ()  # (kind, uri)
    mappings: tuple[Mapped, ...] = ()
    domain: str = ""
    code: str = ""  # in this house; empty for a concept that is new or comes from elsewhere
    status: str = ""
    replaced_by: str = ""
    phrasings: tuple[Phrasing, ...] = ()
    states: tuple[tuple[str, str], ...] = ()  # (language, how far the translation has come)

    @property
    def source(self) -> Entry | None:
        """The entry that the others translate."""
        return next((entry for entry in self.entries if entry.language == self.source_language), None)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, where, and what to do."""

    row: int
    key: str
    field: str
    reason: str


@dataclass
class Reading:
    """All of a file; ``notes`` are what its reader should know about the whole of it."""

    rows: list[TermRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    format: str = ""


def in_order(names: Sequence[Name]) -> tuple[Name, ...]:
    """Preferred first, then what is accepted, avoided, only looked up; within each as the house has them."""
    if len(names) < 2:
        return tuple(names)
    return tuple(sorted(names, key=lambda name: ORDER.index(name.status) if name.status in ORDER else len(ORDER)))


def as_data(row: TermRow) -> dict[str, Any]:
    """The row as JSON can hold it, to be kept until somebody has looked at it."""
    return asdict(row)


def from_data(data: dict[str, Any]) -> TermRow:
    """The same row again."""
    entries = tuple(
        Entry(
            **{
                **entry,
                **{name: tuple(entry[name]) for name in ("notes", "examples", "sources")},
                "names": tuple(Name(**name) for name in entry["names"]),
            }
        )
        for entry in data["entries"]
    )
    relations = tuple((kind, uri) for kind, uri in data["relations"])
    mappings = tuple(Mapped(**mapping) for mapping in data["mappings"])
    said = {"entries": entries, "relations": relations, "mappings": mappings}
    said["phrasings"] = tuple(Phrasing(**one) for one in data.get("phrasings", ()))
    said["states"] = tuple((language, state) for language, state in data.get("states", ()))
    return TermRow(**{**data, **said})
