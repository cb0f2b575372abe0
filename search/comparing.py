"""The table and the server side by side: what one of them has and the other has not is put right."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import F
from elasticsearch import helpers

from search import sending
from search.models import SearchEntry

WINDOW = 1_000
Held = dict[int, tuple[int, str]]  # key → version and checksum


def theirs(alias: str, after: int) -> Held:
    """What the server holds, from one key on."""
    found = sending.patient().search(
        index=alias,
        query={"match_all": {}},
        sort=[{"pk": "asc"}],
        search_after=[after],
        size=WINDOW,
        version=True,
        source_includes=["checksum"],
        track_total_hits=False,
    )
    return {int(hit["_id"]): (hit["_version"], hit["_source"]["checksum"]) for hit in found["hits"]["hits"]}


def ours(after: int) -> dict[int, tuple[int, str, int]]:
    """What the table holds, from one key on."""
    rows = SearchEntry.objects.standing().filter(pk__gt=after).order_by("pk")
    return {
        pk: (version, checksum, synced)
        for pk, version, checksum, synced in rows.values_list("pk", "version", "checksum", "synced")[:WINDOW]
    }


def compare(alias: str, *, marking: bool = True) -> int:
    """Window by window: what is missing or other is sent, what is too much goes. Returns how many were not right.

    ``marking`` says that this is the index which is read: what it holds is known to readers.
    """
    after = mended = 0
    while True:
        there, here = theirs(alias, after), ours(after)  # in this order: what is there was here before
        full = [max(window) for window in (there, here) if len(window) == WINDOW]
        upto = min(full, default=None)
        there = {pk: held for pk, held in there.items() if upto is None or pk <= upto}
        here = {pk: held for pk, held in here.items() if upto is None or pk <= upto}
        mended += forget(alias, there.keys() - here.keys())
        wrong = {pk for pk, (version, checksum, _synced) in here.items() if there.get(pk) != (version, checksum)}
        mended += mend(alias, wrong, there, marking=marking)
        if marking:
            note_known({pk: v for pk, (v, _sum, synced) in here.items() if synced != v and pk not in wrong})
        if upto is None:
            return mended
        after = upto


def forget(alias: str, keys: set[int]) -> int:
    """What the table no longer has."""
    orders: list[dict[str, Any]] = [{"_op_type": "delete", "_index": alias, "_id": str(key)} for key in keys]
    if orders:
        helpers.bulk(sending.patient(), orders, raise_on_error=False, refresh="true")
    return len(orders)


def mend(alias: str, keys: set[int], there: Held, *, marking: bool) -> int:
    """Sends these rows as they are now; a server that is ahead of a restored table is overtaken first."""
    for pk in keys & there.keys():
        version, checksum = there[pk]
        ahead = SearchEntry.objects.filter(pk=pk, version__lte=version).exclude(version=version, checksum=checksum)
        ahead.update(version=version + 1)
    rows = list(SearchEntry.objects.standing().filter(pk__in=keys))
    took, later = sending.send(rows, alias)
    sending.overtake(later, alias)
    if marking:
        sending.mark(rows, took)
    return len(keys)


def note_known(versions: dict[int, int]) -> None:
    """Rows that the server holds just as they are, though nobody had noted it."""
    alike: dict[int, list[int]] = defaultdict(list)
    for pk, version in versions.items():
        alike[version].append(pk)
    for version, pks in alike.items():
        SearchEntry.objects.filter(pk__in=pks, version=version).update(synced=F("version"))
