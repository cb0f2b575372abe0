"""What happened to terms, for feed readers: the newest first, of all of them or of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glossary.models import Concept, Release, TermNews
from glossary.names import names_in
from portal.feeds import MOST, HouseFeed
from portal.files.packing import printable


class GlossaryFeed(HouseFeed):
    """Every entry leads to the version it is about; for everybody the same."""

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


class ReleasesFeed(GlossaryFeed):
    """Editions of the glossary alone."""

    def get_object(self, request: HttpRequest) -> None:  # type: ignore[override]
        """Of all of them."""

    def title(self, obj: None) -> str:
        """As the list is called."""
        return _("Releases of the glossary")

    def link(self, obj: None) -> str:
        """The list."""
        return reverse("glossary:releases")

    def items(self, obj: None) -> Any:
        """The newest first."""
        return Release.objects.published()[:MOST]
