"""Search as data."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Field, Query, Router

from portal.api.shapes import TEXT, Results, Short, Window, around
from portal.members.viewer import viewer_of
from search.engines.inquiry import FACETS
from search.finding import Hit, find

router = Router(tags=["search"])
API = {kind: f"{kind}s" for kind in ("term", "decision", "trade-off", "standard", "consultation")}


Several = Annotated[list[Short], Field(max_length=30, description="one value or several of the facet of this name")]


class SearchWindow(Window):
    """What to look for, and where; a filter may be given several times."""

    offset: Annotated[int, Field(ge=0, le=10_000, description="how many to pass over", examples=[0])] = 0
    q: Annotated[
        str, Field(max_length=500, pattern=TEXT, description="what to look for", examples=["forced labour"])
    ] = ""
    kind: Several = []
    language: Several = []
    status: Several = []
    group: Several = []
    sector: Several = []
    body: Several = []
    country: Several = []
    year: Several = []
    only: Annotated[bool, Field(description="leave out what the glossary also calls it")] = False


@router.get("", response=Results, summary="Search everything")
def search(request: HttpRequest, window: Query[SearchWindow]) -> dict[str, Any]:
    """Words, "exact words", -without, begin*, one OR other, kind:decision; unless ``only``, also synonyms of terms."""
    with override(window.lang):
        found = find(
            window.q,
            viewer=viewer_of(request),
            filters={name: getattr(window, name) for name in FACETS},
            language=window.lang,
            size=window.limit,
            offset=window.offset,
            expanded=not window.only,
        )
    return {
        "total": found.total,
        "results": [result(hit, window.lang) for hit in found.hits],
        "facets": {
            name: [{"value": value, "count": number} for value, number in counts]
            for name, counts in found.facets.items()
        },
        "expanded": [{"language": word.language, "text": word.text} for word in found.expanded],
        "suggestions": found.suggestions,
        "engine": found.engine,
        **around(request, window, found.total),
    }


def address_of(kind: str, steps: list[str]) -> str | None:
    """Of the thing itself in this API, told from the steps of its page's address; not everything found has one."""
    if kind in API:
        return f"/api/v1/{API[kind]}/{steps[-1]}"
    if (
        kind in ("clause", "comment") and steps[0] == "consultations" and len(steps) > 1
    ):  # those of an edition stand there only
        return f"/api/v1/{kind}s/{steps[1]}/{steps[-1]}"
    return None


def result(hit: Hit, language: str) -> dict[str, Any]:
    """A hit as data; ``links.item`` leads to the thing itself."""
    entry = hit.entry
    url = f"/{language}{entry.url}"
    api = address_of(entry.kind, entry.url.strip("/").split("/"))
    return {
        "id": entry.key,
        "kind": entry.kind,
        "status": entry.status,
        "url": url,
        "language": entry.language,
        "label": entry.label,
        "title": str(hit.title),
        "snippet": str(hit.snippet),
        "date": entry.date,
        "links": {"item": [{"kind": entry.kind, "id": entry.label, "api": api, "url": url}]} if api else {},
    }
