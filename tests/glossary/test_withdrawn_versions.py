"""A term that was withdrawn while a later version lay on the table: everywhere the words that were in force."""

import pytest
from django.test import Client

from glossary.exporting import exported
from glossary.linking import link_terms
from glossary.models import Concept, ConceptVersion
from glossary.names import names_in
from glossary.reading import standing
from glossary.tries import designations, every
from portal import clock, triggers
from portal.signals import tell
from search.entries import concepts as findables
from tests.glossary.making import agreed, english, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn(secretary):
    """As an earlier release of the house left it: both versions withdrawn, though only the first was ever agreed."""
    first = agreed(english("pit", "a hole"), by=secretary)
    proposed(english("mine", "a place"), by=secretary, concept=first.concept)
    now = clock.now()
    triggers.drop_all()
    ConceptVersion.objects.filter(concept=first.concept).update(status="withdrawn", closed_at=now)
    about = {"withdrawn_at": now, "withdrawn_by": secretary, "withdrawal_reason": "Nobody says it."}
    Concept.objects.filter(pk=first.concept_id).update(**about)
    triggers.create_all()
    tell(Concept, [first.concept_id])
    return Concept.objects.get()


def test_page_index_file_search_and_linker_agree(withdrawn):
    page = Client().get(withdrawn.get_absolute_url()).content.decode()
    assert '<p class="definition" >a hole</p>' in page
    assert standing(list(withdrawn.versions.order_by("-number"))).number == 1
    assert names_in("en").by_concept[withdrawn.pk].words.text == "pit"
    assert "a hole" in b"".join(exported("csv", "all")).decode()
    assert ConceptVersion.objects.shown().get().number == 1
    assert [row.title for row in findables([withdrawn.pk])] == ["pit"]
    assert next(every(designations("en"))).text == "pit"
    assert "<a" not in link_terms("A pit is a mine.", language="en")


def test_the_api_says_the_same(withdrawn):
    answer = Client().get(f"/api/v1/terms/{withdrawn.code}").json()
    assert answer["status"] == "withdrawn"
    assert "a hole" in str(answer)
