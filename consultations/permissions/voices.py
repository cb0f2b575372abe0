"""Rights of those who speak, and of those who look over what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consultations.permissions.positions import can_answer_for
from portal import clock
from portal.audience import Audience
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Plea, Round, Submission, UnsentResponse
    from portal.members.viewer import Viewer


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
    if not is_in_audience(viewer, round) or round.announced_at is None:
        return no(_("There is no such consultation."))
    if phase == round.Phase.UPCOMING:
        return no(_("This consultation has not opened yet."))
    if phase == round.Phase.PAUSED:
        return no(_("This consultation is paused. What you write is kept, and can be sent once it goes on."))
    if phase == round.Phase.CANCELLED:
        return no(_("This consultation has been cancelled."))
    return YES if phase == round.Phase.OPEN else no(_("This consultation is closed."))


def can_send(viewer: Viewer, response: UnsentResponse) -> Verdict:
    """While it is open; in the published minutes after the close what was begun before it; later by a late door."""
    verdict = can_respond(viewer, response.round)
    round = response.round
    closed = round.phase in (round.Phase.CLOSED, round.Phase.ANSWERED) and is_in_audience(viewer, round)
    if closed and response.started_at < round.closes_at and clock.now() <= round.last_call_at:
        return YES
    door = response.late_door
    if door is not None and round.phase == round.Phase.CLOSED and clock.now() < door.ends_at:
        return YES
    return verdict


def can_withdraw(viewer: Viewer, submission: Submission) -> Verdict:
    """Whoever holds receipt and PIN may take a response back, once, until the round closes; a position its delegate."""
    if submission.withdrawn_at:
        return no(_("This response has been withdrawn already."))
    if submission.round.phase not in ("open", "paused"):
        return no(_("The round is closed: what was said in it stays. Your name and what gives you away can be erased."))
    return can_answer_for(viewer, submission)


def can_change(viewer: Viewer, submission: Submission) -> Verdict:
    """As withdrawing; and what came in a file is changed by another file."""
    if submission.channel == submission.Channel.IMPORT:
        return no(_("This response came in a file. Withdraw it and send the file again."))
    return can_withdraw(viewer, submission)


def can_erase(viewer: Viewer, submission: Submission) -> Verdict:
    """Whoever holds receipt and PIN may be forgotten, at any time."""
    return no(_("Name and address have been erased already.")) if submission.erased_at else YES


def can_ask_to_take_out(viewer: Viewer, submission: Submission) -> Verdict:
    """Whoever holds receipt and PIN may ask, at any time."""
    return YES


def can_contest(viewer: Viewer, submission: Submission) -> Verdict:
    """Once, by whoever holds receipt and PIN: what was held back, declined, or had words taken out."""
    state = submission.ScreeningState
    if submission.withdrawn_at or not (
        submission.screening in (state.HELD, state.DECLINED) or submission.redactions.exists()
    ):
        return no(_("There is nothing to contest."))
    if submission.pleas.filter(kind="contest").exists():
        return no(_("This has been contested once already."))
    return YES


def can_take_words_out(viewer: Viewer, submission: Submission) -> Verdict:
    """The secretariat, at any time and with a reason."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat takes words out."))


def can_settle(viewer: Viewer, plea: Plea) -> Verdict:
    """Somebody of the secretariat; a screening is looked at again by somebody else than who did it."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat settles this."))
    if plea.settled_at:
        return no(_("This has been settled already."))
    submission = plea.submission
    hands = {submission.screened_by_id, *submission.redactions.values_list("made_by", flat=True)}
    if plea.kind == plea.Kind.CONTEST and viewer.user in hands:
        return no(_("A second person decides: you had your hand in what is contested."))
    return YES


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
