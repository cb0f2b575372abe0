"""Elasticsearch or OpenSearch as search engine, through ``elasticsearch.dsl``; opt-in by ``SEARCH_URL``.

The server is never asked about a row that it does not know as it is now: such rows are left out of its answer, and
where there are many of them, or they have waited for long, it does not answer at all. So neither its total nor a facet
can tell of words that were taken back or closed a moment ago.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from elasticsearch.dsl import FacetedSearch, Search, TermsFacet
from elasticsearch.dsl.query import FunctionScore, Ids

from portal import clock
from search.engines.inquiry import Found, Inquiry, NotNow
from search.engines.server_client import client
from search.engines.server_mapping import DEEPEST, alias
from search.engines.server_query import to_server
from search.models import SearchEntry

MOST_BEHIND = 500  # rows that are left out of an answer one by one
PATIENCE = timedelta(minutes=2)
OWN_LANGUAGE = 1.3
MOST_VALUES = 500  # of one facet


def name() -> str:
    """As it is shown to readers."""
    return str(settings.SEARCH_FLAVOUR)


def unknown() -> list[int]:
    """Rows that the server does not know as they are now; few, and only for a moment."""
    rows = list(SearchEntry.objects.behind().values_list("pk", "changed_at")[: MOST_BEHIND + 1])
    if len(rows) > MOST_BEHIND or any(changed < clock.now() - PATIENCE for _pk, changed in rows):
        raise NotNow
    return [pk for pk, _changed in rows]


class Entries(FacetedSearch):
    """Hits, total and facets in one request; a facet leaves its own filter out."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry, self.index = inquiry, alias()
        self.using: Any = client()
        self.facets = {name: TermsFacet(field=name, size=MOST_VALUES) for name in inquiry.facets}
        filters: dict[str, Any] = {facet: values for facet, values in inquiry.filters.items() if values}
        for facet in filters:  # a filter needs its facet, shown or not
            self.facets.setdefault(facet, TermsFacet(field=facet, size=1))
        order: Any = [{"date": "desc"}, "_score", "pk"] if inquiry.is_by_date else ["_score", "pk"]
        super().__init__(query=None, filters=filters, sort=order)

    def search(self) -> Search:
        """The reader's rights are a filter of the query itself."""
        asked = to_server(self.inquiry.query, titles_only=self.inquiry.titles_only)
        own: Any = {"filter": {"term": {"language": self.inquiry.language}}, "weight": OWN_LANGUAGE}
        found = super().search().query(FunctionScore(query=asked, functions=[own], boost_mode="multiply"))
        if self.inquiry.tokens is not None:
            found = found.filter("terms", audience=self.inquiry.tokens)
        if unsure := unknown():
            found = found.exclude(Ids(values=[str(pk) for pk in unsure]))
        return found.source(False).extra(track_total_hits=True).params(allow_partial_search_results=False)


def answer(inquiry: Inquiry) -> Found:
    """One request. Raises what the client raises: ``choice`` knows what to do then."""
    if not inquiry.query.is_asked:
        return Found()
    last = inquiry.offset + inquiry.size
    if last > DEEPEST:
        raise NotNow
    response: Any = Entries(inquiry)[inquiry.offset : last].execute()
    facets = response.facets.to_dict()
    return Found(
        ids=[int(hit.meta.id) for hit in response],
        total=response.hits.total.value,
        facets={name: {value: number for value, number, _on in facets[name] if value} for name in inquiry.facets},
    )


def held() -> int:
    """How many entries it holds."""
    return int(client().count(index=alias())["count"])
