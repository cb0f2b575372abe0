"""Words that bind people are agreed words: what is not is found, and what to say instead."""

import pytest

from glossary.actions import withdraw
from glossary.term_check import Finding, findings_in, mentions_in, two_names, undefined_in
from glossary.words import Name
from tests.glossary.making import agreed, english, proposed

pytestmark = pytest.mark.django_db


def test_an_agreed_term_is_well_and_one_on_the_table_is_not(secretary):
    agreed(english("area", "d"), by=secretary)
    proposed(english("belt", "d"), by=secretary)
    assert findings_in("<p>An area and two belts.</p>", "en") == [Finding("not_agreed", "belts", "RS-0002")]


def test_a_name_to_avoid_is_told_with_the_one_to_say(secretary):
    agreed(english("artisanal mining", "d", Name("illegal mining", "deprecated")), by=secretary)
    found = findings_in("<p>Illegal mining is punished.</p>", "en")
    assert found == [Finding("deprecated", "Illegal mining", "RS-0001", "artisanal mining")]


def test_a_former_name_is_told_with_the_present_one(secretary):
    first = agreed(english("child labor", "d"), by=secretary)
    agreed(english("child labour", "d"), concept=first.concept, by=secretary, reason="House spelling.")
    found = findings_in("<p>Child labor is reported.</p>", "en")
    assert found == [Finding("superseded", "Child labor", "RS-0001", "child labour")]


def test_a_withdrawn_term_is_told_with_the_one_in_its_place(secretary):
    old = agreed(english("region", "d"), by=secretary).concept
    new = agreed(english("zone", "d"), by=secretary).concept
    withdraw(by=secretary, concept=old, reason="Too wide.", replaced_by=new)
    assert findings_in("<p>In each region.</p>", "en") == [Finding("withdrawn", "region", "RS-0001", "zone")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The buyer keeps a “due record” of it.", ["due record"]),
        ("It follows the KYC rule.", ["KYC"]),
        ("Ask the Global Minerals Office first.", ["Global Minerals Office"]),
        ("“Shall” binds; “may” allows.", []),
        ("Part IV says the same.", []),
        ("The Company pays. Every Friday it pays.", []),
        ("ALL OF THIS IS SHOUTED", []),
    ],
)
def test_what_looks_like_a_term_and_is_in_no_glossary(text, words):
    assert undefined_in(text) == words


def test_one_concept_by_two_full_names_is_told_an_abbreviation_is_not(secretary):
    short = Name("ASM", "admitted", kind="acronym")
    agreed(english("artisanal mining", "d", Name("small-scale mining", "admitted"), short), by=secretary)
    said = {"c1": "Artisanal mining and ASM.", "c2": "Small-scale mining."}
    mentions = [(key, one) for key, text in said.items() for one in mentions_in(f"<p>{text}</p>", "en")]
    assert two_names(mentions) == {"RS-0001": {"artisanal mining": ["c1"], "small-scale mining": ["c2"]}}
    assert two_names(mentions[:2]) == {}
