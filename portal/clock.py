"""The only clock of the house, so that history can be told and rights that depend on time can be tested."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from unittest import mock

from django.utils import timezone

_real_now = timezone.now
_instant: ContextVar[datetime | None] = ContextVar("instant", default=None)


def now() -> datetime:
    """The present instant, in UTC; every own field says ``default=clock.now``."""
    return _instant.get() or _real_now()


def today() -> date:
    """The present day in the active time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def set_to(instant: datetime) -> Iterator[None]:
    """For load_demo and tests, never in a process that serves: the house, Django and Wagtail see this instant."""
    token = _instant.set(instant)
    try:
        with mock.patch.object(timezone, "now", now):
            yield
    finally:
        _instant.reset(token)
