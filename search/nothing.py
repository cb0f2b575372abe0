"""Where nothing was found: which word it is that nothing holds, and what is there without a word or a filter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property

from portal.members.viewer import Viewer
from search import expansion
from search.asking import Asking
from search.engines import choice
from search.engines.inquiry import Inquiry
from search.finding import Results, tokens_of
from search.query import Part, Query
from search.reading import spell, spelled, without

MOST = 6  # ideas that are tried


@dataclass(frozen=True)
class Way:
    """One thing that can be done, and what comes of it."""

    words: str
    address: str
    number: int = 0
    others: tuple[tuple[str, str], ...] = ()  # spellings, each with its address


@dataclass
class Help:
    """What is said instead of hits."""

    lost: list[Way] = field(default_factory=list)  # nothing holds these words
    fewer: list[Way] = field(default_factory=list)  # one word less
    everywhere: Way | None = None  # without filters


def helped(asking: Asking, found: Results, viewer: Viewer) -> Help:
    """At most eight questions more, and only where there was nothing."""
    counted, said = Looking(tokens_of(viewer)), Help()
    if found.total or not found.query.wanted:
        return said
    if found.filters and (number := counted.number(found.query)):
        said.everywhere = Way("", asking.everywhere.address(), number)
    tried = () if said.everywhere else found.query.wanted[:MOST]
    is_known = len(found.query.parts) == 1  # nothing: it was just looked for, or without filters a moment ago
    for part in tried:
        number = 0 if is_known else counted.number(Query((part,)))
        left = without(found.query, part)
        way = Way(" OR ".join(map(spell, part.ways)), asking.with_words(left).address() if left else "", number)
        if number:
            said.fewer.append(way)
        else:
            said.lost.append(replace(way, others=spellings(found.query, part, asking, counted.spoken)))
    if said.lost or len(tried) < 2:
        said.fewer = []
    return said


class Looking:
    """What there is of something, for one reader."""

    def __init__(self, tokens: list[str] | None) -> None:
        self.tokens = tokens

    @cached_property
    def spoken(self) -> set[str]:
        """Words of agreed terms, which everybody may read."""
        return {word for key in expansion.names().concepts for word in key}

    def number(self, query: Query) -> int:
        """A number and nothing else."""
        found, _engine = choice.answer(Inquiry(query, tokens=self.tokens, language="", size=1, facets=()))
        return found.total


def spellings(query: Query, part: Part, asking: Asking, known: set[str]) -> tuple[tuple[str, str], ...]:
    """Known words that look like this one."""
    if part.is_phrase or part.is_prefix or part.others or len(part.words) != 1:
        return ()
    close = get_close_matches(part.words[0], known, n=2, cutoff=0.75)
    return tuple((word, asking.with_words(corrected(query, part, word)).address()) for word in close)


def corrected(query: Query, part: Part, word: str) -> str:
    """The same words, one of them written otherwise."""
    right = replace(part, words=(word,), typed=word)
    return spelled(replace(query, parts=tuple(right if one is part else one for one in query.parts)))
