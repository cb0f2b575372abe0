"""Rights over the one position that an organisation sends: its colleagues draft it, its delegate answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Submission, UnsentResponse
    from portal.members.models import Organisation
    from portal.members.viewer import Viewer


def can_draft_for(viewer: Viewer, organisation: Organisation) -> Verdict:
    """Whoever belongs to it today, confirmed; who has left reads and writes there no more."""
    if organisation.pk in viewer.organisations:
        return YES
    return no(_("Only colleagues whose membership is confirmed draft what an organisation says."))


def can_speak_for(viewer: Viewer, organisation: Organisation) -> Verdict:
    """Only a delegate sends, changes or withdraws what an organisation says."""
    if organisation.pk in viewer.delegate_of:
        return YES
    return no(_("Only a delegate speaks for a member organisation."))


def can_write(viewer: Viewer, response: UnsentResponse) -> Verdict:
    """What belongs to one person is found by that person only; what is drafted together is its colleagues'."""
    return can_draft_for(viewer, response.organisation) if response.organisation else YES


def can_answer_for(viewer: Viewer, submission: Submission) -> Verdict:
    """What an organisation has said is changed and taken back by its delegate, whoever holds the receipt."""
    if submission.is_official and submission.organisation:
        return can_speak_for(viewer, submission.organisation)
    return YES


def can_read_position(viewer: Viewer, submission: Submission) -> Verdict:
    """Colleagues read what their organisation has sent, all of it; its receipt shows anybody else the rest."""
    if submission.is_official and submission.organisation_id in viewer.organisations:
        return YES
    return no(_("Only colleagues read all of what their organisation has sent."))
