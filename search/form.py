"""The form for those who type no signs: four lines that make a query, and a query that fills the four lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from search.query import LONGEST, Part, Query, parse
from search.reading import spell, spelled


@dataclass(frozen=True)
class Lines:
    """What stands in the form."""

    all: str = ""
    phrase: str = ""
    any: str = ""
    none: str = ""

    def __bool__(self) -> bool:
        return any((self.all, self.phrase, self.any, self.none))


NAMES = tuple(Lines.__dataclass_fields__)


def sent(data: Mapping[str, str]) -> Lines:
    """The lines as they were sent."""
    return Lines(**{name: data.get(name, "").strip()[:LONGEST] for name in NAMES})


def query_of(lines: Lines) -> str:
    """The text to search for. What somebody types into a line keeps the meaning it has in the box."""
    exact = lines.phrase.translate({ord(sign): " " for sign in '"“”„«»'}).strip()
    out = [
        spelled(parse(lines.all)),
        f'"{exact}"' if exact else "",
        " OR ".join(spell(replace(part, is_negative=False)) for part in apart(parse(lines.any))),
        " ".join(spell(replace(part, is_negative=True)) for part in apart(parse(lines.none))),
    ]
    typed = [f'{field}:"{value}"' for line in (lines.all, lines.any) for field, value in parse(line).filters]
    return " ".join(filter(None, [*out, *typed]))


def apart(query: Query) -> list[Part]:
    """Every idea by itself."""
    return [replace(way, others=()) for part in query.parts for way in part.ways]


def lines_of(query: Query) -> Lines:
    """The form that makes this query: the first exact words and the first choice have lines of their own."""
    phrase = next((part for part in query.wanted if part.is_phrase and " " in part.typed and not part.others), None)
    if phrase is not None and (phrase.is_prefix or '"' in phrase.typed):
        phrase = None
    choice = next((part for part in query.wanted if part.others), None)
    rest = replace(query, parts=tuple(part for part in query.wanted if part is not phrase and part is not choice))
    return Lines(
        all=spelled(rest),
        phrase=phrase.typed if phrase else "",
        any=" ".join(spell(way) for way in choice.ways) if choice else "",
        none=" ".join(spell(replace(part, is_negative=False)) for part in query.unwanted),
    )
