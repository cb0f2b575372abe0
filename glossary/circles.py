"""Terms above terms: who stands above whom, and whether a way up comes round."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Term = TypeVar("Term", bound=Hashable)


def ancestors(broader: Iterable[Term], upwards: Mapping[Term, Iterable[Term]]) -> set[Term]:
    """These, and all that stand above them."""
    seen: set[Term] = set()
    ahead = list(broader)
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead.extend(upwards.get(here, ()))
    return seen


def leads_back(start: Term, upwards: Mapping[Term, Iterable[Term]]) -> bool:
    """Follows broader upwards until it arrives where it began, or nowhere."""
    return start in ancestors(upwards.get(start, ()), upwards)
