"""What pages of other rooms show of governance: the newest decisions with their price, what waits at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import template
from django.core.cache import cache
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.template.context import Context

from governance.models import Action, Body, Decision, DecisionPage, Impact, Position, Seat, TradeOff
from portal import clock
from portal.context_processors import groups_by_key
from portal.members.languages import Words, fallbacks
from portal.members.models import StakeholderGroup
from portal.members.viewer import ANYBODY, Viewer
from portal.models import SealedWords, speech

register = template.Library()
Groups = dict[int, StakeholderGroup]
A_MINUTE = 60  # seconds: a count of the front page may be as old
SOON = 60  # days: time enough to find somebody for a seat

SIGNS = {
    Decision.State.DRAFT: "s-draft",
    Decision.State.LAST_CALL: "s-lastcall",
    Decision.State.RETURNED: "s-returned",
    Decision.State.IN_FORCE: "s-inforce",
    Decision.State.SUPERSEDED: "s-replaced",
    Decision.State.SUSPENDED: "s-suspended",
}


@dataclass
class Told:
    """A decision in two lines: what, and at whose cost."""

    decision: Decision
    title: Words
    cost: Words
    bearers: list[StakeholderGroup] = field(default_factory=list)
    objecting: list[StakeholderGroup] = field(default_factory=list)

    @property
    def statement(self) -> str:
        """The number of its published trade-off statement, as far as the reader may see it."""
        return getattr(self.decision, "statement", None) or ""

    @property
    def sign(self) -> str:
        """The drawing of its state."""
        return SIGNS[Decision.State(self.decision.state)]


@register.simple_tag(takes_context=True)
def decisions_for_home(context: Context, number: int = 3) -> dict[str, list[Told]]:
    """The latest that are in force, and what may still be objected to, soonest to end first; four queries at most."""
    viewer = context.get("viewer") or ANYBODY
    seen = Decision.objects.visible_to(viewer)
    decided = seen.filter(state=Decision.State.IN_FORCE).order_by("-published_at", "-pk")
    asked = seen.filter(state=Decision.State.LAST_CALL, last_call_until__gt=clock.now()).order_by("last_call_until")
    either = Q(pk__in=decided.values("pk")[:number]) | Q(pk__in=asked.values("pk")[:number])
    rows = Decision.objects.filter(either).select_related("body").order_by("-published_at", "-pk")
    told = told_to(viewer, rows, context["every_group"])
    last_calls = [one for one in told if one.decision.state == Decision.State.LAST_CALL]
    return {
        "decided": [one for one in told if one.decision.state == Decision.State.IN_FORCE],
        "last_calls": sorted(last_calls, key=lambda one: one.decision.last_call_until),
    }


@register.simple_tag
def decisions_overdue() -> int:
    """How many public decisions have passed the day on which they were to be looked at again; one query a minute."""
    return cache.get_or_set("decisions-overdue", count_overdue, A_MINUTE)


def count_overdue() -> int:
    """As it stands today."""
    public = Decision.objects.visible_to(ANYBODY)
    return public.filter(state=Decision.State.IN_FORCE, review_on__lt=clock.today()).count()


def told_to(viewer: Viewer, rows: QuerySet[Decision], groups: Groups | None = None) -> list[Told]:
    """Rows of any list with their words and their price; four queries at most, however many rows."""
    weighed = TradeOff.objects.visible_to(viewer).filter(decision=OuterRef("pk"), published_at__isnull=False)
    rows = rows.annotate(statement=Subquery(weighed.values("number")[:1]))
    decisions = list(rows.annotate(sealed=SealedWords.objects.spoken_for("decision", "number")))
    spoken = {row.pk: speech(row.sealed) for row in decisions if row.sealed}
    spoken |= working_words([row.pk for row in decisions if not row.sealed])
    told = [told_decision(row, *spoken.get(row.pk, ({}, "en"))) for row in decisions]
    if told:
        add_bearers(told, viewer, groups_by_key() if groups is None else groups)
    return told


def told_decision(row: Decision, words: dict[str, Any], language: str) -> Told:
    """A row with its words."""
    title = words.get("title") or row.number
    return Told(row, Words(title, language), Words(words.get("cost_line", ""), language))


def working_words(pks: list[int]) -> dict[int, tuple[dict[str, Any], str]]:
    """Before they are sealed, words stand on the page; no query where there are none to find."""
    if not pks:
        return {}
    asked = fallbacks()
    pages = DecisionPage.objects.filter(record__in=pks, alias_of=None)
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for row in pages.values("record_id", "locale__language_code", "title", "cost_line"):
        found.setdefault(row["record_id"], {})[row["locale__language_code"]] = row
    best = {pk: next((code for code in asked if code in texts), next(iter(texts))) for pk, texts in found.items()}
    return {pk: (texts[best[pk]], best[pk]) for pk, texts in found.items()}


def add_bearers(told: list[Told], viewer: Viewer, groups: Groups) -> None:
    """Who pays for what was chosen (or, before a choice, for what is proposed), and who objected; one query."""
    shown = {item.decision.pk: item for item in told}
    statements = TradeOff.objects.visible_to(viewer).filter(decision__in=shown)
    costs = Impact.objects.filter(trade_off__in=statements, direction=Impact.Direction.COST, option__is_chosen=True)
    done = [pk for pk, item in shown.items() if item.decision.state != Decision.State.LAST_CALL]
    against = Position.objects.current().filter(decision__in=done, value=Position.Value.OBJECT).order_by()
    paying = costs.order_by().values_list("option__decision_id", "group_id", Value("bearers"))
    every = set(paying.union(against.values_list("decision_id", "group_id", Value("objecting"))))
    for pk, group in groups.items():
        for decision, item in shown.items():
            if (decision, pk, "bearers") in every:
                item.bearers.append(group)
            if (decision, pk, "objecting") in every:
                item.objecting.append(group)


@register.simple_tag
def decisions_at_the_desk() -> dict[str, int]:
    """How many decisions are where, and which promised actions are late; two queries."""
    counts = Decision.objects.aggregate(
        draft=Count("pk", filter=Q(state=Decision.State.DRAFT)),
        last_call=Count("pk", filter=Q(state=Decision.State.LAST_CALL)),
        returned=Count("pk", filter=Q(state=Decision.State.RETURNED)),
        to_review=Count("pk", filter=Q(state=Decision.State.IN_FORCE, review_on__lt=clock.today())),
    )
    return {**counts, "late": Action.objects.filter(done_on=None, due_on__lt=clock.today()).count()}


@register.simple_tag
def bodies_at_the_desk() -> dict[str, int]:
    """How many bodies there are, and which seats ask for somebody; two queries."""
    today = clock.today()
    rows = list(Body.objects.with_seats_on(today))
    soon = Seat.objects.on(today).filter(holder__isnull=False, ends_on__lte=today + timedelta(days=SOON))
    return {
        "all": len(rows),
        "empty": sum(not row.seats_now for row in rows),
        "vacant": sum(row.vacant_now for row in rows),
        "ending": soon.count(),
    }
