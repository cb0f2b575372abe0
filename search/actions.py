"""Keeping the index: what has changed is read anew, inside the transaction in which it changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max

from glossary.models import Concept
from portal import clock
from search import structures, traces, uses
from search.alerts.emails import take_back
from search.documents.actions import keep_up
from search.engines import choice
from search.entries import SOURCES, TEXTS, Findable
from search.findable import address
from search.models import SearchEntry

BATCH = 200
STAMPS = ("checksum", "deleted", "version", "generation", "changed_at", "found_at")
FIELDS = tuple(name for name in Findable.__dataclass_fields__ if name not in ("object_id", "key"))
LATER: ContextVar[dict[type[models.Model], set[int]] | None] = ContextVar("what is read at the end", default=None)


@contextmanager
def read_at_the_end() -> Iterator[None]:
    """For a long story told in one transaction: each row is read once, at its end, not at each of its turns."""
    told: dict[type[models.Model], set[int]] = {}
    token = LATER.set(told)
    try:
        yield
    finally:
        LATER.reset(token)
    for model, ids in told.items():
        refresh(model, ids)


def label(model: type[models.Model]) -> str:
    """How entries name their source."""
    return model._meta.label_lower


def refresh(model: type[models.Model], ids: Iterable[int]) -> None:
    """Makes the entries of these rows what they should be now; those of rows that are gone or hidden go."""
    wanted = sorted(set(ids))
    if (later := LATER.get()) is not None:
        later.setdefault(model, set()).update(wanted)
        return
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic(savepoint=False):
            write(model, wanted[start : start + BATCH])
    if model is Concept:
        uses.follow(wanted)


def findables(model: type[models.Model], ids: list[int]) -> list[Findable]:
    """What can be found of these rows now; the words of files come and go with the right to find them."""
    found = list(SOURCES[model](ids))
    if model in TEXTS:
        keep_up(model=label(model), ids=ids, found=[findable.object_id for findable in found])
    return found


def write(model: type[models.Model], ids: list[int], *, generation: int = 0) -> None:
    """One batch: new rows made, changed rows updated, equal rows left alone, the rest forgotten."""
    have = {e.key: e for e in SearchEntry.objects.filter(model=label(model), object_id__in=ids)}
    new, changed, same = [], [], []
    reworded: list[str] = []  # what mails that wait may still call otherwise
    for findable in findables(model, ids):
        data = asdict(findable)
        checksum = hashlib.md5(
            json.dumps(data, sort_keys=True, default=str).encode(), usedforsecurity=False
        ).hexdigest()
        old = have.pop(findable.key, None)
        if old is None:
            stamps = {"checksum": checksum, "generation": generation, "found_at": since(data, generation)}
            new.append(SearchEntry(model=label(model), **stamps, **data))
        elif old.checksum != checksum or old.deleted:
            reworded += [old.url] if (old.title, old.audience) != (data["title"], data["audience"]) else []
            changed.append(renewed(old, data, checksum=checksum, generation=generation))
        elif generation:
            same.append(old.pk)
    SearchEntry.objects.bulk_create(new, batch_size=BATCH)
    if len(changed) == 1:  # a save of one thing, in half the time
        changed[0].save(update_fields=[*FIELDS, *STAMPS])
    else:
        SearchEntry.objects.bulk_update(changed, [*FIELDS, *STAMPS], batch_size=50)
    uses.note([*new, *changed])
    if changed:
        traces.note()
    if same:
        SearchEntry.objects.filter(pk__in=same).update(generation=generation)
    forget(SearchEntry.objects.filter(pk__in=[old.pk for old in have.values()]))
    take_back(urls=[*reworded, *(old.url for old in have.values())])


def since(data: dict[str, Any], generation: int) -> datetime:
    """What a rebuild finds was there before: it is no news. Everything else can be found from now on."""
    now = clock.now()
    return min(now, datetime.combine(data["date"], time(tzinfo=UTC))) if generation else now


def is_opened(old: SearchEntry, data: dict[str, Any]) -> bool:
    """Somebody may find it from now on who could not before."""
    before = set(old.audience.split(","))
    return old.deleted or ("public" not in before and not set(data["audience"].split(",")) <= before | {"staff"})


def renewed(entry: SearchEntry, data: dict[str, Any], *, checksum: str, generation: int) -> SearchEntry:
    """The row with its new words, one version on."""
    entry.found_at = clock.now() if is_opened(entry, data) else entry.found_at
    for name in FIELDS:
        setattr(entry, name, data[name])
    entry.checksum, entry.deleted, entry.version = checksum, False, entry.version + 1
    entry.generation, entry.changed_at = generation or entry.generation, clock.now()
    return entry


def forget(entries: models.QuerySet[SearchEntry]) -> None:
    """Words leave the index at once; with a search server an empty row stays until that has forgotten it, too."""
    if not settings.SEARCH_URL:
        if entries.delete()[0]:
            traces.note()
        return
    emptied = {"title": "", "keywords": "", "body": "", "checksum": "", "label": "", "place": ""}
    stamps = {"deleted": True, "version": F("version") + 1, "changed_at": clock.now()}
    if entries.filter(deleted=False).update(**stamps, **emptied):
        traces.note()


def rebuild(*, keep: Collection[str] = ()) -> dict[str, int]:
    """Reads everything anew, a batch a transaction, while people search and write; says how many entries stand.

    Every row that is visited gets the new generation. What was not visited is looked at once more, by its source: it
    is gone, or was made meanwhile. Entries of a model in ``keep`` have no source and stay.
    """
    last: int | None = SearchEntry.objects.aggregate(last=Max("generation"))["last"]
    generation = (last or 0) + 1
    address("search:results")  # loads what answers addresses: seconds that no other writer shall wait for
    for model in SOURCES:
        for ids in batches_of(model):
            with transaction.atomic():
                write(model, ids, generation=generation)
    for model in SOURCES:
        left = SearchEntry.objects.filter(model=label(model), generation__lt=generation)
        refresh(model, left.values_list("object_id", flat=True))
    forget(SearchEntry.objects.exclude(model__in=[*keep, *(label(model) for model in SOURCES)]))
    uses.rebuild()
    counts = SearchEntry.objects.standing().order_by().values_list("kind").annotate(models.Count("pk"))
    return dict(counts)


def batches_of(model: type[models.Model]) -> Iterator[list[int]]:
    """Primary keys, a batch at a time, by key: rows made while this runs are met as well."""
    last = 0
    while ids := list(model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def readiness() -> dict[str, Any]:
    """For ``/readyz``: the engine that answers, how many entries it does not know, what it lacks."""
    now = choice.state()
    state: dict[str, Any] = {"engine": now.engine, "behind": now.behind}
    lacking = structures.missing()
    return {"search": {**state, "ok": False, "missing": sorted(lacking)} if lacking else state}
