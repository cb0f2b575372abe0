"""Rights of those who say something about terms: groups, members, anybody signed in; and of who answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from glossary.models import Concept, ConceptVersion, TermProposal, VersionComment
    from portal.members.models import Organisation
    from portal.members.viewer import Viewer


def can_sound(viewer: Viewer, version: ConceptVersion, organisation: Organisation | None = None) -> Verdict:
    """A delegate says what a member organisation thinks of words under review; the secretariat writes down for it."""
    if version.status != version.Status.UNDER_REVIEW:
        return no(_("Groups say what they think while a version is under review."))
    if version.review_until is not None and version.review_until < clock.today():
        return no(_("The review has ended. What a group says now belongs to the decision."))
    if not (viewer.is_secretariat or viewer.delegate_of):
        return no(_("A delegate of a member organisation says what it thinks. Yours can be found in your account."))
    if organisation is None:
        return YES
    if organisation.status != organisation.Status.MEMBER:
        return no(_("Only members of the alliance take a position on its words."))
    if viewer.is_secretariat or organisation.pk in viewer.delegate_of:
        return YES
    return no(_("Only a delegate of the organisation says what it thinks."))


def can_ask_for_term(viewer: Viewer, concept: Concept | None = None) -> Verdict:
    """Members of the alliance ask for a term, or for other words for one."""
    if not viewer.is_known:
        return no(_("Sign in to propose a term."))
    if not viewer.is_member:
        return no(_("Only members of the alliance propose terms. You can comment on any term."))
    if concept is not None and concept.withdrawn_at:
        return no(_("This term has been withdrawn. Propose a new one instead."))
    return YES


def can_settle_proposal(viewer: Viewer, proposal: TermProposal) -> Verdict:
    """The secretariat takes a proposal up or declines it, once, with a reason that everybody reads."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat answers proposals."))
    return YES if proposal.state == proposal.State.WAITING else no(_("This proposal has its answer."))


def can_take_words_out(viewer: Viewer, proposal: TermProposal) -> Verdict:
    """The secretariat takes words that hurt or give somebody away out of what is declined; that it did so is public."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat takes words out of proposals."))
    if proposal.state != proposal.State.DECLINED:
        return no(_("Words are taken out of a proposal once it is declined."))
    return YES


def can_comment(viewer: Viewer, version: ConceptVersion) -> Verdict:
    """Anybody signed in, on any version that is open or in force."""
    if not viewer.is_known:
        return no(_("Sign in to comment on these words."))
    if version.status in (version.Status.SUPERSEDED, version.Status.WITHDRAWN, version.Status.REJECTED):
        return no(_("These words are no longer in use. Comment on the ones in force."))
    return YES


def can_screen_comment(viewer: Viewer, comment: VersionComment) -> Verdict:
    """The secretariat publishes what waits, and takes off the page what does not belong there, with a reason."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat looks over comments."))


def can_answer_comment(viewer: Viewer, comment: VersionComment) -> Verdict:
    """The secretariat answers a published comment, once."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat answers comments."))
    if comment.state != comment.State.PUBLISHED:
        return no(_("Only what is published is answered."))
    return no(_("This comment has its answer.")) if comment.answered_at else YES


def can_reconfirm(viewer: Viewer, version: ConceptVersion) -> Verdict:
    """The secretariat says that agreed words were looked at again and still hold."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat says that a term still holds."))
    if version.status != version.Status.AGREED:
        return no(_("Only words in force are looked at again."))
    return YES


def can_watch(viewer: Viewer, concept: Concept | None = None) -> Verdict:
    """Anybody, without an account too: everything that is told stands on public pages."""
    return YES
