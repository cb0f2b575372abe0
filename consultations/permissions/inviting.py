"""Rights over invitations to an early round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Invitation, Round
    from portal.members.viewer import Viewer

OVER = ("closed", "answered", "cancelled")


def can_see_invitations(viewer: Viewer) -> Verdict:
    """Names and addresses are for the secretariat's eyes."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat invites people to a round."))


def can_invite(viewer: Viewer, round: Round) -> Verdict:
    """To a round that is only for those invited, as long as they can still take part."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat invites people to a round."))
    if not round.is_by_invitation:
        return no(_("This round is not only for those invited by name."))
    return no(_("This round is over: nobody can be invited to it any more.")) if round.phase in OVER else YES


def can_take_up(viewer: Viewer, invitation: Invitation) -> Verdict:
    """Whoever holds its link, signed in; once taken up it is that person's alone."""
    if not viewer.is_known:
        return no(_("Sign in first: the invitation is tied to your account."))
    if invitation.user_id is not None and invitation.user_id != viewer.user:
        return no(_("This invitation has been taken up with another account."))
    return YES
