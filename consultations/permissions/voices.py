"""Rights of those who speak, and of those who look over what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.audience import Audience
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Round, Submission, UnsentResponse
    from portal.members.viewer import Viewer

OUT_OF_SCOPE = _("This round asks only about what changed since the last draft, and this clause did not.")


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


def can_comment_on(viewer: Viewer, round: Round, *, is_in_scope: bool) -> Verdict:
    """In a restricted round only what changed since the last draft; ``is_in_scope`` is asked of ``scope``."""
    if not is_in_scope:
        return no(OUT_OF_SCOPE)
    return can_respond(viewer, round)


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
