"""What any file of terms is read to: rows of plain words, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from glossary.words import Entry
from portal.files.reports import Fault


class Unreadable(Exception):
    """The file as a whole cannot be read; the text says what to do."""


@dataclass(frozen=True)
class TermRow:
    """One concept of a file. ``uri`` is its name there; relations and mappings name others by URI."""

    row: int
    uri: str
    key: str
    source_language: str
    entries: tuple[Entry, ...]
    relations: tuple[tuple[str, str], ...] = ()  # (kind, uri)
    mappings: tuple[tuple[str, str], ...] = ()  # (match, uri)


@dataclass
class Reading:
    """All of a file."""

    rows: list[TermRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
