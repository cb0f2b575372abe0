"""Instants in two zones: the one in which they were promised, and the reader's own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import template
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock

register = template.Library()


def zone_of(name: str) -> ZoneInfo:
    """UTC where somebody wrote a zone that nobody knows."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def place(name: str) -> str:
    """America/Argentina/Buenos_Aires is Buenos Aires."""
    return name.rpartition("/")[2].replace("_", " ")


def in_place(time: str, name: str) -> str:
    """23:59 in Nairobi; 23:59 UTC."""
    if "/" not in name:
        return _("%(time)s %(zone)s") % {"time": time, "zone": name}
    return _("%(time)s in %(place)s") % {"time": time, "place": place(name)}


def yours(instant: datetime, promised: str, own: str) -> str:
    """The same instant on the reader's clock, or nothing where both clocks agree or the reader's is not known."""
    there, here = instant.astimezone(zone_of(promised)), instant.astimezone(zone_of(own))
    if own in ("", "UTC") or there.utcoffset() == here.utcoffset():
        return ""
    time = date_format(here, "TIME_FORMAT" if here.date() == there.date() else "DATETIME_FORMAT")
    return _(", which is %(time)s in %(place)s, where you are") % {"time": time, "place": place(own)}


@register.simple_tag(takes_context=True)
def moment(context: Context, instant: datetime, zone: str = "UTC") -> SafeString:
    """``{% moment round.closes_at round.time_zone %}``; ``times.js`` adds the clock of who is not signed in."""
    there = instant.astimezone(zone_of(zone))
    words = f"{date_format(there, 'l')} {date_format(there, 'DATETIME_FORMAT')}"
    own = getattr(context.get("user"), "time_zone", "")
    return format_html(
        '<time datetime="{}" data-zone="{}" data-yours="{}">{}</time><span>{}</span>',
        instant.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        zone,
        _(", which is %(time)s in %(place)s, where you are") % {"time": "{time}", "place": "{place}"},
        in_place(words, zone),
        yours(instant, zone, own),
    )


@register.simple_tag
def day(when: datetime | None, zone: str = "UTC") -> SafeString:
    """``{% day decision.effective_on %}``: a date as the machine and the reader want it."""
    if when is None:
        return mark_safe("")
    local = when.astimezone(zone_of(zone)).date() if isinstance(when, datetime) else when
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "DATE_FORMAT"))


@register.filter
def waited(since: datetime) -> str:
    """``{{ row.sent_at|waited }}``: for how long, in days, else in hours."""
    hours = max(0, int((clock.now() - since).total_seconds()) // 3600)
    if hours >= 48:
        return ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


def left(hours: int, minutes: int) -> str:
    """24 days left, 26 hours left, 40 minutes left: the coarsest unit that still says something."""
    if hours >= 48:
        return ngettext("%(n)s day left", "%(n)s days left", hours // 24) % {"n": hours // 24}
    if hours:
        return ngettext("%(n)s hour left", "%(n)s hours left", hours) % {"n": hours}
    return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}


@register.simple_tag
def time_left(instant: datetime) -> SafeString:
    """``{% time_left round.closes_at %}``; ``times.js`` counts the last two days down."""
    seconds = int((instant - clock.now()).total_seconds())
    if seconds <= 0:
        return format_html("<b>{}</b>", _("Closed."))
    words = {
        "hour": [ngettext("%(n)s hour left", "%(n)s hours left", n) % {"n": "{n}"} for n in (1, 2)],
        "minute": [ngettext("%(n)s minute left", "%(n)s minutes left", n) % {"n": "{n}"} for n in (1, 2)],
        "closed": _("Closed."),
    }
    until = instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
    text = left(seconds // 3600, max(1, seconds // 60))
    return format_html('<b data-until="{}" data-words="{}">{}.</b>', until, json.dumps(words), text)
