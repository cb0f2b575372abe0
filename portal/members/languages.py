"""Texts kept by language: what the reader gets, and in which language it really is.

Names of groups, sectors, bodies and the like are JSON, ``{"en": "…", "fr": "…"}``. What is missing is shown in another
language and marked as such: a silent fallback misleads.
"""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language, get_language_info

SOURCE = "en"
RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur", "dv"}


class Words(NamedTuple):
    """A text and the language (BCP 47) it is in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


UNKNOWN_TO_DJANGO = {"am": "አማርኛ", "ay": "Aymar aru", "lo": "ລາວ", "ln": "Lingála", "qu": "Runasimi"}
UNKNOWN_TO_DJANGO |= {"rw": "Ikinyarwanda", "sw": "Kiswahili", "tl": "Tagalog", "zh": "中文"}


def own_name(code: str) -> str:
    """français: a language's name in that language, or its code where nobody here knows it."""
    try:
        return UNKNOWN_TO_DJANGO.get(code) or str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, for the ``dir`` attribute."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def interface_language(language: str) -> str:
    """The language of the interface nearest to the one somebody reads, for mails."""
    short = language.split("-")[0]
    return short if short in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def fallbacks(language: str | None = None) -> list[str]:
    """Where to look, in order: es-MX, es, the source language."""
    asked = language or get_language() or SOURCE
    parts = asked.split("-")
    return list(dict.fromkeys([*("-".join(parts[:count]) for count in range(len(parts), 0, -1)), SOURCE]))


def nearness(language: str, source: str, order: list[str]) -> int:
    """How near a text is to a reader: in the language asked for or above it, else in its own source, else in any."""
    wanted = order[:-1] if order[-1] == SOURCE and len(order) > 1 else order
    return wanted.index(language) if language in wanted else len(wanted) + (language != source)


def pick(texts: dict[str, str], language: str | None = None) -> Words:
    """The best text there is for a reader of ``language`` (default: the active one)."""
    for candidate in fallbacks(language):
        if texts.get(candidate):
            return Words(texts[candidate], candidate)
    for other, text in texts.items():
        if text:
            return Words(text, other)
    return Words("", SOURCE)
