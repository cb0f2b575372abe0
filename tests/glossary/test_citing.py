"""A version is cited, compared with any other, and says what has changed since."""

import re
from dataclasses import replace

import pytest

from glossary.citing import bibtex
from glossary.comparing import choices_of, compared
from glossary.reading import concept_with_versions
from glossary.words import Name
from tests.glossary.making import agreed, english, french, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two agreed versions in two languages."""
    words = english("forced labour", "work under a penalty", Name("forced labor", "admitted"), notes=["A debt counts."])
    first = agreed(words, french())
    other = english("forced labour", "work under threat of a penalty", Name("compulsory labour", "admitted"))
    second = agreed(other, french(), concept=first.concept, reason="Debts were left out.", number="SC-2026-002")
    first.refresh_from_db()
    return first, second


def without(tag: str, html: str) -> str:
    return re.sub(r"</?(ins|del)>", "", re.sub(rf"<{tag}>.*?</{tag}>", "", html))


def test_any_two_versions_are_told_apart_word_by_word(two, client):
    first, _second = two
    address = f"/en/glossary/{first.concept.code}/compare/"
    page = client.get(address).content.decode()
    shown = re.search(r'<p class="redline-words">(.*?)</p>', page)[1]
    assert without("ins", shown) == "work under a penalty"
    assert without("del", shown) == "work under threat of a penalty"
    assert "<del" in page[page.index("names-h") :]
    back = client.get(f"{address}?before=2.en&after=1.en").content.decode()
    assert without("ins", re.search(r'<p class="redline-words">(.*?)</p>', back)[1]) == "work under threat of a penalty"
    assert "exactly the same" in client.get(f"{address}?before=1.fr&after=2.fr").content.decode()
    assert "two different ones" in client.get(f"{address}?before=1.fr&after=1.fr").content.decode()


def test_two_languages_stand_side_by_side_each_in_its_own(two, client):
    page = client.get("/en/glossary/RS-0001/compare/?before=2.en&after=2.fr").content.decode()
    assert "redline" not in page
    assert '<p class="prose" lang="fr"' in page
    assert client.get("/en/glossary/RS-9999/compare/").status_code == 404
    assert client.get("/en/glossary/RS-0001/compare/?before=9.xx&after=<script>").status_code == 200


def test_variants_of_one_language_are_compared_word_by_word():
    american = replace(english("forced labor", "work under penalty"), language="en-US")
    version = proposed(english(), american)
    choices = choices_of(concept_with_versions(version.concept.code)[1])
    assert [one.key for one in choices] == ["1.en", "1.en-US"]
    assert compared(*choices)["one_language"]


def test_an_old_citation_says_what_has_changed_since(two, client):
    first, second = two
    page = client.get(first.get_absolute_url()).content.decode()
    assert "Since this version" in page
    assert "The meaning has changed" in page
    assert "Debts were left out." in page
    assert "SC-2026-002" in page
    assert "Since this version" not in client.get(second.get_absolute_url()).content.decode()
    assert "Since this version" not in client.get(first.concept.get_absolute_url()).content.decode()


def test_a_version_is_cited_in_words_and_for_a_bibliography(two, client):
    first, _second = two
    page = client.get(first.get_absolute_url()).content.decode()
    assert "“forced labour” (RS-0001, version 1, agreed on" in page
    assert first.content_sha256 in page
    file = client.get(f"{first.get_absolute_url()}cite.bib")
    assert file["Content-Type"].startswith("application/x-bibtex")
    words = file.content.decode()
    assert words.startswith("@misc{rs-0001-v1,")
    assert words.count("{") == words.count("}")
    assert first.content_sha256 in words
    assert client.get("/en/glossary/RS-0001/v/9/cite.bib").status_code == 404


def test_signs_of_tex_are_written_so_that_it_reads_them(two):
    words = bibtex(two[0], r"50 % & more_{x} \end", "A & B", "https://example.org/")
    assert r"50 \% \& more\_\{x\} end" in words


def test_history_tells_every_step(two, client):
    page = client.get(two[1].concept.get_absolute_url()).content.decode()
    assert "Proposed on" in page
    assert "under review from" in page
    assert "replaced on" in page


def test_comparing_costs_the_same_with_more_versions(two, client, queries_of):
    address = "/en/glossary/RS-0001/compare/"
    client.get(address)
    before = queries_of(lambda: client.get(address))
    for number in range(3):
        agreed(english(definition=f"work {number}"), french(), concept=two[0].concept)
    client.get(address)
    assert queries_of(lambda: client.get(address)) == before
