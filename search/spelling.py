"""Other spellings, where little was found: names of agreed terms only, which everybody may read."""

from __future__ import annotations

from difflib import get_close_matches

from search.expansion import Names
from search.query import Query

MOST = 3


def other_spellings(query: Query, known: Names) -> list[str]:
    """Names in the glossary that look like what was typed; searching for one of them finds something."""
    typed = " ".join(word for part in query.wanted for word in part.words)
    names = {" ".join(key): key for key in known.concepts}
    close = get_close_matches(typed, names, n=MOST, cutoff=0.75)
    return [name for name in close if name != typed]
