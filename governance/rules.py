"""The pass rule: positions in, result out. No database, so that anybody can repeat a count.

A recused seat leaves every base. A seat takes part with any position; silence is not one. Shares are counted exactly,
never in floating point. Which words a reader gets is decided when they are read: a result keeps its figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from governance.rule_words import words_of

TAKES_PART = ("support", "no_objection", "object", "abstain")
VALUES = (*TAKES_PART, "recuse")
NOT_AGAINST = ("support", "no_objection")


class BadRule(ValueError):
    """A rule, a seat or a position that cannot be read; ``str()`` says which and why."""


@dataclass(frozen=True)
class Rule:
    """When something passes. What a rule does not name, it does not ask for."""

    quorum: Fraction = Fraction(0)
    quorum_per_group: int = 0
    threshold: Fraction = Fraction(0)
    group_block: int | str = 0  # so many objections of one group, or "all"; 0 is never
    one_vote_per_affiliation: bool = False


@dataclass(frozen=True)
class SeatAtTable:
    """A seat as the rule sees it."""

    id: str
    group: str
    affiliation: str = ""
    recused: bool = False
    vacant: bool = False


@dataclass(frozen=True)
class Check:
    """One condition, whether it holds, and the figures it was counted from."""

    check: str
    passed: bool
    figure: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """Passed or not, and why."""

    passed: bool
    checks: tuple[Check, ...]

    @property
    def reason(self) -> str:
        """The whole sentence, in the active language, groups by their codes."""
        return sentence(self.passed, self.because())

    def because(self, names: Mapping[str, str] | None = None) -> str:
        """The reasons alone: all of them when it passed, those that failed when it did not."""
        said = [words_of(check, names or {}) for check in self.checks if self.passed or not check.passed]
        return "; ".join(words for words in said if words)

    def as_answer(self) -> dict[str, Any]:
        """What ``evaluate_rule`` prints."""
        checks = [{"check": c.check, "passed": c.passed, "figure": c.figure} for c in self.checks]
        return {"passed": self.passed, "reason": self.reason, "checks": checks}

    def as_record(self) -> dict[str, Any]:
        """What a decision keeps: the answer, with the figures to say it again in another language."""
        answer = self.as_answer()
        for kept, check in zip(answer["checks"], self.checks, strict=True):
            kept["facts"] = dict(check.facts)
        return answer

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Result:
        """The result a decision kept, ready to be said in the reader's language."""
        checks = tuple(Check(c["check"], c["passed"], c["figure"], c.get("facts", {})) for c in record["checks"])
        return cls(record["passed"], checks)


def sentence(passed: bool, because: str) -> str:
    """Result and reasons as one sentence."""
    if passed:
        return _("passed because %(reasons)s") % {"reasons": because}
    return _("did not pass because %(reasons)s") % {"reasons": because}


# -- reading ---------------------------------------------------------------------------------------------------------


def share(rule: Mapping[str, Any], name: str) -> Fraction:
    """A share between 0 and 1, exactly as written."""
    value = rule.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadRule(_("rule: “%(name)s” must be a number from 0 to 1.") % {"name": name})
    return Fraction(str(value))


def count(rule: Mapping[str, Any], name: str) -> int:
    """A number of seats."""
    value = rule.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadRule(_("rule: “%(name)s” must be a whole number, 0 or more.") % {"name": name})
    return value


def read_rule(rule: Any) -> Rule:
    """A rule from JSON; unknown keys are mistakes, not decoration."""
    if not isinstance(rule, Mapping):
        raise BadRule(_("“rule” is missing or is not an object."))
    if unknown := sorted(set(rule) - set(Rule.__dataclass_fields__)):
        raise BadRule(_("rule: unknown key “%(key)s”.") % {"key": unknown[0]})
    once = rule.get("one_vote_per_affiliation", False)
    if not isinstance(once, bool):
        raise BadRule(_("rule: “one_vote_per_affiliation” must be true or false."))
    block = rule.get("group_block", 0)
    return Rule(
        quorum=share(rule, "quorum"),
        quorum_per_group=count(rule, "quorum_per_group"),
        threshold=share(rule, "threshold"),
        group_block="all" if block == "all" else count(rule, "group_block"),
        one_vote_per_affiliation=once,
    )


def read_seats(seats: Any) -> list[SeatAtTable]:
    """Seats from JSON, each named once."""
    if not isinstance(seats, Sequence) or isinstance(seats, str):
        raise BadRule(_("“seats” is missing or is not a list."))
    read: dict[str, SeatAtTable] = {}
    for number, seat in enumerate(seats, start=1):
        if not isinstance(seat, Mapping) or not seat.get("id") or not seat.get("group"):
            raise BadRule(_("seats, entry %(number)s: “id” and “group” are needed.") % {"number": number})
        flags = [seat.get(name, False) for name in ("recused", "vacant")]
        if not all(isinstance(flag, bool) for flag in flags):
            raise BadRule(_("seats, entry %(number)s: “recused” must be true or false.") % {"number": number})
        name = str(seat["id"])
        if name in read:
            raise BadRule(_("seats, entry %(number)s: “%(seat)s” is there twice.") % {"number": number, "seat": name})
        read[name] = SeatAtTable(name, str(seat["group"]), str(seat.get("affiliation") or ""), *flags)
    return list(read.values())


