"""What changed since the draft before: redlines by clause, what went, and the answers that caused it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from consultations.models import Clause, ClauseLineage, Comment, Disposition, Draft, Round
from portal.differences import redline
from portal.members.viewer import Viewer

Kind = ClauseLineage.Kind


@dataclass
class Altered:
    """One clause of the new draft beside what it was, or one that was taken out."""

    clause: Clause
    kind: str
    befores: list[Clause] = field(default_factory=list)
    afters: list[Clause] = field(default_factory=list)  # all that one clause became
    is_confirmed: bool = False
    is_moved: bool = False
    causes: list[Disposition] = field(default_factory=list)

    @property
    def kind_words(self) -> str:
        """For the reader."""
        return Kind(self.kind).label

    @property
    def is_gone(self) -> bool:
        """It stands in the old draft only."""
        return self.kind == Kind.GONE

    @property
    def old_text(self) -> str:
        """What it said before: of several clauses one after the other."""
        return "\n".join(before.text for before in self.befores if before.text)

    @property
    def new_text(self) -> str:
        """What it says now."""
        return "" if self.is_gone else self.clause.text

    @property
    def text(self) -> SafeString:
        """Both at once: without ``ins`` exactly the old text, without ``del`` exactly the new."""
        return redline(self.old_text, self.new_text)

    @property
    def heading(self) -> SafeString:
        """The same of the heading."""
        old = " / ".join(before.heading for before in self.befores if before.heading)
        return redline(old, "" if self.is_gone else self.clause.heading)

    @property
    def level(self) -> int:
        """Of its heading on the page."""
        return min(self.clause.depth + 2, 5)

    @property
    def now_binding(self) -> bool | None:
        """True or False where it became normative or informative, else None."""
        if self.is_gone or not self.befores or self.befores[0].is_normative == self.clause.is_normative:
            return None
        return self.clause.is_normative

    @property
    def others(self) -> list[Clause]:
        """What else the old clause became."""
        return [after for after in self.afters if after != self.clause]


def links_between(draft: Draft) -> Any:
    """Every link between a draft and the one before it."""
    gone = Q(after=None, before__draft=draft.previous_id)
    return ClauseLineage.objects.filter(Q(after__draft=draft) | gone)


def tally(draft: Draft) -> list[tuple[str, str, int]]:
    """How many clauses of each kind: code, words, number; one query."""
    said = Count("after", distinct=True) + Count("before", Q(after=None), distinct=True)
    counts = dict(links_between(draft).order_by().values_list("kind").annotate(n=said))
    return [(kind.value, str(kind.label), counts[kind.value]) for kind in Kind if counts.get(kind.value)]


def changed_clauses(draft: Draft, kind: str = "") -> list[tuple[int, bool]]:
    """Which clauses to show, in reading order: (pk, is it gone); a clause that is gone stands where it stood."""
    links = links_between(draft).exclude(kind=Kind.SAME).order_by()
    links = links.filter(kind=kind) if kind in Kind.values else links
    rows = links.values_list("after", "after__position", "before", "before__position")
    places: dict[tuple[int, bool], tuple[float, int]] = {}
    came = {
        old: new
        for _a, new, _b, old in links_between(draft)
        .order_by()
        .values_list("after", "after__position", "before", "before__position")
        if new is not None and old is not None
    }
    for after, position, before, old in rows:
        if after is not None:
            places[after, False] = (position, -1)
        else:
            near = max((place for place in came if place < old), default=None)
            places[before, True] = (came[near] + 0.5 if near is not None else -1, old)
    return sorted(places, key=places.__getitem__)


def altered(draft: Draft, which: Sequence[tuple[int, bool]], viewer: Viewer) -> list[Altered]:
    """One page of them, with causes; the same few queries however many."""
    news = [pk for pk, is_gone in which if not is_gone]
    olds = [pk for pk, is_gone in which if is_gone]
    rows = list(
        ClauseLineage.objects.filter(Q(after__in=news) | Q(before__in=olds, after=None))
        .select_related("before", "after")
        .order_by("before__position", "pk")
    )
    befores = [row.before_id for row in rows if row.before_id]
    became: dict[int, list[Clause]] = {}
    for row in ClauseLineage.objects.filter(before__in=befores, after__draft=draft).select_related("after"):
        became.setdefault(row.before_id, []).append(row.after)  # type: ignore[arg-type]
    causes = causes_of(news, viewer)
    found: dict[tuple[int, bool], Altered] = {}
    for row in rows:
        one = row.after or row.before
        shown = found.setdefault((one.pk, row.after is None), Altered(one, row.kind, is_confirmed=True))
        shown.is_confirmed = shown.is_confirmed and row.confirmed_at is not None
        if row.before is not None:
            shown.befores.append(row.before)
            shown.afters += [after for after in became.get(row.before.pk, []) if after not in shown.afters]
        shown.causes = causes.get(one.pk, []) if row.after is not None else []
    return [found[key] for key in which if key in found]


def causes_of(clauses: Iterable[int], viewer: Viewer) -> dict[int, list[Disposition]]:
    """The published answers that say that they changed a clause, with the comments that everybody may read."""
    rounds = Round.objects.visible_to(viewer).announced()
    rows = (
        Disposition.objects.published()
        .filter(changed_clause__in=list(clauses), comment__round__in=rounds, comment__in=Comment.objects.published())
        .select_related("comment__round", "comment__submission__group")
        .order_by("comment__round__opens_at", "comment__pk")
    )
    found: dict[int, list[Disposition]] = {}
    for row in rows:
        found.setdefault(row.changed_clause_id, []).append(row)  # type: ignore[arg-type]
    return found
