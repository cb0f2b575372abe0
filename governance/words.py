"""Plain data that the actions of this room take: options, prose, positions; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape

Prose = Sequence[tuple[str, Any] | str]


@dataclass(frozen=True)
class OptionWords:
    """One answer to the question, by language. Exactly one of a decision's options is the baseline: no action."""

    titles: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    is_baseline: bool = False


@dataclass(frozen=True)
class Effect:
    """What one option brings or costs one group in one dimension. ``group`` is None only for "nothing, because"."""

    option: Any
    dimension: str
    direction: str
    texts: Mapping[str, str]
    group: Any = None
    magnitude: int | None = None
    low: Any = None
    central: Any = None
    high: Any = None
    unit: str = ""
    evidence: str = ""
    is_assumption: bool = False
    confidence: str = "medium"


def prose(parts: Prose | str) -> list[tuple[str, Any]]:
    """Blocks for a page: ``("text", html)`` and the like as they are, plain strings as paragraphs."""
    if isinstance(parts, str):
        parts = [part for part in parts.split("\n\n") if part.strip()]
    return [part if isinstance(part, tuple) else ("text", paragraph(part)) for part in parts]


def paragraph(text: str) -> str:
    """HTML as it is; anything else as one paragraph."""
    return text if text.lstrip().startswith("<") else f"<p>{escape(text.strip())}</p>"
