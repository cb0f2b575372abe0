"""Mails about new results, in the recipient's language, each ending in the outbox."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from portal import clock, outbox
from portal.members.languages import interface_language
from portal.subscriptions.emails import news, put
from search.alerts.models import SearchAlert
from search.models import SearchEntry

MOST = 20  # results that a mail spells out


def new_results(*, alert: SearchAlert, found: Sequence[SearchEntry], until: datetime) -> None:
    """What is new, each with the way to it; one paragraph a result, so that one can be taken back."""
    language = interface_language(alert.language)
    with override(language):
        number = min(len(found), MOST)
        about = {"number": number, "topic": alert.about}
        subject = ngettext("%(number)s new result: %(topic)s", "%(number)s new results: %(topic)s", number) % about
        lines = [paragraph(entry, language) for entry in found[:MOST]]
        everything = f"{outbox.address('search:results')}?{alert.search}"
        if len(found) > MOST:
            lines.append(_("And more: %(link)s") % {"link": everything})
        else:
            lines.append(_("All that is found: %(link)s") % {"link": everything})
        news(subscription=alert, event=f"{until:%Y%m%d%H%M%S}", subject=subject, lines=lines)


def paragraph(entry: SearchEntry, language: str) -> str:
    """What it is, how it is called, where it stands."""
    kind = str(SearchEntry.Kind(entry.kind).label)
    what = f"{kind} {entry.label}" if entry.label else kind
    title = " ".join(entry.title.split())
    return f"{what}: {title}\n{address_of(entry.url, language)}"


def address_of(url: str, language: str) -> str:
    """The whole address of a hit."""
    return f"{settings.BASE_URL}/{language}{url}"


def enough(*, alert: SearchAlert, most: int) -> None:
    """To an address that has all the searches it may have, and asked for one more; once a day."""
    with override(interface_language(alert.language)):
        lines = [
            _("Somebody asked that we write to this address about one more search."),
            _("We write to one address about %(most)s searches at most.") % {"most": most},
            _("Every mail about new results holds a link that ends it. End one, and ask again."),
        ]
        put(alert, f"enough:{clock.today()}", _("Too many searches"), lines)


def take_back(*, urls: Collection[str]) -> None:
    """Of mails that still wait: what was closed, taken out or reworded since is not sent any more."""
    closed = {address_of(url, language) for url in urls for language, _name in settings.LANGUAGES}
    if closed:
        outbox.reword(event=f"{SearchAlert._meta.model_name}:", words=lambda text: without(text, closed))


def without(text: str, closed: Collection[str]) -> str:
    """The text without the paragraphs that lead there."""
    return "\n\n".join(part for part in text.split("\n\n") if part.rpartition("\n")[2] not in closed)
