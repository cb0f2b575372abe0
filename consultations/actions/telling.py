"""Who may read a response has changed: its comments and its files are found by others from now on, or by nobody."""

from __future__ import annotations

from consultations.models import Attachment, Comment, Submission
from portal.signals import tell


def tell_of(submission: Submission) -> None:
    """Within the transaction of an action."""
    tell(Comment, submission.comments.values_list("pk", flat=True))  # type: ignore[attr-defined]
    tell_of_files(submission)


def tell_of_files(submission: Submission) -> None:
    """Locked ones too: that is how they stop being found."""
    rows = Attachment.with_locked.filter(submission=submission)
    tell(Attachment, rows.values_list("pk", flat=True))
