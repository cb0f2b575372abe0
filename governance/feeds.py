"""What became of decisions and what was weighed for them, for feed readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import Decision, TradeOff
from governance.reading import Said, words_for_many
from portal.feeds import MOST, HouseFeed
from portal.members.viewer import Viewer, viewer_of

STEPS = {
    "last_call_from": gettext_lazy("Last call"),
    "returned_at": gettext_lazy("Returned"),
    "published_at": gettext_lazy("Decided"),
}


class Step(NamedTuple):
    """One thing that happened to a decision, or that a statement came out."""

    row: Any
    said: Said
    name: str | Promise
    kind: str
    at: datetime


class RecordsFeed(HouseFeed):
    """Numbered records with their plain summaries; two or three queries, however many."""

    def get_object(self, request: HttpRequest) -> Viewer:  # type: ignore[override]
        """Who reads."""
        return viewer_of(request)

    def link(self, obj: Viewer) -> str:
        """The register."""
        return reverse("governance:index")

    def item_title(self, item: Step) -> str:
        """What happened to which."""
        return f"{item.name}: {item.row.number}, {item.said.title or item.row.number}"

    def item_description(self, item: Step) -> str:
        """The plain summary."""
        return str(item.said.words.get("plain_summary") or "")

    def item_link(self, item: Step) -> str:
        """Its page."""
        return str(item.row.get_absolute_url())

    def item_guid(self, item: Step) -> str:
        """The same for ever, in every language."""
        return f"{settings.BASE_URL}/{item.row.record_name.replace(' ', '/')}#{item.kind}-{item.at:%Y%m%dT%H%M%SZ}"

    def item_pubdate(self, item: Step) -> datetime:
        """When it happened."""
        return item.at

    item_updateddate = item_pubdate


class DecisionsFeed(RecordsFeed):
    """Each time a decision is put to its seats, comes into force or is returned."""

    def title(self, obj: Viewer) -> str:
        """As the list is called."""
        return _("Decisions")

    def items(self, obj: Viewer) -> list[Step]:
        """The newest first."""
        rows = Decision.objects.visible_to(obj).exclude(state=Decision.State.DRAFT)
        decisions = list(rows.order_by("-created_at", "-pk")[:MOST])
        said = words_for_many(decisions)
        steps = [
            Step(row, said[row.pk], name, kind, getattr(row, kind))
            for row in decisions
            for kind, name in STEPS.items()
            if getattr(row, kind)
        ]
        return sorted(steps, key=lambda step: step.at, reverse=True)[:MOST]


class TradeOffsFeed(RecordsFeed):
    """Every statement, as it comes out."""

    def title(self, obj: Viewer) -> str:
        """As the statements are called."""
        return _("Trade-off statements")

    def items(self, obj: Viewer) -> list[Step]:
        """The newest first."""
        rows = TradeOff.objects.visible_to(obj).filter(published_at__isnull=False)
        statements = list(rows.order_by("-published_at", "-pk")[:MOST])
        said = words_for_many(statements)
        return [Step(row, said[row.pk], _("Weighed"), "published_at", row.published_at) for row in statements]
