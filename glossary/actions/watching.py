"""Who watches terms: asked for, confirmed from the mail, ended by one button, told by ``tick``."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from glossary import emails
from glossary.models import Concept, TermNews, TermWatch
from glossary.permissions import can_watch
from portal import clock
from portal.members.viewer import look_at

if TYPE_CHECKING:
    from portal.members.models import User

UNCONFIRMED, ENDED = timedelta(days=7), timedelta(days=30)  # how long an address stays that nobody confirmed, or ended
AT_ONCE = 500  # pieces of news told in one tick


@transaction.atomic
def watch(*, by: User | None, email: str = "", language: str, concept: Concept | None = None) -> TermWatch:
    """News of one term or of all; who is signed in has confirmed the address already."""
    can_watch(look_at(by), concept).or_refuse()
    address = checked(by.email if by else email)
    row, made = TermWatch.objects.get_or_create(
        email=address, concept=concept, defaults={"user": by, "language": language, "asked_at": clock.now()}
    )
    if by is not None:
        return confirm_watch(watch=row, user=by)
    if made or row.confirmed_at is None or row.ended_at is not None:
        emails.confirm_watch(watch=row)
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
def confirm_watch(*, watch: TermWatch, user: User | None = None) -> TermWatch:
    """Whoever reads the mail wants the news; asked once more after it was ended, it begins anew."""
    watch.confirmed_at, watch.ended_at = watch.confirmed_at or clock.now(), None
    watch.user = user or watch.user
    watch.save(update_fields=["confirmed_at", "ended_at", "user"])
    return watch


@transaction.atomic
def end_watch(*, watch: TermWatch) -> TermWatch:
    """No more mails from this moment on; the address is forgotten after thirty days in which it can be undone."""
    watch.ended_at = watch.ended_at or clock.now()
    watch.save(update_fields=["ended_at"])
    return watch


def sweep_watches() -> None:
    """Addresses that nobody confirmed, and those that want nothing any more."""
    now = clock.now()
    stale = Q(confirmed_at=None, asked_at__lt=now - UNCONFIRMED) | Q(ended_at__lt=now - ENDED)
    TermWatch.objects.filter(stale).delete()


def tell_term_news() -> None:
    """All that is new to everybody who watches it: one mail each, however many terms a decision agreed."""
    with transaction.atomic():
        waiting = TermNews.objects.filter(told_at=None).select_related("version__concept").order_by("pk")[:AT_ONCE]
        news = list(waiting)
        if not news:
            return
        by_concept: defaultdict[int, list[TermNews]] = defaultdict(list)
        for one in news:
            by_concept[one.version.concept_id].append(one)
        watches = TermWatch.objects.confirmed().filter(Q(concept=None) | Q(concept__in=by_concept))
        everything = set(watches.filter(concept=None).values_list("email", flat=True))
        for row in watches.select_related("concept"):
            if row.concept_id is None:
                emails.term_news(watch=row, news=news)
            elif row.email not in everything:
                emails.term_news(watch=row, news=by_concept[row.concept_id])
        TermNews.objects.filter(pk__in=[one.pk for one in news]).update(told_at=clock.now())
