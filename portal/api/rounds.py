"""Consultations: from when to when, how far each is, what was promised."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Field, Query, Router

from consultations.models import Comment, Round
from portal.api import links
from portal.api.shapes import Item, Language, Page, Short, Text, Window, page_of
from portal.members.viewer import Viewer, viewer_of
from portal.models import SealedWords, speech

router = Router(tags=["consultations"])


class Consultation(Item):
    """A window in which people are asked; ``status`` is its phase at this instant."""

    title: Text
    summary: Text
    kind: str
    number: int
    opens_at: datetime
    closes_at: datetime
    time_zone: str
    announced_at: datetime | None
    answered_at: datetime | None
    cancelled_at: datetime | None
    answers_due_on: date | None
    decision_due_on: date | None
    comments: Annotated[int, Field(description="published so far")]


class RoundWindow(Window):
    """Which consultations."""

    standard: Annotated[Short, Field(description="the code of a standard")] = ""


def readable_rounds(viewer: Viewer) -> QuerySet[Round]:
    """Announced rounds that the viewer may read, with words and numbers; one query."""
    rows = Round.objects.visible_to(viewer).announced().select_related("draft__standard")
    sealed, said = SealedWords.objects.spoken_for("round", "slug"), Comment.objects.count_of_rounds()
    return rows.annotate(sealed=sealed, comment_count=said).order_by("-opens_at", "-pk")


@router.get("", response=Page[Consultation], summary="Consultations, the last opened first")
def consultations(request: HttpRequest, window: Query[RoundWindow]) -> dict[str, Any]:
    """What is open, what was, what will be."""
    with override(window.lang):
        rows = readable_rounds(viewer_of(request))
        if window.standard:
            rows = rows.filter(draft__standard__code=window.standard)
        return page_of(request, rows, window, lambda found: map(item, found))


@router.get("/{slug}", response=Consultation, summary="One consultation")
def consultation(request: HttpRequest, slug: str, lang: Language = "en") -> dict[str, Any]:
    """By its address."""
    with override(lang):
        found = readable_rounds(viewer_of(request)).filter(slug=slug).first()
        if found is None:
            raise Http404
        return item(found)


def item(row: Any) -> dict[str, Any]:
    """One round as data; the dates are its own, to the second."""
    words, language = speech(row.sealed)
    dates = ("opens_at", "closes_at", "announced_at", "answered_at", "cancelled_at", "decision_due_on")
    return {
        "id": row.slug,
        "status": row.phase,
        "url": row.get_absolute_url(),
        "language": language,
        "title": {"language": language, "text": words.get("title") or row.slug},
        "summary": {"language": language, "text": words.get("lede", "")},
        **{name: getattr(row, name) for name in ("kind", "number", "time_zone", *dates)},
        "answers_due_on": row.synopsis_due_on,
        "comments": row.comment_count,
        "links": {
            "clauses": [links.link("draft", row.slug, f"{links.ROOT}/clauses?round={row.slug}", row.get_absolute_url())]
            if row.draft
            else [],
            "comments": [
                links.link("comments", row.slug, f"{links.ROOT}/comments?round={row.slug}", row.get_absolute_url())
            ],
            "standard": [links.to_standard(row.draft.standard)] if row.draft else [],
        },
    }
