"""What happened to a round, noted in the act's own transaction, so that ``tick`` can tell everybody it concerns."""

from __future__ import annotations

from consultations.models import DateChange, Notice, Round
from portal import clock


def note_news(*, round: Round, event: str, key: str = "", change: DateChange | None = None) -> None:
    """Once, however often it is noted; ``key`` tells two pieces of news of one kind apart."""
    notice = Notice(round=round, event=event, key=key or event, change=change, happened_at=clock.now())
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
