"""Rights around reports: who says that somebody is at risk, who sees it, who lifts a lock; who settles who spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Comment, CoSignature, Report
    from portal.members.viewer import Viewer


def can_report(viewer: Viewer, comment: Comment) -> Verdict:
    """Anybody who reads a published comment, signed in or not."""
    return YES if comment.is_public else no(_("There is no such comment."))


def can_cosign(viewer: Viewer, comment: Comment) -> Verdict:
    """Anybody the round is for, while it is open; not whoever wrote the comment."""
    from consultations.permissions.voices import can_respond

    if not comment.is_public:
        return no(_("There is no such comment."))
    identity = getattr(comment.submission, "identity", None)
    if viewer.is_known and identity is not None and identity.user_id == viewer.user:
        return no(_("This comment is your own."))
    return can_respond(viewer, comment.round)


def can_take_name_back(viewer: Viewer, cosignature: CoSignature) -> Verdict:
    """Whoever put it there, at any time; for an organisation its delegate."""
    if cosignature.organisation_id is not None:
        theirs = cosignature.organisation_id in viewer.delegate_of
        return YES if theirs else no(_("Only a delegate speaks for a member organisation."))
    mine = viewer.is_known and cosignature.user_id == viewer.user
    return YES if mine else no(_("Only whoever put a name there takes it away."))


def can_look_after_people(viewer: Viewer) -> Verdict:
    """The safeguarding officer alone: not the secretariat, not the administrator."""
    return YES if viewer.is_safeguarding else no(_("Only the safeguarding officer sees this."))


def can_settle_dispute(viewer: Viewer, report: Report) -> Verdict:
    """The secretariat, once."""
    if not viewer.is_secretariat or report.kind != report.Kind.NOT_ME:
        return no(_("Only the secretariat settles this."))
    return no(_("This has been settled already.")) if report.settled_at else YES
