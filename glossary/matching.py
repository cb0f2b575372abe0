"""Finds agreed terms in plain text: stems over tokens, longest match from the left.

A name and a text are brought to the same shape: NFKC, case folded, accents folded (not the tilde of ñ, which is a
letter of its own), then stemmed by the rules of the language. A name in capitals such as ASM is only found in capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import snowballstemmer

TOKEN = re.compile(r"[^\W_]+")
BETWEEN = re.compile(r"[\s\-‐‑‒–'’/]*")
STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "de": "german", "it": "italian", "pt": "portuguese"}
STEMMERS |= {"nl": "dutch", "ru": "russian", "sv": "swedish", "fi": "finnish", "da": "danish", "no": "norwegian"}
STEMMERS |= {"ar": "arabic", "id": "indonesian", "tr": "turkish", "hi": "hindi", "ro": "romanian", "hu": "hungarian"}
TILDE = "\N{COMBINING TILDE}"
_one_at_a_time = Lock()  # a stemmer keeps the word it works on


@dataclass(frozen=True)
class Known:
    """A name that may be linked, and where to."""

    concept: int
    code: str
    text: str
    as_written: bool = False


@dataclass(frozen=True)
class Found:
    """A stretch of a text that names a concept."""

    start: int
    end: int
    name: Known


@dataclass(eq=False)
class Branch:
    """One step of the trie."""

    below: dict[str, Branch] = field(default_factory=dict)
    names: list[Known] = field(default_factory=list)


def fold(word: str) -> str:
    """Without case and accents; ñ stays ñ."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    kept: list[str] = []
    for letter in apart:
        if not unicodedata.combining(letter) or (letter == TILDE and kept and kept[-1] == "n"):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=32)
def stemmer_for(language: str) -> snowballstemmer.stemmer | None:
    """By the first part of the tag; None where no rules are known: then only the word itself is found."""
    import snowballstemmer

    name = STEMMERS.get(language.split("-")[0])
    return snowballstemmer.stemmer(name) if name else None


@lru_cache(maxsize=60_000)
def key_of(word: str, language: str) -> str:
    """What two forms of one word have in common."""
    folded = fold(word)
    stemmer = stemmer_for(language)
    if stemmer is None:
        return folded
    with _one_at_a_time:
        return str(stemmer.stemWord(folded))


def plant(names: Iterable[Known], language: str) -> Branch:
    """The trie; where two concepts share a name, the older code wins, each time the same."""
    root = Branch()
    for name in sorted(names, key=lambda name: (name.code, name.text)):
        branch = root
        words = TOKEN.findall(name.text)
        for word in words:
            branch = branch.below.setdefault(key_of(word, language), Branch())
        if words:
            branch.names.append(name)
    return root


def find(text: str, root: Branch, language: str) -> Iterator[Found]:
    """From left to right, the longest name at each place, no two overlapping."""
    words = list(TOKEN.finditer(text))
    keys = [key_of(word.group(), language) for word in words]
    place, first = 0, root.below
    while place < len(words):
        if keys[place] not in first:  # nearly every word of a text
            place += 1
            continue
        step, found = longest_from(place, words, keys, text, root)
        if found is not None:
            yield found
        place += step


def longest_from(
    place: int, words: list[re.Match[str]], keys: list[str], text: str, root: Branch
) -> tuple[int, Found | None]:
    """How many words to go on by, and the name that starts here."""
    step, best, branch = 1, None, root
    for ahead in range(place, len(words)):
        if ahead > place and not BETWEEN.fullmatch(text, words[ahead - 1].end(), words[ahead].start()):
            break
        below = branch.below.get(keys[ahead])
        if below is None:
            break
        branch = below
        start, end = words[place].start(), words[ahead].end()
        name = next((name for name in branch.names if fits(text[start:end], name)), None)
        if name is not None:
            step, best = ahead - place + 1, Found(start, end, name)
    return step, best


def fits(surface: str, name: Known) -> bool:
    """Whatever is only linked as written is compared as written; capitals may have a plural s."""
    if name.as_written:
        return " ".join(surface.split()) == name.text
    if is_capitals(name.text):
        return surface in (name.text, f"{name.text}s")
    return True


def is_capitals(text: str) -> bool:
    """ASM, OECD, CAHRA: one word of capitals; asm or Asm is something else."""
    return len(text) > 1 and text.isupper() and text.isalnum()
