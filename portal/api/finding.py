"""Search as data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query, Router

from portal.api.shapes import Results, Window
from portal.members.viewer import viewer_of
from search.engines.inquiry import FACETS
from search.finding import Hit, find

router = Router(tags=["search"])
API = {"term": "terms", "decision": "decisions", "trade-off": "trade-offs", "standard": "standards"}


class SearchWindow(Window):
    """What to look for, and where; a filter may be given several times."""

    q: str = ""
    kind: list[str] = []
    language: list[str] = []
    status: list[str] = []
    group: list[str] = []
    sector: list[str] = []
    body: list[str] = []
    country: list[str] = []
    year: list[str] = []
    only: bool = False


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
