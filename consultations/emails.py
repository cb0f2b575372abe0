"""Mails of consultations: one function a message, in the recipient's language, each ending in the outbox."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations import receipts
from consultations.models import Identity, Submission
from consultations.titles import title_of
from portal import outbox

CONFIRM_SALT = "consultations.confirm"


def interface_language(language: str) -> str:
    """The language of the interface nearest to the one somebody wrote in."""
    short = language.split("-")[0]
    return short if short in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def address(name: str, *args: str) -> str:
    """A whole address, for a mail."""
    return settings.BASE_URL + reverse(name, args=args)


def received(*, receipt_code: str, pin: str, submission: Submission, identity: Identity | None) -> None:
    """The acknowledgement: receipt, PIN, and the link that confirms an address that is not yet."""
    if identity is None or not identity.email:
        return
    with override(interface_language(submission.language)):
        lines = [
            _("We have received your response to the consultation “%(round)s”.")
            % {"round": title_of(submission.round)},
            _("Receipt: %(code)s") % {"code": receipt_code},
            _("PIN: %(pin)s") % {"pin": pin},
            _("Read what becomes of it here: %(link)s") % {"link": address("consultations:receipt", receipt_code)},
            _("Whoever has the code can read that page. To withdraw the response, the PIN is needed as well."),
        ]
        if identity.confirmed_at is None:
            token = signing.dumps(identity.pk, salt=CONFIRM_SALT)
            lines.append(
                _("Please confirm within seven days that this address is yours: %(link)s")
                % {"link": address("consultations:confirm-email", token)}
            )
            lines.append(_("If you have not sent anything, you need not do anything: write to us if it was not you."))
        subject = _("We have your response")
        outbox.put(
            event=f"received:{submission.pk}", recipient=identity.email, subject=subject, body="\n\n".join(lines)
        )


def answered(*, submission: Submission) -> None:
    """The letter back: every comment of the response with what became of it, and where to read the whole."""
    identity = getattr(submission, "identity", None)
    if identity is None or not identity.email:
        return
    code = receipts.code_for(submission.idempotency_key)
    with override(interface_language(submission.language)):
        lines = [
            _("The answers to the consultation “%(round)s” are published.") % {"round": title_of(submission.round)}
        ]
        lines += [
            f"{comment.ref}: {answer.get_value_display()}"
            for comment in submission.comments.all()
            for answer in comment.dispositions.all()
        ]
        if submission.comments.all():
            lines.append(_("The reasons, and what was changed, stand with your receipt:"))
        if receipts.stored_code(code) == submission.receipt_sha256:
            lines.append(address("consultations:receipt", code))
        lines.append(_("All answers: %(link)s") % {"link": address("consultations:answers", submission.round.slug)})
        subject = _("Your comments have been answered")
        outbox.put(
            event=f"answered:{submission.pk}", recipient=identity.email, subject=subject, body="\n\n".join(lines)
        )
