"""Reads a page as somebody would who does not know English: which words are in a language they were not told of?"""

from __future__ import annotations

import re
from typing import Any

from lxml import html

COMMON = frozenset(
    re.findall(
        r"\w+",
        """
    the of and which shall with from have been what who whom this that are was were will would their there they
    when where
""",
    )
)


def language_of(element: Any) -> str:
    """As a browser would say it: the nearest ``lang``."""
    while element is not None:
        if element.get("lang"):
            return element.get("lang")
        element = element.getparent()
    return ""


def texts_in(page: Any, language: str) -> list[str]:
    """Every run of words that the page says to be in ``language``, those for screen readers too."""
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        if element.tag != "code" and language_of(element) == language:  # names that programs know are no language
            found += [element.text] + [element.get(name) for name in ("aria-label", "title", "placeholder", "alt")]
        if element.getparent() is not None and language_of(element.getparent()) == language:
            found.append(element.tail)
    return [" ".join(text.split()) for text in found if text and text.strip()]


def english_in(content: str, *, language: str, interface: set[str], names: set[str]) -> list[str]:
    """What is English and says it is not: a message of the interface, or a sentence. Names of people are neither."""
    page = html.fromstring(content)
    found = []
    for text in texts_in(page, language):
        words = re.findall(r"[a-z]+", text.lower())
        without_names = any(name in text for name in names)
        if text in interface or (sum(word in COMMON for word in words) >= 2 and not without_names):
            found.append(text)
    return found
