"""Rights over following: anybody may ask for news of what they may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consultations.permissions.voices import is_in_audience
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Round
    from portal.members.viewer import Viewer


def can_follow(viewer: Viewer, round: Round | None = None) -> Verdict:
    """Without an account too; of a round only whom it is for, since each mail tells of it."""
    if round is None or (round.announced_at is not None and is_in_audience(viewer, round)):
        return YES
    return no(_("There is no such consultation."))
