"""What happens to a term on its way from proposal to agreement."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from glossary.actions import edit_version, open_review, propose_version, record_phrasing, reject, withdraw
from glossary.content import content_bytes, sha256_of
from glossary.models import Concept, ConceptVersion, LanguageEntry, TermNews
from glossary.reading import standing
from glossary.words import Entry, GroupAgreement, Mapped, Name, Related
from portal.members.permissions import Refused
from portal.signals import findable_changed
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed, under_review

pytestmark = pytest.mark.django_db


def states(version: ConceptVersion) -> dict[str, str]:
    return {entry.language: entry.translation_state for entry in LanguageEntry.objects.filter(version=version)}


def test_a_proposal_gets_the_next_free_code_and_is_logged(secretary):
    first, second = proposed(by=secretary), proposed(english("cobalt", "a metal"), by=secretary)
    assert [first.concept.code, second.concept.code] == ["RS-0001", "RS-0002"]
    assert first.status == "proposed"
    assert ModelLogEntry.objects.filter(action="glossary.propose", user=secretary).count() == 2


def test_a_code_is_never_given_twice(secretary):
    version = proposed(by=secretary, code="RS-0042")
    with pytest.raises(ValidationError, match="never used twice"):
        proposed(english("cobalt", "a metal"), by=secretary, code="RS-0042")
    reject(by=secretary, version=version, reason="no")
    assert proposed(english("cobalt", "a metal")).concept.code == "RS-0043"


def test_a_concept_has_one_version_on_the_table_at_a_time(secretary):
    version = proposed(by=secretary)
    with pytest.raises(ValidationError, match="on the table"):
        propose_version(by=secretary, concept=version.concept, entries=[english()])


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([], "source language"),
        ([french()], "source language"),
        ([Entry("en", "words")], "preferred name"),
        ([english(), english()], "two entries"),
        ([english("a", "b", Name("c"))], "Only one name can be preferred"),
        ([english("a", "b", Name("A", "admitted"))], "stands twice"),
        ([english(" ", "b")], "empty"),
        ([english("a" * 241, "b")], "240"),
        ([english(), Entry("not a language", "words")], "no language tag"),
        ([english("a", "b", Name("c", "best"))], "says nothing"),
    ],
)
def test_words_that_contradict_themselves_are_refused(secretary, entries, message):
    with pytest.raises(ValidationError, match=message):
        propose_version(by=secretary, entries=entries)
    assert not Concept.objects.exists()


def test_an_edit_replaces_the_words_and_keeps_what_it_does_not_name(secretary):
    target = proposed(english("labour", "work"), by=secretary).concept
    links = {"relations": [Related("broader", target)], "mappings": [Mapped("exact", "https://example.org/x")]}
    version = proposed(english(), french(), by=secretary, **links)
    edit_version(by=secretary, version=version, entries=[english(definition="work under threat")])
    assert [entry.definition for entry in version.entries.all()] == ["work under threat"]
    assert version.relations.get().target == target
    assert version.mappings.get().uri == "https://example.org/x"


def test_what_is_under_review_stands_still(secretary):
    version = under_review(by=secretary)
    with pytest.raises(Refused, match="under review"):
        edit_version(by=secretary, version=version, entries=[english(definition="other")])


def test_a_review_needs_a_definition_in_the_source_language(secretary):
    version = proposed(Entry("en", " ", names=(Name("cobalt"),)), by=secretary)
    with pytest.raises(ValidationError, match="definition"):
        open_review(by=secretary, version=version)


def test_broader_terms_form_no_circle(secretary):
    top = proposed(english("work", "effort"), by=secretary)
    middle = proposed(english("labour", "work for pay"), by=secretary, relations=[Related("broader", top.concept)])
    with pytest.raises(ValidationError, match="circle"):
        edit_version(
            by=secretary,
            version=top,
            entries=[english("work", "effort")],
            relations=[Related("broader", middle.concept)],
        )
    with pytest.raises(ValidationError, match="itself"):
        edit_version(
            by=secretary, version=top, entries=[english("work", "effort")], relations=[Related("related", top.concept)]
        )


def test_agreement_copies_positions_and_seals_the_content(noon, secretary):
    words = [GroupAgreement(group("asm"), "agree"), GroupAgreement(group("lsm"), "reservation", "Too wide.", "en")]
    version = agreed(by=secretary, number="SC-2026-011", agreements=words)
    assert (version.status, version.agreed_at, version.decision_number) == ("agreed", noon, "SC-2026-011")
    assert version.content_sha256 == sha256_of(version)
    assert {row.group.code: row.value for row in version.agreements.all()} == {"asm": "agree", "lsm": "reservation"}


def test_a_version_is_agreed_only_after_its_review(secretary):
    from glossary.actions import agree

    with pytest.raises(Refused, match="Open the review"):
        agree(by=secretary, version=proposed(by=secretary), decision_number="SC-2026-001", agreements=[])
    with pytest.raises(ValidationError, match="number"):
        agree(by=secretary, version=under_review(by=secretary), decision_number=" ", agreements=[])


def test_agreeing_the_next_version_supersedes_the_one_in_force(secretary):
    first = agreed(by=secretary)
    second = agreed(english(definition="new meaning"), by=secretary, concept=first.concept, number="SC-2026-002")
    first.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "agreed")
    assert first.closed_at == second.agreed_at
    assert ConceptVersion.objects.agreed().get() == second


def test_a_new_meaning_leaves_unchanged_translations_outdated(secretary):
    spanish = Entry("es", "trabajo bajo pena", names=(Name("trabajo forzoso"),), translation_state="reviewed")
    first = agreed(english(), french(translation_state="reviewed"), spanish, by=secretary)
    again = french(definition="travail qu’on ne peut refuser", translation_state="reviewed")
    second = agreed(english(definition="new meaning"), again, spanish, by=secretary, concept=first.concept)
    assert states(second) == {"en": "source", "fr": "agreed", "es": "outdated"}
    assert states(first) == {"en": "source", "fr": "agreed", "es": "agreed"}


def test_new_wording_leaves_translations_as_they_are(secretary):
    words = french(translation_state="reviewed")
    first = agreed(english(), words, by=secretary)
    second = agreed(english(definition="reworded"), words, by=secretary, concept=first.concept, change_class="wording")
    assert states(second)["fr"] == "agreed"


def test_an_outdated_translation_stays_so_until_somebody_changes_it(secretary):
    words = french(translation_state="reviewed")
    first = agreed(english(), words, by=secretary)
    second = agreed(english(definition="new meaning"), words, by=secretary, concept=first.concept)
    third = agreed(english(definition="reworded"), words, by=secretary, concept=first.concept, change_class="wording")
    assert states(second)["fr"] == states(third)["fr"] == "outdated"


def test_a_rejected_proposal_leaves_the_agreed_version_in_force(secretary):
    first = agreed(by=secretary)
    second = proposed(english(definition="other"), by=secretary, concept=first.concept)
    with pytest.raises(ValidationError, match="Say why"):
        reject(by=secretary, version=second, reason=" ")
    reject(by=secretary, version=second, reason="Nobody asked for it.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status, second.closing_reason) == ("agreed", "rejected", "Nobody asked for it.")


def test_a_withdrawn_term_keeps_its_history_and_names_its_replacement(secretary):
    old, new = agreed(by=secretary), agreed(english("cobalt", "a metal"), by=secretary)
    withdraw(by=secretary, concept=old.concept, reason="Two words for one thing.", replaced_by=new.concept)
    old.refresh_from_db()
    assert (old.status, old.concept.replaced_by) == ("withdrawn", new.concept)
    with pytest.raises(ValidationError, match="in use"):
        withdraw(by=secretary, concept=new.concept, reason="Circle.", replaced_by=old.concept)
    with pytest.raises(Refused, match="already"):
        withdraw(by=secretary, concept=old.concept, reason="Twice.")


def test_one_phrasing_a_group_and_language(secretary):
    concept = proposed(by=secretary).concept
    record_phrasing(by=secretary, concept=concept, group=group("la"), language="en", text="A trap.")
    record_phrasing(by=secretary, concept=concept, group=group("la"), language="en", text="If you cannot quit.")
    assert concept.phrasings.get().text == "If you cannot quit."


def test_every_act_tells_what_can_be_found_differently(secretary):
    heard = []

    def listen(sender, ids, **kwargs):
        heard.extend(ids)

    findable_changed.connect(listen, sender=Concept)
    try:
        version = agreed(by=secretary)
        withdraw(by=secretary, concept=version.concept, reason="Enough.")
    finally:
        findable_changed.disconnect(listen, sender=Concept)
    assert heard == [version.concept_id] * 4


def test_the_sealed_bytes_are_the_same_each_time(secretary):
    version = agreed(english(), french(), by=secretary)
    assert content_bytes(version) == content_bytes(ConceptVersion.objects.get(pk=version.pk))


def test_what_nobody_agreed_is_rejected_when_the_agreed_words_are_withdrawn(secretary):
    first = agreed(by=secretary)
    second = under_review(english(definition="other"), by=secretary, concept=first.concept)
    withdraw(by=secretary, concept=first.concept, reason="Too wide.")
    assert [(v.number, v.status) for v in first.concept.versions.order_by("number")] == [
        (1, "withdrawn"),
        (2, "rejected"),
    ]
    second.refresh_from_db()
    assert second.closing_reason == "Too wide."
    assert standing(list(first.concept.versions.all())) == first
    news = TermNews.objects.filter(event__in=["rejected", "withdrawn"]).order_by("pk")
    assert [(one.version_id, one.event) for one in news] == [(second.pk, "rejected"), (first.pk, "withdrawn")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://example.org/" + "x" * 500])
def test_a_source_leads_to_the_web_and_nowhere_else(secretary, url):
    with pytest.raises(ValidationError, match="no web address"):
        proposed(english(sources=[{"citation": "A report", "url": url, "relation": ""}]), by=secretary)
