"""Publishing a response or holding it back, with the reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.models import Comment, Submission
from consultations.permissions import can_publish_submission, can_screen
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def publish_submission(*, by: User, submission: Submission) -> None:
    """Everybody may read it from now on."""
    can_publish_submission(look_at(by), submission).or_refuse()
    screen(submission=submission, by=by, state=Submission.ScreeningState.PUBLISHED, reason="")
    log(submission, "consultations.publish_submission", user=by)


@transaction.atomic
def hold_submission(*, by: User, submission: Submission, reason: str) -> None:
    """Nobody outside the desk reads it until it is published; its sender reads the reason on the receipt."""
    can_screen(look_at(by), submission).or_refuse()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is held back; its sender reads this.")})
    screen(submission=submission, by=by, state=Submission.ScreeningState.HELD, reason=reason.strip())
    log(submission, "consultations.hold_submission", user=by)


def screen(*, submission: Submission, by: User, state: str, reason: str) -> None:
    """Notes who looked and what came of it."""
    submission.screening, submission.hold_reason = state, reason
    submission.screened_at, submission.screened_by = clock.now(), by
    submission.save(update_fields=["screening", "hold_reason", "screened_at", "screened_by"])
    tell(Comment, submission.comments.values_list("pk", flat=True))
