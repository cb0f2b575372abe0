"""The decisions about a standard: those that adopted one of its drafts, those that weighed what was said on them.

Decisions stand above this room: they are reached through reverse relations only, and filtered here by audience.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q

from consultations.models import Comment, Draft, Standard
from portal.audience import readable
from portal.members.languages import Words
from portal.members.viewer import Viewer
from portal.models import SealedWords, speech


@dataclass
class Decided:
    """A decision as the standard's page lists it."""

    decision: Any
    title: Words
    adopted: list[str] = field(default_factory=list)  # labels of drafts
    answered: int = 0  # published comments it weighed


def adoptions_for(viewer: Viewer) -> Any:
    """Adoptions by published decisions that the viewer may read."""
    link: Any = Draft._meta.get_field("adoptions").related_model
    rows = link._default_manager.filter(readable(viewer, "decision__"), decision__published_at__isnull=False)
    return rows.select_related("decision")


def adopted_in(viewer: Viewer) -> Prefetch:
    """Published decisions that adopted a draft."""
    return Prefetch("adoptions", adoptions_for(viewer), to_attr="adopted_in")


def decisions_on(drafts: Iterable[Draft], rounds: Iterable[int], viewer: Viewer) -> list[Decided]:
    """The newest first; two queries. ``drafts`` come with ``adopted_in``, newest first, ``rounds`` are their keys."""
    adopted: dict[int, list[str]] = {}
    for draft in reversed(list(drafts)):
        for adoption in draft.adopted_in:  # type: ignore[attr-defined]
            adopted.setdefault(adoption.decision_id, []).append(draft.label)
    said = Comment.objects.published().filter(round__in=list(rounds), decisions__isnull=False).order_by()
    answered = dict(said.values_list("decisions__decision").annotate(n=Count("pk")))
    link: Any = Comment._meta.get_field("decisions").related_model
    decisions = link._meta.get_field("decision").related_model._default_manager
    rows = decisions.filter(readable(viewer), Q(pk__in=[*adopted, *answered]), published_at__isnull=False)
    rows = rows.annotate(sealed=SealedWords.objects.spoken_for("decision", "number"))
    return [
        Decided(row, title_in(row), adopted.get(row.pk, []), answered.get(row.pk, 0))
        for row in rows.order_by("-published_at", "-pk")
    ]


def title_in(row: Any) -> Words:
    """Of its sealed words, else its number."""
    words, language = speech(row.sealed)
    return Words(words.get("title") or row.number, language)


def is_new(standard: Standard) -> bool:
    """No edition of it took effect and no draft was adopted by a published decision: the first is being written."""
    if standard.editions.exists():  # type: ignore[attr-defined]
        return False
    link: Any = Draft._meta.get_field("adoptions").related_model
    adopted = link._default_manager.filter(draft__standard=standard, decision__published_at__isnull=False)
    return not adopted.exists()


def is_adopted(draft: Draft) -> bool:
    """A published decision has adopted it, or a later draft of its standard."""
    link: Any = Draft._meta.get_field("adoptions").related_model
    later = {"draft__standard": draft.standard_id, "draft__created_at__gte": draft.created_at}
    return bool(link._default_manager.filter(decision__published_at__isnull=False, **later).exists())
