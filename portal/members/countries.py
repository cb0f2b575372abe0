"""Countries by their two letters (ISO 3166), named in each language of the interface (names after Unicode CLDR)."""

import unicodedata
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

LANGUAGES = ("en", "fr", "es")


@cache
def table() -> dict[str, tuple[str, ...]]:
    """Code to names, in the order of ``LANGUAGES``; read once a process."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("|") for line in lines)
    return {code: tuple(names) for code, *names in rows}


def country_name(code: str) -> str:
    """The country's name for the reader; the code itself where it is unknown."""
    language = (get_language() or "en").split("-")[0]
    place = LANGUAGES.index(language) if language in LANGUAGES else 0
    return table()[code][place] if code in table() else code


def country_choices() -> list[tuple[str, str]]:
    """For a select, in the reader's alphabet (accents do not move a name to the end)."""
    named = [(code, country_name(code)) for code in table()]
    return sorted(named, key=lambda pair: unicodedata.normalize("NFKD", pair[1]).casefold())
