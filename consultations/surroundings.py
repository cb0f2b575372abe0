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
    round: str = ""  # the slug of the one in which it is read


def about(standard: Standard, viewer: Viewer) -> dict[str, Any]:
    """Terms of reference, editions, crosswalk and pilots of one standard."""
    return about_each([standard], viewer)[standard.pk]


def about_each(standards: list[Standard], viewer: Viewer) -> dict[int, dict[str, Any]]:
    """The same of several; a fixed number of queries."""
    ids = [row.pk for row in standards]
    terms = {
        row.standard_id: row for row in TermsOfReference.objects.filter(standard__in=ids, published_at__isnull=False)
    }
    overlaps = list(Overlap.objects.filter(standard__in=list(terms))) if terms else []
    pilots = list(Pilot.objects.published().filter(standard__in=ids))
    findings = [(pilot.standard_id, finding) for pilot in pilots for finding in pilot.findings.all()]
    named = [*((row.standard_id, row) for row in overlaps), *findings]
    places = places_of({(standard, row.clause_key) for standard, row in named}, viewer)
    for standard, row in named:
        row.place = places.get((standard, row.clause_key))  # type: ignore[union-attr]
    editions = editions_of(ids)
    return {
        pk: {
            "terms": terms.get(pk),
            "overlaps": [row for row in overlaps if row.standard_id == pk],
            "pilots": [row for row in pilots if row.standard_id == pk],
            "editions": [row for row in editions if row.standard_id == pk],
        }
        for pk in ids
    }


def editions_of(standards: list[int]) -> list[Edition]:
    """The newest first, each with its errata; two queries."""
    rows = Edition.objects.filter(standard__in=standards).select_related("standard", "draft").order_by("-effective_on")
    found = list(rows)
    errata: dict[int, list[Draft]] = {}
    for draft in Draft.objects.filter(corrects__in=[row.draft_id for row in found]).order_by("pk"):
        errata.setdefault(draft.corrects_id, []).append(draft)  # type: ignore[arg-type]
    for row in found:
        row.errata = errata.get(row.draft_id, [])  # type: ignore[attr-defined]
    return found


Named = tuple[int, str]  # a standard and the key of one of its clauses


def places_of(named: set[Named], viewer: Viewer) -> dict[Named, Place]:
    """The clause in the newest draft that has it; linked where that draft is read in a round or as an edition."""
    standards, wanted = {standard for standard, key in named if key}, {key for _standard, key in named if key}
    if not wanted:
        return {}
    readable = Draft.objects.visible_to(viewer).filter(standard__in=standards, corrects=None)
    clauses = Clause.objects.filter(draft__in=readable, key__in=wanted).select_related("draft")
    rounds = Round.objects.visible_to(viewer).announced().filter(draft__standard__in=standards).order_by("opens_at")
    doors = {round.draft_id: round.slug for round in rounds}
    found: dict[Named, Place] = {}
    for clause in clauses.order_by("draft__created_at", "draft__pk"):
        slug, name = doors.get(clause.draft_id), (clause.draft.standard_id, clause.key)
        address = reverse("consultations:clause", args=[slug, clause.key]) if slug else ""
        if address or name not in found:
            found[name] = Place(clause.label, clause.heading, address, clause.draft.language, slug or "")
    return found
