"""What the page of a standard tells beside its drafts, with every clause linked to where it can be read now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from consultations.models import Clause, Draft, Edition, Overlap, Pilot, Round, Standard, TermsOfReference
from portal.members.viewer import Viewer


@dataclass
class Place:
    """A clause as it is named on the page, and its address where the viewer can read it."""

    label: str
    heading: str = ""
    address: str = ""
    language: str = "en"


def about(standard: Standard, viewer: Viewer) -> dict[str, Any]:
    """Terms of reference, editions, crosswalk and pilots; a fixed number of queries."""
    terms = TermsOfReference.objects.filter(standard=standard, published_at__isnull=False).first()
    overlaps = list(Overlap.objects.filter(standard=standard)) if terms is not None else []
    pilots = list(Pilot.objects.published().filter(standard=standard))
    findings = [finding for pilot in pilots for finding in pilot.findings.all()]
    places = places_of(standard, {row.clause_key for row in (*overlaps, *findings)}, viewer)
    for row in (*overlaps, *findings):
        row.place = places.get(row.clause_key)  # type: ignore[union-attr]
    return {
        "terms": terms,
        "overlaps": overlaps,
        "pilots": pilots,
        "editions": editions_of(standard),
    }


def editions_of(standard: Standard) -> list[Edition]:
    """The newest first, each with its errata; two queries."""
    rows = Edition.objects.filter(standard=standard).select_related("standard", "draft").order_by("-effective_on")
    found = list(rows)
    errata: dict[int, list[Draft]] = {}
    for draft in Draft.objects.filter(corrects__in=[row.draft_id for row in found]).order_by("pk"):
        errata.setdefault(draft.corrects_id, []).append(draft)  # type: ignore[arg-type]
    for row in found:
        row.errata = errata.get(row.draft_id, [])  # type: ignore[attr-defined]
    return found


def places_of(standard: Standard, keys: set[str], viewer: Viewer) -> dict[str, Place]:
    """Key → the clause in the newest draft that has it; linked where that draft is read in a round or as an edition."""
    wanted = keys - {""}
    if not wanted:
        return {}
    readable = Draft.objects.visible_to(viewer).filter(standard=standard, corrects=None)
    clauses = Clause.objects.filter(draft__in=readable, key__in=wanted).select_related("draft")
    rounds = Round.objects.visible_to(viewer).announced().filter(draft__standard=standard).order_by("opens_at")
    doors = {round.draft_id: round.slug for round in rounds}
    found: dict[str, Place] = {}
    for clause in clauses.order_by("draft__created_at", "draft__pk"):
        slug = doors.get(clause.draft_id)
        address = reverse("consultations:clause", args=[slug, clause.key]) if slug else ""
        if address or clause.key not in found:
            found[clause.key] = Place(clause.label, clause.heading, address, clause.draft.language)
    return found
