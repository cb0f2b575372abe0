"""Somebody is at risk: the response is locked at once, for one officer alone, without a mail and without a trace."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.telling import tell_of, tell_of_files
from consultations.models import Comment, Report, Submission
from consultations.permissions import can_look_after_people, can_report
from consultations.said import tidy
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at
from portal.signals import tell

LONGEST = 2_000
MOST_EFFECTIVE = 5  # reports of one network in a day that take effect by themselves
LOOKED_AFTER = timedelta(days=7)  # since a lock was lifted: the officer knows the case and decides
FORGET_ORIGIN = timedelta(days=2)


@transaction.atomic
def report_risk(*, comment: Comment, words: str = "", origin: str = "", by: User | None = None) -> Report | None:
    """One report locks; past the limit of a network the officer decides. Who reported is kept nowhere."""
    can_report(look_at(by), comment).or_refuse()
    submission = Submission.objects.select_for_update(no_key=True).filter(pk=comment.submission_id).first()
    if submission is None:  # locked while this was typed
        return None
    takes_effect = has_effect(Report.Kind.AT_RISK, origin) and not lifted_lately(submission)
    report = keep(Report.Kind.AT_RISK, comment, words=words, origin=origin, takes_effect=takes_effect)
    if takes_effect:
        lock(submission, report)
    return report


@transaction.atomic
def lock_by_hand(*, by: User, report: Report) -> None:
    """The officer locks what a report past the limit did not."""
    can_look_after_people(look_at(by)).or_refuse()
    submission = Submission.objects.select_for_update(no_key=True).filter(pk=report.submission_id).first()
    if submission is not None:
        lock(submission, report, by=by)


def lock(submission: Submission, report: Report, by: User | None = None) -> None:
    """Out of every list, count, search and file at once. The log names the report and not the response."""
    comments = list(submission.comments.values_list("pk", flat=True))
    submission.locked_at = clock.now()
    submission.save(update_fields=["locked_at"])
    log(report, "consultations.lock", user=by)
    tell(Comment, comments)
    tell_of_files(submission)


@transaction.atomic
def lift_lock(*, by: User, submission: Submission, reason: str, language: str = "en") -> None:
    """Everything is as it was before. The officer's reason stays with the reports; their words go."""
    can_look_after_people(look_at(by)).or_refuse()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is safe now, or what was done.")})
    submission = Submission.with_locked.select_for_update(no_key=True).get(pk=submission.pk)
    settled = {"settled_at": clock.now(), "settled_by": by, "outcome": tidy(reason), "words": ""}
    settled |= {"outcome_language": language}
    reports = Report.objects.of_risk().waiting().filter(submission=submission)  # type: ignore[attr-defined]
    first = reports.first()
    reports.update(**settled)
    submission.locked_at = None
    submission.save(update_fields=["locked_at"])
    log(first or submission, "consultations.lift_lock", user=by)
    tell_of(submission)


def has_effect(kind: str, origin: str) -> bool:
    """Whether a report from this network still takes effect by itself today."""
    if not origin:
        return True
    lately = Report.objects.filter(kind=kind, origin=origin, has_effect=True)
    return lately.filter(made_at__gt=clock.now() - timedelta(days=1)).count() < MOST_EFFECTIVE


def lifted_lately(submission: Submission) -> bool:
    """The officer has looked at this one within a week."""
    since = clock.now() - LOOKED_AFTER
    return Report.objects.filter(submission=submission, kind=Report.Kind.AT_RISK, settled_at__gt=since).exists()


def keep(kind: str, comment: Comment, *, words: str, origin: str, takes_effect: bool) -> Report:
    """The row of a report."""
    return Report.objects.create(
        submission_id=comment.submission_id,
        comment=comment,
        kind=kind,
        words=tidy(words)[:LONGEST],
        language=get_language() or "en",
        origin=origin,
        has_effect=takes_effect,
    )


def forget_origins() -> int:
    """Which reports came from one network matters for a day; then nothing of it is kept."""
    old = Report.objects.exclude(origin="").filter(made_at__lt=clock.now() - FORGET_ORIGIN)
    return int(old.update(origin=""))
