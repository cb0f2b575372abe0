"""Rights over rounds: preparing, announcing, giving more time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Round
    from portal.members.viewer import Viewer


def can_make_round(viewer: Viewer) -> Verdict:
    """Rounds are prepared at the desk."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat prepares a round."))


def can_edit_round(viewer: Viewer, round: Round) -> Verdict:
    """Nothing of a round changes once people have been told of it."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat prepares a round."))
    return no(_("This round is announced: only its closing date can still move.")) if round.announced_at else YES


def can_announce(viewer: Viewer, round: Round) -> Verdict:
    """Whether its conditions are met is another question: ``unmet_guards``."""
    return can_edit_round(viewer, round)


def can_change_dates(viewer: Viewer, round: Round) -> Verdict:
    """More time may be given, with a public reason, until the answers are out."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat gives a round more time."))
    if round.announced_at is None:
        return no(_("This round is not announced yet: edit its dates."))
    if round.cancelled_at:
        return no(_("This round was cancelled."))
    if round.answered_at:
        return no(_("The answers of this round are published."))
    return YES
