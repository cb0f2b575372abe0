"""Every right over standards, drafts, rounds and what people say in them: yes or no, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.audience import Audience
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Clause, Disposition, Draft, Round, Submission, UnsentResponse
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


# -- voices: saying, screening, answering ---------------------------------------------------------------------------

GRACE = timedelta(minutes=30)  # published: a response begun before the close may still be sent this long after it


def is_in_audience(viewer: Viewer, round: Round) -> bool:
    """The rule of ``visible_to`` for a round in hand."""
    if viewer.is_secretariat or round.audience == Audience.PUBLIC:
        return True
    if round.audience == Audience.MEMBERS:
        return viewer.is_member
    return round.audience_group_id in viewer.groups


def can_respond(viewer: Viewer, round: Round) -> Verdict:
    """Anybody the round is for may begin a response while it is open."""
    phase = round.phase
    if not is_in_audience(viewer, round) or phase == round.Phase.PREPARING:
        return no(_("There is no such consultation."))
    if phase == round.Phase.UPCOMING:
        return no(_("This consultation has not opened yet."))
    if phase == round.Phase.CANCELLED:
        return no(_("This consultation has been cancelled."))
    return YES if phase == round.Phase.OPEN else no(_("This consultation is closed."))


def can_send(viewer: Viewer, response: UnsentResponse) -> Verdict:
    """While it is open; and for half an hour after the close, what was begun before it."""
    verdict = can_respond(viewer, response.round)
    round = response.round
    late = round.phase in (round.Phase.CLOSED, round.Phase.ANSWERED) and is_in_audience(viewer, round)
    if late and response.started_at < round.closes_at and clock.now() <= round.closes_at + GRACE:
        return YES
    return verdict


def can_withdraw(viewer: Viewer, submission: Submission) -> Verdict:
    """Whoever holds receipt and PIN may take a response back, once; who looks does not matter."""
    return no(_("This response has been withdrawn already.")) if submission.withdrawn_at else YES


def can_screen(viewer: Viewer, submission: Submission) -> Verdict:
    """The secretariat publishes or holds back; what is for the committee only is never published."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat screens responses."))
    if submission.withdrawn_at:
        return no(_("This response has been withdrawn."))
    return YES


def can_publish_submission(viewer: Viewer, submission: Submission) -> Verdict:
    """As ``can_screen``, and its sender must have let everybody read it."""
    if submission.confidentiality == submission.Confidentiality.COMMITTEE:
        return no(_("This response is for the committee only and is never published."))
    return can_screen(viewer, submission)


def can_see_identities(viewer: Viewer) -> Verdict:
    """Names withheld from the public are withheld from the committee as well."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat sees who sent a response."))


def can_work_on_answers(viewer: Viewer, round: Round) -> Verdict:
    """The answering desk is for the secretariat and for those who hold a seat in a body that decides."""
    if viewer.is_secretariat or (viewer.committees and is_in_audience(viewer, round)):
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
