"""Rounds, comments and standards for calendars and feed readers: rows that the reader sees on the pages, no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import Comment, Draft, Edition, Round, Standard, TermsOfReference
from consultations.timeline import Moment, timeline
from portal.feeds import MOST, HouseFeed, for_whom
from portal.files.packing import printable
from portal.members.languages import pick
from portal.members.viewer import Viewer, viewer_of
from portal.models import SealedWords, speech
from portal.templatetags.times import in_place

if TYPE_CHECKING:
    from icalendar import Calendar, Event


def readable(viewer: Viewer) -> Any:
    """Announced rounds for this reader with their sealed words; two queries, however many."""
    rows = Round.objects.visible_to(viewer).announced().select_related("draft__standard")
    rows = rows.annotate(sealed=SealedWords.objects.spoken_for("round", "slug"))
    return rows.prefetch_related("date_changes", "motions").order_by("-opens_at", "-pk")


def words_of(row: Any) -> tuple[str, str]:
    """Title and opening words for the reader."""
    words, _language = speech(row.sealed)
    return words.get("title") or row.slug, words.get("lede", "")


# -- calendars -----------------------------------------------------------------------------------------------------


@require_safe
def calendar(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Every date of every round, or of one: opening, close, promised answers and decision."""
    viewer = viewer_of(request)
    rows = readable(viewer)
    rounds = [get_object_or_404(rows, slug=slug)] if slug else list(rows[:MOST])
    name = words_of(rounds[0])[0] if slug else _("Consultations")
    body = calendar_of(rounds, name).to_ical()
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{slug or "consultations"}.ics"'
    return for_whom(request, answer, viewer)


