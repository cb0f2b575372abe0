"""The register of decisions, and one decision with everything that led to it and follows from it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.models import Comment
from governance.counting import current_positions, seats_of
from governance.models import Body, Decision, GovernanceIndexPage, TradeOff
from governance.permissions import can_edit_decision
from governance.picture import Picture, picture, said_against
from governance.reading import words_for, words_for_many
from governance.telling import because, rule_in_words
from governance.templatetags.governance_tags import SIGNS, told_to
from portal.members.models import StakeholderGroup
from portal.members.viewer import Viewer, viewer_of
from portal.models import SealedWords

A_PAGE = 20


def visible_decision(request: HttpRequest, number: str) -> Decision:
    """The decision, or the same 404 as for what does not exist."""
    row = Decision.objects.visible_to(viewer_of(request)).for_lists().filter(number=number).first()
    if row is None:
        raise Http404
    return row


def index(request: HttpRequest) -> HttpResponse:
    """All decisions, newest first, by state, body and year; what each costs in one line."""
    rows = Decision.objects.visible_to(viewer_of(request)).select_related("body")
    years = sorted({number.split("-")[-2] for number in rows.values_list("number", flat=True)}, reverse=True)
    chosen = {name: request.GET.get(name, "") for name in ("state", "body", "year")}
    if chosen["state"] in Decision.State.values:
        rows = rows.filter(state=chosen["state"])
    if chosen["body"]:
        rows = rows.filter(body__slug=chosen["body"])
    if chosen["year"].isdigit():
        rows = rows.filter(number__contains=f"-{chosen['year']}-")
    page = Paginator(rows.order_by("-created_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    told = told_to(viewer_of(request), page.object_list)
    opening = GovernanceIndexPage.objects.filter(locale__language_code=get_language(), live=True).first()
    context = {
        "page": page,
        "entries": told,
        "bodies": Body.objects.all(),
        "states": Decision.State.choices,
        "years": years,
        "chosen": chosen,
        "opening": opening,
        "crumbs": [(_("Decisions"), "")],
    }
    return render(request, "governance/index.html", context)


def decision(request: HttpRequest, number: str) -> HttpResponse:
    """Did it pass, who decided, who bears, why, what was said against it, what follows."""
    row, viewer = visible_decision(request, number), viewer_of(request)
    said, options = words_for(row), list(row.options.all())
    groups = list(StakeholderGroup.objects.filter(is_active=True))
    statement = TradeOff.objects.visible_to(viewer).filter(decision=row).first()
    shown = seen(row, groups, statement, options)
    context = {
        "decision": row,
        "said": said,
        "page": said.page,
        "sign": SIGNS[Decision.State(row.state)],
        "statement": statement,
        "options": options,
        "picture": shown,
        **outcome(row, shown, groups),
        "against": said_against(chair for line in shown.rows for chair in line.chairs),
        "actions": row.actions.all(),
        "adoptions": row.adoptions.with_names(),
        "comments": comments_of(row, viewer),
        "may_edit": can_edit_decision(viewer, row),
        "crumbs": [(_("Decisions"), reverse("governance:index")), (row.number, "")],
        **neighbours(row, viewer),
    }
    return render(request, "governance/decision.html", context)


def outcome(row: Decision, shown: Picture, groups: list[StakeholderGroup]) -> dict[str, Any]:
    """Result and rule in words, and how many seats are not among the voices."""
    return {
        "because": because(row.result, groups),
        "rule": rule_in_words(row.rule_snapshot),
        "aside": shown.count("recuse"),
        "silent": shown.count(""),
    }


def seen(row: Decision, groups: list[StakeholderGroup], statement: TradeOff | None, options: list[Any]) -> Picture:
    """Seats and costs side by side. Without a choice or a statement, costs read "not assessed"."""
    chosen = next((option for option in options if option.is_chosen), None)
    impacts = list(statement.impacts.filter(option=chosen).select_related("group")) if statement and chosen else []
    return picture(groups=groups, seats=seats_of(row), positions=current_positions(row), impacts=impacts)


def comments_of(row: Decision, viewer: Viewer) -> list[Comment]:
    """Comments it answers, as far as this reader may see them."""
    tied = Comment.objects.visible_to(viewer).filter(decisions__decision=row)
    return list(tied.select_related("round", "clause", "submission__group").order_by("round", "number"))


def neighbours(row: Decision, viewer: Viewer) -> dict[str, Any]:
    """The one it replaces and the one that replaced it, where the reader may see them."""
    later = getattr(row, "superseded_by", None)
    shown = Decision.objects.visible_to(viewer).filter(
        pk__in=[pk for pk in (row.supersedes_id, later and later.pk) if pk]
    )
    rows = list(shown) if row.supersedes_id or later else []
    said = words_for_many(rows)
    named = {other.pk: {"decision": other, "title": said[other.pk].heading} for other in rows}
    return {"replaces": named.get(row.supersedes_id), "replaced_by": named.get(later.pk) if later else None}


def decision_words(request: HttpRequest, number: str) -> HttpResponse:
    """Exactly the bytes that were sealed."""
    return sealed_words(visible_decision(request, number), request)


def sealed_words(row: Any, request: HttpRequest) -> HttpResponse:
    """The sealed words in the language asked for, byte for byte."""
    language = request.GET.get("language") or get_language()
    seal: SealedWords | None = SealedWords.objects.for_reader(row.record_name, language) if row.is_sealed else None
    if seal is None:
        raise Http404
    response = HttpResponse(seal.body.encode(), content_type="application/json; charset=utf-8")
    response["Content-Language"] = seal.language
    response["ETag"] = f'"{seal.sha256}"'
    return response
