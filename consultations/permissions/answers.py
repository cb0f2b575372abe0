"""Rights over answers: proposed by one, agreed by another, published at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consultations.permissions.voices import is_in_audience
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Disposition, Round
    from portal.members.viewer import Viewer


def can_work_on_answers(viewer: Viewer, round: Round) -> Verdict:
    """The secretariat, and who holds a seat in a body that decides; to them a round exists once it is announced."""
    is_known = round.announced_at is not None and is_in_audience(viewer, round)
    if viewer.is_secretariat or (viewer.committees and is_known):
        return YES
    return no(_("Only the secretariat and the committee work on answers."))


def can_propose_answers(viewer: Viewer, round: Round) -> Verdict:
    """The secretariat proposes, once the round is closed and until its answers are published."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat proposes answers."))
    if round.phase == round.Phase.ANSWERED:
        return no(_("The answers to this round are published and no longer change."))
    if round.phase != round.Phase.CLOSED:
        return no(_("Answers are written once the round is closed."))
    return YES


def can_agree(viewer: Viewer, disposition: Disposition) -> Verdict:
    """Somebody else than the proposer: a seat in a body that decides, or the secretariat for the committee."""
    if not (viewer.is_secretariat or viewer.committees):
        return no(_("Only a member of the committee agrees to an answer."))
    if disposition.proposed_by_id == viewer.user:
        return no(_("You cannot agree to your own proposal."))
    if disposition.superseded_at or disposition.published_at:
        return no(_("This answer no longer changes."))
    return YES


def can_publish_answers(viewer: Viewer, round: Round) -> Verdict:
    """As proposing: the secretariat, once, after the close."""
    return can_propose_answers(viewer, round)
