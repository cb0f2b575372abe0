"""What pages of the other rooms show of consultations: the open rounds, and what waits at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import template
from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q
from django.template.context import Context

from consultations import screening
from consultations.counting import shown_and_hidden
from consultations.models import Disposition, Question, Round, Standard, Submission
from consultations.models.submissions import count_voices
from portal import clock
from portal.members.languages import Words
from portal.members.models import StakeholderGroup
from portal.members.viewer import ANYBODY
from portal.models import SealedWords, speech

register = template.Library()
A_MINUTE = 60  # seconds: counts of the front page may be as old


@dataclass
class Voice:
    """How often one group has spoken, and how long its bar is (of 100)."""

    group: StakeholderGroup
    count: int
    length: str


@dataclass
class OpenRound:
    """A round as the front page shows it."""

    round: Round
    title: Words
    lede: Words
    voices: list[Voice] = field(default_factory=list)
    hardly: list[StakeholderGroup] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def open_rounds(context: Context) -> list[OpenRound]:
    """Those that take responses now, the first to close first; three queries, however many."""
    rows = Round.objects.open().visible_to(context.get("viewer") or ANYBODY).select_related("draft__standard")
    asks = Exists(Question.objects.filter(round=OuterRef("pk")))
    rows = rows.annotate(sealed=SealedWords.objects.spoken_for("round", "slug"), asks=asks).order_by("closes_at")
    told = [told_round(row) for row in rows]
    if told:
        add_voices(told, context["every_group"])
    return told


@register.simple_tag
def rounds_counted() -> dict[str, int]:
    """How many rounds everybody finds open, being answered and answered; one query a minute."""
    return cache.get_or_set("rounds-counted", count_rounds, A_MINUTE)


def count_rounds() -> dict[str, int]:
    """As they stand at this instant; a cancelled one counts nowhere."""
    now = clock.now()
    begun = Round.objects.standing().visible_to(ANYBODY).filter(opens_at__lte=now, paused_at=None)
    return begun.aggregate(
        open=Count("pk", filter=Q(closes_at__gt=now)),
        closed=Count("pk", filter=Q(closes_at__lte=now, answered_at=None)),
        answered=Count("pk", filter=Q(closes_at__lte=now, answered_at__isnull=False)),
    )


def told_round(row: Any) -> OpenRound:
    """A row with its sealed words."""
    words, language = speech(row.sealed)
    return OpenRound(row, Words(words.get("title") or row.slug, language), Words(words.get("lede", ""), language))


def add_voices(told: list[OpenRound], every_group: dict[int, StakeholderGroup]) -> None:
    """Who has spoken so far, by group, in each of the rounds; small numbers hidden."""
    sent = Submission.objects.published().filter(round__in=[shown.round.pk for shown in told])
    counts: dict[int, dict[int, int]] = {}
    for row in sent.order_by().values("round_id", "group_id").annotate(n=count_voices()):
        counts.setdefault(row["round_id"], {})[row["group_id"]] = row["n"]
    groups = {pk: group for pk, group in every_group.items() if group.is_active}
    for shown in told:
        visible, hidden = shown_and_hidden(groups, counts.get(shown.round.pk, {}))
        most = max(visible.values(), default=1)
        shown.voices = [Voice(groups[pk], n, f"{100 * n / most:.1f}") for pk, n in visible.items()]
        shown.hardly = [groups[pk] for pk in hidden]


@register.simple_tag
def rounds_at_the_desk() -> dict[str, int]:
    """How many rounds are where, and how many responses wait for a look; three queries."""
    now = clock.now()
    announced = Q(announced_at__isnull=False)
    counts = Round.objects.filter(cancelled_at=None).aggregate(
        preparing=Count("pk", filter=Q(announced_at=None)),
        upcoming=Count("pk", filter=announced & Q(opens_at__gt=now)),
        open=Count("pk", filter=announced & Q(opens_at__lte=now, closes_at__gt=now, paused_at=None)),
        closed=Count("pk", filter=announced & Q(closes_at__lte=now, answered_at=None, paused_at=None)),
    )
    return {**counts, **screening.counts()}


@register.simple_tag
def standards_at_the_desk() -> dict[str, int]:
    """How many standards there are, and where the next step is missing; one query."""
    return Standard.objects.aggregate(
        all=Count("pk", distinct=True),
        without_draft=Count("pk", filter=Q(drafts=None), distinct=True),
        without_round=Count("drafts", filter=Q(drafts__rounds=None), distinct=True),
    )


@register.simple_tag(takes_context=True)
def answers_to_agree(context: Context) -> list[OpenRound]:
    """Rounds in which proposed answers wait for this member of a committee; no query for anybody else."""
    viewer = context.get("viewer") or ANYBODY
    if not viewer.committees:
        return []
    waiting = Disposition.objects.current().filter(agreed_at=None).exclude(proposed_by=viewer.user)
    rows = Round.objects.visible_to(viewer).filter(answered_at=None, pk__in=waiting.values("comment__round"))
    return [told_round(row) for row in rows.annotate(sealed=SealedWords.objects.spoken_for("round", "slug"))]
