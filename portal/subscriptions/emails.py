"""Mails to subscribers; each has the button that ends it, in its words and in its head (RFC 8058)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import clock, outbox
from portal.members.languages import interface_language
from portal.subscriptions.models import Subscription


def question(*, subscription: Subscription) -> None:
    """Makes sure that whoever reads the address wants the news; once a day at most."""
    with override(interface_language(subscription.language)):
        lines = [
            _("Somebody asked that we write to this address about: %(topic)s.") % {"topic": subscription.about},
            _("If it was you, confirm it here: %(link)s") % {"link": subscription.link("confirm")},
            _("If it was not you, you need not do anything: we forget the address after seven days."),
        ]
        put(subscription, f"asked:{clock.today()}", _("Do you want our news?"), lines)


def news(*, subscription: Subscription, event: str, subject: str, lines: list[str]) -> None:
    """What a room has to tell, in words of the subscriber's language, which it has made the active one."""
    why = _("You get this mail since you follow: %(topic)s. No more of these: %(link)s")
    about = {"topic": subscription.about, "link": subscription.link("stop")}
    put(subscription, f"news:{event}", subject, [*lines, why % about])


def put(subscription: Subscription, event: str, subject: str, lines: list[str]) -> None:
    """Under the subscription's own mark."""
    outbox.put(
        event=f"{subscription.mark}{event}",
        recipient=subscription.email,
        subject=subject,
        body="\n\n".join(lines),
        leave_url=subscription.link("leave"),
    )
