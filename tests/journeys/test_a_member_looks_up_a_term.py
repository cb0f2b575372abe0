"""A member looks up an agreed term: found by another word for it, with who agreed and what it said before."""

import pytest
from django.test import Client

from glossary.words import Entry, Name
from tests.conftest import shown_second_factor
from tests.glossary.making import agreed
from tests.journeys.walking import Visitor

pytestmark = pytest.mark.django_db


def test_a_term_is_found_by_its_acronym_and_leads_to_its_versions(member):
    names = (Name("conflict-affected area"), Name("CAHRA", status="admitted", kind="acronym"))
    agreed(Entry("en", "area in which armed conflict makes grave harm likely", names=names))
    reader = Visitor(shown_second_factor(Client(), member)).open("/en/search/?q=CAHRA")
    reader.follow("conflict-affected area")
    assert "area in which armed conflict makes grave harm likely" in reader.text
    assert "Who agreed" in reader.text
    reader.follow("/v/1")
    assert "version 1" in reader.text.lower()
