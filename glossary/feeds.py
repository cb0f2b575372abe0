"""What happened to terms, for feed readers: the newest first, of all of them or of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glossary.models import Concept, Release, TermNews
from glossary.names import names_in
from portal import clock
from portal.files.packing import printable

MOST = 100


class Atom(Atom1Feed):
    """An empty feed is as old as the house's clock says."""

    def latest_post_date(self) -> datetime:
        """The newest entry's instant."""
        return super().latest_post_date() if self.items else clock.now()


class GlossaryFeed(Feed):
    """Atom, with identifiers that stay; every entry leads to the version it is about."""

    feed_type = Atom

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For everybody the same, in the reader's language."""
        answer = super().__call__(request, *args, **kwargs)
        answer["Cache-Control"], answer["Vary"] = "public, max-age=600", "Accept-Language, Cookie"
        return answer

    def get_object(self, request: HttpRequest, code: str = "") -> Concept | None:  # type: ignore[override]
        """The one term it is of, if any."""
        return get_object_or_404(Concept, code=code) if code else None

    def title(self, obj: Concept | None) -> str:
        """The term's own name, where it tells of one."""
        return printable(called(obj.pk, obj.code)) if obj else _("Glossary")

    def link(self, obj: Concept | None) -> str:
        """The page that it stands for."""
        return obj.get_absolute_url() if obj else reverse("glossary:index")

    def items(self, obj: Concept | None) -> Any:
        """Two queries, however many: what happened to terms, and the releases of all of them."""
        rows = TermNews.objects.select_related("version__concept").order_by("-happened_at", "-pk")
        if obj:
            return rows.filter(version__concept=obj)[:MOST]
        return sorted([*rows[:MOST], *Release.objects.published()[:MOST]], key=when, reverse=True)[:MOST]

    def item_title(self, item: TermNews | Release) -> str:
        """What happened to which term."""
        if isinstance(item, Release):
            return item.title
        concept = item.version.concept
        return printable(f"{called(concept.pk, concept.code)}: {item.get_event_display()}")

    def item_description(self, item: TermNews | Release) -> str:
        """Which version, and why."""
        if isinstance(item, Release):
            return printable(item.introduction) or _("Every term in force, with what has changed, and files to keep.")
        version = item.version
        about = _("%(code)s, version %(number)s") % {"code": version.concept.code, "number": version.number}
        reasons = {"rejected": version.closing_reason, "withdrawn": version.concept.withdrawal_reason}
        return printable(". ".join(filter(None, (about, reasons.get(item.event, version.reason)))))

    def item_link(self, item: TermNews | Release) -> str:
        """The version's page."""
        return item.get_absolute_url() if isinstance(item, Release) else item.version.get_absolute_url()

    def item_guid(self, item: TermNews | Release) -> str:
        """The same for ever, in every language."""
        if isinstance(item, Release):
            return f"{settings.BASE_URL}/glossary/releases/{item.label}/"
        version = item.version
        return f"{settings.BASE_URL}/id/{version.concept.code}#v{version.number}-{item.event}-{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: TermNews | Release) -> datetime:
        """When it happened."""
        return when(item)

    item_updateddate = item_pubdate


def called(concept: int, code: str) -> str:
    """A term by its name, from memory."""
    heading = names_in(get_language() or "en").by_concept.get(concept)
    return heading.words.text if heading else code


def when(item: TermNews | Release) -> datetime:
    """The instant by which they are put in order."""
    return item.published_at or item.made_at if isinstance(item, Release) else item.happened_at