def read_positions(positions: Any, seats: Iterable[SeatAtTable]) -> dict[str, str]:
    """The last word of each seat, from JSON."""
    if not isinstance(positions, Sequence) or isinstance(positions, str):
        raise BadRule(_("“positions” is missing or is not a list."))
    known, last = {seat.id for seat in seats}, {}
    for number, position in enumerate(positions, start=1):
        if not isinstance(position, Mapping) or str(position.get("seat")) not in known:
            raise BadRule(_("positions, entry %(number)s: no such seat.") % {"number": number})
        if position.get("value") not in VALUES:
            choices = ", ".join(VALUES)
            raise BadRule(
                _("positions, entry %(number)s: “value” must be one of %(choices)s.")
                % {"number": number, "choices": choices}
            )
        last[str(position["seat"])] = position["value"]
    return last


# -- counting --------------------------------------------------------------------------------------------------------


def evaluate(rule: Any, seats: Any, positions: Any) -> Result:
    """The result of a rule on positions, all three as they stand in JSON. Raises ``BadRule`` on what it cannot read."""
    known, table = read_rule(rule), read_seats(seats)
    said = read_positions(positions, table)
    present = [seat for seat in table if not seat.recused and said.get(seat.id) != "recuse"]
    checks = (
        check_quorum(known, table, present, said),
        check_groups(known, table, present, said),
        check_threshold(known, present, said),
        check_block(known, present, said),
    )
    return Result(all(check.passed for check in checks), checks)


def check_quorum(rule: Rule, table: list[SeatAtTable], present: list[SeatAtTable], said: Mapping[str, str]) -> Check:
    """The share of seats that take part."""
    took, base = sum(seat.id in said for seat in present), len(present)
    facts = {"took": took, "base": base, "needed": ceil(rule.quorum * base), "aside": len(table) - base}
    return Check("quorum", took >= rule.quorum * base, f"{took}/{base}", facts)


def check_groups(rule: Rule, table: list[SeatAtTable], present: list[SeatAtTable], said: Mapping[str, str]) -> Check:
    """Seats of each group that take part. A group that could not is named, and does not block."""
    groups = list(dict.fromkeys(seat.group for seat in table))
    able = {seat.group for seat in present if not seat.vacant}
    took = Counter(seat.group for seat in present if seat.id in said)
    short = [group for group in groups if group in able and took[group] < rule.quorum_per_group]
    unable = [group for group in groups if group not in able]
    heard = sum(took[group] > 0 for group in groups)
    facts = {
        "needed": rule.quorum_per_group,
        "heard": heard,
        "groups": len(groups),
        "short": short,
        "unable": unable,
    }
    return Check("quorum_per_group", not short, f"{heard}/{len(groups)}", facts)


def check_threshold(rule: Rule, present: list[SeatAtTable], said: Mapping[str, str]) -> Check:
    """The share, among those who took a side, of those who do not stand in its way."""
    sides: list[str] = []
    counted: set[tuple[str, str]] = set()
    for seat in present:
        value = said.get(seat.id, "")
        if value not in (*NOT_AGAINST, "object"):
            continue
        if rule.one_vote_per_affiliation and seat.affiliation:
            if (seat.affiliation, value) in counted:
                continue
            counted.add((seat.affiliation, value))
        sides.append(value)
    ways = sum(value in NOT_AGAINST for value in sides)
    facts = {
        "ways": ways,
        "sides": len(sides),
        "needed": ceil(rule.threshold * len(sides)),
        "once": rule.one_vote_per_affiliation,
    }
    passed = bool(sides) and ways >= rule.threshold * len(sides)
    return Check("threshold", passed, f"{ways}/{len(sides)}", facts)


def check_block(rule: Rule, present: list[SeatAtTable], said: Mapping[str, str]) -> Check:
    """A group that objects strongly enough stops it, whatever the threshold."""
    against = Counter(seat.group for seat in present if said.get(seat.id) == "object")
    able = Counter(seat.group for seat in present if not seat.vacant)
    if rule.group_block == "all":
        stopped = [group for group, number in against.items() if number == able[group]]
    else:
        limit = int(rule.group_block)
        stopped = [group for group, number in against.items() if limit and number >= limit]
    facts = {"limit": rule.group_block, "stopped": stopped}
    return Check("group_block", not stopped, str(len(stopped)), facts)
