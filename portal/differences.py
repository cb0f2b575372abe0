"""What changed between two texts, word by word; less what went or what came it is exactly one of the two."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PIECE = re.compile(r"\s+|\w+|[^\w\s]")


@lru_cache(maxsize=2000)
def differences(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Pieces in order: ``("same", …)``, ``("del", …)``, ``("ins", …)``."""
    before, after = PIECE.findall(old), PIECE.findall(new)
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(before[a:b])))
            continue
        if b > a:
            pieces.append(("del", "".join(before[a:b])))
        if d > c:
            pieces.append(("ins", "".join(after[c:d])))
    return tuple(smoothed(pieces))


def smoothed(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A lone space between two changes is changed with them: "shall not" reads better struck out as one."""
    calm: list[tuple[str, str]] = []
    for place, (kind, text) in enumerate(pieces):
        near = 0 < place < len(pieces) - 1
        pieces_of = [("del", text), ("ins", text)] if kind == "same" and near and text == " " else [(kind, text)]
        calm += pieces_of
    return joined(calm)


def joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Between two unchanged pieces all that went stands before all that came."""
    out: list[tuple[str, str]] = []
    gone = come = ""
    for kind, text in [*pieces, ("same", "")]:
        if kind == "del":
            gone += text
        elif kind == "ins":
            come += text
        else:
            out += [piece for piece in (("del", gone), ("ins", come), ("same", text)) if piece[1]]
            gone = come = ""
    return out


def redline(old: str, new: str) -> SafeString:
    """The pieces as HTML with ``del`` and ``ins``."""
    tags = {"del": ("<del>", "</del>"), "ins": ("<ins>", "</ins>"), "same": ("", "")}
    return mark_safe("".join(f"{tags[kind][0]}{escape(text)}{tags[kind][1]}" for kind, text in differences(old, new)))
