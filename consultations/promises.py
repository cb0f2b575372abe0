"""What was promised of a round and whether it was kept: computed from what happened, never typed by anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment, Disposition, Draft, Round
from portal import clock
from portal.audience import readable
from portal.members.viewer import Viewer


class Kept(models.TextChoices):
    """How a promise stands at this instant."""

    MET = "met", _("kept")
    LATE = "late", _("kept late")
    OVERDUE = "overdue", _("overdue")
    DUE = "due", _("still to come")
    MOVED = "moved", _("moved, with a public reason")
    VOID = "void", _("fell away: the round was cancelled")


class What(models.TextChoices):
    """What is promised of every round."""

    CLOSE = "close", _("Closes")
    SYNOPSIS = "synopsis", _("Synopsis of what was said")
    ANSWERS = "answers", _("Every comment answered")
    DECISION = "decision", _("Decision")


@dataclass(frozen=True)
class Promise:
    """One promise: until when, since when kept, and how it stands."""

    what: What
    due: date
    state: Kept
    kept_at: datetime | None = None
    days: int = 0  # late by so many days, so far or for good
    count: int | None = None  # comments answered
    of: int | None = None
    decision: Any = None

    @property
    def is_kept(self) -> bool:
        """Done, in time or not."""
        return self.state in (Kept.MET, Kept.LATE)

    @property
    def is_broken(self) -> bool:
        """Late for good, or late and not yet kept."""
        return self.state in (Kept.LATE, Kept.OVERDUE)


@dataclass
class Ledger:
    """A round and its promises."""

    round: Round
    promises: list[Promise] = field(default_factory=list)

    @property
    def broken(self) -> list[Promise]:
        """Those that were or are late: nobody hides them."""
        return [promise for promise in self.promises if promise.is_broken]


@dataclass(frozen=True)
class Decided:
    """The decision that keeps a promise."""

    number: str
    at: datetime
    url: str


def end_of(day: date, round: Round) -> datetime:
    """The instant at which the promised day is over where it was promised."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=round.zone)


def state_of(due: date, kept_at: datetime | None, round: Round) -> tuple[Kept, int]:
    """How it stands, and by how many days it is or was late."""
    if kept_at is None and round.cancelled_at:
        return Kept.VOID, 0
    reached = kept_at or clock.now()
    days = (reached.astimezone(round.zone).date() - due).days
    if reached < end_of(due, round):
        return (Kept.MET, 0) if kept_at else (Kept.DUE, 0)
    return (Kept.LATE if kept_at else Kept.OVERDUE), days


def ledgers(rounds: Iterable[Round], viewer: Viewer) -> list[Ledger]:
    """Every promise of these rounds; four queries, however many rounds."""
    rows = list(rounds)
    models.prefetch_related_objects(rows, "date_changes")
    answered, decided = answers_of(rows), decisions_of(rows, viewer)
    return [
        Ledger(row, [*closing(row), *answering(row, answered.get(row.pk, (0, 0))), *deciding(row, decided.get(row.pk))])
        for row in rows
    ]


def closing(round: Round) -> list[Promise]:
    """The closing date as it was first announced."""
    changes = list(round.date_changes.all())  # type: ignore[attr-defined]
    first = min((change.old_closes_at for change in changes), default=round.closes_at)
    due = round.local(first).date()
    if round.cancelled_at:
        return [Promise(What.CLOSE, due, Kept.VOID)]
    if round.closes_at != first or round.paused_at:
        return [Promise(What.CLOSE, due, Kept.MOVED, kept_at=round.closes_at)]
    is_over = clock.now() >= round.closes_at
    return [Promise(What.CLOSE, due, Kept.MET if is_over else Kept.DUE, kept_at=round.closes_at if is_over else None)]


def answering(round: Round, counted: tuple[int, int]) -> list[Promise]:
    """Synopsis and answers are published at once; the count says that nobody was passed over."""
    if round.synopsis_due_on is None:
        return []
    due, kept_at = round.synopsis_due_on, round.answered_at
    state, days = state_of(due, kept_at, round)
    synopsis = Promise(What.SYNOPSIS, due, state, kept_at, days)
    if round.draft_id is None:  # a survey has answers to questions, and no comments to answer
        return [synopsis]
    done, every = counted
    answers_at = kept_at if done >= every else None
    how, late = state_of(due, answers_at, round)
    told = {"count": done, "of": every} if kept_at else {}
    return [synopsis, Promise(What.ANSWERS, due, how, answers_at, late, **told)]


def deciding(round: Round, decided: Decided | None) -> list[Promise]:
    """Kept by the first published decision after the close that adopts the draft or weighs what was said on it."""
    if round.decision_due_on is None:
        return []
    state, days = state_of(round.decision_due_on, decided.at if decided else None, round)
    return [
        Promise(What.DECISION, round.decision_due_on, state, decided.at if decided else None, days, decision=decided)
    ]


def answers_of(rounds: Sequence[Round]) -> dict[int, tuple[int, int]]:
    """Of rounds whose answers are out: published comments with one, and all of them; one query."""
    out = [row.pk for row in rounds if row.answered_at]
    said = Comment.objects.published().filter(round__in=out).order_by()
    answer = models.Exists(Disposition.objects.published().filter(comment=models.OuterRef("pk")))
    rows = said.values_list("round").annotate(done=models.Count("pk", filter=answer), every=models.Count("pk"))
    return {pk: (done, every) for pk, done, every in rows}


def decisions_of(rounds: Sequence[Round], viewer: Viewer) -> dict[int, Decided]:
    """By round the decision that keeps its promise; two queries. Decisions stand above: reverse relations only."""
    adoption: Any = Draft._meta.get_field("adoptions").related_model
    weighing: Any = Comment._meta.get_field("decisions").related_model
    may = (readable(viewer, "decision__"), models.Q(decision__published_at__isnull=False))
    of = ("decision__number", "decision__published_at")
    standards = {row.draft.standard_id for row in rounds if row.draft is not None}
    adopted = adoption._default_manager.filter(*may, draft__standard__in=standards).order_by()
    known = list(adopted.values_list("draft__standard", "draft__created_at", *of))
    weighed = weighing._default_manager.filter(*may, comment__round__in=rounds).order_by()
    answers = list(weighed.values_list("comment__round", *of).distinct())
    found = {}
    for row in rounds:
        mine = [(at, number) for round, number, at in answers if round == row.pk]
        mine += [(at, number) for standard, since, number, at in known if keeps(standard, since, row.draft)]
        if after := sorted(one for one in mine if one[0] >= row.closes_at):
            at, number = after[0]
            decision = weighing._meta.get_field("decision").related_model(number=number)
            found[row.pk] = Decided(number, at, decision.get_absolute_url())
    return found


def keeps(standard: int, since: datetime, asked: Draft | None) -> bool:
    """The draft that was asked about, or a later one of the same standard."""
    return asked is not None and standard == asked.standard_id and since >= asked.created_at
