"""Where a round stands, in the words of the codes of good practice."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.competition import notice_of
from consultations.decided import is_adopted
from portal.members.languages import Words

register = template.Library()

WTO_STAGES = {
    2: gettext_lazy("2: work has begun"),
    3: gettext_lazy("3: comments are taken"),
    4: gettext_lazy("4: comments closed, not adopted"),
    5: gettext_lazy("5: adopted"),
}


@register.simple_tag
def competition_notice(round: Any) -> Words:
    """What competitors must not tell each other, wherever somebody comments."""
    return notice_of(round)


@register.simple_tag
def wto_stage(round: Any) -> str:
    """The stage that the code of good practice on standards (WTO TBT, annex 3) asks every body to publish."""
    return _("%(stage)s (stages of the WTO code of good practice)") % {"stage": WTO_STAGES[stage_of(round)]}


def stage_of(round: Any) -> int:
    """Computed from where the round and its standard are."""
    if round.phase in ("open", "paused"):
        return 3
    if round.phase in ("closed", "answered"):
        return 5 if is_adopted(round.draft) else 4
    return 2
