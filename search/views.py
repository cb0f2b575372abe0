"""The page of results and what is suggested while somebody types."""

from __future__ import annotations

import time

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.members.models import StakeholderGroup
from portal.members.viewer import viewer_of
from search import showing
from search.curating.views import note
from search.engines.inquiry import FACETS
from search.finding import DEEPEST, PAGE, find, suggest
from search.models import SearchEntry
from search.query import reading_notes


def ticked(request: HttpRequest) -> dict[str, list[str]]:
    """The boxes that are ticked; control characters and long texts were not put there by our form."""
    chosen = {name: [v for v in request.GET.getlist(name) if v.isprintable() and len(v) < 40] for name in FACETS}
    return {name: values[:30] for name, values in chosen.items() if values}


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first where that is no number."""
    asked = request.GET.get("page", "1")
    return min(int(asked), DEEPEST) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search everything the reader may read."""
    text, started = request.GET.get("q", "").strip(), time.perf_counter()
    chosen, viewer = ticked(request), viewer_of(request)
    only = bool(request.GET.get("only"))
    found = find(text, viewer=viewer, filters=chosen, page=page_number(request), expanded=not only)
    note(request, found)
    groups = {group.code: group for group in StakeholderGroup.objects.all()} if found.query.wanted else {}
    context = {
        "text": text,
        "found": found,
        "is_asked": bool(found.query.wanted),
        "only": only,
        "notes": reading_notes(text),
        "ticked": chosen,
        "facets": showing.facets(found, chosen, groups),
        "hits": showing.hits(found, viewer, groups),
        "card": showing.card(found),
        "numbers": Paginator(range(found.total), PAGE).get_page(found.page),
        "seconds": time.perf_counter() - started,
    }
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that begin like what is typed: data, or a piece of a page for htmx."""
    text = request.GET.get("q", "")
    rows = [told(row) for row in suggest(text, viewer=viewer_of(request))]
    if request.headers.get("HX-Request") or request.GET.get("format") == "html":
        return render(request, "search/_suggestions.html", {"suggestions": rows})
    return JsonResponse({"query": text, "suggestions": rows})


def told(row: SearchEntry) -> dict[str, str]:
    """A suggestion as data."""
    kind = str(SearchEntry.Kind(row.kind).label)
    return {
        "title": row.title,
        "language": row.language,
        "kind": f"{kind} {row.label}".strip() if row.kind != "page" else kind,
        "url": f"/{get_language()}{row.url}",
    }
