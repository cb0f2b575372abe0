"""Rounds as the public sees them: the list, and one round."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from consultations.models import Round
from portal.members.viewer import viewer_of


def index(request: HttpRequest) -> HttpResponse:
    """Open, soon open, being answered, answered."""
    rows = Round.objects.visible_to(viewer_of(request)).announced().select_related("draft__standard")
    return render(request, "consultations/index.html", {"rounds": rows, "crumbs": [(_("Consultations"), "")]})


def round(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, until when, and how to take part."""
    row = get_object_or_404(Round.objects.visible_to(viewer_of(request)).announced(), slug=slug)
    return render(request, "consultations/round.html", {"round": row, "crumbs": [(slug, "")]})
