"""One query language: words, "exact words", -without, begin*, this OR that, kind:decision.

Whatever is typed, reading it never fails, and no more than its first letters are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from portal.members.languages import Words
from search.fields import field_of
from search.words import WORD, completions, stem, words

LONGEST = 300  # letters
MOST_PARTS = 12
MOST_FILTERS = 30
FIELD = re.compile(r'(?P<minus>-?)(?P<name>[^\W\d_]{2,20}):(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]\S*))')
PART = re.compile(r'(?P<minus>-?)"(?P<quoted>[^"]*)"?|(?P<bare>\S+)')
QUOTES = str.maketrans("“”„«»", '"""""')
EITHER = ("OR", "OU", "O")  # in capitals only: in small letters "or" is gold to a French reader
BOTH = ("AND", "ET", "Y")


@dataclass(frozen=True)
class Part:
    """One idea that must (or must not) be there; its synonyms, and what OR puts beside it, are as good as itself."""

    words: tuple[str, ...]
    typed: str = ""
    is_phrase: bool = False
    is_negative: bool = False
    is_prefix: bool = False
    synonyms: tuple[Words, ...] = ()
    others: tuple[Part, ...] = ()

    @property
    def ways(self) -> tuple[Part, ...]:
        """Itself and what stands beside it."""
        return (self, *self.others)


@dataclass(frozen=True)
class Query:
    """What was asked. Without anything to look for it finds nothing, unless whatever the filters leave is asked for."""

    parts: tuple[Part, ...] = field(default=())
    filters: tuple[tuple[str, str], ...] = field(default=())  # field and value as they were typed
    is_anything: bool = False

    @property
    def wanted(self) -> tuple[Part, ...]:
        """What must be there."""
        return tuple(part for part in self.parts if not part.is_negative)

    @property
    def unwanted(self) -> tuple[Part, ...]:
        """What must not be there."""
        return tuple(part for part in self.parts if part.is_negative)

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to look for."""
        return self.is_anything or bool(self.wanted)

    @property
    def expanded(self) -> list[Words]:
        """What else is looked for, to be shown to the reader."""
        return list(dict.fromkeys(word for part in self.wanted for way in part.ways for word in way.synonyms))


@dataclass(frozen=True)
class Token:
    """A piece of what was typed, as it stands there."""

    raw: str
    text: str
    field: str = ""
    is_quoted: bool = False
    is_negative: bool = False

    @property
    def part(self) -> Part:
        """The idea; without words where it is none."""
        found, is_prefix = words(self.text), not self.is_quoted and self.text.endswith("*")
        return Part(found, self.text.strip("-*"), len(found) > 1, self.is_negative, is_prefix)

    @property
    def values(self) -> list[str]:
        """What stands after a colon; several are parted by commas."""
        several = [self.text] if self.is_quoted else self.text.split(",")
        return [value for value in several if words(value)]

    def is_sign(self, signs: tuple[str, ...]) -> bool:
        """Whether it is one of the words that join others."""
        return not self.is_quoted and self.text in signs


def tokens(text: str) -> Iterator[Token]:
    """What was typed, piece by piece; only the beginning of a long text."""
    text, at = text[:LONGEST].translate(QUOTES), 0
    while at < len(text):
        named = FIELD.match(text, at)
        name = field_of(named["name"]) if named else ""
        found = named if name else PART.match(text, at)
        if found is None:
            at += 1
            continue
        bare = found["bare"] or ""
        is_negative = bool(found["minus"]) or (not name and bare.startswith("-") and len(bare) > 1)
        yield Token(found[0], found["quoted"] or bare, name, not bare, is_negative)
        at = found.end()


def joined(found: list[Token]) -> Iterator[tuple[Token, bool]]:
    """Ideas, and whether each is as good as the one before. Signs at the ends, or beside -without, are words."""
    is_or = was_sign = False
    for number, token in enumerate(found):
        sides = found[number - 1 : number + 2 : 2] if 0 < number < len(found) - 1 and not was_sign else []
        narrows = any(side.field for side in sides)  # whatever stands between, a filter does
        is_choice = token.is_sign(EITHER) and not any(side.is_negative for side in sides)
        was_sign = bool(sides) and (token.is_sign(BOTH) or (narrows and token.is_sign(EITHER)) or is_choice)
        if not was_sign and not token.field:
            yield token, is_or
        is_or = was_sign and is_choice and not narrows


def parse(text: str) -> Query:
    """Reads what somebody typed."""
    every = list(tokens(text))
    filters = [(one.field, value) for one in every if one.field and not one.is_negative for value in one.values]
    groups: list[list[Part]] = []
    for token, is_or in list(joined([one for one in every if one.field or words(one.text)]))[:MOST_PARTS]:
        if is_or:
            groups[-1].append(token.part)
        else:
            groups.append([token.part])
    parts = (replace(first, others=tuple(others)) for first, *others in groups)
    return Query(tuple(parts), tuple(filters[:MOST_FILTERS]))


# -- SQLite --------------------------------------------------------------------------------------------------------


def quote(found: tuple[str, ...]) -> str:
    """A phrase of FTS5; words hold letters and digits only."""
    return '"' + " ".join(found) + '"'


def fts5_word(word: str, typed: str, language: str) -> str:
    """FTS5 knows the English stemmer only: elsewhere a word is also looked for by the beginning of its stem."""
    root = stem(typed, language) if language in ("fr", "es") else ""
    return f"({quote((word,))} OR {quote((root,))} *)" if len(root) >= 5 else quote((word,))


def fts5_part(part: Part, language: str) -> str:
    """The part in every way that counts as finding it."""
    if part.is_prefix:
        ways = [quote(part.words) + " *"]
        ways += [quote((*part.words[:-1], word)) for word in completions(part.words[-1], "en")]
    elif part.is_phrase:
        ways = [quote(part.words)]
    else:
        typed = WORD.findall(part.typed)
        pairs = zip(part.words, typed if len(typed) == len(part.words) else part.words, strict=True)
        ways = ["(" + " AND ".join(fts5_word(word, as_typed, language) for word, as_typed in pairs) + ")"]
    ways += [quote(words(synonym.text)) for synonym in part.synonyms]
    ways += [fts5_part(other, language) for other in part.others]
    return "(" + " OR ".join(ways) + ")"


def to_fts5(query: Query) -> str | None:
    """The MATCH expression: every language by its own rules, in one pass over the index."""
    if not query.wanted:
        return None

    def ask(language: str) -> str:
        wanted = " AND ".join(fts5_part(part, language) for part in query.wanted)
        unwanted = " OR ".join(fts5_part(part, language) for part in query.unwanted)
        asked = f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"
        return f"({{title keywords body}} : {asked})"

    plain, french, spanish = ask("en"), ask("fr"), ask("es")
    if plain == french == spanish:
        return plain
    return (
        f'({plain} NOT language : ("fr" OR "es")) OR ({french} AND language : "fr") OR ({spanish} AND language : "es")'
    )
