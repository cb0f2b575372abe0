"""What has happened to the words of the glossary since a text was fixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from glossary import state
from glossary.models import Concept, ConceptVersion


@dataclass(frozen=True)
class Since:
    """One term that is not what it was: its present version, and whether it means something else."""

    code: str
    number: int
    on: datetime
    is_meaning: bool
    is_withdrawn: bool = False


def changed_since(instant: datetime | None) -> dict[int, Since]:
    """Concept → what became of it; nothing for a text that is still at work. Two queries after a change, then none."""
    return {} if instant is None else changes(instant, state.key())


@lru_cache(maxsize=200)
def changes(instant: datetime, present: str) -> dict[int, Since]:
    """Terms agreed for the first time since then are not told: the text knew none."""
    told: dict[int, Since] = {}
    before = ConceptVersion.objects.filter(agreed_at__lte=instant).values("concept")
    rows = ConceptVersion.objects.filter(agreed_at__gt=instant, concept__in=before).order_by("number")
    for concept, code, number, on, change in rows.values_list(
        "concept", "concept__code", "number", "agreed_at", "change_class"
    ):
        is_meaning = change == ConceptVersion.ChangeClass.MEANING or (concept in told and told[concept].is_meaning)
        told[concept] = Since(code, number, on, is_meaning)
    gone = Concept.objects.filter(withdrawn_at__gt=instant, pk__in=before)
    for pk, code, on in gone.values_list("pk", "code", "withdrawn_at"):
        told[pk] = Since(code, 0, on, is_meaning=False, is_withdrawn=True)
    return told
