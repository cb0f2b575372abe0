"""Rights over files in which people send comments: their delegate brings them in, or the secretariat for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consultations.permissions.positions import can_speak_for
from consultations.permissions.rounds import can_still_arrive
from consultations.permissions.sessions import can_see_session
from consultations.permissions.voices import can_respond, can_send
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Intake, Round, UnsentResponse
    from portal.members.models import Organisation
    from portal.members.viewer import Viewer


def can_bring_in(viewer: Viewer, round: Round, organisation: Organisation | None) -> Verdict:
    """A delegate while the round is open; the secretariat also in the published days after, for what came in time."""
    if viewer.is_secretariat:
        is_over = round.phase == round.Phase.CLOSED
        return can_still_arrive(viewer, round, held_at=round.closes_at) if is_over else can_respond(viewer, round)
    if organisation is None or organisation.pk not in viewer.delegate_of:
        return no(_("Only a delegate of the organisation or the secretariat brings in a file with comments."))
    return can_respond(viewer, round)


def can_bring_in_position(viewer: Viewer, organisation: Organisation | None) -> Verdict:
    """A file is the one position of an organisation where its delegate says so; nobody else speaks for it."""
    if organisation is None:
        return no(_("An official position is a member organisation's."))
    return can_speak_for(viewer, organisation)


def can_bring_in_something(viewer: Viewer, round: Round) -> Verdict:
    """Whether the upload desk of a round is there at all for somebody."""
    may = can_work_on_intakes(viewer)
    if not may:
        return may
    return can_bring_in(viewer, round, None) if viewer.is_secretariat else can_respond(viewer, round)


def can_accept_rows(viewer: Viewer, intake: Intake, response: UnsentResponse) -> Verdict:
    """Sending what a file says: as bringing it in; what arrived in its days may be put right until it is answered."""
    if viewer.is_secretariat and intake.round.phase == "closed" and intake.brought_at <= intake.round.sheets_until:
        return YES  # it has arrived; putting its rows right may take longer
    verdict = can_bring_in(viewer, intake.round, intake.organisation)
    if verdict or viewer.is_secretariat or intake.organisation_id not in viewer.delegate_of:
        return verdict
    return can_send(viewer, response)


def can_mend_rows(viewer: Viewer, intake: Intake) -> Verdict:
    """Whoever may see a file may mend its rows; nothing is sent by it."""
    if intake.session is not None:
        return can_see_session(viewer, intake.session)
    if viewer.is_secretariat or intake.organisation_id in viewer.delegate_of:
        return YES
    return no(_("Only a delegate of the organisation or the secretariat works on this file."))


def can_log_letters(viewer: Viewer) -> Verdict:
    """Letters and e-mails are opened by the secretariat."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat logs letters."))


def can_work_on_intakes(viewer: Viewer) -> Verdict:
    """The upload desk is for delegates and for the secretariat."""
    if viewer.is_secretariat or viewer.delegate_of:
        return YES
    return no(_("Only a delegate of an organisation or the secretariat brings in a file with comments."))
