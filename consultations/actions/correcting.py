"""*This is not what I said*: from a participant of a session to the secretariat, past the host."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.models import Correction, FacilitatedSession, Submission
from consultations.permissions import can_settle_corrections
from consultations.said import tidy, too_long
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at


@transaction.atomic
def say_otherwise(
    *, session: FacilitatedSession, submission: Submission | None, words: str, contact: str = "", language: str = "en"
) -> Correction:
    """Whoever holds the code of a slip may say so, without a name; the host never learns of it."""
    words = tidy(words)
    if message := (too_long(words) if words else _("Say what is wrong with it, or what you said.")):
        raise ValidationError({"words": message})
    correction = Correction.objects.create(
        session=session, submission=submission, words=words, contact=tidy(contact)[:200], language=language
    )
    log(correction, "consultations.say_otherwise")  # without a person, as for a response
    emails.said_otherwise(correction=correction)
    return correction


@transaction.atomic
def settle_correction(*, by: User, correction: Correction, outcome: str, language: str = "en") -> Correction:
    """What was found and done; the way to reach the person is forgotten."""
    can_settle_corrections(look_at(by)).or_refuse()
    correction = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if not tidy(outcome):
        raise ValidationError({"outcome": _("Write what was found and what was done.")})
    if correction.settled_at is not None:
        raise ValidationError(_("This has been settled already."))
    correction.outcome, correction.outcome_language, correction.contact = tidy(outcome), language, ""
    correction.settled_at, correction.settled_by = clock.now(), by
    correction.save(update_fields=["outcome", "outcome_language", "contact", "settled_at", "settled_by"])
    log(correction, "consultations.settle_correction", user=by)
    return correction
