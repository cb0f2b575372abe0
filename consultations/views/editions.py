"""An edition of a standard as it holds: the whole text on one page, with its errata where they belong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations import clauses
from consultations.corrected import corrections_of, versions_of
from consultations.models import Edition, Standard
from portal.members.viewer import viewer_of


@require_safe
def edition(request: HttpRequest, code: str, label: str) -> HttpResponse:
    """Its text, from when it holds, and what was corrected since."""
    row = edition_or_404(request, code, label)
    rows = list(row.draft.clauses.order_by("position"))
    errata = versions_of(row.draft)
    corrections = corrections_of(errata, rows)
    for clause in rows:
        clause.corrections = corrections.get(clause.key, [])  # type: ignore[attr-defined]
    crumbs = [
        (_("Standards"), reverse("consultations:standards")),
        (row.standard.title, row.standard.get_absolute_url()),
        (_("Edition %(label)s") % {"label": row.label}, ""),
    ]
    context = {"edition": row, "draft": row.draft, "clauses": rows, "errata": errata, "crumbs": crumbs}
    return render(request, "consultations/edition.html", context)


def edition_or_404(request: HttpRequest, code: str, label: str) -> Edition:
    """An edition of a standard that the reader may see."""
    standards = Standard.objects.visible_to(viewer_of(request))
    rows = Edition.objects.filter(standard__in=standards).select_related("standard", "draft__standard")
    return get_object_or_404(rows, standard__code=code, label=label)


@require_safe
def fixed_words(request: HttpRequest, code: str, label: str) -> HttpResponse:
    """Exactly the bytes that the shown fingerprint covers."""
    draft = edition_or_404(request, code, label).draft
    body = clauses.fixed_words(draft, clauses.rows_of(draft.clauses.order_by("position")))
    return HttpResponse(body.encode(), content_type="application/json; charset=utf-8")
