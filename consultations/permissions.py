"""Every right over standards, drafts, rounds and what people say in them: yes or no, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Clause, Draft, Round
    from portal.members.viewer import Viewer

# -- drafts and rounds ---------------------------------------------------------------------------------------------


def can_import_draft(viewer: Viewer) -> Verdict:
    """A draft is brought in by the secretariat, whoever wrote it."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat brings in a draft."))


def can_freeze(viewer: Viewer, draft: Draft) -> Verdict:
    """The words of a draft are fixed once."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat fixes the words of a draft."))
    return no(_("The words of this draft are fixed already.")) if draft.frozen_at else YES


def can_translate(viewer: Viewer, clause: Clause) -> Verdict:
    """Translations may come and improve while the round is open: the source prevails."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat files translations."))


def can_record_lineage(viewer: Viewer) -> Verdict:
    """Which clause became which is confirmed by a person of the secretariat."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat says which clause became which."))


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
