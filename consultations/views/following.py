"""News of consultations by e-mail."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.following import follow
from consultations.models import Clause, Draft, Following, Round, Standard
from consultations.titles import title_of
from portal.members.viewer import Viewer, viewer_of
from portal.subscriptions.forms import AddressForm
from portal.subscriptions.views import asked, mine


def asked_for(viewer: Viewer, asked: Any) -> dict[str, Any]:
    """What the address or the form names: a round, a clause of a standard, a standard, or nothing, which is all."""
    if slug := asked.get("round"):
        return {"round": get_object_or_404(Round.objects.visible_to(viewer).announced(), slug=slug)}
    if code := asked.get("standard"):
        standard = get_object_or_404(Standard.objects.visible_to(viewer), code=code)
        if key := asked.get("clause"):
            drafts = Draft.objects.visible_to(viewer).filter(standard=standard)
            clause = Clause.objects.filter(draft__in=drafts, key=key).select_related("draft__standard").last()
            if clause is None:
                raise Http404
            return {"clause": clause}
        return {"standard": standard}
    return {}


def called(about: dict[str, Any]) -> Any:
    """What it is, in words."""
    if "round" in about:
        return title_of(about["round"])
    if "clause" in about:
        return about["clause"].label
    return about["standard"].title if "standard" in about else _("All consultations")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest) -> HttpResponse:
    """Asks for news of one thing; below, what who is signed in follows already."""
    said = request.POST or request.GET
    about = asked_for(viewer_of(request), said)
    form = AddressForm(request)
    if form.is_valid() and asked(request, form, partial(follow, **about)):
        return redirect(f"{reverse('consultations:following')}?asked=yes")
    context = {
        "form": form,
        "about": called(about),
        "asked": {name: said.get(name, "") for name in ("round", "standard", "clause")},
        "mine": mine(request, Following),
        "crumbs": [(_("Consultations"), reverse("consultations:index")), (_("News by e-mail"), "")],
    }
    return render(request, "consultations/following.html", context, status=400 if form.errors else 200)
