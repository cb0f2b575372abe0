"""The desk's side of rounds: prepare, check, announce."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from consultations.models import Round
from portal.members.permissions import can_work_at_desk
from portal.members.viewer import Viewer, viewer_of


def at_desk(request: HttpRequest) -> Viewer:
    """The desk does not exist for who does not work there."""
    viewer = viewer_of(request)
    if not can_work_at_desk(viewer):
        raise Http404
    return viewer


def index(request: HttpRequest) -> HttpResponse:
    """Every round, those in preparation too."""
    at_desk(request)
    rows = Round.objects.select_related("draft__standard")
    return render(request, "consultations/desk_rounds.html", {"rounds": rows, "crumbs": [(_("Rounds"), "")]})


def new(request: HttpRequest) -> HttpResponse:
    """A new round in one form."""
    at_desk(request)
    return render(request, "consultations/desk_round_new.html", {"crumbs": [(_("New round"), "")]})


def round(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: its conditions, its facts, its questions."""
    at_desk(request)
    row = get_object_or_404(Round, slug=slug)
    return render(request, "consultations/desk_round.html", {"round": row, "crumbs": [(slug, "")]})
