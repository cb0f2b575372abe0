"""Taking words out of responses: of every text in them, and of no code."""

from __future__ import annotations

import json
from typing import Any

import portal.erasing
from portal.sealing import canonical

FIXED = {  # codes, not words
    *("round", "language", "group", "sector", "country", "consent", "clause", "clause_sha256", "kind", "change_mode"),
    *("confidentiality", "standing", "channel", "choice", "choices", "category", "severity"),
    *("sha256", "media_type", "type", "id"),  # the last two in a response being written
}


class Eraser(portal.erasing.Eraser):
    """Also in what JSON holds."""

    def value(self, value: Any, name: str = "") -> Any:
        """Whatever JSON holds, without the words; codes stay."""
        if name in FIXED:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one, key) for key, one in value.items()}
        return value

    def content(self, content: str) -> str:
        """Canonical content, canonical again."""
        return canonical(self.value(json.loads(content)))
