"""Translations of terms: written by one person, reviewed by another, beside what is agreed and never in its place."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from wagtail.models import ModelLogEntry

from glossary.actions import (
    confirm_translation,
    discard_translation,
    reject,
    return_translation,
    review_translation,
    save_translation,
    withdraw,
)
from glossary.content import sha256_of, words_of
from glossary.models import ConceptVersion, Designation, LanguageEntry, Translation
from glossary.permissions import can_confirm_translation, can_review_translation, can_translate
from glossary.verifying import faults
from glossary.words import Entry, Name
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from tests.glossary.making import agreed, english, french, proposed, someone, under_review

pytestmark = pytest.mark.django_db


def refused(act) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def written(version: ConceptVersion, by, *, hand_over: bool = True, entry: Entry | None = None) -> Translation:
    return save_translation(by=by, concept=version.concept, entry=entry or french(), hand_over=hand_over)


def reviewed(version: ConceptVersion, entry: Entry | None = None) -> LanguageEntry:
    return review_translation(by=someone(), translation=written(version, someone(), entry=entry))


# -- what readers get ----------------------------------------------------------------------------------------------


def test_nobody_reads_a_translation_before_a_second_person_has_reviewed_it(client: Client, secretary):
    version = agreed(by=secretary)
    address = f"/fr/glossary/{version.concept.code}/"
    translation = written(version, secretary)
    with pytest.raises(Refused, match="Somebody else reviews"):
        review_translation(by=secretary, translation=translation)
    assert "travail forcé" not in client.get(address).content.decode()
    review_translation(by=someone(), translation=translation)
    page = client.get(address)
    assert "travail forcé" in page.content.decode()
    assert not page.context["is_fallback"]
    assert "travail forcé" in client.get("/fr/glossary/").content.decode()
    assert not Translation.objects.exists()


def test_a_translation_of_agreed_words_stands_beside_their_seal(secretary):
    version = agreed(english(), french(definition="ancien"), by=secretary)
    sealed, seal = version.entries.get(language="fr"), version.content_sha256
    entry = reviewed(version)
    assert (entry.edition, entry.is_current, entry.translation_state) == (1, True, "reviewed")
    sealed.refresh_from_db()
    assert (sealed.definition, sealed.is_current) == ("ancien", False)
    assert sha256_of(version) == seal
    assert [words.definition for words in words_of(version) if words.language == "fr"] == ["travail sous peine"]
    assert list(faults()) == []


def test_the_database_keeps_an_edition_as_it_was_reviewed(secretary):
    version = agreed(english(), by=secretary)
    entry = reviewed(version)
    rows = LanguageEntry.objects.filter(pk=entry.pk)
    refused(lambda: rows.update(definition="autre"))
    refused(lambda: rows.update(sha256="0" * 64))
    refused(lambda: rows.delete())
    refused(lambda: Designation.objects.create(entry=entry, text="autre", status="admitted"))
    refused(lambda: Designation.objects.filter(entry=entry).update(text="autre"))
    refused(lambda: LanguageEntry.objects.create(version=version, language="es"))
    refused(lambda: LanguageEntry.objects.create(version=version, language="en", edition=1, is_current=False))
    refused(lambda: rows.update(reviewed_by=entry.translated_by))
    assert list(faults()) == []


def test_verifying_finds_an_edition_that_never_got_its_seal(secretary):
    version = agreed(english(), by=secretary)
    LanguageEntry.objects.create(version=version, language="es", edition=1, definition="sin sello")
    assert any("does not give its hash" in fault for fault in faults())


def test_a_translation_of_a_proposal_becomes_part_of_it(secretary):
    version = proposed(english(), by=secretary)
    entry = reviewed(version)
    assert (entry.edition, entry.translation_state) == (0, "reviewed")
    assert entry.translated_by != entry.reviewed_by
    assert entry.source_words["definition"] == "work under a penalty"


@pytest.mark.parametrize("before", ["ancien", "travail sous peine"])
def test_a_review_is_kept_where_the_proposal_had_words_in_that_language(secretary, before):
    version, translator, other = proposed(english(), french(definition=before), by=secretary), someone(), someone()
    entry = review_translation(by=other, translation=written(version, translator))
    assert (entry.definition, entry.translation_state) == ("travail sous peine", "reviewed")
    assert (entry.translated_by, entry.reviewed_by) == (translator, other)


def test_what_was_rejected_is_no_longer_translated(secretary):
    version = proposed(english(), by=secretary)
    translation = written(version, secretary)
    reject(by=secretary, version=version, reason="Another term says it.")
    with pytest.raises(ValidationError, match="no longer in use"):
        review_translation(by=someone(), translation=translation)
    with pytest.raises(ValidationError, match="no longer in use"):
        written(version, secretary)
    discard_translation(by=secretary, translation=translation)


def test_words_under_review_stand_still_while_they_are_translated(secretary):
    version = under_review(by=secretary)
    before = sha256_of(version)
    assert reviewed(version).edition == 1
    assert sha256_of(version) == before


def test_translations_go_along_with_the_next_version_and_are_outdated_by_a_new_meaning(secretary):
    first = agreed(english(), by=secretary)
    reviewed(first)
    second = agreed(english(definition="new meaning"), by=secretary, concept=first.concept, number="SC-2026-002")
    entry = second.entries.get(language="fr")
    assert (entry.edition, entry.translation_state) == (1, "outdated")
    third = agreed(
        english(definition="a new meaning"), by=secretary, concept=first.concept, change_class="wording", number="S-3"
    )
    assert third.entries.get(language="fr").translation_state == "outdated"
    assert list(faults()) == []


def test_what_was_reviewed_before_a_decision_is_agreed_by_it(secretary):
    version = proposed(english(), by=secretary)
    reviewed(version)
    again = agreed(*words_of(version), Entry("es", "d", names=(Name("trabajo"),)), by=secretary)
    assert {row.language: row.translation_state for row in again.entries.all()} == {
        "en": "source",
        "fr": "agreed",
        "es": "draft",
    }


# -- the acts ------------------------------------------------------------------------------------------------------


def test_a_draft_may_be_unfinished_and_what_is_handed_over_may_not(secretary):
    version = agreed(by=secretary)
    unfinished = Entry("fr", "", names=(Name("travail forcé"),))
    assert written(version, secretary, hand_over=False, entry=unfinished).state == "draft"
    for entry, fault in (
        (unfinished, "Write the definition"),
        (Entry("fr", "travail"), "preferred name"),
        (Entry("fr", "voir travail forcé", names=(Name("travail forcé"),)), "only points at"),
        (english(), "written in this language"),
        (Entry("fr", ""), "Write a name or a definition"),
    ):
        with pytest.raises(ValidationError, match=fault):
            written(version, secretary, entry=entry)


def test_what_is_returned_has_a_reason_and_begins_anew_when_it_is_written_again(secretary):
    version = agreed(by=secretary)
    translation = written(version, secretary)
    with pytest.raises(ValidationError, match="not right yet"):
        return_translation(by=someone(), translation=translation, reason=" ")
    assert return_translation(by=someone(), translation=translation, reason="Peine ou sanction ?").state == "returned"
    with pytest.raises(Refused, match="not been handed over"):
        review_translation(by=someone(), translation=translation)
    again = written(version, secretary)
    assert (again.state, again.reason, again.returned_by) == ("waiting", "", None)


def test_nobody_reviews_a_translation_of_words_that_have_moved_on(secretary):
    version = agreed(by=secretary)
    translation = written(version, secretary)
    agreed(english(definition="new"), by=secretary, concept=version.concept, number="SC-2026-002")
    with pytest.raises(ValidationError, match="source has changed"):
        review_translation(by=someone(), translation=translation)
    discard_translation(by=secretary, translation=translation)
    with pytest.raises(ValidationError, match="meanwhile"):
        discard_translation(by=secretary, translation=translation)


def test_an_outdated_translation_that_still_holds_is_confirmed_by_another_person(secretary):
    first = agreed(english(), french(), by=secretary)
    second = agreed(english(definition="work nobody chose"), french(), by=secretary, concept=first.concept)
    assert second.entries.get(language="fr").translation_state == "outdated"
    with pytest.raises(Refused, match="Somebody else reviews"):
        confirm_translation(by=secretary, version=second, language="fr")
    other = someone()
    entry = confirm_translation(by=other, version=second, language="fr")
    assert (entry.translation_state, entry.reviewed_by, entry.definition) == ("reviewed", other, "travail sous peine")
    assert entry.source_words["definition"] == "work nobody chose"
    assert list(faults()) == []
    for language, fault in (("es", ValidationError), ("fr", Refused)):
        with pytest.raises(fault):
            confirm_translation(by=other, version=second, language=language)


def test_every_act_stands_in_the_audit_log(secretary):
    version = agreed(by=secretary)
    translation = written(version, secretary)
    return_translation(by=someone(), translation=translation, reason="Peine ?")
    reviewed(version)
    discard_translation(by=secretary, translation=written(version, secretary, hand_over=False))
    done = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {f"glossary.{act}" for act in ("translate", "return_translation", "review_translation")} <= done
    assert "glossary.discard_translation" in done


def test_who_may_translate_and_review(secretary, member, outsider):
    version = agreed(english(), french(), by=secretary)
    translation, entry = written(version, secretary), version.entries.get(language="fr")
    for who in (ANYBODY, look_at(outsider), look_at(member)):
        assert not can_translate(who, version.concept)
        assert not can_review_translation(who, translation)
        assert not can_confirm_translation(who, version, entry)
    own, other = look_at(secretary), look_at(someone())
    assert can_translate(own, version.concept)
    assert (bool(can_review_translation(own, translation)), bool(can_review_translation(other, translation))) == (0, 1)
    assert not can_confirm_translation(own, version, entry)
    assert can_confirm_translation(other, version, entry)
    concept = withdraw(by=secretary, concept=version.concept, reason="Enough.")
    translation.concept = version.concept = concept
    assert not can_translate(own, concept)
    assert not can_review_translation(other, translation)
    assert not can_confirm_translation(other, version, entry)
