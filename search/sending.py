"""Rows on their way to the search server.

The table is the outbox: a row whose ``version`` is past ``synced`` waits. It is sent under that version, so that a late
or repeated write is harmless, and marked only when the server can find it and the row has not moved on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from elasticsearch import Elasticsearch, helpers

from search.engines.server_client import client
from search.engines.server_mapping import LANGUAGES, OTHER
from search.models import SearchEntry

BATCH = 300
BYTES = 8 * 1024 * 1024  # of one request
PATIENT = 30.0  # seconds for a batch
CONFLICT = 409


def patient() -> Elasticsearch:
    """For writing: a batch may take longer than a reader would wait."""
    return client().options(request_timeout=max(PATIENT, settings.SEARCH_TIMEOUT))


def document(row: SearchEntry) -> dict[str, Any]:
    """The row as the server keeps it, or the order to forget it."""
    order = {"_id": str(row.pk), "version": row.version, "version_type": "external_gte"}
    if row.deleted:
        return {"_op_type": "delete", **order}
    code = row.language.split("-")[0].lower()
    code = code if code in LANGUAGES else OTHER
    return {
        **order,
        "pk": row.pk,
        "key": row.key,
        "checksum": row.checksum,
        "kind": row.kind,
        "language": row.language,
        "status": row.status,
        "audience": row.audience,
        "year": str(row.year),
        "group": row.groups,
        "sector": row.sectors,
        "body": row.of_body,
        "country": row.country,
        "date": row.date,
        f"title_{code}": row.title,
        f"keywords_{code}": row.keywords,
        f"body_{code}": row.body,
        f"typed_{code}": [row.title, *filter(None, row.keywords.splitlines())],
    }


def send(rows: Iterable[SearchEntry], alias: str, *, refresh: bool = True) -> tuple[list[int], list[int]]:
    """Keys that the server took, and those of which it holds a later version; what it refuses otherwise waits on.

    Only ever through an alias: an index that is not there must not be made by writing to it.
    """
    took, later = [], []
    for is_taken, item in helpers.streaming_bulk(
        patient(),
        map(document, rows),
        index=alias,
        require_alias=True,
        chunk_size=BATCH,
        max_chunk_bytes=BYTES,
        raise_on_error=False,
        refresh="true" if refresh else "false",
    ):
        answer = next(iter(item.values()))
        if is_taken or answer.get("result") == "not_found":  # it is to be forgotten, and is not known
            took.append(int(answer["_id"]))
        elif answer["status"] == CONFLICT:
            later.append(int(answer["_id"]))
    return took, later


def mark(rows: Iterable[SearchEntry], took: Iterable[int]) -> int:
    """What the server took is known to it, unless it has changed meanwhile; what it forgot leaves the table."""
    wanted = set(took)
    versions = {row.pk: row.version for row in rows if row.pk in wanted}
    with transaction.atomic():
        held = SearchEntry.objects.select_for_update().filter(pk__in=versions).values_list("pk", "version")
        same = [pk for pk, version in held if versions[pk] == version]
        SearchEntry.objects.filter(pk__in=same, deleted=True).delete()
        SearchEntry.objects.filter(pk__in=same).update(synced=F("version"))
    return len(same)


def overtake(keys: list[int], alias: str) -> None:
    """The server holds a later version than the table, as after a restore: the table's words win all the same.

    For a minute it also remembers the versions of what it has forgotten; those it does not tell.
    """
    if not keys:
        return
    found = client().mget(index=alias, ids=[str(key) for key in keys], source=False)
    for item in found["docs"]:
        rows = SearchEntry.objects.filter(pk=int(item["_id"]))
        if item.get("found"):
            rows.filter(version__lte=item["_version"]).update(version=item["_version"] + 1)
        else:
            rows.update(version=F("version") + 1)
