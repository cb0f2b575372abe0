"""The main database as search engine: always there, and right at every commit."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from search.engines import postgresql, sqlite
from search.engines.inquiry import Found, Inquiry
from search.engines.skeleton import ask


def dialect() -> ModuleType:
    """How this database matches and ranks."""
    return sqlite if connection.vendor == "sqlite" else postgresql


def name() -> str:
    """As it is shown to readers."""
    return str(dialect().NAME)


def answer(inquiry: Inquiry) -> Found:
    """One SQL statement, whatever is asked."""
    spoken = dialect()
    match = spoken.title_match(inquiry.query) if inquiry.titles_only else spoken.match(inquiry.query)
    return ask(
        spoken,
        match,
        tokens=inquiry.tokens,
        filters=inquiry.filters,
        language=inquiry.language,
        offset=inquiry.offset,
        size=inquiry.size,
        facets=inquiry.facets,
    )
