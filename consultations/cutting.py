"""Where a clause can be cut in two: before a block, and after a sentence. Every word stays, in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from consultations.canonical import BLOCKS, clean, plain_text
from consultations.clauses import in_blocks

SENTENCE = re.compile(r"[.;:!?][”»\"’)]*\s+(?=\S)")
WHOLE = {"table", "pre", "a"}  # never cut inside


@dataclass(frozen=True)
class Cut:
    """One place, and the two bodies that a cut there would leave."""

    before: str
    after: str

    @property
    def ends(self) -> str:
        """The last words before it."""
        return plain_text(self.before)[-60:]

    @property
    def begins(self) -> str:
        """The first words after it."""
        return plain_text(self.after)[:80]


class _Places(HTMLParser):
    """Offsets at which the body may be cut, with the tags that are open there."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html = html
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.open: list[tuple[str, str]] = []
        self.places: list[tuple[int, tuple[tuple[str, str], ...]]] = []
        self.feed(html)
        self.close()

    def here(self) -> int:
        """The offset of what is read now."""
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def may_cut(self) -> bool:
        """Outside of what stays whole."""
        return not any(tag in WHOLE for tag, _start in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and tag != "br" and self.may_cut():
            self.places.append((self.here(), tuple(self.open)))
        if tag != "br":
            self.open.append((tag, self.get_starttag_text() or f"<{tag}>"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if self.may_cut():
            for found in SENTENCE.finditer(data):
                self.places.append((self.here() + found.end(), tuple(self.open)))


def cuts_of(body: str) -> list[Cut]:
    """Every place with words on both sides, each once."""
    cuts: list[Cut] = []
    for place, open_tags in _Places(body).places:
        closing = "".join(f"</{tag}>" for tag, _start in reversed(open_tags))
        opening = "".join(start for _tag, start in open_tags)
        cut = Cut(in_blocks(clean(tidied(body[:place] + closing))), in_blocks(clean(tidied(opening + body[place:]))))
        if plain_text(cut.before) and plain_text(cut.after) and cut not in cuts:
            cuts.append(cut)
    return cuts


def tidied(html: str) -> str:
    """Without blocks that the cut left empty."""
    shorter = re.sub(r"<(p|li|ul|ol|blockquote|em|strong|sup|sub)(?:\s[^<>]*)?>\s*</\1>", "", html)
    return shorter if shorter == html else tidied(shorter)
