"""What has to be true before a round is announced: each condition, what is missing, who can mend it, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consultations.decided import is_new
from consultations.held_in import gaps_of, held_in
from consultations.models import ConsultationPage, Draft, Edition, Question, Round
from consultations.scope import changed_clauses
from consultations.vocabulary import check_terms
from portal import clock

UPSTREAM_SECTOR = "up"
UPSTREAM_GROUPS = {"asm", "ac", "ip"}
GRACE = timedelta(days=1)  # a round whose first day is today may still be announced in its course
ROUNDS = "rounds"
NEW, REVISED = 2, 1  # public rounds that a new standard needs at least, and a revision


@dataclass(frozen=True)
class Guard:
    """A condition that is not met: what is missing, what to do, where, and who can."""

    name: str
    message: str | Promise
    fix_url: str
    who: str | Promise = ""


def unmet_guards(round: Round) -> list[Guard]:
    """Everything that still stands between this round and its announcement."""
    guards = [*always(round)]
    if round.profile == Round.Profile.FULL:
        guards += [] if round.waiver.strip() else [*full(round)]
        guards += [*approval(round)]
    return guards


def lifted_guards(round: Round) -> list[Guard]:
    """What is not met and lifted by the published reason: told beside the reason."""
    is_lifted = round.profile == Round.Profile.FULL and round.waiver.strip()
    return [*full(round)] if is_lifted else []


def every_guard(round: Round) -> list[tuple[str, str, Guard | None]]:
    """The checklist of the desk: name, condition in words, and the unmet guard if it is one."""
    unmet = {guard.name: guard for guard in unmet_guards(round)}
    names = [*ALWAYS, *(FULL if round.profile == Round.Profile.FULL else ())]
    if not round.counts:
        names = [name for name in names if name not in FOR_STANDARDS]
    spoken = conditions(round)
    return [(name, spoken[name], unmet.get(name)) for name in names]


ALWAYS = ("dates", "matter", "words")
FULL = (
    *("length", "rounds", "purpose", "benefits", "questions", "barrier", "terms", "languages", "promises", "contact"),
    "approval",
)
FOR_STANDARDS = {"length", "rounds"}  # early rounds and surveys are as long and as many as they are


def conditions(round: Round) -> dict[str, str]:
    """Each condition in a few words, for the checklist and for what a published reason has lifted."""
    return {
        "dates": _("It closes in the future"),
        "matter": _("There is a draft with clauses, or a question"),
        "words": _("Title and opening words say what it is about"),
        "length": _("It lasts at least %(days)s days") % {"days": round.minimum_days},
        ROUNDS: _("As many public rounds are planned as the standard needs"),
        "purpose": _("Its purpose is stated"),
        "benefits": _("Each group it touches is told what it may gain and what it may cost"),
        "questions": _("Each group it touches is asked something, and some questions are meant for a group or sector"),
        "barrier": _("Upstream, it asks what would keep people from taking part"),
        "terms": _("Binding clauses use agreed terms, each by one name, or a reason is published"),
        "languages": _("It can be read and answered in every language of this site"),
        "promises": _("Dates are promised for the answers and for the decision"),
        "contact": _("Somebody answers questions about it"),
        "approval": _("A second person has approved it"),
    }


def words_of(round: Round) -> ConsultationPage | None:
    """The latest draft of its words, in the source language."""
    page = round.pages.filter(alias_of=None).order_by("pk").first()  # type: ignore[attr-defined]
    return page.get_latest_revision_as_object() if page else None


def desk(round: Round, place: str) -> str:
    """Where on the desk it is mended."""
    return f"{reverse('consultations:desk-round', args=[round.slug])}#{place}"


def secretariat() -> str:
    """Who can mend most of it."""
    return _("the secretariat")


def always(round: Round) -> Iterator[Guard]:
    """What even a light round needs."""
    if round.closes_at <= clock.now():
        message = _("It would have closed before it is announced. Choose a later closing date.")
        yield Guard("dates", message, desk(round, "dates"), secretariat())
    if message := nothing_to_say(round):
        yield Guard("matter", message, desk(round, "matter"), secretariat())
    words = words_of(round)
    if words is None or not words.title.strip() or not words.lede.strip():
        message = _("Write a title and two or three sentences on what it is about.")
        yield Guard("words", message, desk(round, "words"), secretariat())


def nothing_to_say(round: Round) -> str:
    """What is wrong with what people are asked about; nothing where it is well."""
    has_questions = round.questions.exists()  # type: ignore[attr-defined]
    if round.kind == Round.Kind.RESTRICTED and round.draft is not None:
        changed = changed_clauses(round)
        return "" if changed else _("Nothing has changed since the last draft: there is nothing to ask about.")
    has_clauses = round.draft is not None and round.draft.clauses.exists()  # type: ignore[attr-defined]
    if round.kind in (Round.Kind.EARLY, Round.Kind.SURVEY) or has_clauses:
        return (
            ""
            if has_clauses or has_questions
            else _("There is nothing to comment on. Choose a draft or ask a question.")
        )
    return _("Without a draft it is a survey: choose that kind, or choose a draft.")


def full(round: Round) -> Iterator[Guard]:
    """What the round of a standard needs besides; a published waiver lifts these."""
    if round.counts:
        yield from length(round)
        yield from rounds(round)
    words = words_of(round)
    if words is None or not words.purpose.strip():
        yield Guard("purpose", _("Say what the draft is for."), desk(round, "words"), secretariat())
    yield from benefits(round)
    yield from questions(round)
    if is_upstream(round) and not round.questions.filter(kind=Question.Kind.BARRIER).exists():  # type: ignore[attr-defined]
        message = _("Ask upstream people what would keep them from taking part: add a question of that kind.")
        yield Guard("barrier", message, desk(round, "questions"), secretariat())
    yield from terms(round)
    yield from languages(round)
    if round.synopsis_due_on is None or round.decision_due_on is None:
        message = _("Promise a day for the answers and a day for the decision.")
        yield Guard("promises", message, desk(round, "dates"), secretariat())
    if not round.contact_email:
        message = _("Give the address of somebody who answers questions.")
        yield Guard("contact", message, desk(round, "words"), secretariat())


def length(round: Round) -> Iterator[Guard]:
    """Long enough that people far away can answer; the time of a language begins when its translation is there."""
    there = [one.since for one in held_in(round) if one.since]
    days = (round.closes_at - max([first_day(round), *there])).days
    if days < round.minimum_days:
        message = _("It lasts %(days)s days, %(least)s are the least. Close it later, or publish a reason.")
        told = message % {"days": max(days, 0), "least": round.minimum_days}
        yield Guard("length", told, desk(round, "dates"), secretariat())


def first_day(round: Round) -> datetime:
    """When people can first speak: never before it is announced."""
    return max(round.opens_at, (round.announced_at or clock.now()) - GRACE)


def rounds(round: Round) -> Iterator[Guard]:
    """As many public rounds as the standard needs, counted by what was held here: an early round is none."""
    if round.draft is None:
        return
    standard = round.draft.standard
    held = Round.objects.counting().filter(draft__standard=standard).exclude(pk=round.pk).count()
    least = max(NEW if is_new(standard) else REVISED, round.number)
    message = ""
    if round.number > held + 1:
        message = _("It is counted as round %(number)s, but public rounds held here on this standard so far: %(held)s.")
    elif round.planned_rounds < least:
        message = _("Plan at least %(least)s public rounds for this standard, or publish a reason.")
    if message:
        told = message % {"number": round.number, "held": held, "least": least}
        yield Guard(ROUNDS, told, desk(round, "matter"), secretariat())


def rounds_owed(draft: Draft) -> int:
    """Public rounds that must still be over before this draft can be adopted; a published reason lifts the rest.

    Counted since the edition before; a correction of what was adopted owes none, nor what was held in light rounds.
    """
    if draft.corrects_id:
        return 0
    there = Round.objects.counting().filter(draft__standard=draft.standard_id)
    since = Edition.objects.filter(standard=draft.standard_id).order_by("-draft__created_at").first()
    if since is not None:
        there = there.filter(draft__created_at__gt=since.draft.created_at)
    over = [round for round in there if round.phase in (Round.Phase.CLOSED, Round.Phase.ANSWERED)]
    if not over:
        return 1
    if any(ROUNDS in round.lifted for round in over) or all(round.profile == Round.Profile.LIGHT for round in over):
        return 0
    return max(0, (NEW if is_new(draft.standard) else REVISED) - len(over))


def benefits(round: Round) -> Iterator[Guard]:
    """A benefit and a cost for each group that the round names."""
    groups = list(round.target_groups.all())
    if not groups:
        message = _("Name the groups that it touches.")
        yield Guard("benefits", message, desk(round, "matter"), secretariat())
        return
    rows = round.benefits.all()  # type: ignore[attr-defined]
    said = {row.group_id for row in rows if any(row.benefits.values()) and any(row.costs.values())}
    silent = [str(group) for group in groups if group.pk not in said]
    if silent:
        message = _("Say what each may gain and what it may cost them: %(groups)s.") % {"groups": ", ".join(silent)}
        yield Guard("benefits", message, desk(round, "benefits"), secretariat())


def questions(round: Round) -> Iterator[Guard]:
    """Something is asked of each group it touches, and not only the same of everybody."""
    asked = list(round.questions.with_targets())  # type: ignore[attr-defined]
    aimed = [one for one in asked if one.target_groups.all() or one.target_sectors.all()]
    reached = {group.pk for one in aimed for group in one.target_groups.all()}
    groups = list(round.target_groups.all())
    silent = [str(group) for group in groups if group.pk not in reached] if len(aimed) == len(asked) else []
    if not aimed:
        message = _("Ask at least one question that is meant for a group or a sector.")
    elif silent:
        message = _("Nothing is asked of: %(groups)s.") % {"groups": ", ".join(silent)}
    else:
        return
    yield Guard("questions", message, desk(round, "questions"), secretariat())


def terms(round: Round) -> Iterator[Guard]:
    """What people are bound by is written in words they have agreed on.

    A reason published with the draft lifts it for what was listed when it was given, and for nothing that came later.
    """
    if round.draft is None:
        return
    waived = round.draft.terms_waived if round.draft.terms_reason else []
    if said := list(dict.fromkeys(check_terms(round.draft).beyond(waived).values())):
        some = ", ".join(f"“{words}”" for words in said[:5]) + (" …" if len(said) > 5 else "")
        message = _("Agree them, change the words, or publish a reason: %(words)s.") % {"words": some}
        fix = f"{reverse('consultations:desk-terms', args=[round.draft.pk])}#found"
        yield Guard("terms", message, fix, secretariat())


def languages(round: Round) -> Iterator[Guard]:
    """Every language of the site, and everything in it read over by a person."""
    missing = [str(name) for code, name in settings.LANGUAGES if code not in round.languages]
    who = _("whoever translates, and a second person who reviews")
    if missing:
        message = _("It is not held in: %(languages)s. Name them, or publish a reason.")
        told = message % {"languages": ", ".join(missing)}
        yield Guard("languages", told, desk(round, "languages"), secretariat())
    elif gaps := gaps_of(round):
        yield Guard("languages", " ".join(gaps), desk(round, "languages"), who)


def approval(round: Round) -> Iterator[Guard]:
    """No published reason lifts this: four eyes see it before anybody is told."""
    if round.approved_at is None:
        who = _("somebody of the secretariat who did not edit it last")
        message = _("Make it ready, and let a second person approve it.")
        yield Guard("approval", message, desk(round, "guards"), who)


def is_upstream(round: Round) -> bool:
    """It asks people at the origin of the chain: by a question's sector, or by the groups it touches."""
    if round.target_groups.filter(code__in=UPSTREAM_GROUPS).exists():
        return True
    questions = round.questions.all()  # type: ignore[attr-defined]
    return (
        questions.filter(target_sectors__code=UPSTREAM_SECTOR).exists()
        or questions.filter(target_groups__code__in=UPSTREAM_GROUPS).exists()
    )
