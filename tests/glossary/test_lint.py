"""Remarks on words and on what lies between terms: graded, beside the field, never in the way."""

import pytest
from django.urls import reverse

from glossary.actions import edit_version, withdraw
from glossary.checking import remarks_for, report
from glossary.lint import remarks_on
from glossary.words import Entry, Mapped, Name, Related
from tests.glossary.making import agreed, english, proposed

SAID = {
    "own name": ("bonded labour", "labour that is bonded labour", "warning", "by its own name"),
    "own name in the plural": ("risk", "sum of all risks", "warning", "by its own name"),
    "several sentences": ("pit", "hole in the ground. It is deep", "warning", "several sentences"),
    "is a": ("smelting", "Smelting is a form of metallurgy", "warning", "like a sentence"),
    "refers to": ("ore", "refers to rock worth digging", "warning", "like a sentence"),
    "requirement": ("audit", "check that operators must pass", "warning", "requires something"),
    "two at once": ("repair", "act of mending and the outcomes of it", "warning", "two things at once"),
    "see": ("adit", "see Tunnel.", "error", "only points at another"),
    "article": ("cage", "a lift in a shaft", "hint", "an article"),
    "full stop": ("cage", "lift in a shaft.", "hint", "full stop"),
    "encoding": ("cage", "lift in a shaft, dÃ©jÃ  vu", "warning", "wrong encoding"),
}


@pytest.mark.parametrize("fault", SAID)
def test_a_definition_is_looked_at_by_rules_of_thumb(fault):
    name, definition, level, words = SAID[fault]
    found = [(one.level, one.text) for one in remarks_on(english(name, definition))]
    assert any(one == level and words in text for one, text in found), found


def test_a_good_definition_gives_no_remark():
    for definition in ("opening from the surface to a deposit, e.g. Of ore", "work under a penalty", "mine at rest"):
        assert remarks_on(english("shaft", definition)) == []


def test_other_languages_have_words_of_their_own():
    french = remarks_on(Entry("fr", "Le puits est un trou qui doit être profond", names=(Name("puits"),)))
    assert [one.level for one in french] == ["warning", "warning", "warning", "hint"]
    spanish = remarks_on(Entry("es-MX", "se refiere a un agujero", names=(Name("pozo"),)))
    assert [one.level for one in spanish] == ["warning"]


@pytest.mark.django_db
def test_definitions_that_lead_back_to_their_term_are_found(secretary):
    one = proposed(english("consignment", "goods under one dispatch note"), by=secretary).concept.code
    two = proposed(english("dispatch note", "paper that travels with consignments"), by=secretary).concept.code
    found = [line.remark for line in report() if line.remark.level == "error"]
    assert {remark.text for remark in found} == {
        f"It explains itself in a circle: {one} → {two} → {one}.",
        f"It explains itself in a circle: {two} → {one} → {two}.",
    }


@pytest.mark.django_db
def test_what_lies_between_terms_is_looked_at(secretary):
    gone = proposed(english("old pit", "hole"), by=secretary)
    links = [Related("related", gone.concept)]
    maps = [Mapped("exact", "http://testserver-without-dots/x")]
    pit = proposed(english("pit", "opening"), by=secretary, relations=links, mappings=maps)
    proposed(english("Pit", ""), by=secretary)
    withdraw(by=secretary, concept=gone.concept, reason="Twice.")
    found = {line.remark.text for line in report() if line.code == pit.concept.code}
    assert f"It leads to {gone.concept.code}, which has been withdrawn." in found
    assert "Nothing can stand at this address: http://testserver-without-dots/x." in found
    assert any(text.startswith("Other terms of the same field are called the same") for text in found)
    assert "There is no name in this language: French." in found
    whole = {line.remark.text for line in report()}
    assert "There is no definition yet." in whole
    assert "It has been withdrawn, and no term stands in its place." in whole


@pytest.mark.django_db
def test_remarks_stand_beside_the_words_and_hold_nobody_up(as_secretary, secretary):
    version = proposed(english("pit", "see Hole."), by=secretary)
    code = version.concept.code
    assert (
        "only points at another term"
        in as_secretary.get(reverse("glossary:desk-concept", args=[code])).content.decode()
    )
    assert "only points at another term" in as_secretary.get(reverse("glossary:desk-remarks")).content.decode()
    edit_version(by=secretary, version=version, entries=[english("pit", "see Hole.")])
    assert [remark.level for remark in remarks_for(code, "en")] == ["error"]


@pytest.mark.django_db
def test_the_report_costs_the_same_with_more_terms(as_secretary, secretary, queries_of):
    address = reverse("glossary:desk-remarks")
    agreed(english("pit", "a hole"), by=secretary)
    before = queries_of(lambda: as_secretary.get(address))
    for number in range(6):
        agreed(english(f"pit {number}", "a hole"), by=secretary, relations=[])
    assert queries_of(lambda: as_secretary.get(address)) <= before
