"""The main database as search engine: always there, and right at every commit."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from search.engines import postgresql, sqlite
from search.engines.inquiry import Found, Inquiry
from search.engines.skeleton import Match, ask
from search.query import Query

EVERYTHING = Match(source="search_searchentry e", condition="1 = 1", rank="1.0")


def dialect() -> ModuleType:
    """How this database matches and ranks."""
    return sqlite if connection.vendor == "sqlite" else postgresql


def name() -> str:
    """As it is shown to readers."""
    return str(dialect().NAME)


def matching(query: Query, *, titles_only: bool = False) -> Match | None:
    """What this database looks for; nothing where nothing is asked."""
    if query.is_anything:
        return EVERYTHING
    found: Match | None = dialect().title_match(query) if titles_only else dialect().match(query)
    return found


def answer(inquiry: Inquiry) -> Found:
    """One SQL statement, whatever is asked."""
    return ask(
        dialect(),
        matching(inquiry.query, titles_only=inquiry.titles_only),
        tokens=inquiry.tokens,
        filters=inquiry.filters,
        language=inquiry.language,
        offset=inquiry.offset,
        size=inquiry.size,
        facets=inquiry.facets,
        is_by_date=inquiry.is_by_date,
    )
