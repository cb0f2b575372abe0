"""Against programs that fill in forms, without a burden for people: a field nobody sees, and when the form was opened.

Nothing is refused for good and nothing is lost: whoever is taken for a program presses the button once more.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from portal import clock

OPENED, UNSEEN = "opened", "website"  # the signed instant, and the field that only a program fills in
OLDEST = timedelta(days=1)
SALT = "portal.unhurried"


def sealed_instant(opened: datetime | None = None) -> str:
    """What a form carries along: when it was first shown."""
    return signing.dumps((opened or clock.now()).timestamp(), salt=SALT)


def opened_at(data: QueryDict) -> datetime | None:
    """When the form that came in was first shown; None where no form of ours says so."""
    try:
        return datetime.fromtimestamp(float(signing.loads(data.get(OPENED, ""), salt=SALT)), tz=UTC)
    except (signing.BadSignature, TypeError, ValueError):
        return None


def carried_on(data: QueryDict) -> str:
    """For the form shown again: the same instant, so that whoever was too quick is not so twice."""
    opened = opened_at(data)
    return sealed_instant(opened if opened and clock.now() - opened < OLDEST else None)


def to_ask_again(data: QueryDict, *, begun: datetime | None = None) -> str:
    """Why the button has to be pressed once more; empty where all is well. ``begun``: when the first word was kept."""
    least = timedelta(seconds=settings.FORM_SECONDS)
    if not least:
        return ""
    now, opened = clock.now(), opened_at(data)
    if data.get(UNSEEN):
        return _("A field was filled in that nobody sees. Nothing is lost: look it over and press once more.")
    if opened is None or now - opened > OLDEST:
        return _("This page had been open for long. Nothing is lost: look it over and press once more.")
    if now - min(opened, begun or opened) < least:
        return _("That was very quick. Nothing is lost: look it over and press once more.")
    return ""


def is_asked_again(request: HttpRequest, form: Form) -> bool:
    """Whether a form anybody may send is shown once more, with all its words; who has signed in is no program."""
    why = "" if request.user.is_authenticated else to_ask_again(request.POST)
    if why:
        form.add_error(None, why)
    return bool(why)
