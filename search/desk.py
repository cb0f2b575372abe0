"""At the desk: which engine answers, and how far behind a search server is."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.members.permissions import can_work_at_desk
from portal.members.viewer import viewer_of
from search.documents.models import FileText
from search.engines import choice
from search.models import SearchEntry

SPOKEN = {
    "sqlite": "SQLite",
    "postgresql": "PostgreSQL",
    "opensearch": "OpenSearch",
    "elasticsearch": "Elasticsearch",
}


@never_cache
@require_safe
def engine(request: HttpRequest) -> HttpResponse:
    """What would answer the next search, why, and what to do where that is not the server."""
    can_work_at_desk(viewer_of(request)).or_refuse()
    state = choice.state()
    return render(request, "search/desk_engine.html", {"state": state, **about(state)})


def about(state: choice.State) -> dict[str, object]:
    """In names that people know; neither user nor password is among them."""
    told: dict[str, object] = {
        "engine": SPOKEN.get(state.engine, state.engine),
        "entries": SearchEntry.objects.standing().count(),
        "files": dict(FileText.objects.order_by().values_list("state").annotate(number=Count("pk"))),
        "is_embedded": not settings.SEARCH_URL or state.engine != settings.SEARCH_FLAVOUR,
    }
    if settings.SEARCH_URL:
        from search.engines.server_client import shown_address

        told |= {"server": SPOKEN.get(settings.SEARCH_FLAVOUR, settings.SEARCH_FLAVOUR), "address": shown_address()}
    return told
