"""Who stands behind a comment, as far as it may be told: names where they are shown, numbers where they are large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Min, Value, When

from consultations.counting import FEWEST, shown_and_hidden
from consultations.models import Comment, CoSignature
from portal.members.models import StakeholderGroup
from portal.members.viewer import Viewer

MOST_NAMED = 200


@dataclass(frozen=True)
class CoSigners:
    """Behind one comment. Of unnamed people only groups of five and more are counted out."""

    named: list[tuple[str, StakeholderGroup]] = field(default_factory=list)
    named_count: int = 0
    groups: list[tuple[StakeholderGroup, int]] = field(default_factory=list)
    has_fewer: bool = False  # from some group there are some, and fewer than five

    def __bool__(self) -> bool:
        return bool(self.named_count or self.groups or self.has_fewer)


def cosigners_of(comment: Comment) -> CoSigners:
    """For the page of the comment; one query, and one for the groups where somebody has signed."""
    shown_name = Case(When(is_public=True, then="name"), default=Value(""))
    rows = CoSignature.objects.counted().filter(comment=comment).annotate(shown=shown_name).order_by()
    told = list(rows.values_list("is_public", "shown", "group").annotate(n=Count("pk"), first=Min("confirmed_at")))
    groups = StakeholderGroup.objects.in_bulk({row[2] for row in told}) if told else {}
    named = sorted((row for row in told if row[0]), key=lambda row: row[4])
    unnamed = {row[2]: row[3] for row in told if not row[0]}
    shown, hidden = shown_and_hidden(list(unnamed), unnamed)
    return CoSigners(
        named=[(name, groups[group]) for _public, name, group, _n, _first in named[:MOST_NAMED]],
        named_count=sum(row[3] for row in named),
        groups=[(groups[pk], number) for pk, number in shown.items()],
        has_fewer=bool(hidden),
    )


def told_numbers(comments: Iterable[int]) -> dict[int, int]:
    """By comment, as many as may be told to everybody: those named, and groups of five and more; one query."""
    rows = CoSignature.objects.counted().filter(comment__in=comments).order_by()
    told: dict[int, int] = {}
    for comment, is_public, _group, number in rows.values_list("comment", "is_public", "group").annotate(n=Count("pk")):
        if is_public or number >= FEWEST:
            told[comment] = told.get(comment, 0) + number
    return told


def true_numbers(comments: Iterable[int]) -> dict[int, int]:
    """By comment, for those who answer it; one query."""
    rows = CoSignature.objects.counted().filter(comment__in=comments).order_by()
    return dict(rows.values_list("comment").annotate(n=Count("pk")))


def mine_of(comment: Comment, viewer: Viewer) -> list[CoSignature]:
    """What the viewer has put there: for themselves, and for the organisations they speak for."""
    if not viewer.is_known:
        return []
    rows: Any = CoSignature.objects.filter(comment=comment).select_related("organisation")
    return list(rows.filter(user=viewer.user) | rows.filter(organisation__in=viewer.delegate_of))
