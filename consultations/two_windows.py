"""The same response in two windows or in several hands: what the older brings is neither lost nor put over the newer.

A page carries a fingerprint of every part as it showed it. So it is known which parts somebody has touched, and which
have only been shown while a colleague, or another window, was writing them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

NESTED = {"who": "", "answers": "q"}  # parts that hold parts, and how the form names these


def fingerprint(row: Any) -> str:
    """Of one comment or one part, as the form showed it; of nothing, nothing."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16] if row else ""


def flat(words: dict[str, Any]) -> dict[str, Any]:
    """Every part by the name of its field; comments are added one by one and need no weighing."""
    parts = {name: value for name, value in words.items() if name not in (*NESTED, "comments")}
    for nest, prefix in NESTED.items():
        parts |= {f"{prefix}{name}": said(value) for name, value in (words.get(nest) or {}).items()}
    return parts


def said(value: Any) -> Any:
    """An answer without the parts that say nothing: a form leaves these out."""
    return {part: words for part, words in value.items() if words} if isinstance(value, dict) else value


def shown_as(words: dict[str, Any]) -> str:
    """The fingerprints that a page carries of what it shows."""
    return json.dumps({name: fingerprint(value)[:8] for name, value in flat(words).items() if value}, sort_keys=True)


def read_shown(posted: str) -> dict[str, str] | None:
    """What a page carried; None where it carried nothing that can be read."""
    try:
        read = json.loads(posted)
    except ValueError:
        return None
    return {str(name): str(value) for name, value in read.items()} if isinstance(read, dict) else None


def weigh(
    there: dict[str, Any], here: dict[str, Any], shown: dict[str, str] | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What to keep, and what stands there otherwise than here, by field.

    What the page only showed stays as it stands there; what nobody else has touched is as the page says, emptied too.
    Without ``shown``, a part that only one of them has is kept.
    """
    old, new = flat(there), flat(here)
    names = {*new, *(name for name in old if shown and name[:1] == "q" and "answers" in here)}
    kept, clashes = {}, {}
    for name in names:
        mine, theirs = new.get(name), old.get(name)
        was = shown.get(name, "") if shown is not None else None
        if was is not None and fingerprint(theirs)[:8] == was:
            kept[name] = mine
        elif was is not None and fingerprint(mine)[:8] == was and theirs:
            continue
        elif mine and theirs and mine != theirs:
            clashes[name] = theirs
        elif mine:
            kept[name] = mine
    return nested(kept, there, here), clashes


def nested(kept: dict[str, Any], there: dict[str, Any], here: dict[str, Any]) -> dict[str, Any]:
    """Parts by field, as the words hold them; nests keep what nobody has touched."""
    words: dict[str, Any] = {name: kept[name] for name in here if name not in NESTED and name in kept}
    for nest, prefix in NESTED.items():
        if nest in here:
            names = {*here[nest], *(there.get(nest) or {})}
            mine = {name: kept[f"{prefix}{name}"] for name in names if f"{prefix}{name}" in kept}
            words[nest] = {name: value for name, value in {**(there.get(nest) or {}), **mine}.items() if value}
    return words
