"""New results by e-mail: asks for those of one search, and lists one's own with a button that ends each."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.subscriptions.forms import AddressForm
from portal.subscriptions.views import asked, mine
from search.alerts import searches
from search.alerts.actions import MOST_KEPT, keep_told
from search.alerts.models import SearchAlert


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alerts(request: HttpRequest) -> HttpResponse:
    """Without a search it is the page of one's own."""
    search = searches.read(request.POST.get("search", "") if request.method == "POST" else request.GET)
    form = AddressForm(request)
    if form.is_valid() and asked(request, form, partial(keep_told, search=search)):
        return redirect(f"{reverse('search:alerts')}?{search}")
    rows, known = mine(request, SearchAlert), searches.names()
    context = {
        "form": form,
        "search": search or None,
        "about": searches.told(search, known),
        "asked": {"search": str(search)},
        "mine": [(row, searches.told(searches.read(row.search), known)) for row in rows],
        "most": MOST_KEPT,
        "crumbs": [(_("Search"), reverse("search:results")), (_("New results by e-mail"), "")],
    }
    return render(request, "search/alerts.html", context, status=400 if form.errors else 200)
