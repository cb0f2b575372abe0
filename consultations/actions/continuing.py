"""Going on with an unsent response on another device: by a code that can be written down, or by a link in one mail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from consultations import emails, receipts
from consultations.models import UnsentResponse
from consultations.said import tidy
from portal import outbox


def code_of(response: UnsentResponse) -> str:
    """The code of a response whose owner has asked for one; empty before."""
    return receipts.code_for(response.key, receipts.CONTINUE) if response.code_sha256 else ""


@transaction.atomic
def give_code(*, response: UnsentResponse) -> str:
    """Opens the response to whoever holds the code; the database keeps its hash only."""
    code = receipts.code_for(response.key, receipts.CONTINUE)
    response.code_sha256 = receipts.stored_code(code)
    response.save(update_fields=["code_sha256"])
    return code


@transaction.atomic
def mail_link(*, response: UnsentResponse, email: str, language: str) -> None:
    """One mail with the link. The address is forgotten once the mail has left."""
    address = tidy(email)
    try:
        outbox.check_address(address)
    except ValidationError:
        message = _("It needs an @ and a place after it, as in name@example.org.")
        raise ValidationError({"link_to": message}) from None
    code = give_code(response=response)
    emails.go_on(code=code, response=response, recipient=address, language=language)
