"""Reading what files say: asked for when a file can be found, forgotten when it cannot, done by the worker."""

from __future__ import annotations

import time
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from wagtail.documents.models import Document

from search.documents.models import MOST_TRIES, FileText
from search.documents.reading import PAGE_END, READABLE, NotRead, pages_of
from search.documents.sources import closed_collections, ending_of

LARGEST = 25 * 1024 * 1024  # bytes of a file that is read
SLICE = 20.0  # seconds at a time: mail must not wait for files
State = FileText.State


def keep_up(*, model: str, ids: Collection[int], found: Collection[int]) -> None:
    """Of these files the ``found`` ones have a text or wait for it, the others have none any more."""
    FileText.objects.of(model, list(set(ids) - set(found))).delete()
    rows = [FileText(model=model, object_id=pk) for pk in found]
    FileText.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def read_again(*, model: str, ids: Collection[int]) -> None:
    """Another file stands in its place."""
    again = {"state": State.WAITING, "text": "", "tries": 0, "claimed_until": None}
    FileText.objects.of(model, list(ids)).update(**again)


def close_moved() -> None:
    """Files whose collection was moved into one that is not for everybody: Wagtail tells nobody of that."""
    from search.actions import refresh

    inside = [Q(collection__path__startswith=path) for path in closed_collections()]
    if inside:
        found = FileText.objects.filter(model="wagtaildocs.document").values("object_id")
        shut = Document.objects.filter(pk__in=found).filter(reduce(or_, inside))
        refresh(Document, shut.values_list("pk", flat=True))


def read_waiting() -> None:
    """The next files, for a while; what is left is read at the next turn."""
    close_moved()
    started = time.monotonic()
    for row in FileText.objects.waiting()[:100]:
        if time.monotonic() - started > SLICE:
            return
        if row.claim():
            read(row)


def read(row: FileText) -> None:
    """One file; how it went is kept, and the index learns of it in the same transaction."""
    if row.tries >= MOST_TRIES:
        return settle(row, State.UNREADABLE)
    try:
        data, ending = bytes_of(row)
        if ending not in READABLE:
            return settle(row, State.SILENT)
        pages = pages_of(data, ending)
    except (NotRead, OSError, LookupError):
        return settle(row, State.UNREADABLE)
    return settle(row, State.READ if pages else State.SILENT, PAGE_END.join(pages))


@transaction.atomic
def settle(row: FileText, state: str, text: str = "") -> None:
    """The file may have been taken out while it was read: then nothing is kept."""
    from search.actions import refresh

    mine = FileText.objects.filter(pk=row.pk, state=State.WAITING)
    if mine.update(state=state, text=text, claimed_until=None) and text:
        refresh(apps.get_model(row.model), [row.object_id])


def bytes_of(row: FileText) -> tuple[bytes, str]:
    """What lies in the storage, and what kind it is; raises where it is gone or too large."""
    source: Any = apps.get_model(row.model).objects.filter(pk=row.object_id).first()
    if source is None:
        raise LookupError
    if hasattr(source, "stored"):
        name, file = source.name, storages["private"].open(source.stored)
    else:
        name, file = source.filename, source.file.open("rb")
    with file as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise LookupError
    return data, ending_of(name)
