"""The names that texts are read with, planted once and kept until the glossary changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import datetime
from threading import Lock
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from glossary import state
from glossary.asking import PLAIN, Asked
from glossary.matching import Branch, Known, plant
from glossary.models import ConceptVersion, Designation
from glossary.models.concepts import place_of

Status = ConceptVersion.Status
MOST = 16  # languages times ways of asking; a trie of 2,000 terms is a few megabytes

_kept: OrderedDict[tuple[Any, ...], tuple[str, Branch]] = OrderedDict()
_planting = Lock()


def trie_for(language: str, asked: Asked = PLAIN) -> Branch:
    """The names in this language and in the one it is a variant of."""
    key = (language, asked.is_wide, asked.at, asked.link if asked.at else None)
    present = state.key()
    kept = _kept.get(key)
    if kept is not None and kept[0] == present:
        return kept[1]
    with _planting:
        root = plant(names_for(language, asked), language)
        _kept[key] = (present, root)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return root


def forget() -> None:
    """Everything planted, for whoever measures a start."""
    _kept.clear()


def names_for(language: str, asked: Asked) -> list[Known]:
    """One query, or two."""
    rows = designations(language)
    if asked.at is not None:
        then = [known(row, numbered=True) for row in rows.filter(entry__version__in=in_force_at(asked.at))]
        return then + (list(every(rows.filter(entry__version__concept__code__in=asked.link))) if asked.link else [])
    if not asked.is_wide:
        agreed = rows.filter(entry__version__status=Status.AGREED)
        return [known(row) for row in agreed.exclude(matching="never").exclude(status="lookup")]
    return list(every(rows))


def designations(language: str) -> QuerySet[Any, dict[str, Any]]:
    """Names as plain values, with the version they belong to."""
    version = "entry__version__"
    return Designation.objects.filter(
        entry__language__in={language, language.split("-")[0]}, entry__is_current=True
    ).values(
        "text",
        "matching",
        "status",
        "kind",
        version=F("entry__version"),
        concept=F(f"{version}concept"),
        code=F(f"{version}concept__code"),
        number=F(f"{version}number"),
        standing=F(f"{version}status"),
        agreed_at=F(f"{version}agreed_at"),
        replaced_by=F(f"{version}concept__replaced_by"),
    )


def in_force_at(instant: datetime) -> QuerySet[ConceptVersion]:
    """The version of each concept that was agreed last by then, unless the term had been withdrawn."""
    before = ConceptVersion.objects.filter(concept=OuterRef("concept"), agreed_at__lte=instant).order_by("-number")
    standing = Q(concept__withdrawn_at=None) | Q(concept__withdrawn_at__gt=instant)
    return ConceptVersion.objects.filter(standing, pk=Subquery(before.values("pk")[:1]))


def known(row: dict[str, Any], *, quiet: bool = False, numbered: bool = False) -> Known:
    """A row as the matcher has it."""
    return Known(
        concept=row["concept"],
        code=row["code"],
        text=row["text"],
        as_written=row["matching"] == Designation.Matching.CASE,
        quiet=quiet or is_never(row),
        version=row["version"],
        number=row["number"] if numbered else 0,
        status=row["status"],
        standing=row["standing"],
        kind=row["kind"],
        replaced_by=row["replaced_by"],
        is_never=is_never(row),
    )


def is_never(row: dict[str, Any]) -> bool:
    """Said so on the name, or the name is only there to be found by."""
    return bool(row["matching"] == Designation.Matching.NEVER or row["status"] == Designation.Status.LOOKUP)


def names_of(concepts: Iterable[int], language: str) -> list[Known]:
    """Every name that these concepts have, or had; one query."""
    return list(every(designations(language).filter(entry__version__concept__in=list(concepts))))


def every(rows: QuerySet[Any, dict[str, Any]]) -> Iterator[Known]:
    """All names, each of its best version: what is not in force is quiet."""
    told: set[tuple[int, str]] = set()
    found = rows.exclude(entry__version__status=Status.REJECTED)
    for row in sorted(found, key=lambda row: place_of(row["standing"], row["agreed_at"], row["number"])):
        if (row["concept"], row["text"]) not in told:
            told.add((row["concept"], row["text"]))
            yield known(row, quiet=row["standing"] != Status.AGREED)
