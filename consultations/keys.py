"""Permanent keys of clauses: derived once, carried over to the next draft, never given to another clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from django.utils.html import strip_tags
from django.utils.text import slugify

from consultations.canonical import plain_text
from consultations.clauses import ClauseRow

LIKE = 0.6  # measured on real drafts: partners score 0.8 and more, a new clause below 0.3
LONGEST = 60
MANY = 250_000  # comparisons after which only neighbours are compared


def derive(places: Sequence[tuple[str, str, int | None]], used: Collection[str] = ()) -> list[str]:
    """A key for each (heading, number, place of its parent): c-price-and-payment, c-price-and-payment-2."""
    keys: list[str] = []
    taken = set(used)
    for heading, number, parent in places:
        above = keys[parent] if parent is not None else ""
        key = unused(proposed(heading, number, above), taken)
        keys.append(key)
        taken.add(key)
    return keys


def proposed(heading: str, number: str, above: str) -> str:
    """From the heading, else from the parent's key and its own mark."""
    words = slugify(strip_tags(heading))
    if words:
        return f"c-{words[:44].strip('-')}"
    mark = re.sub(r"¶", "p", number.split(" ")[-1])
    own = slugify(mark) or "p1"
    return f"{above[:48].rstrip('-') or 'c'}-{own}"[:LONGEST]


def unused(key: str, taken: Collection[str]) -> str:
    """The key, or the key with the next free count."""
    candidate, count = key, 1
    while candidate in taken:
        count += 1
        candidate = f"{key[: LONGEST - len(str(count)) - 1]}-{count}"
    return candidate


def carry_over(
    rows: Sequence[ClauseRow],
    previous: Sequence[ClauseRow],
    used: Collection[str] = (),
    given: Collection[str] = (),
) -> list[ClauseRow]:
    """The rows with the keys that their clauses had before; a new clause never gets a key used for another.

    Keys that somebody gave are what he says they are.
    """
    partners = Partners(rows, previous, given).found()
    taken = {row.key for row in previous} | set(used) | set(given)
    names: dict[str, str] = {}
    for place, row in enumerate(rows):
        own = row.key if row.key in given else unused(row.key, taken)
        key = partners[place].key if place in partners else own
        taken.add(key)
        names[row.key] = key
    return [replace(row, key=names[row.key], parent=names.get(row.parent, "")) for row in rows]


def likeness(one: str, other: str) -> float:
    """0 to 1; cheap bounds first, since most pairs have nothing in common."""
    words, others = set(one.split()), set(other.split())
    if len(words & others) * 3 < max(len(words), len(others)):
        return 0.0
    matcher = SequenceMatcher(None, one[:2000], other[:2000], autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()


class Partners:
    """Finds for each new clause the one it was: by heading, by the very words, by likeness below the same parent."""

    def __init__(self, rows: Sequence[ClauseRow], previous: Sequence[ClauseRow], given: Collection[str] = ()) -> None:
        self.rows, self.previous = rows, previous
        self.texts = [plain_text(row.body) for row in rows]
        self.old_texts = [plain_text(row.body) for row in previous]
        self.pairs: dict[int, int] = {}
        self.gone: set[int] = set()
        self.settled = {place for place, row in enumerate(rows) if row.key in given}
        old = {row.key: place for place, row in enumerate(previous)}
        for place in self.settled:
            if rows[place].key in old:
                self.pair(place, old[rows[place].key])

    def found(self) -> dict[int, ClauseRow]:
        """New place → old row."""
        self.by(lambda row, text: (row.heading.casefold(), row.number, text) if row.heading else None)
        self.by(lambda row, text: (row.heading.casefold(), text) if row.heading and text else None)
        self.by(lambda row, text: (row.heading.casefold(), row.number) if row.heading else None)
        self.by(lambda row, text: row.heading.casefold() or None)
        self.by(lambda row, text: ("", text) if text and not row.heading else None)
        self.alike(same_parent=True)
        self.alike(same_parent=False)
        return {new: self.previous[old] for new, old in self.pairs.items()}

    def by(self, sign) -> None:  # type: ignore[no-untyped-def]
        """Pairs what carries the same sign, where that sign stands once on each side."""
        left: dict[object, list[int]] = {}
        for place, row in enumerate(self.previous):
            mark = sign(row, self.old_texts[place]) if place not in self.gone else None
            if mark is not None:
                left.setdefault(mark, []).append(place)
        right: dict[object, list[int]] = {}
        for place, row in enumerate(self.rows):
            mark = sign(row, self.texts[place]) if self.is_free(place) else None
            if mark is not None:
                right.setdefault(mark, []).append(place)
        for mark, places in right.items():
            if len(places) == 1 and len(left.get(mark, [])) == 1:
                self.pair(places[0], left[mark][0])

    def is_free(self, new: int) -> bool:
        """Neither paired nor sure to be new."""
        return new not in self.pairs and new not in self.settled

    def pair(self, new: int, old: int) -> None:
        self.pairs[new] = old
        self.gone.add(old)

    def alike(self, *, same_parent: bool) -> None:
        """The most similar first, each once; headings count with the text."""
        parents = {self.rows[new].key: self.previous[old].key for new, old in self.pairs.items()}
        new_places = [place for place in range(len(self.rows)) if self.is_free(place)]
        old_places = [place for place in range(len(self.previous)) if place not in self.gone]
        if not same_parent and len(new_places) * len(old_places) > MANY:
            return
        scores = []
        for new in new_places:
            row = self.rows[new]
            for old in old_places:
                was = self.previous[old]
                if bool(row.heading) != bool(was.heading):
                    continue
                if same_parent and parents.get(row.parent, "") != was.parent:
                    continue
                score = likeness(f"{row.heading} {self.texts[new]}", f"{was.heading} {self.old_texts[old]}")
                if score >= LIKE:
                    scores.append((score, new, old))
        for _score, new, old in sorted(scores, key=lambda found: (-found[0], found[1], found[2])):
            if new not in self.pairs and old not in self.gone:
                self.pair(new, old)
