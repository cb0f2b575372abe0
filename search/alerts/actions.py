"""Who is told about new results, and the telling: once a day at most, what could be found since the last time."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal import clock
from portal.members.languages import interface_language
from portal.members.viewer import ANYBODY, Viewer, look_at
from portal.subscriptions.actions import checked, subscribe
from search.alerts import emails
from search.alerts.models import SearchAlert
from search.alerts.newest import asked, newest
from search.alerts.searches import Search, read
from search.models import SearchEntry

if TYPE_CHECKING:
    from portal.members.models import User

logger = logging.getLogger(__name__)
MOST_KEPT, MOST_ASKED = 20, 5  # searches an address is told about, and questions it has not answered
EACH = timedelta(days=1)
SETTLED = timedelta(minutes=5)  # longer than any transaction takes: what it wrote is seen with its instant
AT_ONCE = 200  # searches looked at in one tick; who waited longest comes first


@transaction.atomic
def keep_told(*, by: User | None, search: Search, email: str = "", language: str) -> SearchAlert | None:
    """New results of a search, for an address that asks for no more of them than it may."""
    if not asked(search)[0].is_asked:
        raise ValidationError(_("Say at least one word that should be there."))
    address = checked(by.email if by else email)
    others = SearchAlert.objects.of_address(address).exclude(signature=search.signature)
    told = list(others.confirmed()[:MOST_KEPT])
    if by is not None and len(told) == MOST_KEPT:
        raise ValidationError(_("You are told about %(most)s searches already. End one first.") % {"most": MOST_KEPT})
    if by is None and len(told) == MOST_KEPT:
        emails.enough(alert=told[0], most=MOST_KEPT)
        return None  # the page says the same whatever is known of an address
    if by is None and others.filter(confirmed_at=None).count() >= MOST_ASKED:
        return None  # nobody can be flooded with questions
    about = {"signature": search.signature, "search": str(search)}
    kept = SearchAlert.objects.filter(email=address, signature=search.signature).first()
    if kept is not None:
        about["search"] = kept.search  # the same in other letters
    return subscribe(kind=SearchAlert, by=by, email=address, language=language, **about)


def tell_new_results() -> None:
    """Whatever became findable since each was told; one that cannot be read stops no other."""
    until = clock.now() - SETTLED
    found = SearchEntry.objects.standing().filter(found_at__lte=until)
    last: datetime | None = found.aggregate(last=Max("found_at"))["last"]
    if last is None:
        return
    for alert in SearchAlert.objects.due(last, clock.now() - EACH).select_related("user")[:AT_ONCE]:
        try:
            tell(alert=alert, until=until)
        except Exception as error:  # without its words: what people search for is in no log
            logger.error("alert %s could not be told: %s", alert.pk, type(error).__name__)


@transaction.atomic
def tell(*, alert: SearchAlert, until: datetime) -> None:
    """One mail, if there is something; two workers tell it once."""
    mine = SearchAlert.objects.confirmed().filter(pk=alert.pk, looked_at=alert.looked_at)
    if not mine.update(looked_at=until):
        return
    language = interface_language(alert.language)
    found = newest(
        read(alert.search),
        viewer=reader_of(alert),
        language=language,
        most=emails.MOST + 1,
        since=alert.looked_at,
        until=until,
    )
    if found:
        SearchAlert.objects.filter(pk=alert.pk).update(mailed_at=clock.now())
        emails.new_results(alert=alert, found=found, until=until)


def reader_of(alert: SearchAlert) -> Viewer:
    """Who reads it, now: somebody signed in confirmed it and still has this address; else anybody."""
    user = alert.user
    return look_at(user) if user is not None and user.email.lower() == alert.email else ANYBODY
