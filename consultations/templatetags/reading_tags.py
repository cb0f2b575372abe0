"""Drawings of the draft reader."""

from __future__ import annotations

from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template
from django.template.context import Context
from django.template.defaultfilters import linebreaksbr
from django.template.loader import get_template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from consultations.lines import Line
from consultations.models import Answer
from consultations.outline import Entry
from consultations.receipts import code_for
from consultations.said import SaidAnswer
from portal.members.languages import own_name
from portal.signs import SIGNS
from portal.templatetags.house import drawing, lang_attrs, spoken, used

if TYPE_CHECKING:
    from consultations.reader import Shown

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
@lru_cache(maxsize=200)
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


@register.simple_tag(takes_context=True)
def tally(context: Context, counts: list[tuple[str, str, int]]) -> SafeString:
    """``{% tally row.tally %}``: the sign of each group and how often it spoke."""
    used(context).update(name for name, _label, _number in counts)
    return mark_safe(" ".join(f"<span>{drawing(name, label)} {number:d}</span>" for name, label, number in counts))


@register.simple_tag(takes_context=True)
def comment_line(context: Context, line: Line, placed: bool = False) -> SafeString:
    """``{% comment_line line %}``, of ``lines()``; ``placed=1`` names the clause it is about."""
    used(context).update(name for name in (line.sign, line.answer_sign) if name in SIGNS)
    now = monotonic()
    if now - cleared["at"] > KEPT:
        drawn.cache_clear()
        cleared["at"] = now
    return drawn(line, bool(placed), get_language())


KEPT = 300.0  # seconds: what was taken out or withdrawn is soon in no worker's memory either
cleared = {"at": 0.0}


@lru_cache(maxsize=1000)
def drawn(line: Line, placed: bool, here: str | None) -> SafeString:
    """What is said stays as it is, and is drawn once: nothing but these three decides how it looks."""
    context = Context({"line": line, "placed": placed, "LANGUAGE_CODE": here})
    return get_template("consultations/_comment.html").template.render(context)


KEY, LABEL, SAY = "\ue000", "\ue001", "\ue002"  # characters that no text has, where a panel differs from the others


@register.simple_tag(takes_context=True)
def comment_panel(context: Context, row: Shown) -> SafeString:
    """The way to comment beside a clause. A page has forty that differ in three words: one is drawn, and filled in."""
    request: Any = context["request"]
    if not hasattr(request, "_comment_panel"):
        words = {"key": KEY, "label": LABEL, "say": SAY}
        with context.push(**words):
            request._comment_panel = get_template("consultations/_comment_panel.html").template.render(context)
    panel: str = request._comment_panel
    for mark, text in ((KEY, row.clause.key), (LABEL, row.label), (SAY, row.say)):
        panel = panel.replace(mark, escape(text))
    return mark_safe(panel)


@register.simple_tag
def to_place(entry: Entry) -> SafeString:
    """A link of the outline; a long draft has hundreds."""
    place = entry.place
    attributes = language_attributes(place.language, get_language())
    words = f"<span>{escape(place.short)}</span><span {attributes}>{escape(place.heading)}</span>"
    return mark_safe(f'<a href="{escape(entry.address)}">{words}</a>')


@lru_cache(maxsize=100)
def language_attributes(language: str, here: str | None) -> SafeString:
    """Of words in one language on a page in another."""
    return lang_attrs(language)


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
    return own_name(code)


@register.filter
def receipt_code(key: UUID) -> str:
    """The code of a response, for pages of those who were handed it."""
    return code_for(key)


@register.simple_tag
def answered(answer: Answer | SaidAnswer, language: str) -> SafeString:
    """``{% answered answer submission.language %}``: choices in the reader's language, what was written in its own."""
    return format_html_join("; ", "{}", ((linebreaksbr(spoken(part)),) for part in answer.told(language)))


@register.filter
def come_in(difference: SafeString | str, language: str) -> SafeString | str:
    """``{{ difference|come_in:comment.language }}``: what would come, in its proposer's language."""
    attributes = lang_attrs(language) if difference else ""
    return mark_safe(difference.replace("<ins>", f"<ins {attributes}>")) if attributes else difference
