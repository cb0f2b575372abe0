"""Every promise of the alliance, the late ones not hidden."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import Round
from consultations.promises import Kept, ledgers
from consultations.titles import sealed_title_of
from portal.members.viewer import viewer_of
from portal.models import SealedWords

EACH_PAGE = 20


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Round by round, the newest first, with how many were kept, late, and are overdue on this page."""
    viewer = viewer_of(request)
    rows = Round.objects.visible_to(viewer).announced().select_related("draft__standard").order_by("-opens_at", "-pk")
    page = Paginator(rows.annotate(sealed=SealedWords.objects.spoken_for("round", "slug")), EACH_PAGE)
    shown = page.get_page(request.GET.get("page"))
    books = ledgers(shown.object_list, viewer)
    shown.object_list = [{"ledger": book, "title": sealed_title_of(book.round)} for book in books]
    crumbs = [(_("Consultations"), reverse("consultations:index")), (_("Promises"), "")]
    return render(request, "consultations/promises.html", {"page": shown, "tally": tally(books), "crumbs": crumbs})


def tally(books: Any) -> list[tuple[str, int]]:
    """How many promises stand how, in words."""
    states = [promise.state for book in books for promise in book.promises]
    return [(kept.label, states.count(kept)) for kept in Kept if kept in states]
