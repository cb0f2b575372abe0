"""A trade-off statement: what each answer costs, and whom; no sum at the end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.grids import matrix, ranges
from governance.models import Decision, Impact, TradeOff
from governance.permissions import can_edit_trade_off
from governance.reading import words_for
from governance.views.public import sealed_words
from portal.members.models import StakeholderGroup
from portal.members.viewer import viewer_of


def visible_statement(request: HttpRequest, number: str) -> TradeOff:
    """The statement, or the same 404 as for what does not exist."""
    rows = TradeOff.objects.visible_to(viewer_of(request)).select_related("decision__body", "reviewed_by")
    row = rows.filter(number=number).first()
    if row is None:
        raise Http404
    return row


def trade_off(request: HttpRequest, number: str) -> HttpResponse:
    """In short, in figures, at a glance, in words; every picture has its table."""
    row, viewer = visible_statement(request, number), viewer_of(request)
    said = words_for(row)
    shown = Decision.objects.visible_to(viewer).filter(pk=row.decision_id).exists()
    crumbs = [(_("Decisions"), reverse("governance:index")), (row.number, "")]
    if shown:
        crumbs.insert(1, (row.decision.number, row.decision.get_absolute_url()))
    context = {
        "statement": row,
        "said": said,
        "page": said.page,
        "dimensions": Impact.Dimension.choices,
        "decision": row.decision if shown else None,
        "may_edit": can_edit_trade_off(viewer, row),
        "crumbs": crumbs,
        **weighed(row),
    }
    return render(request, "governance/trade_off.html", context)


def weighed(row: TradeOff) -> dict[str, Any]:
    """Every impact, in each of the ways in which it is shown."""
    options, impacts = list(row.decision.options.all()), list(row.impacts.select_related("group"))
    groups = StakeholderGroup.objects.filter(is_active=True)
    blocks = matrix(groups=groups, options=options, impacts=impacts)
    baseline = {option.pk for option in options if option.is_baseline}
    costs = [impact for impact in impacts if impact.direction == Impact.Direction.COST]
    signs = {impact.sign: impact for impact in impacts if impact.sign}
    for impact in impacts:  # the same options, not one query each
        impact.option = next(option for option in options if option.pk == impact.option_id)
    return {
        "options": options,
        "blocks": blocks,
        "unseen": [block for block in blocks if not block.told],
        "cells": sum(len(block.cells) for block in blocks),
        "unassessed": sum(block.unassessed for block in blocks),
        "ranges": ranges(options=options, impacts=impacts),
        "inaction": [impact for impact in costs if impact.option_id in baseline],
        "severe": [impact for impact in costs if impact.magnitude == Impact.Magnitude.SEVERE],
        "nothing": [impact for impact in impacts if impact.direction == Impact.Direction.NONE],
        "key": sorted(signs.values(), key=lambda i: (i.direction != "cost", i.magnitude)),
    }


def trade_off_words(request: HttpRequest, number: str) -> HttpResponse:
    """Exactly the bytes that were sealed."""
    return sealed_words(visible_statement(request, number), request)
