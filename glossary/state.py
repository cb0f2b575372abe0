"""One short text that is another one after each change of the glossary: the key of everything kept in memory.

It is random, not a counter: what a rolled-back transaction has seen is never taken for what another one writes.
"""

import threading
import uuid

from glossary.models import GlossaryState

_here = threading.local()


def key() -> str:
    """The present state; one query, and none again in the same request."""
    known: str | None = getattr(_here, "known", None)
    if known is not None:
        return known
    row = GlossaryState.objects.filter(pk=1).values_list("token", flat=True).first() or ""
    if getattr(_here, "in_request", False):
        _here.known = row
    return row


def move_on() -> None:
    """Called in the transaction of a change."""
    GlossaryState.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex})
    _here.known = None


def remember() -> None:
    """From now on one question is enough."""
    _here.in_request, _here.known = True, None


def forget() -> None:
    """Ask again from now on."""
    _here.in_request, _here.known = False, None
