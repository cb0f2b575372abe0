"""One query language: words, "exact words", -without, begin*. Whatever is typed, reading it never fails."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.members.languages import Words
from search.words import WORD, base, completions, stem, words

LONGEST = 300
MOST_PARTS = 12
PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')
QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True)
class Part:
    """One idea that must (or must not) be there; its synonyms are as good as itself."""

    words: tuple[str, ...]
    typed: str = ""
    is_phrase: bool = False
    is_negative: bool = False
    is_prefix: bool = False
    synonyms: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Query:
    """What was asked. Without anything to look for it finds nothing."""

    parts: tuple[Part, ...] = field(default=())

    @property
    def wanted(self) -> tuple[Part, ...]:
        """What must be there."""
        return tuple(part for part in self.parts if not part.is_negative)

    @property
    def unwanted(self) -> tuple[Part, ...]:
        """What must not be there."""
        return tuple(part for part in self.parts if part.is_negative)

    @property
    def expanded(self) -> list[Words]:
        """What else is looked for, to be shown to the reader."""
        return list(dict.fromkeys(word for part in self.wanted for word in part.synonyms))


def parse(text: str) -> Query:
    """Reads what somebody typed."""
    parts = []
    for minus, quoted, bare in PART.findall(text[:LONGEST].translate(QUOTES)):
        negative = bool(minus) or (bare.startswith("-") and len(bare) > 1)
        typed = quoted or bare
        found = words(typed)
        if not found:
            continue
        prefix = bare.endswith("*")
        parts.append(Part(found, typed.strip("-*"), len(found) > 1, negative, prefix))
    return Query(tuple(parts[:MOST_PARTS]))


OPERATORS = {"AND", "OR", "NOT", "ET", "OU"}


def reading_notes(text: str) -> list[str]:
    """How it was read, in words, where somebody may have meant something else."""
    said, operators, lone = [], [], []
    for part in PART.finditer(text[:LONGEST].translate(QUOTES)):
        _minus, quoted, bare = part.groups()
        if not words(part[0]):
            lone.append(part[0].strip())
        elif quoted and not part[0].endswith('"'):
            said.append(_("The quotation mark is not closed: “%(words)s” was read as exact words.") % {"words": quoted})
        elif bare in OPERATORS:
            operators.append(bare)
    if operators:
        listed = ", ".join(dict.fromkeys(operators))
        said.append(_("Read as a word that must be there, like all others: %(words)s.") % {"words": listed})
    if lone:
        said.append(_("Left out, since it is not a word: “%(signs)s”.") % {"signs": " ".join(dict.fromkeys(lone))})
    return said


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


# -- PostgreSQL ----------------------------------------------------------------------------------------------------


def tsquery_part(part: Part, language: str) -> str:
    """Text for ``to_tsquery``, which stems it; words hold letters and digits only."""
    ways = [(" <-> " if part.is_phrase else " & ").join(part.words) + (":*" if part.is_prefix else "")]
    if part.is_prefix:
        ways += [" <-> ".join((*part.words[:-1], word)) for word in completions(part.words[-1], language)]
    ways += [" <-> ".join(words(synonym.text)) for synonym in part.synonyms]
    return "(" + " | ".join(f"({way})" for way in ways if way) + ")"


def to_tsquery(query: Query, language: str) -> str | None:
    """The query for rows of one language."""
    if not query.wanted:
        return None
    asked = [tsquery_part(part, base(language)) for part in query.wanted]
    return " & ".join([*asked, *("!" + tsquery_part(part, base(language)) for part in query.unwanted)])
