"""A body: what it may decide, who sits on it, by which rule, and what it has decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import Body, Decision, Seat
from governance.reading import words_for
from governance.telling import changes_in_words, rule_in_words
from governance.templatetags.governance_tags import told_to
from portal.members.viewer import viewer_of

LATEST = 12


def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everybody: who decides is no secret."""
    row = get_object_or_404(Body, slug=slug)
    said = words_for(row)
    decisions = Decision.objects.visible_to(viewer_of(request)).filter(body=row).select_related("body")
    seats = list(row.seats.for_lists())
    latest = told_to(viewer_of(request), decisions.order_by("-created_at", "-pk")[: LATEST + 1])
    context = {
        "body": row,
        "said": said,
        "page": said.page,
        "groups": by_group(seat for seat in seats if not seat.is_over and not seat.is_to_come),
        "seats": sum(not seat.is_over and not seat.is_to_come for seat in seats),
        "to_come": [seat for seat in seats if seat.is_to_come],
        "former": [seat for seat in seats if seat.is_over],
        "changes": changes_in_words(row.changes.all()),
        "rule": rule_in_words(row.rule),
        "entries": latest[:LATEST],
        "more": len(latest) > LATEST,
        "crumbs": [(_("Decisions"), reverse("governance:index")), (row.name, "")],
    }
    return render(request, "governance/body.html", context)


def by_group(seats: Iterable[Seat]) -> list[tuple[Any, list[Seat]]]:
    """Group by group, vacant ones too."""
    groups: dict[Any, list[Seat]] = {}
    for seat in seats:
        groups.setdefault(seat.group, []).append(seat)
    return list(groups.items())
