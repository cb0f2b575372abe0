"""Rights over standards themselves: that one is being written, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from portal.members.viewer import Viewer


def can_keep_standards(viewer: Viewer) -> Verdict:
    """The secretariat keeps the list of standards, their titles and what they are for."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat keeps the list of standards."))
