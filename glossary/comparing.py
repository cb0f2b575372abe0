"""Any two texts of a concept side by side: versions, languages, variants of one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from glossary.models import ConceptVersion, LanguageEntry
from portal.differences import redline

PARTS = ("definition", "notes", "examples")


@dataclass(frozen=True)
class Choice:
    """One side: a version in one language, as an address names it: ``2.fr``."""

    version: ConceptVersion
    entry: LanguageEntry

    @property
    def key(self) -> str:
        return f"{self.version.number}.{self.entry.language}"

    @property
    def is_source(self) -> bool:
        """In the language in which the version was written."""
        return self.entry.language == self.version.source_language


def choices_of(versions: list[ConceptVersion]) -> list[Choice]:
    """Every side there is, newest version first, its source before the translations."""
    return [
        Choice(version, entry)
        for version in versions
        for entry in sorted(
            version.entries.all(), key=lambda one: (one.language != version.source_language, one.language)
        )
    ]


def chosen(choices: list[Choice], asked: str, instead: Choice) -> Choice:
    """The side that the address names."""
    return next((one for one in choices if one.key == asked), instead)


def usual(choices: list[Choice], language: str) -> tuple[Choice, Choice]:
    """The newest version and the one before it, in the reader's language or the source."""
    newest = choices[0].version
    tongues = {one.entry.language for one in choices if one.version.pk == newest.pk}
    short = language.split("-")[0]
    best = next((code for code in (language, short) if code in tongues), choices[0].entry.language)
    rows = [one for one in choices if one.entry.language == best]
    return (rows[1] if len(rows) > 1 else choices[-1]), rows[0]


def is_one_language(before: Choice, after: Choice) -> bool:
    """es and es-MX are told apart word by word; es and fr only side by side."""
    return before.entry.language.split("-")[0] == after.entry.language.split("-")[0]


def compared(before: Choice, after: Choice) -> dict[str, Any]:
    """Words, names, and what else differs."""
    one_language = is_one_language(before, after)
    return {
        "one_language": one_language,
        "rows": [row for row in (row_of(part, before, after, one_language) for part in PARTS) if row],
        "names": names_compared(before.entry, after.entry) if one_language else None,
        "same": one_language and texts(before.entry) == texts(after.entry),
    }


def texts(entry: LanguageEntry) -> list[str]:
    """Everything that is compared, names with their standing."""
    names = sorted(f"{name.status} {name.text}" for name in entry.designations.all())
    return [*(told(entry, part) for part in PARTS), *names]


def told(entry: LanguageEntry, part: str) -> str:
    """One part as a text; notes and examples a paragraph each."""
    value = getattr(entry, part)
    return value if isinstance(value, str) else "\n".join(value)


def row_of(part: str, before: Choice, after: Choice, one_language: bool) -> dict[str, Any] | None:
    """One part on both sides; nothing where neither has it."""
    old, new = told(before.entry, part), told(after.entry, part)
    if not (old or new):
        return None
    change: SafeString | str = redline(old, new) if one_language else ""
    return {"part": part, "old": old, "new": new, "change": change, "same": old == new}


def names_compared(before: LanguageEntry, after: LanguageEntry) -> dict[str, list[str]]:
    """Which names came, went, or are spoken of otherwise."""
    old = {name.text: name.get_status_display() for name in before.designations.all() if name.status != "lookup"}
    new = {name.text: name.get_status_display() for name in after.designations.all() if name.status != "lookup"}
    return {
        "gone": [name for name in old if name not in new],
        "come": [name for name in new if name not in old],
        "moved": [f"{name}: {old[name]} → {new[name]}" for name in new if name in old and old[name] != new[name]],
    }
