"""Asked for, confirmed from the mail, ended by one button, forgotten by ``tick``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock, outbox
from portal.members.models import User
from portal.subscriptions import emails
from portal.subscriptions.models import Subscription, kinds

Row = TypeVar("Row", bound=Subscription)


@transaction.atomic
def subscribe(*, kind: type[Row], by: User | None, email: str, language: str, **about: Any) -> Row:
    """News of one thing; who is signed in has confirmed the address already. The room has asked for the right."""
    asked = {"user": by, "language": language, "asked_at": clock.now()}
    row, made = kind.objects.get_or_create(email=checked(by.email if by else email), **about, defaults=asked)
    if by is not None:
        confirm(subscription=row, user=by)
    elif made or row.confirmed_at is None or row.ended_at is not None:
        emails.question(subscription=row)
    return row  # type: ignore[no-any-return]


def checked(email: str) -> str:
    """An address as it is compared: without blanks, in small letters."""
    address = email.strip().lower()
    try:
        outbox.check_address(address)
    except ValidationError as error:
        message = _("It needs an @ and a place after it, as in name@example.org.")
        raise ValidationError({"email": message}) from error
    return address


@transaction.atomic
def confirm(*, subscription: Row, user: User | None = None) -> Row:
    """Whoever reads the mail wants the news; asked once more after it was ended, it begins anew."""
    subscription.confirmed_at, subscription.ended_at = subscription.confirmed_at or clock.now(), None
    subscription.user = user or subscription.user
    subscription.save(update_fields=["confirmed_at", "ended_at", "user"])
    return subscription


@transaction.atomic
def end(*, subscription: Row) -> Row:
    """No more mails from this moment on; the address is forgotten after thirty days in which it can be undone."""
    subscription.ended_at = subscription.ended_at or clock.now()
    subscription.save(update_fields=["ended_at"])
    return subscription


@transaction.atomic
def sweep() -> None:
    """Addresses that nobody confirmed, and those that want nothing any more."""
    for kind in kinds():
        forget(rows=kind.objects.outlived())


@transaction.atomic
def forget_address(*, email: str) -> None:
    """Whatever it was subscribed to."""
    for kind in kinds():
        forget(rows=kind.objects.filter(email__iexact=email))


def forget(*, rows: Iterable[Subscription]) -> None:
    """The rows, and the mails that went to them or wait: an outbox remembers whom it wrote to."""
    for row in rows:
        outbox.rows().filter(event__startswith=row.mark).delete()
        row.delete()
