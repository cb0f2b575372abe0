"""Whether what is broader leads back to where one began: asked of rows by their keys, of files by their addresses."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def leads_back(start: Name, broader: Iterable[Name], upwards: Mapping[Name, Iterable[Name]]) -> bool:
    """Follows broader upwards until it arrives where it began, or nowhere."""
    seen: set[Name] = set()
    ahead = list(broader)
    while ahead:
        here = ahead.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            ahead.extend(upwards.get(here, ()))
    return False
