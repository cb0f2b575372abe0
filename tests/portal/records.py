"""A record and its page, made directly: these tests are about the mechanics, not about a room's actions."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group

from governance.models import Body, Decision, DecisionPage, GovernanceIndexPage
from portal import clock
from portal.planting import add_page
from portal.seals import seal_all


def body() -> Body:
    """A committee that decides."""
    found = Body.objects.filter(slug="standards").first()
    group = Group.objects.get_or_create(name="standards")[0]
    return found or Body.objects.create(slug="standards", prefix="SC", names={"en": "Standards"}, group=group)


def decision(*, number: str, by: Any, **fields: Any) -> Decision:
    """A draft decision."""
    return Decision.objects.create(number=number, body=body(), created_by=by, **fields)


def shelf() -> GovernanceIndexPage:
    """Where the pages of decisions stand, in the source language."""
    return GovernanceIndexPage.objects.get(locale__language_code="en")


def page_of(record: Decision, *, slug: str = "") -> DecisionPage:
    """The page of its words, with a first draft, and its aliases."""
    words = {"title": "Who pays for washing", "plain_summary": "The buyer pays.", "question": "Who pays?"}
    page = DecisionPage(slug=slug or record.number.lower(), record=record, live=False, locale=shelf().locale, **words)
    add_page(parent=shelf(), page=page)
    page.save_revision()
    return page


def published(record: Decision, *, by: Any, page: DecisionPage | None = None) -> DecisionPage:
    """As its action would leave it: in force, its page live, its words sealed."""
    page = page or page_of(record)
    now = clock.now()
    record.state, record.review_on = Decision.State.IN_FORCE, date(2028, 1, 1)
    record.decided_at = record.published_at = now
    record.published_by = by
    seal_all(pages=[page], record=record.record_name, by=by)
    record.save()
    return DecisionPage.objects.get(pk=page.pk)
