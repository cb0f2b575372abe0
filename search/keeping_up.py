"""What the worker does for a search server: every second what has changed, once a day the whole."""

from __future__ import annotations

import time
from datetime import timedelta

from django.conf import settings

from portal import clock, outbox
from portal.models import Heartbeat
from search.engines.breaker import Breaker
from search.models import SearchEntry

SLICE = 5.0  # seconds at a time: mail must not wait for search
LOOK = 30.0  # seconds between two looks whether the index is there
COMPARED, EVERY = "search compared", timedelta(days=1)
breaker = Breaker()  # the worker's own: what it finds out is no reader's business
_looked_at = -LOOK


def forget_the_look() -> None:
    """The next round looks at once whether the index is there."""
    global _looked_at
    _looked_at = -LOOK


def keep_up() -> None:
    """Sends what waits. A server that is gone or silent is left alone for a while; nothing is lost by that."""
    global _looked_at
    now = time.monotonic()
    waits = bool(settings.SEARCH_URL) and SearchEntry.objects.behind().exists()
    if not settings.SEARCH_URL or not (waits or now - _looked_at > LOOK) or not breaker.lets_through():
        return
    from search import syncing

    try:
        if not syncing.is_there():
            syncing.rebuild(meanwhile=outbox.send_due)
        syncing.drain(seconds=SLICE)
        _looked_at = now
    except Exception as error:
        breaker.failed(error)
    else:
        breaker.answered()


def compare_daily() -> None:
    """What went wrong in ways nobody has thought of is put right within a day."""
    if not settings.SEARCH_URL or breaker.is_shut():
        return
    if Heartbeat.objects.filter(name=COMPARED, beat_at__gte=clock.now() - EVERY).exists():
        return
    from search import syncing

    try:
        syncing.sync()
    except Exception as error:
        breaker.failed(error)
    else:
        Heartbeat.objects.update_or_create(name=COMPARED, defaults={"beat_at": clock.now()})
