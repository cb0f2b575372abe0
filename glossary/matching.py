"""Finds terms in plain text: forms of words over tokens, longest match from the left.

A name and a text are brought to the same shape (``inflection``). A name in capitals such as ASM is only found in
capitals; whether the words around speak against a mention is asked in ``fitting``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from glossary.fitting import TOKEN, fits, speaks_against
from glossary.inflection import fold, key_of

BETWEEN = re.compile(r"[\s\-‐‑‒–'’]*")
ARTICLES = {"fr": frozenset({"le", "la", "les", "l"}), "es": frozenset({"el", "la", "los", "las"})}
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """A name that may be linked, and where to."""

    concept: int
    code: str
    text: str
    as_written: bool = False
    quiet: bool = False  # linked only where somebody asks for it
    is_never: bool = False  # never linked by itself, whatever its version's standing
    loose: bool = False  # the name without its accents
    version: int = 0
    number: int = 0
    status: str = "preferred"
    standing: str = "agreed"
    kind: str = "full_form"
    replaced_by: int | None = None

    @property
    def is_full(self) -> bool:
        """Not a short way to say the same."""
        return self.kind not in ("acronym", "abbreviation", "short_form") and not self.text.isupper()

    @property
    def is_on_the_table(self) -> bool:
        """Proposed or under review."""
        return not self.is_never and self.standing in ("proposed", "under_review")


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


Allowed = Callable[[Known], bool]


def is_loud(name: Known) -> bool:
    """What is linked where nobody asks for more."""
    return not name.quiet


def plant(names: Iterable[Known], language: str) -> Branch:
    """The trie; where two concepts share a name, the older code wins, each time the same."""
    root = Branch()
    for name in sorted(names, key=lambda name: (name.quiet, name.code, name.text)):
        words = TOKEN.findall(name.text)
        keys = [key_of(word, language) for word in words]
        add(root, keys, name)
        bare = [key_of(fold(word), language) for word in words]
        if bare != keys:
            add(root, bare, Known(**{**vars(name), "loose": True}))
    return root


def add(root: Branch, keys: list[str], name: Known) -> None:
    """One name at the end of its words."""
    branch = root
    for key in keys:
        branch = branch.below.setdefault(key, Branch())
    if keys:
        branch.names.append(name)


def find(text: str, root: Branch, language: str, allowed: Allowed = is_loud) -> Iterator[Found]:
    """From left to right, the longest name at each place, no two overlapping."""
    words = list(TOKEN.finditer(text))
    keys = [key_of(word.group(), language) for word in words]
    place, first = 0, root.below
    while place < len(words):
        if keys[place] not in first:  # nearly every word of a text
            place += 1
            continue
        step, found = longest_from(place, Line(text, words, keys, language), root, allowed)
        if found is not None:
            yield found
        place += step


@dataclass(frozen=True)
class Line:
    """A text in its words."""

    text: str
    words: list[re.Match[str]]
    keys: list[str]
    language: str


def longest_from(place: int, line: Line, root: Branch, allowed: Allowed) -> tuple[int, Found | None]:
    """How many words to go on by, and the name that starts here."""
    step, best, branch = 1, None, root
    skipped = ARTICLES.get(line.language.partition("-")[0], NONE)
    for ahead in range(place, len(line.words)):
        if ahead > place and not may_join(line, ahead):
            break
        below = branch.below.get(line.keys[ahead])
        if below is None and ahead > place and fold(line.words[ahead].group()) in skipped:
            continue  # fermeture de la mine, where the name is fermeture de mine
        if below is None:
            break
        branch = below
        name = next((name for name in branch.names if allowed(name) and is_meant(line, place, ahead, name)), None)
        if name is not None:
            best = Found(line.words[place].start(), line.words[ahead].end(), name)
            step = ahead - place + 1
    return step, best


def may_join(line: Line, ahead: int) -> bool:
    """Blanks, hyphens and apostrophes join the words of a name; a comma or a stroke only where the name has it."""
    between = line.text[line.words[ahead - 1].end() : line.words[ahead].start()]
    return len(between) < 8 and (bool(BETWEEN.fullmatch(between)) or between.strip() in (",", "/"))


def is_meant(line: Line, place: int, last: int, name: Known) -> bool:
    """The words are a form of the name, and nothing around them says that something else is meant."""
    surface = line.text[line.words[place].start() : line.words[last].end()]
    if not fits(surface, name, line.language, line.text):
        return False
    return not speaks_against(line.text, line.words, place, last, name, line.language)
