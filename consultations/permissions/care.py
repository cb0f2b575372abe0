"""Rights around reports: who says that somebody is at risk, who sees it, who lifts a lock; who settles who spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Comment, Report
    from portal.members.viewer import Viewer


def can_report(viewer: Viewer, comment: Comment) -> Verdict:
    """Anybody who reads a published comment, signed in or not."""
    return YES if comment.is_public else no(_("There is no such comment."))


def can_look_after_people(viewer: Viewer) -> Verdict:
    """The safeguarding officer alone: not the secretariat, not the administrator."""
    return YES if viewer.is_safeguarding else no(_("Only the safeguarding officer sees this."))


def can_settle_dispute(viewer: Viewer, report: Report) -> Verdict:
    """The secretariat, once."""
    if not viewer.is_secretariat or report.kind != report.Kind.NOT_ME:
        return no(_("Only the secretariat settles this."))
    return no(_("This has been settled already.")) if report.settled_at else YES
