"""Tags every template may use without loading: signs, marks, words in their own language, times in two zones."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.members.languages import Words, direction
from portal.members.models import StakeholderGroup
from portal.signs import SIGNS

register = template.Library()

CLASSES = {
    "g": "sign {}",
    "s": "mark-sign",
    "d": "mark-sign",
    "p": "pos pos-{}",
    "c": "impact impact-{}",
    "b": "impact impact-{}",
}
CLASSES |= {"n": "notice-sign", "i": "icon icon-{}"}


def used(context: Context) -> set[str]:
    """The signs this page has shown so far; ``{% sprite %}`` at its end draws them once."""
    request: Any = context.get("request") or getattr(context, "request", None)
    if request is None:
        return context.render_context.setdefault("signs", set())  # type: ignore[no-any-return]
    if not hasattr(request, "_signs"):
        request._signs = set()
    return request._signs  # type: ignore[no-any-return]


@register.simple_tag(takes_context=True)
def sign(context: Context, name: str, label: str = "") -> SafeString:
    """``{% sign "g-asm" %}``; with a label it speaks for itself, without one it stands beside its word."""
    if name not in SIGNS:
        return mark_safe("")
    used(context).add(name)
    return drawing(name, str(label))  # a promise says something else in another language: it is kept in words


@lru_cache(maxsize=2000, typed=True)
def drawing(name: str, label: str = "") -> SafeString:
    """The mark that calls up a sign of the page's ``{% sprite %}``; drawn once for each label."""
    kind, _dash, rest = name.partition("-")
    if kind[0] in "cb" and kind[1:].isdigit():
        kind, rest = kind[0], kind[1:]
    css = CLASSES.get(kind, "logo").format(name if kind == "g" else rest)
    speech = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="#{}"/></svg>', css, speech, name)


@register.simple_tag(takes_context=True)
def group(context: Context, of: StakeholderGroup) -> SafeString:
    """``{% group comment.submission.group %}``: sign and name, never one without the other."""
    return named(sign(context, f"g-{of.code}"), of.words, get_language())


@lru_cache(maxsize=500)
def named(drawn: SafeString, words: Words, here: str | None) -> SafeString:
    """A group's sign and name for readers of one language; drawn once."""
    return format_html('<span class="group">{}{}</span>', drawn, spoken(words))


@register.simple_tag(takes_context=True)
def group_sign(context: Context, of: StakeholderGroup) -> SafeString:
    """The sign alone, speaking the group's name."""
    return sign(context, f"g-{of.code}", of.words.text)


@register.simple_tag(takes_context=True)
def status(context: Context, name: str, label: Any) -> SafeString:
    """``{% status "s-agreed" version.get_status_display %}``: a word and a shape."""
    text = str(label)
    return format_html('<span class="status">{}{}</span>', sign(context, name), text[:1].upper() + text[1:])


@register.simple_tag(takes_context=True)
def sprite(context: Context) -> SafeString:
    """The drawings of the signs this page has used; the last thing in the body."""
    symbols = format_html_join(
        "",
        '<symbol id="{}" viewBox="{}">{}</symbol>',
        ((name, SIGNS[name][0], mark_safe(SIGNS[name][1])) for name in sorted(used(context))),
    )
    return format_html('<svg class="sprite" width="0" height="0" aria-hidden="true">{}</svg>', symbols)


@register.filter
def spoken(words: Words | str) -> SafeString | str:
    """``{{ group.words|spoken }}``: in a span with ``lang`` and ``dir`` where it is not the page's language."""
    if not isinstance(words, Words) or words.language == get_language():
        return str(words)
    return format_html('<span lang="{}" dir="{}">{}</span>', words.language, direction(words.language), words.text)


@register.simple_tag
def lang_attrs(language: str) -> SafeString:
    """``<p {% lang_attrs comment.language %}>``: lang and dir, where it is known and not the page's language."""
    if not language or language == get_language():
        return mark_safe("")
    return format_html('lang="{}" dir="{}"', language, direction(language))


@register.simple_tag
def colophon() -> Any:
    """What stands at the foot of the page."""
    from portal.foot import foot

    return foot()


@register.simple_tag
def account_address() -> str:
    """One's own page; before the members' room has one, the page of e-mail addresses."""
    try:
        return reverse("members:account")
    except NoReverseMatch:
        return reverse("account_email")
