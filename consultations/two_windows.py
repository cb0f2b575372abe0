"""The same response in two windows or on two devices: what the older brings is neither lost nor put over the newer."""

from __future__ import annotations

import hashlib
import json
from typing import Any

NESTED = {"who": "", "answers": "q"}  # parts that hold parts, and how the form names these


def fingerprint(row: dict[str, Any]) -> str:
    """Of one comment as the form showed it."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def flat(words: dict[str, Any]) -> dict[str, Any]:
    """Every part by the name of its field; comments are added one by one and need no weighing."""
    parts = {name: value for name, value in words.items() if name not in (*NESTED, "comments")}
    for nest, prefix in NESTED.items():
        parts |= {f"{prefix}{name}": value for name, value in (words.get(nest) or {}).items()}
    return parts


def weigh(there: dict[str, Any], here: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What to keep, and what stands there otherwise than here, by field. A part that only one of them has is kept."""
    old, new = flat(there), flat(here)
    clashes = {name: old[name] for name in old if new.get(name) and old[name] and new[name] != old[name]}
    kept = {name: value for name, value in here.items() if name not in NESTED and value and name not in clashes}
    for nest, prefix in NESTED.items():
        if nest not in here:
            continue
        mine = {name: value for name, value in here[nest].items() if value and f"{prefix}{name}" not in clashes}
        kept[nest] = {**(there.get(nest) or {}), **mine}
    return kept, clashes
