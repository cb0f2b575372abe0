"""Agreed terms on paper: number, names, definition, examples, notes, source; one language or two."""

import pytest
from django.urls import reverse

from glossary.words import Name
from tests.glossary.making import agreed, english, french, proposed

pytestmark = pytest.mark.django_db


def test_an_entry_stands_in_the_order_of_the_norm(client, secretary):
    source = {"citation": "A report", "url": "", "relation": "modified"}
    names = Name("FL", "admitted", "acronym"), Name("slave work", "deprecated")
    said = english("forced labour", "work under a penalty", *names, notes=("First.", "Second."), examples=("debt",))
    said = type(said)(**{**vars(said), "sources": (source,)})
    code = agreed(said, french(), by=secretary, domain="labour").concept.code
    proposed(english("pit", "hole"), by=secretary)
    page = client.get(reverse("glossary:print") + "?beside=fr").content.decode()
    order = [code, "forced labour", "FL", "slave work", "&lt;labour&gt; work under a penalty", "debt", "First."]
    order += ["Second.", "A report", "travail forcé", "travail sous peine"]
    places = [page.index(words, page.index("<main")) for words in order[1:]]
    assert places == sorted(places)
    assert 'lang="fr"' in page
    assert "pit" not in page[page.index("<main") :]


def test_the_page_costs_the_same_with_more_terms(client, secretary, queries_of):
    address = reverse("glossary:print")
    agreed(english("pit", "hole"), by=secretary)
    client.get(address)
    before = queries_of(lambda: client.get(address))
    for number in range(4):
        agreed(english(f"pit {number}", "hole"), by=secretary)
    client.get(address)
    assert queries_of(lambda: client.get(address)) == before
