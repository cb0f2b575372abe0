"""Standards and what became of each: its drafts, its rounds, the decisions that adopted it."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.decided import adopted_in, decisions_on
from consultations.models import Draft, Round, Standard
from consultations.surroundings import about
from consultations.views.rounds import listed
from portal.members.viewer import viewer_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every standard of which something can be read."""
    viewer = viewer_of(request)
    drafts = Draft.objects.visible_to(viewer).filter(corrects=None).order_by("-created_at", "-pk")
    rows = Standard.objects.visible_to(viewer).prefetch_related(Prefetch("drafts", queryset=drafts, to_attr="readable"))
    return render(request, "consultations/standards.html", {"standards": rows, "crumbs": [(_("Standards"), "")]})


@require_safe
def standard(request: HttpRequest, code: str) -> HttpResponse:
    """One standard: its drafts, the newest first, each with its rounds; then what was decided about it."""
    viewer = viewer_of(request)
    row = get_object_or_404(Standard.objects.visible_to(viewer), code=code)
    rounds = listed(Round.objects.visible_to(viewer).announced().filter(draft__standard=row))
    readable = Draft.objects.visible_to(viewer).filter(standard=row).prefetch_related(adopted_in(viewer))
    every = list(readable.order_by("-created_at", "-pk"))
    drafts = [
        {"draft": draft, "rounds": [told for told in rounds if told["round"].draft_id == draft.pk]}
        for draft in every
        if draft.corrects_id is None
    ]
    drafts = [told for told in drafts if told["rounds"] or told["draft"].adopted_in]  # others stand as editions
    crumbs = [(_("Standards"), reverse("consultations:standards")), (row.title, "")]
    context = {"standard": row, "drafts": drafts, "crumbs": crumbs}
    context["decisions"] = decisions_on(every, [told["round"].pk for told in rounds], viewer)
    context |= about(row, viewer)
    return render(request, "consultations/standard.html", context)
