"""Finding words inside one draft: which clauses hold them, in the language that is read, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from django.utils.safestring import SafeString, mark_safe

from consultations.models import Clause, ClauseTranslation, Draft
from consultations.outline import Place

MOST = 40  # clauses shown, as on a page of the draft
LONGEST = 100  # characters of what is asked for
PARTS = re.compile(r"(<[^>]*>)")


def words_of(asked: str) -> list[str]:
    """What is looked for: every word of it has to be there."""
    return list(dict.fromkeys(asked[:LONGEST].casefold().split()))


def places_with(draft: Draft, places: Sequence[Place], asked: str, language: str) -> list[Place]:
    """The clauses that hold every word, in their order; one query, or two for a translation."""
    words = words_of(asked)
    rows = Clause.objects.filter(draft=draft).values_list("pk", "number", "heading", "text")
    texts = {pk: f"{number} {heading} {text}" for pk, number, heading, text in rows}
    if language != draft.language:
        spoken = ClauseTranslation.objects.filter(clause__draft=draft, language=language)
        for pk, heading, body in spoken.values_list("clause", "heading", "body"):
            texts[pk] = f"{heading} {unescape(PARTS.sub(' ', body))}"
    found = {pk for pk, text in texts.items() if all(word in text.casefold() for word in words)}
    return [place for place in places if place.pk in found] if words else []


def marked(html: str, asked: str) -> SafeString:
    """The HTML with what was looked for between ``mark``; no tag is touched, and the words stay what they were."""
    words = sorted((escape(word, quote=False) for word in words_of(asked)), key=len, reverse=True)
    if not words:
        return mark_safe(html)
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    parts = (part if part.startswith("<") else pattern.sub(r"<mark>\g<0></mark>", part) for part in PARTS.split(html))
    return mark_safe("".join(parts))
