"""What a right answers, and the rights over people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.members.models import Membership, Organisation, ReadingToken, User
    from portal.members.viewer import Viewer


class Refused(PermissionDenied):
    """An action was not allowed; ``str()`` is the reason in the reader's language."""


@dataclass(frozen=True)
class Verdict:
    """Yes or no, and why: the page shows the reason where the button would have stood."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def or_refuse(self) -> None:
        """Raises ``Refused`` with the reason unless allowed."""
        if not self.allowed:
            raise Refused(self.reason)


YES = Verdict(True)


def no(reason: str | Promise) -> Verdict:
    """A refusal with its reason."""
    return Verdict(False, reason)


def can_work_at_desk(viewer: Viewer) -> Verdict:
    """The desk is the secretariat's place of work."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat works here."))


def can_join(viewer: Viewer, organisation: Organisation) -> Verdict:
    """Anybody signed in may ask, once, to belong to an organisation."""
    if not viewer.is_known:
        return no(_("Sign in to ask to join an organisation."))
    if organisation.pk in viewer.organisations:
        return no(_("You belong to this organisation already."))
    if organisation.status == organisation.Status.FORMER:
        return no(_("This organisation has left the alliance."))
    return YES


def can_confirm(viewer: Viewer, membership: Membership) -> Verdict:
    """The organisation's delegate knows its people; the secretariat helps where there is no delegate. Never oneself."""
    if membership.user_id == viewer.user:
        return no(_("Somebody else confirms your own membership."))
    if viewer.is_secretariat or membership.organisation_id in viewer.delegate_of:
        return YES
    return no(_("Only a delegate of the organisation or the secretariat confirms a membership."))


def can_end(viewer: Viewer, membership: Membership) -> Verdict:
    """One may always leave; a delegate or the secretariat may end somebody's membership."""
    if membership.user_id == viewer.user or can_confirm(viewer, membership):
        return YES
    return no(_("Only a delegate of the organisation or the secretariat ends a membership."))


def can_appoint(viewer: Viewer, membership: Membership) -> Verdict:
    """A delegate may be joined by another; the first one is appointed by the secretariat."""
    if membership.confirmed_at is None or membership.ended_at is not None:
        return no(_("Only somebody whose membership is confirmed can become a delegate."))
    if viewer.is_secretariat or membership.organisation_id in viewer.delegate_of:
        return YES
    return no(_("Only a delegate of the organisation or the secretariat appoints a delegate."))


def can_make_secretary(viewer: Viewer, user: User) -> Verdict:
    """Who works for the alliance is an administrator's decision. Never one's own."""
    if not viewer.is_administrator:
        return no(_("Only an administrator appoints the secretariat."))
    return no(_("Somebody else decides this about you.")) if viewer.user == user.pk else YES


MOST_TOKENS = 20


def can_make_token(viewer: Viewer, held: int) -> Verdict:
    """Whoever has an account, for what is their own to read; so many that each can still be told from the others."""
    if not viewer.is_known:
        return no(_("Sign in to make a token."))
    return no(_("You have twenty tokens: take one back that you no longer need.")) if held >= MOST_TOKENS else YES


def can_revoke_token(viewer: Viewer, token: ReadingToken) -> Verdict:
    """One's own; nobody else knows of it."""
    return YES if viewer.user == token.user_id else no(_("This token is somebody else’s."))
