"""Drawings of the draft reader."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

register = template.Library()

MOST = 60  # strokes; the number beside them says the rest
PHASES = {
    "preparing": "s-draft",
    "ready": "s-draft",
    "approved": "s-draft",
    "upcoming": "s-upcoming",
    "open": "s-open",
    "paused": "s-paused",
    "closed": "s-answering",
    "answered": "s-answered",
    "cancelled": "s-closed",
}


@register.simple_tag
def ticks(count: int) -> SafeString:
    """``{% ticks 37 %}``: one stroke a comment, in fives."""
    shown = min(count, MOST)
    if not shown:
        return mark_safe("")
    places = [at * 3 + at // 5 * 3 for at in range(shown)]
    strokes = "".join(f"M{place}.5 0v9" for place in places)
    return format_html(
        '<svg class="ticks" width="{}" height="9" aria-hidden="true"><path d="{}"/></svg>', places[-1] + 1, strokes
    )


@register.filter
def phase_sign(phase: str) -> str:
    """The square sign of a round's phase."""
    return PHASES.get(str(phase), "s-upcoming")


@register.filter
def short_hash(sha256: str) -> str:
    """9c41…e07a: enough to compare by eye."""
    return f"{sha256[:4]}…{sha256[-4:]}"


@register.filter
def language_itself(code: str) -> str:
    """français: a language's name in that language, or its code where nobody here knows it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
