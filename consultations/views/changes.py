"""What changed since the last draft: the redline, clause by clause, with its causes."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.changes import altered, changed_clauses, tally
from consultations.models import ClauseLineage, Round
from consultations.titles import title_of
from consultations.views.drafts import round_with_draft
from portal.members.viewer import viewer_of

EACH_PAGE = 40


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Forty changed clauses a page, those that were taken out where they stood."""
    round: Any = round_with_draft(request, slug)
    viewer = viewer_of(request)
    draft = round.draft
    context: dict[str, Any] = frame_of(round)
    if round.compares:
        kind = request.GET.get("kind", "")
        page = Paginator(changed_clauses(draft, kind), EACH_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "rows": altered(draft, page.object_list, viewer),
            "tally": tally(draft),
            "kind": kind if kind in ClauseLineage.Kind.values else "",
        }
    return render(request, "consultations/changes.html", context)


def frame_of(round: Round) -> dict[str, Any]:
    """What stands around it."""
    draft: Any = round.draft
    title = title_of(round)
    crumbs = [
        (_("Consultations"), reverse("consultations:index")),
        (title, round.get_absolute_url()),
        (_("Draft %(label)s") % {"label": draft.label}, reverse("consultations:draft", args=[round.slug])),
        (_("What changed"), ""),
    ]
    return {"round": round, "draft": draft, "title": title, "crumbs": crumbs}
