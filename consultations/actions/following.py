"""Following by e-mail: asked for, confirmed from the mail, ended by one button, forgotten soon after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from consultations import emails
from consultations.models import Clause, Following, Round, Standard
from consultations.permissions import can_follow
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at

UNCONFIRMED, ENDED = timedelta(days=7), timedelta(days=30)  # how long an address stays that nobody confirmed, or ended


@transaction.atomic
def follow(
    *,
    by: User | None,
    email: str = "",
    language: str,
    standard: Standard | None = None,
    clause: Clause | None = None,
    round: Round | None = None,
) -> Following:
    """News of a round, a clause, a standard, or of all; who is signed in has confirmed the address already."""
    can_follow(look_at(by), round).or_refuse()
    address = checked(by.email if by else email)
    about: dict[str, Any] = {"topic": Following.Topic.ALL}
    if round is not None:
        about = {"topic": Following.Topic.ROUND, "round": round}
    elif clause is not None:
        about = {"topic": Following.Topic.CLAUSE, "standard": clause.draft.standard, "clause_key": clause.key}
    elif standard is not None:
        about = {"topic": Following.Topic.STANDARD, "standard": standard}
    row, made = Following.objects.get_or_create(
        email=address, **about, defaults={"user": by, "language": language, "asked_at": clock.now()}
    )
    if by is not None:
        return confirm(following=row, user=by)
    if made or row.confirmed_at is None or row.ended_at is not None:
        emails.confirm_following(following=row)
    return row


def checked(email: str) -> str:
    """An address as it is compared: without blanks, in small letters."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        message = _("It needs an @ and a place after it, as in name@example.org.")
        raise ValidationError({"email": message}) from error
    return address


@transaction.atomic
def confirm(*, following: Following, user: User | None = None) -> Following:
    """Whoever reads the mail wants the news; asked once more after it was ended, it begins anew."""
    following.confirmed_at, following.ended_at = following.confirmed_at or clock.now(), None
    following.user = user or following.user
    following.save(update_fields=["confirmed_at", "ended_at", "user"])
    return following


@transaction.atomic
def unfollow(*, following: Following) -> Following:
    """No more mails from this moment on; the address is forgotten after thirty days in which it can be undone."""
    following.ended_at = following.ended_at or clock.now()
    following.save(update_fields=["ended_at"])
    return following


def sweep_followings() -> None:
    """Addresses that nobody confirmed, and those that want nothing any more."""
    now = clock.now()
    stale = Q(confirmed_at=None, asked_at__lt=now - UNCONFIRMED) | Q(ended_at__lt=now - ENDED)
    Following.objects.filter(stale).delete()
