"""Entries for tests, and the check that the index is what a rebuild would make of it."""

from datetime import date
from itertools import count
from typing import Any

from search.actions import FIELDS, rebuild
from search.models import SearchEntry, TermUse

numbers = count(1)


def entry(title: str = "", body: str = "", **fields: Any) -> SearchEntry:
    """A row as an action would have left it."""
    number = next(numbers)
    plain = {
        "key": f"made.up:{number}:{fields.get('language', 'en')}",
        "model": "made.up",
        "object_id": number,
        "kind": "clause",
        "language": "en",
        "date": date(2026, 11, 20),
        "year": 2026,
        "url": f"/somewhere/{number}/",
    }
    return SearchEntry.objects.create(**{**plain, "title": title, "body": body, **fields})


def snapshot() -> dict[str, tuple]:
    """What can be found, without what the index keeps for itself."""
    return {row.key: tuple(getattr(row, name) for name in FIELDS) for row in SearchEntry.objects.standing()}


def uses() -> set[tuple]:
    """Which text uses which term, at which version."""
    names = ("entry__key", "question", "concept", "version", "thing", "fixed_at", "words")
    return set(TermUse.objects.filter(entry__deleted=False).values_list(*names))


def index_equals_rebuild() -> dict[str, tuple]:
    """After any action: the index holds just what reading everything anew would hold. Returns what it holds."""
    kept, used = snapshot(), uses()
    rebuild()
    anew = snapshot()
    assert kept == anew
    assert used == uses()
    return anew
