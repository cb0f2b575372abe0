"""News of rounds: noted in the act's own transaction or when the clock says so, told to everybody by ``tick``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from consultations import emails
from consultations.models import DateChange, Following, Hand, Notice, Round, UnsentResponse
from consultations.permissions import is_in_audience
from portal import clock
from portal.audience import Audience
from portal.members.viewer import ANYBODY, look_at

LEFT = (1, 3, 14)  # days before the close at which followers are reminded
FRESH = timedelta(days=3)  # a round that opened longer ago is no news any more
AT_ONCE = 50  # notices told in one tick
Event = Notice.Event
FOR_WRITERS = (Event.LEFT, Event.EXTENDED, Event.PAUSED, Event.RESUMED, Event.REOPENED, Event.CANCELLED)


@dataclass(frozen=True)
class Reader:
    """Who is told, in which language, and how they stop it; an unfinished response has no stop."""

    email: str
    language: str
    following: Following | None = None


def note_news(*, round: Round, event: str, key: str = "", change: DateChange | None = None) -> None:
    """Once, however often it is noted; ``key`` tells two pieces of news of one kind apart."""
    notice = Notice(round=round, event=event, key=key or event, change=change, happened_at=clock.now())
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def note_what_is_due() -> None:
    """What the clock does: a round opens, and its last fourteen, three and one days begin."""
    rounds = Round.objects.open().prefetch_related("notices")
    for round in rounds:
        known = {notice.key for notice in round.notices.all()}  # type: ignore[attr-defined]
        for event, key in due_of(round):
            if key not in known:
                note_news(round=round, event=event, key=key)


def due_of(round: Round) -> Iterator[tuple[str, str]]:
    """The news that the clock holds for an open round at this instant; a reminder belongs to its closing date."""
    now = clock.now()
    if now - round.opens_at < FRESH:
        yield Event.OPENED, Event.OPENED
    days = next((days for days in LEFT if round.closes_at - now <= timedelta(days=days)), None)
    if days is not None and round.closes_at - round.opens_at > timedelta(days=days):
        yield Event.LEFT, f"{Event.LEFT}:{days}:{round.local(round.closes_at).date()}"


def tell_news() -> None:
    """Every piece of news to everybody it concerns: a mail once, however many ticks run at the same time."""
    waiting = Notice.objects.filter(told_at=None).select_related("round__draft__standard", "change")
    for notice in waiting.order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            if is_news(notice):
                for reader in readers_of(notice):
                    emails.news(notice=notice, email=reader.email, language=reader.language, following=reader.following)
            notice.told_at = clock.now()
            notice.save(update_fields=["told_at"])


def is_news(notice: Notice) -> bool:
    """A round that was announced open is told of when it opens, not twice; a cancelled one does not close soon."""
    round = notice.round
    if notice.event == Event.ANNOUNCED:
        return round.opens_at > notice.happened_at
    return notice.event == Event.CANCELLED or round.cancelled_at is None


def readers_of(notice: Notice) -> list[Reader]:
    """Followers whom the round is for, and those who have begun a response; nobody twice."""
    round = notice.round
    found: dict[str, Reader] = {}
    for row in Following.objects.confirmed().of(round).select_related("user"):
        if round.audience == Audience.PUBLIC or is_in_audience(look_at(row.user) if row.user else ANYBODY, round):
            found.setdefault(row.email, Reader(row.email, row.language, row))
    if notice.event in FOR_WRITERS:
        begun = UnsentResponse.objects.filter(round=round, user__isnull=False, user__is_active=True)
        for response in begun.select_related("user"):
            if round.audience != Audience.PUBLIC and not is_in_audience(look_at(response.user), round):
                continue
            email = response.user.email.lower()  # type: ignore[union-attr]
            found.setdefault(email, Reader(email, response.language))
        for hand in Hand.objects.of_colleagues().filter(response__round=round).select_related("user"):
            if round.audience != Audience.PUBLIC and not is_in_audience(look_at(hand.user), round):
                continue
            email = hand.user.email.lower()
            found.setdefault(email, Reader(email, hand.user.language))
    return list(found.values())
