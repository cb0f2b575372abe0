"""Numbers of unnamed people: what may be published. Below five, a number could point at somebody."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

FEWEST = 5
Kind = TypeVar("Kind", bound=Hashable)


def shown_and_hidden(kinds: Iterable[Kind], counts: Mapping[Kind, int]) -> tuple[dict[Kind, int], list[Kind]]:
    """Counts of five and more, largest first, and what is only "fewer than five".

    No total is published beside them, so that nothing can be computed back.
    """
    known = list(kinds)
    shown = {kind: counts[kind] for kind in known if counts.get(kind, 0) >= FEWEST}
    hidden = [kind for kind in known if kind not in shown]
    return dict(sorted(shown.items(), key=lambda pair: -pair[1])), hidden
