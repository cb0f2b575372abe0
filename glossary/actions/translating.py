"""A language of a term: written by one person, looked over by another, and only then before readers.

What is agreed is never touched: while a version may still be edited a translation becomes part of it; afterwards it
stands beside the seal as an edition of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import permissions
from glossary.actions.proposals import edit_version
from glossary.actions.writing import entry_row, write_names
from glossary.checks import check_entry
from glossary.content import as_entry, entry_sha256, words_of
from glossary.guards import points_at_itself
from glossary.models import Concept, ConceptVersion, LanguageEntry, Translation
from glossary.reading import standing
from glossary.translated import entry_in, words_data, words_from
from glossary.words import Entry
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

if TYPE_CHECKING:
    from portal.members.models import User

State = LanguageEntry.TranslationState


@transaction.atomic
def save_translation(*, by: User, concept: Concept, entry: Entry, hand_over: bool = False) -> Translation:
    """Kept as a draft, which may be unfinished; handed over it is complete, and waits for a second person."""
    concept = Concept.objects.select_for_update().get(pk=concept.pk)
    permissions.can_translate(look_at(by), concept).or_refuse()
    version = standing_version(concept)
    check_translation(entry, version, hand_over=hand_over)
    source = version.source_entry
    translation, _made = Translation.objects.update_or_create(
        concept=concept,
        language=entry.language,
        defaults={
            "words": words_data(entry),
            "source_words": source.as_source if source else {},
            "state": Translation.State.WAITING if hand_over else Translation.State.DRAFT,
            "translated_at": clock.now(),
            "translated_by": by,
            **nobody_returned_it(),
        },
    )
    log(concept, "glossary.translate", user=by, data={"language": entry.language, "state": translation.state})
    return translation


def standing_version(concept: Concept) -> ConceptVersion:
    """The one whose words are translated: in force, else on the table."""
    version = standing(list(concept.versions.with_words()))
    if not (version.is_open or version.status == version.Status.AGREED):
        raise ValidationError(_("These words are no longer in use."))
    version.concept = concept
    return version


def nobody_returned_it() -> dict[str, object]:
    """A new text begins anew."""
    return {"returned_at": None, "returned_by": None, "reason": ""}


def check_translation(entry: Entry, version: ConceptVersion, *, hand_over: bool) -> None:
    """Another language than the source; what somebody is asked to look over has a name, and says what it means."""
    if entry.language == version.source_language:
        raise ValidationError(_("The term is written in this language: edit the proposal itself."))
    if not (entry.names or entry.definition):
        raise ValidationError(_("Write a name or a definition first."))
    check_entry(entry)
    if not hand_over:
        return
    source = version.source_entry
    if not entry.preferred:
        raise ValidationError({"preferred": _("Write the preferred name before somebody looks it over.")})
    if source is not None and source.definition and not entry.definition.strip():
        raise ValidationError({"definition": _("Write the definition before somebody looks it over.")})
    if points_at_itself(entry):
        message = _("The definition in “%(language)s” only points at the term itself. Say what it means.")
        raise ValidationError({"definition": message % {"language": entry.language}})


def locked(translation: Translation) -> Translation:
    """As it stands now: two people who answer at once do not write over each other."""
    rows = Translation.objects.select_for_update(of=("self",)).select_related("concept")
    found = rows.filter(pk=translation.pk).first()
    if found is None:
        raise ValidationError(_("Somebody has answered this translation meanwhile."))
    return found


@transaction.atomic
def return_translation(*, by: User, translation: Translation, reason: str) -> Translation:
    """Goes back to whoever wrote it, who reads why."""
    translation = locked(translation)
    permissions.can_review_translation(look_at(by), translation).or_refuse()
    if not reason.strip():
        raise ValidationError({"reason": _("Say what is not right yet.")})
    translation.state, translation.reason = Translation.State.RETURNED, reason.strip()
    translation.returned_at, translation.returned_by = clock.now(), by
    translation.save(update_fields=["state", "reason", "returned_at", "returned_by"])
    log(translation.concept, "glossary.return_translation", user=by, data={"language": translation.language})
    return translation


@transaction.atomic
def discard_translation(*, by: User, translation: Translation) -> None:
    """What readers have stays as it is."""
    translation = locked(translation)
    permissions.can_translate(look_at(by), translation.concept).or_refuse()
    log(translation.concept, "glossary.discard_translation", user=by, data={"language": translation.language})
    translation.delete()


@transaction.atomic
def review_translation(*, by: User, translation: Translation) -> LanguageEntry:
    """A second person finds that it says what the source says; from now on readers have it."""
    translation = locked(translation)
    permissions.can_review_translation(look_at(by), translation).or_refuse()
    version = standing_version(translation.concept)
    source = version.source_entry
    if source is None or source.as_source != translation.source_words:
        raise ValidationError(_("The source has changed since this was written: it is looked at again first."))
    made = {
        "source_words": translation.source_words,
        "translated_by": translation.translated_by_id,
        "translated_at": translation.translated_at.isoformat(),
        "reviewed_by": by.pk,
        "reviewed_at": clock.now().isoformat(),
    }
    words = replace(words_from(translation), translation_state=State.REVIEWED, made=made)
    if version.status == ConceptVersion.Status.PROPOSED:
        entry = put_in(by, version, words)
    else:
        entry = put_beside(version, words)
    data = {"language": translation.language, "version": version.number, "edition": entry.edition}
    translation.delete()
    log(version.concept, "glossary.review_translation", user=by, data=data)
    tell(Concept, [version.concept_id])
    return entry


def put_in(by: User, version: ConceptVersion, words: Entry) -> LanguageEntry:
    """Into a proposal, whose words may still change."""
    entries = {entry.language: entry for entry in words_of(version)} | {words.language: words}
    edit_version(by=by, version=version, entries=list(entries.values()))
    return version.entries.get(language=words.language)


def put_beside(version: ConceptVersion, words: Entry) -> LanguageEntry:
    """The next edition of this language, sealed by itself; what was there before stays where it is."""
    before = LanguageEntry.objects.filter(version=version, language=words.language)
    last = before.order_by("-edition").first()
    before.filter(is_current=True).update(is_current=False)
    row = entry_row(version, words)
    row.edition = last.edition + 1 if last else 1
    row.save()
    write_names([(row, words)])
    row.sha256 = entry_sha256(row)
    row.save(update_fields=["sha256"])
    return row


@transaction.atomic
def confirm_translation(*, by: User, version: ConceptVersion, language: str) -> LanguageEntry:
    """The words stay: a second person finds that they say what the source says now."""
    version = ConceptVersion.objects.with_words().select_for_update(of=("self",)).get(pk=version.pk)
    entry = entry_in(version, language)
    if entry is None:
        raise ValidationError(_("Nothing is written in this language yet."))
    permissions.can_confirm_translation(look_at(by), version, entry).or_refuse()
    source = version.source_entry
    entry.source_words = source.as_source if source else {}
    entry.translation_state, entry.reviewed_at, entry.reviewed_by = State.REVIEWED, clock.now(), by
    entry.save(update_fields=["source_words", "translation_state", "reviewed_at", "reviewed_by"])
    log(
        version.concept, "glossary.confirm_translation", user=by, data={"language": language, "version": version.number}
    )
    tell(Concept, [version.concept_id])
    return entry


def carry_over(version: ConceptVersion, before: ConceptVersion) -> None:
    """Translations that came after the words of ``before`` were fixed go along, where the new version has no own."""
    own = {entry.language: entry for entry in version.entries.sealed().prefetch_related("designations")}
    old = {entry.language: entry for entry in before.entries.sealed().prefetch_related("designations")}
    came_later = before.entries.current().filter(edition__gt=0).prefetch_related("designations")
    for entry in came_later:
        mine, theirs = own.get(entry.language), old.get(entry.language)
        is_untouched = mine is not None and theirs is not None and as_entry(mine).names == as_entry(theirs).names
        is_untouched = is_untouched and mine.definition == theirs.definition  # type: ignore[union-attr]
        if mine is None or is_untouched:
            state = entry.translation_state
            if version.change_class == ConceptVersion.ChangeClass.MEANING:
                state = State.OUTDATED
            put_beside(version, replace(as_entry(entry), translation_state=state))
