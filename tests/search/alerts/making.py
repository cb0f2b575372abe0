"""Alerts for tests, and the passing of time that they need."""

from datetime import timedelta
from typing import Any

from portal import clock
from portal.models import MailOutbox
from portal.subscriptions.actions import confirm
from search.alerts.actions import SETTLED, keep_told, tell_new_results
from search.alerts.models import SearchAlert
from search.alerts.searches import read

ADA = "ada@example.org"


def alert(search: str = "q=tin", *, email: str = ADA, by: Any = None, language: str = "en") -> SearchAlert:
    """One that is confirmed."""
    kept = keep_told(by=by, search=read(search), email=email, language=language)
    assert kept is not None
    return confirm(subscription=kept, user=by)


def later(**time: Any):
    """The clock that much on."""
    return clock.set_to(clock.now() + timedelta(**time))


def told(**time: Any) -> list[MailOutbox]:
    """The mails of new results, after the worker has come by that much later."""
    with clock.set_to(clock.now() + (timedelta(**time) if time else SETTLED)):
        tell_new_results()
    return list(MailOutbox.objects.filter(event__startswith="searchalert:", event__contains=":news:").order_by("pk"))
