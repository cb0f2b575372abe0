"""Which engine answers: the server where there is one that is well and up to date, else the main database."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min

from search.engines import embedded
from search.engines.breaker import breaker
from search.engines.inquiry import Found, Inquiry, NotNow
from search.models import SearchEntry

logger = logging.getLogger(__name__)


def answer(inquiry: Inquiry) -> tuple[Found, str]:
    """What was found, and the name of the engine that found it. Nothing that befalls a server fails a page."""
    if settings.SEARCH_URL and breaker.lets_through():
        try:
            from search.engines import server

            found = server.answer(inquiry)
        except NotNow:  # it was not asked
            breaker.answered()
        except Exception as error:  # whatever it is, the database has the answer
            breaker.failed(error)
        else:
            breaker.answered()
            return found, server.name()
    return embedded.answer(inquiry), embedded.name()


@dataclass(frozen=True)
class State:
    """How search stands, for whoever runs the portal."""

    engine: str  # that would answer now
    behind: int = 0
    since: datetime | None = None  # the oldest change that waits
    is_answering: bool | None = None  # the server; None where there is none
    known: int = 0  # entries that the server holds


def state() -> State:
    """Asks the server, where there is one and it is not left alone."""
    if not settings.SEARCH_URL:
        return State(embedded.name())
    waiting = SearchEntry.objects.behind().aggregate(behind=Count("pk"), since=Min("changed_at"))
    if not breaker.lets_through():
        return State(embedded.name(), is_answering=False, **waiting)
    known = 0
    try:
        from search.engines import server

        known = server.held()
        server.unknown()
    except NotNow:
        breaker.answered()
        return State(embedded.name(), is_answering=True, known=known, **waiting)
    except Exception as error:
        breaker.failed(error)
        return State(embedded.name(), is_answering=False, **waiting)
    breaker.answered()
    return State(server.name(), is_answering=True, known=known, **waiting)
