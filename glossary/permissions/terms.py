"""Who may do what with a term. Every answer carries its reason, and the page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from glossary.models import Concept, ConceptVersion
    from portal.members.viewer import Viewer


def can_propose(viewer: Viewer, concept: Concept | None = None) -> Verdict:
    """Members of the alliance and the secretariat put a term, or a new version of one, on the table."""
    if not viewer.is_member:
        return no(_("Only members of the alliance and the secretariat propose terms."))
    if concept is not None and concept.withdrawn_at:
        return no(_("This term has been withdrawn. Propose a new one instead."))
    return YES


def can_edit(viewer: Viewer, version: ConceptVersion) -> Verdict:
    """The secretariat edits a proposal, until people are asked what they think of its words."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat edits a proposal."))
    if version.status == version.Status.UNDER_REVIEW:
        return no(_("It is under review: the words that people look at do not change. Reject it and propose anew."))
    if version.status != version.Status.PROPOSED:
        return no(_("Only a proposal can be edited. To change what is agreed, propose a new version."))
    return YES


def can_open_review(viewer: Viewer, version: ConceptVersion) -> Verdict:
    """The secretariat asks the groups to look at a proposal."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat opens a review."))
    if version.status == version.Status.UNDER_REVIEW:
        return no(_("It is under review already."))
    if version.status != version.Status.PROPOSED:
        return no(_("Only a proposal can be put under review."))
    return YES


def can_reject(viewer: Viewer, version: ConceptVersion) -> Verdict:
    """The secretariat closes a proposal, with a reason; what is agreed stays agreed."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat rejects a proposal."))
    if not version.is_open:
        return no(_("Only an open proposal can be rejected."))
    return YES


def can_agree(viewer: Viewer, version: ConceptVersion) -> Verdict:
    """Asked by the publication of a decision; nothing else agrees a term."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat publishes the decision that agrees a term."))
    if version.status == version.Status.PROPOSED:
        return no(_("Open the review of this version first: nobody has been asked to look at it."))
    if version.status != version.Status.UNDER_REVIEW:
        return no(_("Only a version under review can be agreed."))
    if version.concept.withdrawn_at:
        return no(_("This term has been withdrawn."))
    return YES


def can_withdraw(viewer: Viewer, concept: Concept) -> Verdict:
    """The secretariat takes a term out of use; its address and its history stay."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat withdraws a term."))
    if concept.withdrawn_at:
        return no(_("This term has been withdrawn already."))
    return YES


def can_record_phrasing(viewer: Viewer, concept: Concept) -> Verdict:
    """The secretariat writes down how a group says it."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat records how a group says it."))
    if concept.withdrawn_at:
        return no(_("This term has been withdrawn."))
    return YES


def can_import(viewer: Viewer) -> Verdict:
    """Many proposals at once are the secretariat's work."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat imports terms."))


def can_release(viewer: Viewer) -> Verdict:
    """An edition of the whole glossary is published by the secretariat."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat publishes a release of the glossary."))
