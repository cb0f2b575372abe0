"""The page of results, the form that makes a query, and what is suggested while somebody types."""

from __future__ import annotations

import time

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.members.viewer import viewer_of
from search import form, nothing, showing
from search.asking import Asking, asked
from search.curating.views import note
from search.finding import PAGE, everything, find, suggest
from search.models import SearchEntry
from search.query import LONGEST, parse
from search.reading import reading_notes


def taken(request: HttpRequest) -> Asking:
    """What is asked. Links of the page repeat no more of a long address than was understood."""
    asking = asked(request.GET)
    request.GET = asking.data  # type: ignore[assignment]
    request.META["QUERY_STRING"] = asking.data.urlencode()
    return asking


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search everything the reader may read. Lines of the form become one query with an address of its own."""
    lines, asking, viewer, started = form.sent(request.GET), taken(request), viewer_of(request), time.perf_counter()
    if lines:
        return redirect(asking.with_words(form.query_of(lines)).address())
    found = find(
        asking.text,
        viewer=viewer,
        filters=asking.ticked,
        page=asking.page,
        expanded=not asking.is_only,
        is_by_date=asking.is_by_date,
    )
    note(request, found)
    context = {
        "asking": asking,
        "text": asking.text[:LONGEST],
        "found": found,
        "to_form": asking.address("search:form"),
        "everywhere": asking.everywhere.address(),
        "notes": reading_notes(asking.text),
        **showing.shown(asking, found, viewer),
        "help": nothing.helped(asking, found, viewer),
        "numbers": Paginator(range(found.total), PAGE).get_page(found.page),
        "seconds": time.perf_counter() - started,
    }
    return render(request, "search/results.html", context)


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form for those who type no signs, filled with what is asked already."""
    asking, viewer = taken(request), viewer_of(request)
    found = everything(parse(asking.text), viewer=viewer, filters=asking.ticked)
    facets = showing.facets(found, showing.names_of(found, showing.all_groups()))
    context = {"asking": asking, "lines": form.lines_of(parse(asking.text)), "found": found, "facets": facets}
    context |= {"most": LONGEST, "to_results": asking.address()}
    return render(request, "search/form.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that begin like what is typed: data, or a piece of a page for htmx."""
    text = request.GET.get("q", "")[:LONGEST]
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
