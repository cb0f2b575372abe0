"""What happens to terms is noted by the act itself; who watches them is told by ``tick``."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.models import ConceptVersion, TermNews
from portal import clock


def note_news(version: ConceptVersion, event: str) -> None:
    """Part of the act's transaction: what rolls back is no news."""
    TermNews.objects.create(version=version, event=event, happened_at=clock.now())


def note_all_news(versions: Iterable[ConceptVersion], event: str) -> None:
    """The same of many terms, as a file brings them."""
    now = clock.now()
    rows = (TermNews(version=version, event=event, happened_at=now) for version in versions)
    TermNews.objects.bulk_create(rows, batch_size=500)
