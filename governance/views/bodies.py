"""A body: what it may decide, who sits on it, by which rule, and what it has decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import Body, Decision, Seat
from governance.reading import words_for
from governance.telling import rule_in_words
from governance.templatetags.governance_tags import told_to
from portal import clock
from portal.members.viewer import viewer_of

LATEST = 12


def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everybody: who decides is no secret."""
    row = get_object_or_404(Body, slug=slug)
    said = words_for(row)
    decisions = Decision.objects.visible_to(viewer_of(request)).filter(body=row).select_related("body")
    latest = told_to(viewer_of(request), decisions.order_by("-created_at", "-pk")[: LATEST + 1])
    context = {
        "body": row,
        "said": said,
        "page": said.page,
        "groups": by_group(row),
        "seats": row.seats.on(clock.today()).count(),
        "rule": rule_in_words(row.rule),
        "entries": latest[:LATEST],
        "more": len(latest) > LATEST,
        "crumbs": [(_("Decisions"), reverse("governance:index")), (row.name, "")],
    }
    return render(request, "governance/body.html", context)


def by_group(row: Body) -> list[tuple[Any, list[Seat]]]:
    """Today's seats, group by group, vacant ones too."""
    groups: dict[Any, list[Seat]] = {}
    for seat in row.seats.on(clock.today()).select_related("group", "holder", "organisation"):
        groups.setdefault(seat.group, []).append(seat)
    return list(groups.items())
