"""What is declined, by which code, and how often: in public, so that nobody has to guess how it is screened."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import Round, Submission
from consultations.screening import MEANINGS, declined_in
from consultations.titles import sealed_title_of, with_titles
from portal.members.viewer import viewer_of

EACH_PAGE = 20


@require_safe
def declined(request: HttpRequest) -> HttpResponse:
    """The codes with their meaning, then round by round how often each was used."""
    rows = Round.objects.visible_to(viewer_of(request)).announced().order_by("-opens_at", "-pk")
    page = Paginator(with_titles(rows), EACH_PAGE).get_page(request.GET.get("page"))
    used = declined_in(page.object_list)
    codes = [(code, label, MEANINGS[code]) for code, label in Submission.DeclineCode.choices]
    page.object_list = [
        {
            "round": row,
            "title": sealed_title_of(row),
            "counts": [used.get(row.pk, {}).get(code, 0) for code, *_more in codes],
        }
        for row in page.object_list
    ]
    crumbs = [(_("Consultations"), reverse("consultations:index")), (_("What is declined"), "")]
    return render(request, "consultations/declined.html", {"page": page, "codes": codes, "crumbs": crumbs})
