"""News of terms by e-mail."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glossary.actions import watch
from glossary.models import Concept, TermWatch
from portal.subscriptions.forms import AddressForm
from portal.subscriptions.views import asked, mine


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def watching(request: HttpRequest) -> HttpResponse:
    """Asks for news of one term or of all; below, what who is signed in watches already."""
    code = (request.POST or request.GET).get("term", "")
    concept = get_object_or_404(Concept, code=code) if code else None
    form = AddressForm(request)
    if form.is_valid() and asked(request, form, partial(watch, concept=concept)):
        return redirect(f"{reverse('glossary:watch')}{f'?term={code}' if code else ''}")
    context = {
        "form": form,
        "concept": concept,
        "asked": {"term": code},
        "mine": mine(request, TermWatch),
        "crumbs": [(_("Glossary"), reverse("glossary:index")), (_("News by e-mail"), "")],
    }
    return render(request, "glossary/watch.html", context, status=400 if form.errors else 200)
