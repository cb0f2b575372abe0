"""*This was not me*: the name is held until the secretariat has asked."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.holding import forget
from consultations.actions.safeguarding import has_effect, keep
from consultations.actions.telling import tell_of
from consultations.models import Comment, Report, Submission
from consultations.permissions import can_report, can_settle_dispute
from consultations.said import tidy
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at


@transaction.atomic
def report_not_me(*, comment: Comment, words: str = "", origin: str = "", by: User | None = None) -> Report | None:
    """Name and organisation are shown no more; the words stay, and the secretariat finds it at the desk."""
    can_report(look_at(by), comment).or_refuse()
    submission = Submission.objects.select_for_update(no_key=True).filter(pk=comment.submission_id).first()
    if submission is None:
        return None
    takes_effect = has_effect(Report.Kind.NOT_ME, origin)
    report = keep(Report.Kind.NOT_ME, comment, words=words, origin=origin, takes_effect=takes_effect)
    log(submission, "consultations.dispute")
    if takes_effect and submission.disputed_at is None:
        hold_name(submission, at=report.made_at)
    return report


@transaction.atomic
def settle_dispute(*, by: User, report: Report, is_theirs: bool, outcome: str, language: str = "en") -> None:
    """It was they: the name is shown again. It was not: the name is erased and stays away, the organisation too."""
    can_settle_dispute(look_at(by), report).or_refuse()
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say how you found out.")})
    submission = Submission.objects.select_for_update(no_key=True).get(pk=report.submission_id)
    waiting = Report.objects.disputes().filter(submission=submission)  # type: ignore[attr-defined]
    settled = {"settled_at": clock.now(), "settled_by": by, "outcome": tidy(outcome), "words": ""}
    settled |= {"outcome_language": language}
    Report.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(**settled)
    hold_name(submission, at=None if is_theirs else clock.now())
    if not is_theirs and submission.erased_at is None:
        forget(submission)
    log(submission, "consultations.settle_dispute", user=by, data={"theirs": is_theirs})


def hold_name(submission: Submission, *, at: datetime | None) -> None:
    """From a moment on, or no more."""
    submission.disputed_at = at
    submission.save(update_fields=["disputed_at"])
    tell_of(submission)
