"""Decisions and the trade-offs weighed for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Field, Query, Router

from consultations.models import Comment, Round
from governance.models import (
    Adoption,
    AnsweredComment,
    Decision,
    DecisionPage,
    Impact,
    Position,
    TradeOff,
    TradeOffPage,
)
from portal.api import links
from portal.api.shapes import Decision as DecisionShape
from portal.api.shapes import Language, Page, Short, Window, page_of
from portal.api.shapes import TradeOff as TradeOffShape
from portal.members.languages import Words, fallbacks
from portal.members.viewer import Viewer, viewer_of
from search.prose import Spoken, page_words, sealed_words

decisions_router = Router(tags=["decisions"])
trade_offs_router = Router(tags=["trade-offs"])


class DecisionWindow(Window):
    """Which decisions."""

    status: Annotated[Short, Field(description="how far it is", examples=["in_force"])] = ""
    body: Annotated[Short, Field(description="the address of a body")] = ""
    kind: Annotated[Short, Field(description="what it is about", examples=["standard", "term"])] = ""


def text(words: Words) -> dict[str, str]:
    """Words as data."""
    return {"language": words.language, "text": words.text}


def best(spoken: Spoken) -> tuple[str, dict[str, Any]]:
    """In the language asked for, else in the one there is."""
    language = next((code for code in fallbacks() if code in spoken), next(iter(spoken), "en"))
    return language, spoken.get(language, {})


def spoken_for(rows: list[Any], pages: Any) -> dict[int, Spoken]:
    """Sealed words of each record, else those of its pages; two queries however many."""
    sealed = sealed_words(row.record_name for row in rows)
    drafted = page_words(pages, [row.pk for row in rows if not sealed[row.record_name]])
    return {row.pk: sealed[row.record_name] or drafted.get(row.pk, {}) for row in rows}


# -- decisions -----------------------------------------------------------------------------------------------------


def readable_decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions that the viewer may read, with everything an item names."""
    visible = Decision.objects.visible_to(viewer)
    drafts = Prefetch("draft__rounds", Round.objects.visible_to(viewer).order_by("-opens_at"), to_attr="doors")
    adoptions = Adoption.objects.select_related("version__concept", "draft").prefetch_related(drafts)
    said = Comment.objects.visible_to(viewer)
    answered = AnsweredComment.objects.filter(comment__in=said).select_related("comment__round").order_by("pk")
    return visible.select_related("body").prefetch_related(
        "options",
        Prefetch("positions", Position.objects.current().select_related("group")),
        Prefetch("adoptions", adoptions),
        Prefetch("answered_comments", answered[: links.MOST + 1], to_attr="first_ties"),
        Prefetch("trade_off", TradeOff.objects.visible_to(viewer)),
        Prefetch("supersedes", visible),
        Prefetch("superseded_by", visible),
    )


@decisions_router.get("", response=Page[DecisionShape], summary="Decisions, the newest number first")
def decisions(request: HttpRequest, window: Query[DecisionWindow]) -> dict[str, Any]:
    """What was decided, is in last call, or was returned."""
    rows = readable_decisions(viewer_of(request)).order_by("-number")
    if window.status:
        rows = rows.filter(state=window.status)
    if window.body:
        rows = rows.filter(body__slug=window.body)
    if window.kind:
        rows = rows.filter(kind=window.kind)
    with override(window.lang):
        return page_of(request, rows, window, decision_items)


@decisions_router.get("/{number}", response=DecisionShape, summary="One decision")
def decision(request: HttpRequest, number: str, lang: Language = "en") -> dict[str, Any]:
    """By its number."""
    with override(lang):
        found = next(decision_items(list(readable_decisions(viewer_of(request)).filter(number=number))), None)
    if found is None:
        raise Http404
    return found


