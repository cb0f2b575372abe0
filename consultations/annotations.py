"""From a copy of the draft with notes in it to rows: each note and each change at the clause in which it stands."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from consultations.formats.annotated import Change, Passage
from consultations.sheets import CommentRow

CALL = re.compile(r"\[\d+\]")
TYPED = re.compile(r"^(?:annex\s+)?[A-Z]?\d*(?:\.\d+)*[.)]?\s+|^\(?\w{1,3}[.)]\s+", re.IGNORECASE)
LIKE = 0.6
WINDOW = 40  # clauses around the last one in which a changed paragraph is looked for


class Text:
    """The clauses of a draft by their lines, asked in reading order."""

    def __init__(self, clauses: Iterable[tuple[str, str, str]]) -> None:
        """``clauses``: key, heading and text of each, in order."""
        self.keys: list[str] = []
        self.wholes: list[str] = []
        self.lines: list[list[str]] = []
        self.exact: dict[str, list[int]] = defaultdict(list)
        self.last = 0
        for place, (key, heading, text) in enumerate(clauses):
            lines = [bare(line) for line in (heading, *text.split("\n")) if bare(line)]
            self.keys.append(key)
            self.lines.append(lines)
            self.wholes.append(bare(f"{heading} {text}"))
            for line in dict.fromkeys(lines):
                self.exact[line].append(place)

    def place(self, words: str, *, is_wanted: bool) -> str:
        """The clause of a paragraph; only one that something is written to is looked for at any cost."""
        said = bare(words)
        for form in dict.fromkeys((said, TYPED.sub("", said, count=1))):
            if form and (places := self.exact.get(form)):
                return self.at(self.onward(places))
        if not is_wanted or not said:
            return ""
        within = [place for place, whole in enumerate(self.wholes) if len(said) >= 12 and said in whole]
        if within:
            return self.at(self.onward(within))
        return self.alike(said)

    def at(self, place: int) -> str:
        """Remembers how far the reading has come."""
        self.last = place
        return self.keys[place]

    def onward(self, places: Sequence[int]) -> int:
        """The first from here on, else the nearest before."""
        after = bisect_left(places, self.last)
        return places[after] if after < len(places) else places[-1]

    def alike(self, said: str) -> str:
        """The clause near here with the most similar line."""
        best, found = LIKE, -1
        for place in range(max(0, self.last - WINDOW // 4), min(len(self.keys), self.last + WINDOW)):
            for line in self.lines[place]:
                matcher = SequenceMatcher(None, said[:1000], line[:1000], autojunk=False)
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, found = matcher.ratio(), place
        return self.at(found) if found >= 0 else ""


def bare(text: str) -> str:
    """Words as they are compared: one kind of space, no calls of footnotes."""
    return " ".join(CALL.sub("", unicodedata.normalize("NFC", text)).split())


def rows_of(passages: Iterable[Passage], text: Text) -> list[CommentRow]:
    """A row for each note and each change, in reading order; what was put in anew belongs to the clause before."""
    rows: list[CommentRow] = []
    for passage in passages:
        is_wanted = bool(passage.notes or passage.changes)
        key = text.place(passage.text, is_wanted=is_wanted)
        if not is_wanted:
            continue
        if not key and not bare(passage.text) and text.keys:
            key = text.keys[text.last]
        where = " ".join(passage.text.split())[:60]
        place = {"clause_key": key, "clause": "" if key else where or "?", "where": where}
        for words in said_in(passage):
            rows.append(CommentRow(row=len(rows) + 1, **place, **words))
    return rows


def said_in(passage: Passage) -> Iterator[dict[str, str]]:
    """Notes as general comments with the words they stand at, changes as technical ones with what they would do."""
    for quote, words in passage.notes:
        yield {"kind": "ge", "comment": words, "quote": quote}
    for change in passage.changes:
        yield {"kind": "te", **as_words(change)}


def as_words(change: Change) -> dict[str, str]:
    """A change as a comment that can be read alone."""
    old, new = change.taken_out, change.put_in
    if old and new:
        comment = _("Replace “%(old)s” by “%(new)s”.") % {"old": old, "new": new}
        return {"comment": comment, "quote": old, "change": new, "change_mode": "replace"}
    if old:
        return {"comment": _("Delete “%(old)s”.") % {"old": old}, "quote": old, "change_mode": "delete"}
    comment = _("Add “%(new)s”.") % {"new": new}
    return {"comment": comment, "quote": change.after, "change": new, "change_mode": "add"}
