"""Tags every template may use without loading: words in their own language, group and status signs."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.members.languages import Words, direction

register = template.Library()


@register.filter
def spoken(words: Words) -> SafeString | str:
    """``{{ group.words|spoken }}``: the text, in a span with ``lang`` and ``dir`` where it is not the page's language."""
    if not isinstance(words, Words) or words.language == get_language():
        return str(words)
    return format_html('<span lang="{}" dir="{}">{}</span>', words.language, direction(words.language), words.text)


@register.filter(name="dir")
def direction_of(language: str) -> str:
    """``dir="{{ entry.language|dir }}"``."""
    return direction(language)
