"""The mails of this room: one function a message, in the language of whoever gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import outbox
from portal.members.languages import interface_language
from portal.outbox import address

if TYPE_CHECKING:
    from consultations.models import Submission
    from governance.models import Decision


def address_of(record: Any) -> str:
    """In full, in the active language."""
    return f"{settings.BASE_URL}{record.get_absolute_url()}"


def last_call_opened(*, decision: Decision, person: Any) -> None:
    """To each holder of a seat: it is your turn, until when."""
    with override(interface_language(person.language)):
        until = date_format(timezone.localtime(decision.last_call_until), "DATE_FORMAT")
        ballot = address("governance:ballot", decision.number)
        outbox.put(
            event=f"last call {decision.number}",
            recipient=person.email,
            subject=_("%(number)s waits for your position") % {"number": decision.number},
            body=_(
                "%(number)s is in last call until %(until)s.\n\n"
                "Read it and say where your seat stands:\n%(address)s\n\n"
                "Silence counts as silence, not as a yes."
            )
            % {"number": decision.number, "until": until, "address": ballot},
        )


def comment_answered(*, decision: Decision, submission: Submission, refs: list[str]) -> None:
    """To whoever wrote a comment that the decision answers, where we know how to reach them."""
    identity = getattr(submission, "identity", None)
    if identity is None or not identity.email or submission.withdrawn_at or submission.locked_at:
        return
    if identity.confirmed_at is None and identity.user is None:
        return
    language = identity.user.language if identity.user else submission.language
    with override(interface_language(language)):
        outbox.put(
            event=f"decision {decision.number} answers submission {submission.pk}",
            recipient=identity.email,
            subject=_("A decision answers what you wrote: %(number)s") % {"number": decision.number},
            body=_(
                "Your comments %(refs)s are answered by a decision.\n\n"
                "What was decided, why, and what it costs whom:\n%(address)s"
            )
            % {"refs": ", ".join(refs), "address": address_of(decision)},
        )
