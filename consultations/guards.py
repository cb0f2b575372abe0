"""What has to be true before a round is announced: each condition with its reason and where to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage, Question, Round
from portal import clock

UPSTREAM_SECTOR = "up"
UPSTREAM_GROUPS = {"asm", "ac", "ip"}
GRACE = timedelta(days=1)  # a round whose first day is today may still be announced in its course


@dataclass(frozen=True)
class Guard:
    """A condition that is not met: what is missing, what to do, where."""

    name: str
    message: str | Promise
    fix_url: str


def unmet_guards(round: Round) -> list[Guard]:
    """Everything that still stands between this round and its announcement."""
    guards = [*always(round)]
    if round.profile == Round.Profile.FULL and not round.waiver.strip():
        guards += [*full(round)]
    return guards


def every_guard(round: Round) -> list[tuple[str, str, Guard | None]]:
    """The checklist of the desk: name, condition in words, and the unmet guard if it is one."""
    unmet = {guard.name: guard for guard in unmet_guards(round)}
    names = [*ALWAYS, *(FULL if round.profile == Round.Profile.FULL else ())]
    spoken = conditions(round)
    return [(name, spoken[name], unmet.get(name)) for name in names]


ALWAYS = ("dates", "matter", "words")
FULL = ("length", "purpose", "benefits", "barrier", "promises", "contact")


def conditions(round: Round) -> dict[str, str]:
    """Each condition in a few words, for the checklist."""
    return {
        "dates": _("It closes in the future"),
        "matter": _("There is a draft with clauses, or a question"),
        "words": _("Title and opening words say what it is about"),
        "length": _("It lasts at least %(days)s days") % {"days": round.minimum_days},
        "purpose": _("Its purpose is stated"),
        "benefits": _("Each group it touches is told what it may gain and what it may cost"),
        "barrier": _("Upstream, it asks what would keep people from taking part"),
        "promises": _("Dates are promised for the answers and for the decision"),
        "contact": _("Somebody answers questions about it"),
    }


def words_of(round: Round) -> ConsultationPage | None:
    """The latest draft of its words, in the source language."""
    page = round.pages.filter(alias_of=None).order_by("pk").first()
    return page.get_latest_revision_as_object() if page else None


def always(round: Round) -> Iterator[Guard]:
    """What even a light round needs."""
    here = reverse("consultations:desk-round", args=[round.slug])
    if round.closes_at <= clock.now():
        yield Guard(
            "dates", _("It would have closed before it is announced. Choose a later closing date."), f"{here}#dates"
        )
    has_clauses = round.draft is not None and round.draft.clauses.exists()
    if not has_clauses and not round.questions.exists():
        yield Guard("matter", _("There is nothing to comment on. Choose a draft or ask a question."), f"{here}#matter")
    words = words_of(round)
    if words is None or not words.title.strip() or not words.lede.strip():
        yield Guard("words", _("Write a title and two or three sentences on what it is about."), f"{here}#words")


def full(round: Round) -> Iterator[Guard]:
    """What the round of a standard needs besides; a published waiver lifts these."""
    here = reverse("consultations:desk-round", args=[round.slug])
    days = (round.closes_at - first_day(round)).days
    if days < round.minimum_days:
        message = _("It lasts %(days)s days, %(least)s are the least. Close it later, or publish a reason.")
        yield Guard("length", message % {"days": max(days, 0), "least": round.minimum_days}, f"{here}#dates")
    words = words_of(round)
    if words is None or not words.purpose.strip():
        yield Guard("purpose", _("Say what the draft is for."), f"{here}#words")
    yield from benefits(round, here)
    if is_upstream(round) and not round.questions.filter(kind=Question.Kind.BARRIER).exists():
        message = _("Ask upstream people what would keep them from taking part: add a question of that kind.")
        yield Guard("barrier", message, f"{here}#questions")
    if round.synopsis_due_on is None or round.decision_due_on is None:
        message = _("Promise a day for the answers and a day for the decision.")
        yield Guard("promises", message, f"{here}#dates")
    if not round.contact_email:
        yield Guard("contact", _("Give the address of somebody who answers questions."), f"{here}#words")


def first_day(round: Round) -> datetime:
    """When people can first speak: never before it is announced."""
    return max(round.opens_at, (round.announced_at or clock.now()) - GRACE)


def benefits(round: Round, here: str) -> Iterator[Guard]:
    """A benefit and a cost for each group that the round names."""
    groups = list(round.target_groups.all())
    if not groups:
        yield Guard("benefits", _("Name the groups that it touches."), f"{here}#benefits")
        return
    said = {row.group_id for row in round.benefits.all() if any(row.benefits.values()) and any(row.costs.values())}
    silent = [str(group) for group in groups if group.pk not in said]
    if silent:
        message = _("Say what each may gain and what it may cost them: %(groups)s.")
        yield Guard("benefits", message % {"groups": ", ".join(silent)}, f"{here}#benefits")


def is_upstream(round: Round) -> bool:
    """It asks people at the origin of the chain: by a question's sector, or by the groups it touches."""
    if round.target_groups.filter(code__in=UPSTREAM_GROUPS).exists():
        return True
    questions = round.questions.all()
    return (
        questions.filter(target_sectors__code=UPSTREAM_SECTOR).exists()
        or questions.filter(target_groups__code__in=UPSTREAM_GROUPS).exists()
    )
