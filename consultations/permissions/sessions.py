"""Rights over facilitated sessions: members hold them, their records may arrive in the published days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consultations.permissions.rounds import can_still_arrive
from consultations.permissions.voices import is_in_audience
from portal import clock
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import FacilitatedSession, Round
    from portal.members.models import Organisation
    from portal.members.viewer import Viewer


def can_work_on_sessions(viewer: Viewer) -> Verdict:
    """Sessions are held by members of an organisation or by the secretariat."""
    return YES if viewer.is_member else no(_("Only members of the alliance and the secretariat hold sessions."))


def can_hold_sessions(viewer: Viewer, round: Round) -> Verdict:
    """While the round is open, or its records may still arrive."""
    if not can_work_on_sessions(viewer):
        return can_work_on_sessions(viewer)
    if not is_in_audience(viewer, round) or round.announced_at is None or round.opens_at > clock.now():
        return no(_("This consultation has not opened yet."))
    return can_still_arrive(viewer, round, held_at=round.opens_at)


def can_record_session(viewer: Viewer, round: Round, organisation: Organisation | None) -> Verdict:
    """In the name of one's own organisation; the secretariat for itself or for anybody."""
    if not viewer.is_secretariat and (organisation is None or organisation.pk not in viewer.organisations):
        return no(_("Only a member of the organisation or the secretariat records its sessions."))
    return can_hold_sessions(viewer, round)


def can_see_session(viewer: Viewer, session: FacilitatedSession) -> Verdict:
    """The rule of ``visible_to`` for a session in hand."""
    own = session.recorded_by_id == viewer.user and session.organisation_id in viewer.organisations
    if viewer.is_secretariat or own or session.organisation_id in viewer.delegate_of:
        return YES
    return no(_("There is no such session."))


def can_type_in(viewer: Viewer, session: FacilitatedSession) -> Verdict:
    """Who may see it, as long as what was said in time may arrive."""
    return can_see_session(viewer, session) and can_still_arrive(viewer, session.round, held_at=session.held_at)


def can_settle_corrections(viewer: Viewer) -> Verdict:
    """What a participant says of a record goes past its host."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat reads what participants say of a record."))
