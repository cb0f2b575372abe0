"""What still stands between a draft and its last call, its publication, a statement's publication: in plain words."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.guards import rounds_owed
from governance.models import Decision, Impact, Option, TradeOff
from governance.reading import put_to_the_seats, words_for
from portal import clock
from portal.members.languages import SOURCE


class Missing(NamedTuple):
    """One thing that is missing; ``part`` is the section of the desk where it is put right."""

    part: str
    message: str | Promise


def for_last_call(decision: Decision) -> list[Missing]:
    """What the seats must have in front of them."""
    words = words_for(decision, SOURCE).words
    found = [*missing_options(decision)]
    if not words.get("question"):
        found.append(Missing("words", _("The question is not written.")))
    if not words.get("plain_summary"):
        found.append(Missing("words", _("The plain summary is not written.")))
    if not decision.body.seats.on(clock.today()).exclude(holder=None).exists():
        found.append(Missing("body", _("Nobody holds a seat of this body.")))
    return [*found, *missing_choice(decision), *missing_trade_off(decision), *missing_adoptions(decision)]


def for_publication(decision: Decision) -> list[Missing]:
    """What the public must find; whether the rule is met is asked apart from this."""
    words = words_for(decision, SOURCE).words
    found = for_last_call(decision)
    if not words.get("rationale"):
        found.append(Missing("words", _("The reasons are not written.")))
    if words_changed(decision):
        found.append(Missing("words", _("Title, question or summary are no longer what was put to the seats.")))
    return found


def missing_options(decision: Decision) -> list[Missing]:
    """At least two, and exactly one of them is to do nothing."""
    if not decision.needs_options:
        return []
    options = list(decision.options.all())
    found = []
    if len(options) < 2:
        found.append(Missing("options", _("There are fewer than two options.")))
    if sum(option.is_baseline for option in options) != 1:
        found.append(Missing("options", _("No option is marked as “no action”.")))
    return found


def missing_choice(decision: Decision) -> list[Missing]:
    """What is proposed, and why none of the others: seats speak on both, so neither changes after them."""
    options = list(decision.options.all())
    if not decision.needs_options or not options:
        return []
    found = []
    if not any(option.is_chosen for option in options):
        found.append(Missing("choice", _("No option is marked as the one that is proposed.")))
    return found + [
        Missing("choice", _("Why option %(letter)s was not chosen is not written.") % {"letter": option.letter})
        for option in options
        if not option.is_chosen and not option.rejection.text
    ]


def missing_trade_off(decision: Decision) -> list[Missing]:
    """Weighed before it is decided, for what costs somebody something."""
    if not decision.needs_trade_off:
        return []
    statement = TradeOff.objects.filter(decision=decision).first()
    if statement is None:
        return [Missing("trade-off", _("There is no trade-off statement."))]
    if statement.published_at is None or statement.published_at > clock.now():
        return [Missing("trade-off", _("The trade-off statement is not published."))]
    return []


def missing_adoptions(decision: Decision) -> list[Missing]:
    """A term must be under review; a draft must be frozen, and people must have been asked about it often enough."""
    found = []
    for adoption in decision.adoptions.select_related("version__concept", "draft__standard"):
        version = adoption.version
        if version is not None and version.status != version.Status.UNDER_REVIEW:
            message = _("The proposed version of %(code)s is not under review.") % {"code": version.concept.code}
            found.append(Missing("adoptions", message))
        if adoption.draft is not None and adoption.draft.frozen_at is None:
            message = _("The draft %(label)s is not frozen.") % {"label": adoption.draft.label}
            found.append(Missing("adoptions", message))
        if adoption.draft is not None and (owed := rounds_owed(adoption.draft)):
            message = _("Public rounds that must still be over before %(label)s is adopted: %(owed)s.")
            found.append(Missing("adoptions", message % {"label": adoption.draft.label, "owed": owed}))
    if decision.kind == Decision.Kind.TERM and not decision.adoptions.filter(version__isnull=False).exists():
        found.append(Missing("adoptions", _("A decision about terms adopts at least one.")))
    return found


def words_changed(decision: Decision) -> bool:
    """What was put to the seats, compared with what stands there now; languages added later do not count."""
    now = put_to_the_seats(decision)
    return any(now.get(language) != digest for language, digest in decision.last_call_words.items())


# -- the statement ---------------------------------------------------------------------------------------------------


def for_statement(trade_off: TradeOff) -> list[Missing]:
    """Every option in every dimension, what doing nothing costs, what is given up, and a second pair of eyes."""
    words = words_for(trade_off, SOURCE).words
    needed = {
        "plain_summary": _("The plain summary is not written."),
        "given_up": _("What is given up, and by whom, is not written."),
        "given_up_why": _("Why that is accepted is not written."),
    }
    found = [Missing("words", message) for name, message in needed.items() if not words.get(name)]
    found += missing_impacts(trade_off)
    if trade_off.evaluate_on is None:
        found.append(Missing("facts", _("The day on which it is compared with what came true is not set.")))
    if trade_off.reviewed_at is None:
        found.append(Missing("review", _("Nobody but its author has reviewed it.")))
    elif trade_off.verdict == TradeOff.Verdict.NEGATIVE:
        found.append(Missing("review", _("The review is negative.")))
    return found


def missing_impacts(trade_off: TradeOff) -> list[Missing]:
    """Cells nobody has looked at, and a cost of doing nothing that nobody has named."""
    options = list(trade_off.decision.options.all())
    impacts = list(trade_off.impacts.all())
    found = missing_options(trade_off.decision)
    for option in options:
        for value, label in Impact.Dimension.choices:
            own = [i for i in impacts if i.option_id == option.pk and i.dimension == value]
            if not own:
                message = _("Option %(letter)s, %(dimension)s: nothing recorded, not even “nothing that counts”.")
                found.append(Missing("impacts", message % {"letter": option.letter, "dimension": label}))
            elif option.is_baseline and all(i.direction == Impact.Direction.BENEFIT for i in own):
                message = _("No action, %(dimension)s: say what it costs, or that it costs nothing, and why.")
                found.append(Missing("impacts", message % {"dimension": label}))
    return [*found, *missing_cost_of_no_action(options, impacts)]


def missing_cost_of_no_action(options: list[Option], impacts: list[Any]) -> list[Missing]:
    """Doing nothing is never free for everybody."""
    baseline = {option.pk for option in options if option.is_baseline}
    if any(i.option_id in baseline and i.direction == Impact.Direction.COST for i in impacts):
        return []
    return [Missing("impacts", _("What no action costs, and whom, is not said."))]
