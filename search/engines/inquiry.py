"""What every engine is asked, and what each of them answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.fields import FACETS
from search.query import Query


@dataclass(frozen=True)
class Inquiry:
    """One search, read and expanded; the same for every engine.

    ``tokens`` are the audience rules that the reader satisfies; None is the secretariat, which sees all. ``language``
    is the reader's: rows in it come a little sooner.
    """

    query: Query
    tokens: list[str] | None
    language: str
    filters: dict[str, list[str]] = field(default_factory=dict)
    offset: int = 0
    size: int = 20
    facets: tuple[str, ...] = FACETS
    is_by_date: bool = False  # the newest first, else the best
    titles_only: bool = False  # titles and other names, for suggestions


class NotNow(Exception):
    """This engine is not to be asked this, or not yet; nothing is wrong with it."""


@dataclass
class Found:
    """Keys of the best hits, best first, the number of all, and the facets' counts."""

    ids: list[int] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