def decision_items(rows: list[Decision]) -> Iterator[dict[str, Any]]:
    """Decisions as data."""
    spoken = spoken_for(rows, DecisionPage)
    for row in rows:
        language, words = best(spoken[row.pk])
        yield {
            "id": row.number,
            "status": row.state,
            "url": row.get_absolute_url(),
            "language": language,
            "number": row.number,
            "title": words.get("title") or row.number,
            "summary": words.get("plain_summary") or "",
            "cost": words.get("cost_line") or "",
            "question": words.get("question") or "",
            "body": row.body.slug,
            **{name: getattr(row, name) for name in ("kind", "result", "effective_on", "review_on")},
            **{name: getattr(row, name) for name in ("last_call_until", "decided_at", "published_at")},
            "options": [
                {"letter": o.letter, "title": text(o.title), "baseline": o.is_baseline, "chosen": o.is_chosen}
                for o in row.options.all()
            ],
            "positions": [
                {"group": p.group.code, **{n: getattr(p, n) for n in ("value", "reason", "comment", "language")}}
                for p in row.positions.all()
            ],
            "links": decision_links(row),
        }


def decision_links(row: Decision) -> dict[str, list[links.Link]]:
    """What it weighed, adopted, answered and replaced."""
    adoptions = list(row.adoptions.all())
    drafts = [a.draft for a in adoptions if a.draft and a.draft.doors]  # type: ignore[attr-defined]
    trade_off, before = getattr(row, "trade_off", None), row.supersedes
    after = getattr(row, "superseded_by", None)
    answered = [tie.comment for tie in row.first_ties]  # type: ignore[attr-defined]
    return {
        "trade_off": [links.to_trade_off(trade_off)] if trade_off else [],
        "terms": [links.to_term(a.version.concept) for a in adoptions if a.version],
        "drafts": [links.to_draft(draft.doors[0]) for draft in drafts],  # type: ignore[attr-defined]
        **links.to_comments("comments", answered, url=row.get_absolute_url(), decision=row.number),
        "supersedes": [links.to_decision(before)] if before else [],
        "superseded_by": [links.to_decision(after)] if after else [],
    }


# -- trade-offs ----------------------------------------------------------------------------------------------------


def readable_trade_offs(viewer: Viewer) -> QuerySet[TradeOff]:
    """Statements that the viewer may read, with their decisions where these may be read, too."""
    impacts = Impact.objects.select_related("group", "option")
    return TradeOff.objects.visible_to(viewer).prefetch_related(
        Prefetch("impacts", impacts), Prefetch("decision", Decision.objects.visible_to(viewer))
    )


@trade_offs_router.get("", response=Page[TradeOffShape], summary="Trade-off statements, the newest number first")
def trade_offs(request: HttpRequest, window: Query[Window]) -> dict[str, Any]:
    """What was weighed."""
    rows = readable_trade_offs(viewer_of(request)).order_by("-number")
    with override(window.lang):
        return page_of(request, rows, window, trade_off_items)


@trade_offs_router.get("/{number}", response=TradeOffShape, summary="One trade-off statement")
def trade_off(request: HttpRequest, number: str, lang: Language = "en") -> dict[str, Any]:
    """By its number."""
    with override(lang):
        found = next(trade_off_items(list(readable_trade_offs(viewer_of(request)).filter(number=number))), None)
    if found is None:
        raise Http404
    return found


def trade_off_items(rows: list[TradeOff]) -> Iterator[dict[str, Any]]:
    """Statements as data."""
    spoken = spoken_for(rows, TradeOffPage)
    for row in rows:
        language, words = best(spoken[row.pk])
        weighed = getattr(row, "decision", None)  # hidden where the reader may not read it
        yield {
            "id": row.number,
            "status": "published" if row.published_at else "draft",
            "url": row.get_absolute_url(),
            "language": language,
            "number": row.number,
            "title": words.get("title") or row.number,
            "summary": words.get("plain_summary") or "",
            "problem": words.get("problem") or "",
            "given_up": words.get("given_up") or "",
            "published_at": row.published_at,
            "impacts": [impact_of(impact) for impact in row.impacts.all()],
            "links": {"decision": [links.to_decision(weighed)] if weighed else []},
        }


def impact_of(impact: Impact) -> dict[str, Any]:
    """One effect as data; a figure that was not assessed is null, never zero."""
    figures = [impact.low, impact.central, impact.high]
    return {
        "option": impact.option.letter,
        "dimension": impact.dimension,
        "direction": impact.direction,
        "group": impact.group.code if impact.group else None,
        "magnitude": impact.magnitude,
        "figures": [None if figure is None else str(figure) for figure in figures],
        "unit": impact.unit,
        "text": text(impact.text),
        "assumption": impact.is_assumption,
        "confidence": impact.confidence,
    }
