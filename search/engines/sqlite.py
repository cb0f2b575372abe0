"""FTS5: the index leads, the rows follow."""

from __future__ import annotations

from typing import Any

from search.engines.skeleton import Match
from search.query import Query, to_fts5

NAME = "sqlite"
EACH = "json_each(hit.{field}) item"


def match(query: Query) -> Match | None:
    """CROSS JOIN keeps FTS5 the outer loop: SQLite would else look at every row and ask the index each time."""
    asked = to_fts5(query)
    if asked is None:
        return None
    return Match(
        source="search_fts f CROSS JOIN search_searchentry e ON e.id = f.rowid",
        condition="search_fts MATCH %(asked)s",
        rank="-f.rank",
        parameters={"asked": asked},
    )


def title_match(query: Query) -> Match | None:
    """The same in titles and other names only."""
    found = match(query)
    if found:
        asked: Any = found.parameters["asked"]
        found.parameters["asked"] = asked.replace("{title keywords body}", "{title keywords}")
    return found
