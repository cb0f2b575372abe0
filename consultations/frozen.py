"""What never changes once it is evidence, and from when on: drafts, rounds, voices, each a list of triggers."""

from __future__ import annotations

from consultations import models
from portal.triggers import Trigger, frozen, one_page_a_language


def drafts() -> list[Trigger]:
    """A draft that is fixed, with all its clauses."""
    draft_of = "(SELECT d.frozen_at FROM consultations_draft d WHERE d.id = OLD.draft_id) IS NOT NULL"
    late_clause = "(SELECT d.frozen_at FROM consultations_draft d WHERE d.id = NEW.draft_id) IS NOT NULL"
    return [
        *frozen(models.Draft, when="OLD.frozen_at IS NOT NULL"),
        *frozen(models.Clause, when=draft_of),
        Trigger("consultations_clause", "INSERT", late_clause, "The draft is frozen"),
        *frozen(models.Edition, editable=("ended_on",)),
        *frozen(models.Material, editable=("removed_at", "removed_by")),
    ]


def rounds() -> list[Trigger]:
    """A round once it is announced, but for its clock; and all that ever happened to that clock."""
    opened = "(SELECT r.announced_at FROM consultations_round r WHERE r.id = OLD.round_id) IS NOT NULL"
    clocks = ("closes_at", "paused_at", "paused_by")
    ends = ("answered_at", "answered_by", "cancelled_at", "cancelled_by")
    return [
        *frozen(models.Round, when="OLD.announced_at IS NOT NULL", editable=(*clocks, *ends)),
        *frozen(models.Benefit, when=opened),
        *frozen(models.Question, when=opened),
        *frozen(models.DateChange),
        *frozen(models.LateDoor),
        *frozen(models.Motion, when="OLD.seconded_at IS NOT NULL OR OLD.dropped_at IS NOT NULL"),
        one_page_a_language(models.ConsultationPage),
    ]


def voices() -> list[Trigger]:
    """What people sent, and what they were answered."""
    looked_at = ("screening", "screened_at", "screened_by", "hold_reason", "withdrawn_at")
    return [
        *frozen(models.Submission, editable=looked_at),
        *frozen(models.Comment),
        *frozen(models.Answer),
        *frozen(models.Disposition, when="OLD.published_at IS NOT NULL"),
    ]
