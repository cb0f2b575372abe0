"""Standards: why they are written, what holds, what was tried, and the consultations and decisions about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Query, Router

from consultations.models import Draft, Edition, Finding, Overlap, Pilot, Round, Standard, TermsOfReference
from consultations.models.standards import TEXTS_OF_TERMS
from consultations.surroundings import Place, about_each
from governance.models import Adoption, Decision
from portal.api import links
from portal.api.shapes import Language, Page, Window, page_of
from portal.api.standard_shapes import Standard as StandardShape
from portal.members.languages import Words, pick
from portal.members.viewer import Viewer, viewer_of

router = Router(tags=["standards"])


@router.get("", response=Page[StandardShape], summary="Standards, by code")
def standards(request: HttpRequest, window: Query[Window]) -> dict[str, Any]:
    """Those of which something is public."""
    viewer = viewer_of(request)
    rows = Standard.objects.visible_to(viewer).order_by("code")
    with override(window.lang):
        return page_of(request, rows, window, lambda found: items(found, viewer))


@router.get("/{code}", response=StandardShape, summary="One standard and what surrounds its drafts")
def standard(request: HttpRequest, code: str, lang: Language = "en") -> dict[str, Any]:
    """Terms of reference, crosswalk, editions with errata, pilots with findings; its rounds and decisions as links."""
    viewer = viewer_of(request)
    with override(lang):
        found = next(items(list(Standard.objects.visible_to(viewer).filter(code=code)), viewer), None)
    if found is None:
        raise Http404
    return found


def text(words: Words) -> dict[str, str]:
    """Words with their language."""
    return {"language": words.language, "text": words.text}


def items(rows: list[Standard], viewer: Viewer) -> Iterator[dict[str, Any]]:
    """Standards with their rounds and the decisions that adopted one of their drafts; a fixed number of queries."""
    told = about_each(rows, viewer)
    rounds = Round.objects.visible_to(viewer).announced().filter(draft__standard__in=rows).select_related("draft")
    drafts = Draft.objects.visible_to(viewer).filter(standard__in=rows)
    decisions = Decision.objects.visible_to(viewer).filter(published_at__isnull=False)
    adoptions = Adoption.objects.filter(draft__in=drafts, decision__in=decisions).select_related("decision", "draft")
    by_standard: dict[int, tuple[dict[int, Round], dict[str, Decision]]] = {row.pk: ({}, {}) for row in rows}
    for through in rounds.order_by("opens_at", "pk"):
        by_standard[through.draft.standard_id][0][through.pk] = through  # type: ignore[union-attr]
    for adoption in adoptions.order_by("decision__number"):
        by_standard[adoption.draft.standard_id][1][adoption.decision.number] = adoption.decision  # type: ignore[union-attr]
    for row in rows:
        held, decided = by_standard[row.pk]
        yield item(row, told[row.pk], list(held.values()), list(decided.values()))


def item(row: Standard, told: dict[str, Any], rounds: list[Round], decisions: list[Decision]) -> dict[str, Any]:
    """One standard as data; the same that its page shows."""
    here = links.to_standard(row)
    return {
        "id": here["id"],
        "status": "in_force" if any(edition.is_in_force for edition in told["editions"]) else "being_written",
        "url": here["url"],
        "language": row.title.language,
        "title": text(row.title),
        "summary": text(row.summary),
        "terms": told["terms"] and terms_of(told["terms"]),
        "overlaps": [overlap_of(overlap) for overlap in told["overlaps"]],
        "editions": [edition_of(edition) for edition in told["editions"]],
        "pilots": [pilot_of(pilot) for pilot in told["pilots"]],
        "links": {
            "consultations": [links.to_round(through) for through in rounds],
            "decisions": [links.to_decision(decision) for decision in decisions],
        },
    }


def terms_of(terms: TermsOfReference) -> dict[str, Any]:
    """Its three texts."""
    texts = {name: text(pick(getattr(terms, name))) for name in TEXTS_OF_TERMS}
    return texts | {"published_at": terms.published_at}


def overlap_of(overlap: Overlap) -> dict[str, Any]:
    """One line of the crosswalk."""
    return {
        "clause": label_of(overlap),
        "relation": overlap.relation,
        "other": overlap.other,
        "other_clause": overlap.other_clause,
        "address": overlap.address,
        "note": text(overlap.note),
    }


def edition_of(edition: Edition) -> dict[str, Any]:
    """One edition with its errata."""
    errata: list[Draft] = edition.errata  # type: ignore[attr-defined]
    return {
        "label": edition.label,
        "in_force_from": edition.effective_on,
        "in_force_until": edition.ended_on,
        "url": edition.get_absolute_url(),
        "sha256": edition.draft.sha256,
        "errata": [{"published_at": row.frozen_at, "text": text(row.correction_words)} for row in errata],
    }


def pilot_of(pilot: Pilot) -> dict[str, Any]:
    """One pilot with what it showed."""
    return {
        "name": text(pilot.name),
        "place": pilot.place,
        "held_by": pilot.host.name if pilot.host else "",
        "draft": pilot.draft.label if pilot.draft else "",
        "starts_on": pilot.starts_on,
        "ends_on": pilot.ends_on,
        "summary": text(pilot.summary),
        "findings": [finding_of(finding) for finding in pilot.findings.all()],  # type: ignore[attr-defined]
    }


def finding_of(finding: Finding) -> dict[str, Any]:
    """One finding, with the clause where the reader may read it."""
    place = place_of(finding)
    name = f"{place.round}/{finding.clause_key}" if place and place.round else ""
    here = [links.link("clause", name, f"{links.ROOT}/clauses/{name}", place.address)] if place and name else []
    return {
        "clause": label_of(finding),
        "kind": finding.kind,
        "group": finding.group.code if finding.group else None,
        "text": text(finding.words),
        "links": {"clause": here},
    }


def place_of(row: Finding | Overlap) -> Place | None:
    """The clause that it names."""
    return row.place  # type: ignore[union-attr]


def label_of(row: Finding | Overlap) -> str:
    """How the clause is called; nothing for the whole standard."""
    place = place_of(row)
    return place.label if place else ""
