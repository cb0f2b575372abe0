"""Publishing a response, holding it back with the reason, declining it by a published code; and looking again."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.actions.telling import tell_of
from consultations.joint import refuse_second
from consultations.models import Plea, Submission
from consultations.permissions import can_publish_submission, can_screen, can_see_identities, can_settle
from consultations.said import tidy
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at

State = Submission.ScreeningState
CONTESTED = (State.HELD, State.DECLINED)


@transaction.atomic
def publish_submission(*, by: User, submission: Submission, revision: int) -> None:
    """Everybody may read it from now on, in the revision that was read at the desk and in no later one."""
    there = locked(submission)
    can_publish_submission(look_at(by), there or submission).or_refuse()
    publish(by=by, submission=as_read(there, revision))


def locked(submission: Submission) -> Submission | None:
    """As it is now, until the transaction ends; none where it was locked because somebody is at risk."""
    return Submission.objects.select_for_update(no_key=True).filter(pk=submission.pk).first()


def as_read(there: Submission | None, revision: int, was: str | None = None) -> Submission:
    """Only what was read at the desk is decided: neither changed by its sender nor looked at by a colleague since.

    ``was``: how far it had been looked at when the page was made.
    """
    again = _("This page had been open for long. Nothing is lost: look it over and press once more.")
    if there is None or there.revision != revision:
        raise ValidationError({NON_FIELD_ERRORS: [_("Response changed"), again]})
    if was is not None and there.screening != was:
        told = _("Somebody else has decided about this response meanwhile: it is “%(state)s” now.")
        raise ValidationError({NON_FIELD_ERRORS: [told % {"state": there.get_screening_display()}, again]})
    return there


@transaction.atomic
def publish_submissions(*, by: User, revisions: Mapping[int, int]) -> int:
    """Those still in the revision that was read, if they may be, or were and are now looked at; says how many."""
    viewer = look_at(by)
    can_see_identities(viewer).or_refuse()
    rows = Submission.objects.select_for_update(no_key=True).filter(pk__in=revisions).order_by("pk")
    chosen = [
        one
        for one in rows.filter(screening__in=(State.PENDING, State.PUBLISHED))
        if one.revision == revisions[one.pk] and can_publish_submission(viewer, one)
    ]
    for submission in chosen:
        publish(by=by, submission=submission)
    return len(chosen)


def publish(*, by: User, submission: Submission) -> None:
    """For a row that is locked, by who may."""
    screen(submission=submission, by=by, state=State.PUBLISHED, reason="")
    log(submission, "consultations.publish_submission", user=by)


@transaction.atomic
def hold_submission(
    *, by: User, submission: Submission, reason: str, revision: int, was: str, language: str = "en"
) -> None:
    """Nobody outside the desk reads it until it is published; its sender reads the reason on the receipt."""
    there = locked(submission)
    can_screen(look_at(by), there or submission).or_refuse()
    submission = as_read(there, revision, was)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is held back; its sender reads this.")})
    screen(submission=submission, by=by, state=State.HELD, reason=reason.strip(), language=language)
    log(submission, "consultations.hold_submission", user=by)
    emails.screened(submission=submission)


@transaction.atomic
def decline_submission(
    *, by: User, submission: Submission, code: str, revision: int, was: str, reason: str = "", language: str = "en"
) -> None:
    """Not recorded, by one of the published codes; its sender is told and may contest it once."""
    there = locked(submission)
    can_screen(look_at(by), there or submission).or_refuse()
    submission = as_read(there, revision, was)
    if code not in Submission.DeclineCode.values:
        raise ValidationError({"code": _("Choose one of the published codes.")})
    told = {"reason": tidy(reason), "language": language}
    screen(submission=submission, by=by, state=State.DECLINED, code=code, **told)
    log(submission, "consultations.decline_submission", user=by, data={"code": code})
    emails.screened(submission=submission)


@transaction.atomic
def settle_plea(*, by: User, plea: Plea, is_granted: bool, answer: str, revision: int, language: str = "en") -> None:
    """What a sender asked is done or not, with words; a screening that is found wrong is undone by it."""
    plea = Plea.objects.select_for_update(of=("self",)).select_related("submission__round").get(pk=plea.pk)
    can_settle(look_at(by), plea).or_refuse()
    if not answer.strip():
        raise ValidationError({"answer": _("Say what you found; the sender reads this.")})
    submission = as_read(locked(plea.submission), revision)
    if is_granted and plea.kind == Plea.Kind.CONTEST and submission.screening in CONTESTED:
        public = submission.confidentiality != Submission.Confidentiality.COMMITTEE
        state = Submission.ScreeningState.PUBLISHED if public else Submission.ScreeningState.PENDING
        screen(submission=submission, by=by, state=state, reason="")
    plea.is_granted, plea.answer, plea.answer_language = is_granted, tidy(answer), language
    plea.settled_at, plea.settled_by = clock.now(), by
    if plea.kind == Plea.Kind.TAKE_OUT:
        plea.words = ""  # they would be the last place where the words stand
    plea.save()
    log(submission, "consultations.settle_plea", user=by, data={"kind": plea.kind, "granted": is_granted})
    emails.screened(submission=submission)


def screen(*, submission: Submission, by: User, state: str, reason: str, code: str = "", language: str = "en") -> None:
    """Notes who looked and what came of it."""
    was_declined = submission.screening == Submission.ScreeningState.DECLINED
    if submission.is_official and was_declined and state != Submission.ScreeningState.DECLINED:
        refuse_second(submission.round, submission.organisation, but=submission)  # it may have sent another since
    submission.screening, submission.decline_code = state, code
    submission.hold_reason, submission.hold_language = reason, language
    submission.screened_at, submission.screened_by = clock.now(), by
    looked_at = ["screening", "hold_reason", "hold_language", "decline_code", "screened_at", "screened_by"]
    submission.save(update_fields=looked_at)
    tell_of(submission)
