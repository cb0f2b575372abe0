"""Rights over drafts: bringing in, putting right, fixing, correcting, translating, telling what became of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Clause, ClauseTranslation, Draft, QuestionTranslation
    from portal.members.viewer import Viewer


def can_import_draft(viewer: Viewer) -> Verdict:
    """A draft is brought in by the secretariat, whoever wrote it."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat brings in a draft."))


def can_freeze(viewer: Viewer, draft: Draft) -> Verdict:
    """The words of a draft are fixed once."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat fixes the words of a draft."))
    return no(_("The words of this draft are fixed already.")) if draft.frozen_at else YES


def can_translate(viewer: Viewer, clause: Clause) -> Verdict:
    """Translations may come and improve while the round is open: the source prevails."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat files translations."))


def can_record_lineage(viewer: Viewer) -> Verdict:
    """Which clause became which is confirmed by a person of the secretariat."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat says which clause became which."))


def can_repair(viewer: Viewer, draft: Draft) -> Verdict:
    """Clauses are put right until the draft is fixed; after that only a visible correction is possible."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat puts a draft right."))
    if draft.frozen_at:
        return no(_("The words of this draft are fixed: what is wrong in it is corrected in public."))
    return YES


def can_name(viewer: Viewer, draft: Draft) -> Verdict:
    """Which words are names is said of a fixed draft, too: nothing in it changes."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat says which words of a draft are names."))


def can_explain_terms(viewer: Viewer, draft: Draft) -> Verdict:
    """A reason is published with the round, so it is given before."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat says why a draft uses terms that are not agreed."))
    if draft.is_announced:
        return no(_("A round about this draft is announced: the reason it was announced with stays."))
    return YES


def can_correct(viewer: Viewer, draft: Draft) -> Verdict:
    """A fixed draft gets a visible minor version; a draft that is still at work is simply put right."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat corrects a draft."))
    if draft.corrects_id:
        return no(_("This is a correction itself: correct the draft that it corrects."))
    return YES if draft.frozen_at else no(_("The words of this draft are not fixed yet: put them right."))


def can_file_reviewed(viewer: Viewer, before: ClauseTranslation | None) -> Verdict:
    """Bettered while it is reviewed: only where somebody else has translated before."""
    if before is None:
        return no(_("A translation is filed by one person and reviewed by another."))
    return can_review_translation(viewer, before)


def can_review_translation(viewer: Viewer, translation: ClauseTranslation | QuestionTranslation) -> Verdict:
    """Somebody else than the translator."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat reviews translations."))
    if translation.translated_by_id == viewer.user:
        return no(_("Somebody else reviews your own translation."))
    return YES


def can_attach(viewer: Viewer, draft: Draft) -> Verdict:
    """Material may come while people read: it is no part of the words."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat attaches material."))
