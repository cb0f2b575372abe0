"""Sentences in which a person has marked every mention of a term, and how well the linker finds them.

``sentences/en.txt``: one sentence a line, ``{words|key}`` around a mention; ``sentences/names.txt``: what each key is
called. Half of the sentences, chosen by a hash, were not looked at while the rules were written and tuned.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from glossary.matching import Branch, Known, find, is_loud, plant

FOLDER = Path(__file__).parent / "sentences"
LANGUAGES = ("en", "fr", "es")
MARK = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")


class Sentence(NamedTuple):
    """What stands there, and which stretches of it name which concept."""

    text: str
    language: str
    mentions: frozenset[tuple[int, int, str]]

    @property
    def is_held_out(self) -> bool:
        """Decided by the words alone."""
        return sha256(self.text.encode()).digest()[0] % 2 == 1


class Score(NamedTuple):
    """How many were found rightly, wrongly, and not at all."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    def __str__(self) -> str:
        figures = f"precision {self.precision:.3f}, recall {self.recall:.3f}"
        return f"{figures} ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def read(line: str, language: str) -> Sentence:
    """The sentence without its marks, and where they stood."""
    text, mentions, place = "", [], 0
    for mark in MARK.finditer(line):
        text += line[place : mark.start()]
        mentions.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        place = mark.end()
    return Sentence(text + line[place:], language, frozenset(mentions))


def sentences() -> list[Sentence]:
    """All of them."""
    return [read(line, code) for code in LANGUAGES for line in lines(f"{code}.txt")]


def lines(name: str) -> Iterator[str]:
    """Without comments."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def names(language: str) -> Branch:
    """The trie of one language."""
    rows = [[part.strip() for part in line.split("|")] for line in lines("names.txt")]
    keys = {key: place for place, key in enumerate(dict.fromkeys(row[0] for row in rows), 1)}
    known = [
        Known(keys[key], key, text, as_written="case_sensitive" in modes, quiet="never" in modes)
        for key, code, text, *modes in rows
        if code == language
    ]
    return plant(known, language)


def found_in(sentence: Sentence, root: Branch) -> frozenset[tuple[int, int, str]]:
    """What the linker finds."""
    hits = find(sentence.text, root, sentence.language, is_loud)
    return frozenset((hit.start, hit.end, hit.name.code) for hit in hits)


def score(chosen: list[Sentence]) -> Score:
    """Over these sentences."""
    roots = {code: names(code) for code in LANGUAGES}
    right = wrong = missed = 0
    for one in chosen:
        hits = found_in(one, roots[one.language])
        right += len(hits & one.mentions)
        wrong += len(hits - one.mentions)
        missed += len(one.mentions - hits)
    return Score(right, wrong, missed)
