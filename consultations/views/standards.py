"""Standards and what became of each: its drafts, its rounds, the decisions that adopted it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import Draft, Round, Standard
from portal.members.viewer import viewer_of


def index(request: HttpRequest) -> HttpResponse:
    """Every standard of which something can be read."""
    viewer = viewer_of(request)
    rows = Standard.objects.visible_to(viewer)
    return render(request, "consultations/standards.html", {"standards": rows, "crumbs": [(_("Standards"), "")]})


def standard(request: HttpRequest, code: str) -> HttpResponse:
    """One standard: editions and drafts, each with its rounds."""
    viewer = viewer_of(request)
    row = get_object_or_404(Standard.objects.visible_to(viewer), code=code)
    drafts = Draft.objects.visible_to(viewer).filter(standard=row).order_by("-created_at")
    rounds = Round.objects.visible_to(viewer).filter(draft__standard=row).select_related("draft")
    crumbs = [(_("Standards"), reverse("consultations:standards")), (row.title, "")]
    context = {"standard": row, "drafts": drafts, "rounds": rounds, "crumbs": crumbs}
    return render(request, "consultations/standard.html", context)
