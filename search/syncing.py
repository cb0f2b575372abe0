"""The search server is brought up to date: by the worker every second, by ``sync_search`` and ``rebuild_search``."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from elasticsearch import NotFoundError

from search.comparing import compare
from search.engines.server_client import client
from search.engines.server_mapping import alias, index
from search.models import SearchEntry
from search.sending import BATCH, mark, overtake, patient, send

logger = logging.getLogger(__name__)
FILLING = "-filling"
GIVEN_UP = 3_600_000  # milliseconds after which nobody is filling an index any more


def is_there() -> bool:
    """Whether this release has its index: not on a new disk, nor right after an update that keeps words otherwise."""
    return bool(client().indices.exists_alias(name=alias()))


def drain(*, seconds: float | None = None) -> int:
    """Sends what waits, a batch at a time; returns how many rows the server has learned. Two at once do no harm."""
    until = None if seconds is None else time.monotonic() + seconds
    known = last = 0
    while until is None or time.monotonic() < until:
        rows = list(SearchEntry.objects.behind().filter(pk__gt=last).order_by("pk")[:BATCH])
        if not rows:
            break
        last = rows[-1].pk
        took, later = send(rows, alias())
        known += mark(rows, took)
        overtake(later, alias())
    return known


def sync() -> int:
    """All that waits, then a comparison of the whole: afterwards the server holds just what the table holds."""
    if not is_there():
        rebuild()
    known = drain()
    return known + compare(alias()) + drain()


def batches() -> Iterator[list[SearchEntry]]:
    """Every row that stands, by key, a batch at a time: nothing is held open while the server works."""
    last = 0
    while rows := list(SearchEntry.objects.standing().filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def rebuild(*, meanwhile: Callable[[], object] = bool) -> str:
    """A new index is filled beside the old one, compared, and takes its place in one step; nobody meets a gap.

    ``meanwhile`` is called between batches: a worker has other things to do.
    """
    name = f"{alias()}-{time.time_ns() // 1_000_000}"
    index(name).aliases(**{name + FILLING: {}}).create(using=patient())
    try:
        for rows in batches():
            send(rows, name + FILLING, refresh=False)
            meanwhile()
        patient().indices.put_settings(index=name, settings={"refresh_interval": "1s"})
        patient().indices.refresh(index=name)
        compare(name + FILLING, marking=False)
        put_in_place(name)
    except BaseException:
        drop(name)
        raise
    compare(alias())
    drain()
    return name


# -- indices -------------------------------------------------------------------------------------------------------


def family() -> dict[str, set[str]]:
    """Every index of this portal, whichever release made it, and the aliases by which it is read."""
    ours = re.compile(re.escape(settings.SEARCH_INDEX) + r"-[0-9a-f]{8}-\d+")
    found = client().indices.get_alias(index=f"{settings.SEARCH_INDEX}-*")
    return {
        name: {other for other in about["aliases"] if not other.endswith(FILLING)}
        for name, about in found.items()
        if ours.fullmatch(name)
    }


def put_in_place(name: str) -> None:
    """One step: whoever searches meets the old index or the new one. Another rebuild may have been quicker."""
    for _attempt in range(5):
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias()}}]
        actions += [{"remove": {"index": name, "alias": name + FILLING, "must_exist": False}}]
        actions += [{"remove_index": {"index": other}} for other in replaced_by(name)]
        try:
            patient().indices.update_aliases(actions=actions)
            return
        except NotFoundError:
            continue
    raise RuntimeError("The index could not be put in place.")


def replaced_by(name: str) -> list[str]:
    """Those that are read until now, by this release or an older one, and those that somebody gave up filling."""
    oldest = time.time_ns() // 1_000_000 - GIVEN_UP
    return [
        other
        for other, aliases in family().items()
        if other != name and (aliases or int(other.rpartition("-")[2]) < oldest)
    ]


def drop(name: str) -> None:
    """An index that was not finished; where the server is gone, a later rebuild finds it."""
    try:
        client().indices.delete(index=name, ignore_unavailable=True)
    except Exception as error:
        logger.warning("The index %s could not be dropped: %s", name, type(error).__name__)
