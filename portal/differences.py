"""What changed between two texts, word by word; less what went or what came it is exactly one of the two."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PIECE = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")  # a word with the space before it: spaces alone would match everywhere
LONG = 6000  # pieces of both; beyond that a comparison is slow, and nobody reads it


@lru_cache(maxsize=2000)
def differences(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Pieces in order: ``("same", …)``, ``("del", …)``, ``("ins", …)``."""
    before, after = PIECE.findall(old), PIECE.findall(new)
    pieces: list[tuple[str, str]] = []
    if len(before) + len(after) > LONG:
        return tuple(piece for piece in (("del", old), ("ins", new)) if piece[1])
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if kind == "equal":
            pieces.append(("same", gone))
            continue
        space = len(leading_space(gone, come))
        pieces += [("same", gone[:space]), ("del", gone[space:]), ("ins", come[space:])]
    return tuple(piece for piece in pieces if piece[1])


def leading_space(gone: str, come: str) -> str:
    """The space before a word that was replaced by another has not changed."""
    both = zip(gone, come, strict=False)
    end = next((place for place, (a, b) in enumerate(both) if a != b or not a.isspace()), 0)
    return gone[:end]


def redline(old: str, new: str) -> SafeString:
    """The pieces as HTML with ``del`` and ``ins``."""
    tags = {"del": ("<del>", "</del>"), "ins": ("<ins>", "</ins>"), "same": ("", "")}
    return mark_safe("".join(f"{tags[kind][0]}{escape(text)}{tags[kind][1]}" for kind, text in differences(old, new)))
