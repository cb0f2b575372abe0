"""What a search finds that could not be found before: the newest first.

Always asked of the main database: it is right at every commit, whether or not a search server answers, so that no
news wait for one and none is lost with one.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from portal.members.viewer import Viewer
from search import expansion
from search.alerts.searches import Search
from search.engines.embedded import dialect, matching
from search.engines.skeleton import Asked
from search.finding import read, tokens_of
from search.models import SearchEntry
from search.query import Query


def asked(search: Search) -> tuple[Query, dict[str, list[str]]]:
    """The search as every engine reads it, and what it is narrowed to."""
    return read(search.text, search.filters, None if search.only else expansion.names())


def newest(
    search: Search,
    *,
    viewer: Viewer,
    language: str,
    most: int,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[SearchEntry]:
    """What this reader may see of it now, each thing once, in their language where it has words in it."""
    tokens, (query, filters) = tokens_of(viewer), asked(search)
    match = matching(query)
    if match is None:
        return []
    within = Asked(dialect(), match, filters, tokens)
    within.parameters |= {"most": most * 4}  # a thing may be there in several languages
    between = []
    for name, sign, instant in (("since", ">", since), ("until", "<=", until)):
        if instant is not None:
            within.parameters[name] = instant
            between.append(f"AND e.found_at {sign} %({name})s")
    sql = (
        f"{within.hits(language)} SELECT e.id FROM (SELECT id FROM hit WHERE {within.where()}) best "
        f"JOIN search_searchentry e ON e.id = best.id WHERE 1 = 1 {' '.join(between)} "
        "ORDER BY e.found_at DESC, e.date DESC, e.id DESC LIMIT %(most)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, within.parameters)
        ids = [row[0] for row in cursor.fetchall()]
    rows = SearchEntry.objects.standing().open_to(tokens).in_bulk(ids)
    return once_each([rows[key] for key in ids if key in rows], language)[:most]


def once_each(entries: list[SearchEntry], language: str) -> list[SearchEntry]:
    """One entry a thing: in the reader's language, else the one that came first."""
    kept: dict[tuple[str, int, str], SearchEntry] = {}
    for entry in entries:
        thing = (entry.model, entry.object_id, entry.url)
        old = kept.get(thing)
        if old is None or (entry.language == language and old.language != language):
            kept[thing] = entry
    return list(kept.values())