def calendar_of(rounds: Iterable[Any], name: str) -> Calendar:
    """RFC 5545: each date has an identifier that stays, so that a moved date moves in the reader's calendar."""
    from icalendar import Calendar

    book = Calendar()
    book.add("prodid", "-//Common Ground//consultations//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    for row in rounds:
        for event in entries_of(row):
            book.add_component(event)
    return book


def entries_of(row: Any) -> Iterable[Event]:
    """Opening and close as instants, promised days as days; a cancelled round's are cancelled."""
    from icalendar import Event

    title, lede = words_of(row)
    changed = [change.changed_at for change in row.date_changes.all()]
    stamp = max([row.announced_at, *changed, *([row.cancelled_at] if row.cancelled_at else [])])
    dates: list[tuple[str, Any, str]] = [
        ("opens", row.opens_at, _("Opens: %(title)s")),
        ("closes", row.closes_at, _("Closes: %(title)s")),
        ("answers", row.synopsis_due_on, _("Answers promised: %(title)s")),
        ("decision", row.decision_due_on, _("Decision promised: %(title)s")),
    ]
    for name, when, words in dates:
        if when is None:
            continue
        event = Event()
        event.add("uid", f"round-{row.pk}-{name}@{urlsplit(settings.BASE_URL).hostname}")
        event.add("sequence", len(changed))
        event.add("dtstamp", stamp)
        event.add("dtstart", when)
        event.add("dtend", when + (timedelta(minutes=15) if isinstance(when, datetime) else timedelta(days=1)))
        event.add("summary", words % {"title": title})
        event.add("description", "\n\n".join(part for part in (lede, when_there(row, when)) if part))
        event.add("url", settings.BASE_URL + row.get_absolute_url())
        event.add("status", "CANCELLED" if row.cancelled_at else "CONFIRMED")
        yield event


def when_there(row: Any, when: Any) -> str:
    """The instant as the round's own clock shows it."""
    if not isinstance(when, datetime):
        return ""
    return in_place(date_format(row.local(when), "DATETIME_FORMAT"), row.time_zone)


# -- feeds ---------------------------------------------------------------------------------------------------------


class ConsultationsFeed(HouseFeed):
    """What happened to every round, the newest first."""

    def get_object(self, request: HttpRequest, slug: str = "") -> tuple[Any, list[Any]]:  # type: ignore[override]
        """The one round it is of, if any, and the rounds that it tells of."""
        rows = readable(viewer_of(request))
        one = get_object_or_404(rows, slug=slug) if slug else None
        return one, [one] if one else list(rows[:MOST])

    def title(self, obj: tuple[Any, list[Any]]) -> str:
        """The round's own, where it tells of one."""
        return words_of(obj[0])[0] if obj[0] else _("Consultations")

    def link(self, obj: tuple[Any, list[Any]]) -> str:
        """The page that it stands for."""
        return obj[0].get_absolute_url() if obj[0] else reverse("consultations:index")

    def items(self, obj: tuple[Any, list[Any]]) -> list[tuple[Any, Moment]]:
        """What has happened so far; what lies ahead is in the calendar."""
        told = [(row, moment) for row in obj[1] for moment in timeline(row) if not moment.ahead]
        return sorted(told, key=lambda pair: pair[1].at, reverse=True)[:MOST]

    def item_title(self, item: tuple[Any, Moment]) -> str:
        """What happened to which round."""
        row, moment = item
        return f"{moment.name}: {words_of(row)[0]}"

    def item_description(self, item: tuple[Any, Moment]) -> str:
        """The public reason, else what it is about, and until when."""
        row, moment = item
        closes = _("Closes on %(closes)s.") % {"closes": when_there(row, row.closes_at)}
        return " ".join([str(moment.reason) if moment.reason else words_of(row)[1], closes])

    def item_link(self, item: tuple[Any, Moment]) -> str:
        """The round's page."""
        return item[0].get_absolute_url()

    def item_guid(self, item: tuple[Any, Moment]) -> str:
        """The same for ever, whatever happens later."""
        row, moment = item
        return f"{settings.BASE_URL}{row.get_absolute_url()}#{moment.at:%Y%m%dT%H%M%SZ}-{moment.kind}"

    def item_pubdate(self, item: tuple[Any, Moment]) -> datetime:
        """When it happened."""
        return item[1].at

    item_updateddate = item_pubdate


class CommentsFeed(HouseFeed):
    """What was said in one round, the newest first."""

    def get_object(self, request: HttpRequest, slug: str) -> tuple[Any, Viewer]:  # type: ignore[override]
        """The round, where this reader may see it."""
        viewer = viewer_of(request)
        return get_object_or_404(readable(viewer), slug=slug), viewer

    def title(self, obj: tuple[Any, Viewer]) -> str:
        """The round's own, and that these are its comments."""
        return _("Comments: %(title)s") % {"title": words_of(obj[0])[0]}

    def link(self, obj: tuple[Any, Viewer]) -> str:
        """The list."""
        return reverse("consultations:comments", args=[obj[0].slug])

    def items(self, obj: tuple[Any, Viewer]) -> Any:
        """Published ones only, for the secretariat as well: a feed reader keeps what it has read."""
        rows = Comment.objects.visible_to(obj[1]).published().filter(round=obj[0])
        rows = rows.select_related("round", "clause", "submission__group").defer("submission__content")
        return rows.order_by("-submission__sent_at", "-number")[:MOST]

    def item_title(self, item: Comment) -> str:
        """Its number, the clause, and which group speaks."""
        where = item.clause.label if item.clause else _("the whole document")
        return printable(f"{item.ref}, {where} ({item.submission.group.words.text})")

    def item_description(self, item: Comment) -> str:
        """How it begins."""
        return printable(Truncator(item.body).words(60))

    def item_guid(self, item: Comment) -> str:
        """The same for ever, in every language."""
        return f"{settings.BASE_URL}/consultations/{item.round.slug}/comments/{item.ref}"

    def item_pubdate(self, item: Comment) -> datetime:
        """When it was received."""
        return item.submission.sent_at

    item_updateddate = item_pubdate


class Milestone(NamedTuple):
    """One thing that happened to a standard."""

    standard: Standard
    name: str
    words: str
    link: str
    kind: str
    at: datetime


class StandardsFeed(HouseFeed):
    """Terms of reference, editions and corrections of every standard; rounds have a feed of their own."""

    def get_object(self, request: HttpRequest) -> Viewer:  # type: ignore[override]
        """Who reads."""
        return viewer_of(request)

    def title(self, obj: Viewer) -> str:
        """As the list is called."""
        return _("Standards")

    def link(self, obj: Viewer) -> str:
        """The list."""
        return reverse("consultations:standards")

    def items(self, obj: Viewer) -> list[Milestone]:
        """The newest first; three queries."""
        told = [*written_down(obj), *in_force(obj), *corrected(obj)]
        return sorted(told, key=lambda one: one.at, reverse=True)[:MOST]

    def item_title(self, item: Milestone) -> str:
        """What happened to which."""
        return printable(f"{item.name}: {item.standard.title.text}")

    def item_description(self, item: Milestone) -> str:
        """In a few words."""
        return printable(item.words)

    def item_link(self, item: Milestone) -> str:
        """Where it is read."""
        return item.link

    def item_guid(self, item: Milestone) -> str:
        """The same for ever, in every language."""
        return f"{settings.BASE_URL}/standards/{item.standard.code}#{item.kind}"

    def item_pubdate(self, item: Milestone) -> datetime:
        """When it happened."""
        return item.at

    item_updateddate = item_pubdate


def written_down(viewer: Viewer) -> Iterator[Milestone]:
    """Why each standard is written."""
    rows = TermsOfReference.objects.filter(published_at__isnull=False, standard__in=Standard.objects.visible_to(viewer))
    for row in rows.select_related("standard").order_by("-published_at")[:MOST]:
        why, here = pick(row.why).text, row.standard.get_absolute_url()
        yield Milestone(row.standard, _("Terms of reference"), why, here, "terms", row.published_at)  # type: ignore[arg-type]


def in_force(viewer: Viewer) -> Iterator[Milestone]:
    """Editions, which everybody reads."""
    for row in Edition.objects.select_related("standard").order_by("-recorded_at")[:MOST]:
        words = _("In force from %(day)s.") % {"day": date_format(row.effective_on)}
        name, kind = _("Edition %(label)s") % {"label": row.label}, f"edition-{row.label}"
        yield Milestone(row.standard, name, words, row.get_absolute_url(), kind, row.recorded_at)


def corrected(viewer: Viewer) -> Iterator[Milestone]:
    """What was corrected and why, of what the reader may read."""
    rows = Draft.objects.visible_to(viewer).filter(corrects__isnull=False, frozen_at__isnull=False)
    for row in rows.select_related("standard").order_by("-frozen_at")[:MOST]:
        words, here = row.correction_words.text, row.standard.get_absolute_url()
        yield Milestone(row.standard, _("Corrected"), words, here, f"correction-{row.pk}", row.frozen_at)  # type: ignore[arg-type]
