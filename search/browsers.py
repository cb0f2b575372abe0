"""So that browsers and desktops can search here by themselves: a description, and suggestions in the form they know."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.context_processors import site_address
from portal.members.viewer import ANYBODY, viewer_of
from search.finding import suggest
from search.views import told

LONGEST = 200


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch 1.1, one for each language."""
    context = {"at": site_address(request), "language": get_language()}
    answer = render(request, "search/opensearch.xml", context, content_type="application/opensearchdescription+xml")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@require_safe
def completions(request: HttpRequest) -> JsonResponse:
    """``[what was typed, titles, kinds, addresses]``; as the reader may see them, whatever is typed."""
    text, viewer = request.GET.get("q", "")[:LONGEST], viewer_of(request)
    rows = [told(row) for row in suggest(text, viewer=viewer)] if text.isprintable() else []
    at = site_address(request)
    data = [text, [row["title"] for row in rows], [row["kind"] for row in rows], [f"{at}{row['url']}" for row in rows]]
    answer = JsonResponse(data, safe=False, content_type="application/x-suggestions+json")
    answer["Cache-Control"] = "public, max-age=60" if viewer == ANYBODY else "private"
    answer["Vary"] = "Cookie"
    return answer
