"""Taking words out of texts: every place where they stand, whatever their case and their spaces."""

import re
from collections.abc import Sequence

MARK = "[…]"


class Eraser:
    """Knows what to take out, and counts the places."""

    def __init__(self, phrases: Sequence[str]) -> None:
        longest_first = sorted(phrases, key=len, reverse=True)
        wanted = (r"\s+".join(re.escape(part) for part in phrase.split()) for phrase in longest_first)
        self.pattern = re.compile("|".join(wanted), re.IGNORECASE)
        self.places = 0

    def text(self, text: str) -> str:
        """The text without the words."""
        clean, places = self.pattern.subn(MARK, text)
        self.places += places
        return clean
