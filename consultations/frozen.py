"""What never changes once it is evidence, and from when on: drafts, rounds, voices, each a list of triggers."""

from __future__ import annotations

from consultations import models
from portal.triggers import Trigger, frozen, one_page_a_language, unless


def drafts() -> list[Trigger]:
    """A draft that is fixed, with all its clauses."""
    draft_of = "(SELECT d.frozen_at FROM consultations_draft d WHERE d.id = OLD.draft_id) IS NOT NULL"
    late_clause = "(SELECT d.frozen_at FROM consultations_draft d WHERE d.id = NEW.draft_id) IS NOT NULL"
    return [
        *frozen(models.Draft, when="OLD.frozen_at IS NOT NULL", editable=("own_names", "terms_reason", "terms_waived")),
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


def taking_out(column: str) -> str:
    """Words of this submission are being taken out, in this transaction."""
    return f"EXISTS (SELECT 1 FROM consultations_redaction x WHERE x.submission_id = {column} AND x.closed_at IS NULL)"  # noqa: S608


def sessions() -> list[Trigger]:
    """What everybody may know of a session, once something of it was sent; place, person and notes can be erased."""
    is_used = "EXISTS (SELECT 1 FROM consultations_sessionrecord x WHERE x.session_id = OLD.id)"
    erasable = ("host", "place", "notes", "read_back_on", "read_back_how")
    settled = ("contact", "settled_at", "settled_by", "outcome", "outcome_language")
    return [
        *frozen(models.FacilitatedSession, when=is_used, editable=erasable),
        *frozen(models.SessionRecord),
        *frozen(models.Correction, editable=settled),
    ]


def attachments() -> list[Trigger]:
    """A file that was sent; it can be deleted, and its name with it, and be found clean, and nothing else."""
    fate = ("stored", "scan", "gone_at", "gone", "taken_out_by", "reason", "reason_language")
    is_going = f"NEW.gone_at IS NOT NULL OR {taking_out('OLD.submission_id')}"
    words = ("name", "description")
    return unless(models.Attachment, is_going, words=words, editable=fate, when="OLD.response_id IS NULL")


def voices() -> list[Trigger]:
    """What people sent, how it was changed, and what they were answered."""
    looked_at = ("screening", "screened_at", "screened_by", "hold_reason", "hold_language", "decline_code")
    marks = ("withdrawn_at", "erased_at", "disputed_at", "locked_at")
    told = ("content", "content_sha256", "standing", "group", "sector", "country", "organisation", "organisation_name")
    told += ("is_official",)
    told += ("language", "confidentiality", "consent", "revision", "changed_at")
    is_kept = (
        "EXISTS (SELECT 1 FROM consultations_revision v WHERE v.submission_id = OLD.id AND v.number = OLD.revision)"
    )
    answer_kept = (
        "EXISTS (SELECT 1 FROM consultations_revision v JOIN consultations_submission s ON s.id = v.submission_id "
        "WHERE s.id = OLD.submission_id AND v.number = s.revision)"
    )
    texts = ("line", "element", "quote", "body", "proposed_change", "justification")
    answers = unless(models.Answer, taking_out("OLD.submission_id"), words=("value", "text"))
    return [
        *unless(models.Submission, f"{is_kept} OR {taking_out('OLD.id')}", words=told, editable=(*looked_at, *marks)),
        *unless(models.Comment, taking_out("OLD.submission_id"), words=texts, editable=("replaced_at",)),
        *(one for one in answers if one.event != "DELETE"),
        Trigger("consultations_answer", "DELETE", f"NOT ({answer_kept})", "consultations.Answer is frozen"),
        *unless(models.Revision, taking_out("OLD.submission_id"), words=("content", "content_sha256")),
        *frozen(models.Redaction, when="OLD.closed_at IS NOT NULL"),
        *frozen(models.Disposition, when="OLD.published_at IS NOT NULL"),
    ]
