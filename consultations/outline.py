"""How a draft is cut into pages and what its outline shows: parts stay whole while they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

EACH_PAGE = 40


def label_of(number: str, heading: str, text: str, key: str) -> str:
    """Of a clause: its number, else its heading, else its first words."""
    return number.rstrip(".") or heading or text[:40] or key


class Place(NamedTuple):
    """A clause as the outline needs it: one light row each, whole drafts have hundreds."""

    pk: int
    key: str
    number: str
    heading: str
    depth: int
    parent: int | None
    language: str = "en"

    @property
    def short(self) -> str:
        """Its number as the outline prints it."""
        return self.number.rstrip(".)")


@dataclass
class Sheet:
    """One page of a draft."""

    number: int
    places: list[Place] = field(default_factory=list)

    @property
    def first(self) -> Place:
        """Its first part or clause with a heading."""
        return next((place for place in self.places if place.heading), self.places[0])

    @property
    def name(self) -> str:
        """By its first part or clause."""
        return f"{self.first.short} {self.first.heading}".strip()[:80]


def sheets(places: Sequence[Place], most: int = EACH_PAGE) -> list[Sheet]:
    """Small neighbouring parts share a page; a part too long for one is cut, before a heading where it can be."""
    pages: list[list[Place]] = [[]]
    for part in parts(places):
        if pages[-1] and len(pages[-1]) + len(part) > most:
            pages.append([])
        while len(part) > most:
            cut = next((at for at in range(most, most // 2, -1) if part[at].heading), most)
            pages[-1] = part[:cut]
            pages.append([])
            part = part[cut:]
        pages[-1] += part
    return [Sheet(number, page) for number, page in enumerate((page for page in pages if page), start=1)]


def parts(places: Sequence[Place]) -> list[list[Place]]:
    """Each clause of the first depth with all below it."""
    found: list[list[Place]] = []
    for place in places:
        if place.depth == 1 or not found:
            found.append([])
        found[-1].append(place)
    return found


@dataclass
class Entry:
    """A line of the outline."""

    place: Place
    address: str
    count: int = 0
    below: list[Entry] = field(default_factory=list)


def entries(pages: Sequence[Sheet], here: int, counts: dict[int, int], address: str, more: str = "") -> list[Entry]:
    """All parts; of the page in hand the sections below them too, each with the comments on it and below it.

    ``address`` is that of the draft; ``more`` goes along in the query.
    """
    lines: list[Entry] = []
    every = {place.pk: place for page in pages for place in page.places}
    sums = sums_below(every, counts)
    for page in pages:
        start = "" if page.number == here else f"{address}?page={page.number}{more}"
        for place in page.places:
            if place.depth == 1 and (place.heading or not place.parent):
                if place.heading:
                    lines.append(Entry(place, f"{start}#{place.key}", sums.get(place.pk, 0)))
            elif place.depth == 2 and place.heading and page.number == here and lines:
                lines[-1].below.append(Entry(place, f"#{place.key}", sums.get(place.pk, 0)))
    return lines


def sums_below(every: dict[int, Place], counts: dict[int, int]) -> dict[int, int]:
    """Comments on each clause and all below it."""
    sums: dict[int, int] = {}
    for pk, count in counts.items():
        place: Place | None = every.get(pk)
        while place is not None:
            sums[place.pk] = sums.get(place.pk, 0) + count
            place = every.get(place.parent) if place.parent else None
    return sums
