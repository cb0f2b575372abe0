"""Rules, results and gaps in plain words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance.models import BodyChange
from governance.rules import Result
from portal.members.models import StakeholderGroup


def because(record: Mapping[str, Any], groups: Iterable[StakeholderGroup]) -> str:
    """Why it passed or did not, said again from the figures that were kept."""
    if not record.get("checks"):
        return ""
    return Result.from_record(record).because({group.code: group.words.text for group in groups})


def percent(share: Any) -> str:
    """A share as people say it."""
    return f"{float(share) * 100:g} %"


def rule_in_words(rule: Mapping[str, Any]) -> list[str]:
    """When something passes, one sentence a condition."""
    said = []
    if rule.get("quorum"):
        said.append(_("At least %(share)s of the seats take part.") % {"share": percent(rule["quorum"])})
    if needed := rule.get("quorum_per_group"):
        said.append(
            ngettext(
                "Of every group at least %(number)s seat takes part.",
                "Of every group at least %(number)s seats take part.",
                needed,
            )
            % {"number": needed}
        )
    if rule.get("threshold"):
        share = percent(rule["threshold"])
        said.append(_("Of the seats that take a side, at least %(share)s do not stand in its way.") % {"share": share})
    if block := rule.get("group_block"):
        said.append(block_in_words(block))
    if rule.get("one_vote_per_affiliation"):
        said.append(_("Seats of one organisation that say the same count once."))
    return said


def block_in_words(block: int | str) -> str:
    """When one group can stop it."""
    if block == "all":
        return _("If every seat of a group objects, it does not pass.")
    return ngettext(
        "If %(number)s seat of one group objects, it does not pass.",
        "If %(number)s seats of one group object, it does not pass.",
        int(block),
    ) % {"number": block}


CLOCKS = {
    "last_call_days": gettext_lazy("Days of last call"),
    "appeal_days": gettext_lazy("Days in which anybody may object to what was decided"),
    "review_months": gettext_lazy("Months until a decision is looked at again"),
}


def changes_in_words(changes: Iterable[BodyChange]) -> list[dict[str, Any]]:
    """What a body went by before and after each change, newest first, with the reason that was given."""
    told = []
    for change in changes:
        clocks = [
            (label, change.before[name], change.after[name]) for name, label in CLOCKS.items() if name in change.after
        ]
        rules = [rule_in_words(side.get("rule", {})) for side in (change.before, change.after)]
        told.append({"change": change, "before": rules[0], "after": rules[1], "clocks": clocks})
    return told


def gap_in_words(values: list[str]) -> str:
    """What a group that pays has said, where it is not a plain yes; ``values`` of its seats, "" is silence."""
    if not values:
        return _("pays; has no seat")
    objections = values.count("object")
    if objections == len(values):
        return _("pays; objected")
    if objections:
        return ngettext(
            "pays; %(some)s of %(all)s seat objected", "pays; %(some)s of %(all)s seats objected", len(values)
        ) % {"some": objections, "all": len(values)}
    if any(value in ("support", "no_objection") for value in values):
        return ""
    if "abstain" in values:
        return _("pays; abstained")
    if "recuse" in values:
        return _("pays; stood aside")
    return _("pays; gave no answer")
