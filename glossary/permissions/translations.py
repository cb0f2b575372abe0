"""Rights over translations: one person writes, another looks it over, and neither touches what is agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from glossary.models import Concept, ConceptVersion, LanguageEntry, Translation
    from portal.members.viewer import Viewer


def can_translate(viewer: Viewer, concept: Concept) -> Verdict:
    """The secretariat writes translations, of any term that is in use or on the table."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat translates terms."))
    return no(_("This term has been withdrawn.")) if concept.withdrawn_at else YES


def can_review_translation(viewer: Viewer, translation: Translation) -> Verdict:
    """Somebody of the secretariat who has not written it, once it is handed over."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat reviews translations."))
    if translation.state != translation.State.WAITING:
        return no(_("It has not been handed over for review yet."))
    if translation.translated_by_id == viewer.user:
        return no(_("Somebody else reviews what you have translated."))
    return no(_("This term has been withdrawn.")) if translation.concept.withdrawn_at else YES


def can_confirm_translation(viewer: Viewer, version: ConceptVersion, entry: LanguageEntry) -> Verdict:
    """Words that readers have already, found to say what the source says: by another person than wrote them."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat reviews translations."))
    if version.concept.withdrawn_at or not (version.is_open or version.status == version.Status.AGREED):
        return no(_("These words are no longer in use."))
    if entry.translation_state not in (entry.TranslationState.DRAFT, entry.TranslationState.OUTDATED):
        return no(_("There is nothing to confirm: it has been reviewed."))
    if entry.translated_by_id is not None and entry.translated_by_id == viewer.user:
        return no(_("Somebody else reviews what you have translated."))
    return YES
