"""The picks of a search as a reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.html import escape

from portal.members.viewer import Viewer
from search import showing
from search.curating.actions import key_of, thing_of
from search.curating.models import Pick
from search.finding import Hit, tokens_of
from search.models import SearchEntry


@dataclass
class Picked:
    """A pick and the line of its record; at the desk the record may be gone."""

    pick: Pick
    shown: showing.Shown | None


def picked(text: str, viewer: Viewer, language: str) -> list[Picked]:
    """What stands above the hits: three queries where there is something, one where there is nothing."""
    words = key_of(text)
    rows = list(Pick.objects.of(words, language)) if words else []
    return [row for row in with_records(rows, viewer, language) if row.shown]


def with_records(rows: Iterable[Pick], viewer: Viewer, language: str) -> list[Picked]:
    """Each with its record in the reader's language, if the reader may see it; one query for all of them."""
    rows = list(rows)
    entries = records_of(rows, viewer, language)
    hits = {thing: Hit(entry, escape(entry.title), "") for thing, entry in entries.items()}
    phases = showing.phases_of(list(hits.values()), viewer)
    return [Picked(row, showing.line(hits[row.thing], phases, {}) if row.thing in hits else None) for row in rows]


def records_of(rows: list[Pick], viewer: Viewer, language: str) -> dict[str, SearchEntry]:
    """By the name of the thing: its entry in the reader's language, else the first there is."""
    if not rows:
        return {}
    same = reduce(or_, (Q(model=r.model, object_id=r.object_id, key__startswith=f"{r.thing}:") for r in rows))
    found = SearchEntry.objects.standing().open_to(tokens_of(viewer)).filter(same).defer("body", "keywords")
    entries: dict[str, SearchEntry] = {}
    for entry in found.order_by("pk"):
        thing = thing_of(entry)
        if thing not in entries or (entry.language == language and entries[thing].language != language):
            entries[thing] = entry
    return entries
