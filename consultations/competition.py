"""What competitors must not tell each other: the round's own words, else the alliance's, else the usual ones."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.models import Round
from portal.members.languages import Words, pick
from portal.models import AllianceSettings


def notice_of(round: Round, alliance: AllianceSettings | None = None) -> Words:
    """For the reader, in a language that is there. Asks for the alliance only where the round says nothing."""
    if any(round.competition_notice.values()):
        return pick(round.competition_notice)
    said: dict[str, str] = (alliance or AllianceSettings.objects.first() or AllianceSettings()).competition_notice
    if any(said.values()):
        return pick(said)
    usual = _(
        "Please leave out prices you pay, volumes, and whom you mean to buy from. What the law forbids competitors to "
        "tell each other, the secretariat holds back, and says that it did."
    )
    return Words(usual, get_language() or "en")


def acknowledged(round: Round) -> dict[str, Any]:
    """Part of what is sent where the round asks for it: the fingerprint of the words that were read."""
    if not round.asks_acknowledgement:
        return {}
    return {"acknowledged": hashlib.sha256(notice_of(round).text.encode()).hexdigest()}
