"""Taking words out of texts: every place where they stand, whatever their case and their spaces."""

from __future__ import annotations

import json
import re
from typing import Any

from portal.sealing import canonical

MARK = "[…]"
FIXED = {  # codes, not words
    *("round", "language", "group", "sector", "country", "consent", "clause", "clause_sha256", "kind", "change_mode"),
    *("confidentiality", "standing", "channel", "choice", "choices", "category", "severity"),
    *("sha256", "media_type", "type", "id"),  # the last two in a response being written
}


class Eraser:
    """Knows what to take out, and counts the places."""

    def __init__(self, phrases: list[str]) -> None:
        longest_first = sorted(phrases, key=len, reverse=True)
        wanted = (r"\s+".join(re.escape(part) for part in phrase.split()) for phrase in longest_first)
        self.pattern = re.compile("|".join(wanted), re.IGNORECASE)
        self.places = 0

    def text(self, text: str) -> str:
        """The text without the words."""
        clean, places = self.pattern.subn(MARK, text)
        self.places += places
        return clean

    def value(self, value: Any, name: str = "") -> Any:
        """Whatever JSON holds, without the words; codes stay."""
        if name in FIXED:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one, key) for key, one in value.items()}
        return value

    def content(self, content: str) -> str:
        """Canonical content, canonical again."""
        return canonical(self.value(json.loads(content)))
