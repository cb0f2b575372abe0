"""What is told beside the words of a term: how groups say it, never normative, and how far its translations have come.

Each is one line, in every format: ``asm | es | our words | our definition | who said it``, and ``es reviewed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossary.formats.rows import TermRow
from glossary.formats.tags import canonical_tag, is_language
from glossary.words import Phrasing

STATES = ("draft", "reviewed", "agreed", "outdated")
SIGNS = {"\\": "\\\\", "|": "\\p", "\n": "\\n", "\r": "\\r"}
BACK = {after: before for before, after in SIGNS.items()}
TO_ESCAPE, ESCAPED = re.compile(r"[\\|\n\r]"), re.compile(r"\\.")
GROUP = re.compile(r"[\w-]{1,40}")


def phrasing_line(said: Phrasing) -> str:
    """One phrasing; what is empty at its end is left out."""
    parts = [said.group, said.language, said.text, said.definition, said.attribution]
    while not parts[-1]:
        parts.pop()
    return " | ".join(TO_ESCAPE.sub(lambda found: SIGNS[found[0]], part) for part in parts)


def phrasing_in(line: str) -> Phrasing | None:
    """The phrasing back again; nothing for a line that is none."""
    parts = [ESCAPED.sub(lambda found: BACK.get(found[0], found[0]), part).strip() for part in line.split("|")]
    if not 3 <= len(parts) <= 5 or not GROUP.fullmatch(parts[0]) or not is_language(parts[1]) or not parts[2]:
        return None
    group, language, *words = parts
    return Phrasing(group, canonical_tag(language), *words)


def phrasing_lines(row: TermRow) -> list[str]:
    """All of a term, in an order that does not change."""
    return [phrasing_line(said) for said in sorted(row.phrasings, key=lambda said: (said.group, said.language))]


def phrasings_in(lines: Iterable[str]) -> tuple[Phrasing, ...]:
    """Those that are such; one a group and language."""
    found = {(said.group, said.language): said for line in lines if (said := phrasing_in(line))}
    return tuple(said for _key, said in sorted(found.items()))


def state_lines(row: TermRow) -> list[str]:
    """How far each translation has come."""
    return [f"{language} {state}" for language, state in sorted(row.states)]


def states_in(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Told, and never taken over."""
    pairs = [tuple(line.split(" ")) for line in lines]
    known = [pair for pair in pairs if len(pair) == 2 and is_language(pair[0]) and pair[1] in STATES]
    return tuple(sorted({(language, state) for language, state in known}))
