"""One condition of the pass rule in plain words, in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from governance.rules import Check


def words_of(check: Check, names: Mapping[str, str]) -> str:
    """One condition in plain words; nothing for a condition that the rule does not make."""
    facts = check.facts
    if check.check == "quorum":
        return say_quorum(facts)
    if check.check == "quorum_per_group":
        return say_groups(facts, names)
    if check.check == "threshold":
        return say_threshold(facts)
    return say_block(facts, names)


def say_quorum(facts: Mapping[str, Any]) -> str:
    """How many took part."""
    return ngettext(
        "%(took)s of the %(base)s seat that could vote took part (%(needed)s needed)",
        "%(took)s of the %(base)s seats that could vote took part (%(needed)s needed)",
        facts["base"],
    ) % {"took": facts["took"], "base": facts["base"], "needed": facts["needed"]}


def listed(groups: Iterable[str], names: Mapping[str, str]) -> str:
    """Groups by name."""
    return ", ".join(names.get(group, group) for group in groups)


def say_groups(facts: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Which groups were heard, which were not, which could not be."""
    said = []
    if facts["short"]:
        said.append(
            ngettext(
                "fewer than %(needed)s seat took part from: %(groups)s",
                "fewer than %(needed)s seats took part from: %(groups)s",
                facts["needed"],
            )
            % {"needed": facts["needed"], "groups": listed(facts["short"], names)}
        )
    elif facts["needed"]:
        said.append(
            ngettext(
                "%(heard)s of %(groups)s groups took part, each with at least %(needed)s seat",
                "%(heard)s of %(groups)s groups took part, each with at least %(needed)s seats",
                facts["needed"],
            )
            % {"heard": facts["heard"], "groups": facts["groups"], "needed": facts["needed"]}
        )
    if facts["unable"]:
        said.append(_("nobody could vote for: %(groups)s") % {"groups": listed(facts["unable"], names)})
    return "; ".join(said)


def say_threshold(facts: Mapping[str, Any]) -> str:
    """How many of those who took a side did not stand in its way."""
    if not facts["sides"]:
        return _("no seat took a side")
    said = ngettext(
        "%(ways)s of the %(sides)s seat that took a side did not stand in its way (%(needed)s needed)",
        "%(ways)s of the %(sides)s seats that took a side did not stand in its way (%(needed)s needed)",
        facts["sides"],
    ) % {"ways": facts["ways"], "sides": facts["sides"], "needed": facts["needed"]}
    return _("%(count)s, equal positions of one organisation counted once") % {"count": said} if facts["once"] else said


def say_block(facts: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Which group stopped it, or that none did."""
    whole = facts["limit"] == "all"
    if facts["stopped"]:
        groups = listed(facts["stopped"], names)
        if whole:
            return _("every seat of a group objected: %(groups)s") % {"groups": groups}
        return ngettext(
            "%(limit)s seat or more of one group objected: %(groups)s",
            "%(limit)s seats or more of one group objected: %(groups)s",
            facts["limit"],
        ) % {"limit": facts["limit"], "groups": groups}
    if not facts["limit"]:
        return ""
    if whole:
        return _("no group objected as a whole")
    return ngettext(
        "no group objected with %(limit)s seat",
        "no group objected with %(limit)s seats",
        facts["limit"],
    ) % {"limit": facts["limit"]}
