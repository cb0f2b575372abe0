"""Clauses in other languages: filed by one person, reviewed by another, held against the words as they stand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.canonical import clean
from consultations.clauses import in_blocks
from consultations.models import Clause, ClauseTranslation, Draft, QuestionTranslation
from consultations.models.drafts import TranslationStatus
from consultations.permissions import can_file_reviewed, can_review_translation, can_translate
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def translate_clause(
    *, by: Any, clause: Clause, language: str, heading: str, body: str, status: str
) -> ClauseTranslation:
    """A clause in another language, held against the source as it stands today.

    *Reviewed* is for a second person, who betters what somebody else has filed: nobody reviews their own words.
    """
    viewer = look_at(by)
    can_translate(viewer, clause).or_refuse()
    if status not in TranslationStatus.values:
        raise ValidationError(_("A translation is by machine, a draft, or reviewed."))
    if language == clause.draft.language:
        raise ValidationError(_("The draft is in this language already."))
    is_reviewed = status == TranslationStatus.REVIEWED
    before = ClauseTranslation.objects.filter(clause=clause, language=language).first()
    if is_reviewed:
        can_file_reviewed(viewer, before).or_refuse()
    when, who = (clock.now(), by) if is_reviewed else (None, None)
    if is_reviewed and before is not None and before.reviewed_at and not before.is_outdated(clause):
        when = before.reviewed_at  # a better word does not make the language come later
    translation, _made = ClauseTranslation.objects.update_or_create(
        clause=clause,
        language=language,
        defaults={
            "heading": heading.strip()[:500],
            "body": in_blocks(clean(body)),
            "status": status,
            "source_sha256": clause.text_sha256,
            "translated_at": before.translated_at if is_reviewed and before else clock.now(),
            "translated_by": before.translated_by if is_reviewed and before else by,
            "reviewed_at": when,
            "reviewed_by": who,
        },
    )
    log(clause, "consultations.translate_clause", user=by, data={"language": language, "status": status})
    tell(Draft, [clause.draft_id])
    return translation


@transaction.atomic
def review_translation(*, by: Any, translation: ClauseTranslation, seen: str | None = None) -> ClauseTranslation:
    """A second person finds it right; a translation of words that have changed since is translated anew first.

    ``seen``: the mark of the words that were read, else those of the row in hand.
    """
    seen = translation.mark if seen is None else seen
    rows = ClauseTranslation.objects.select_for_update(of=("self",)).select_related("clause")
    translation = rows.get(pk=translation.pk)
    can_review_translation(look_at(by), translation).or_refuse()
    refuse_unread(translation, seen)
    if translation.is_outdated():
        raise ValidationError(_("The source has changed since: translate it anew before it is reviewed."))
    if translation.status != TranslationStatus.REVIEWED:
        translation.status = TranslationStatus.REVIEWED
        translation.reviewed_at, translation.reviewed_by = clock.now(), by
        translation.save(update_fields=["status", "reviewed_at", "reviewed_by"])
        data = {"language": translation.language}
        log(instance=translation.clause, action="consultations.review_translation", user=by, data=data)
        tell(Draft, [translation.clause.draft_id])
    return translation


def refuse_unread(translation: ClauseTranslation | QuestionTranslation, seen: str) -> None:
    """Only words that somebody has read are found right."""
    if translation.mark != seen:
        raise ValidationError(_("This translation was changed meanwhile, and is not reviewed. Read it again first."))
