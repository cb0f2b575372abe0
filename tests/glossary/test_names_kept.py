"""Names are kept in memory by the languages there are, and only forgotten when one of them could have changed."""

import threading
import time

import pytest
from django.test import Client
from django.urls import reverse

from glossary import names, state
from glossary.actions import ask_for_term, decline, reconfirm, sound
from glossary.names import names_in
from glossary.words import Entry, Name
from tests.factories import MembershipFactory, OrganisationFactory, group
from tests.glossary.making import agreed, english, proposed, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    names._kept.clear()


def test_a_stranger_cannot_fill_the_memory_with_languages_that_nobody_writes(secretary, queries_of):
    proposed(english(), Entry("ar", "حفرة", names=(Name("منجم"),)), by=secretary)
    names_in("en")
    names_in("ar")
    before = len(names._kept)
    page = lambda language: Client().get(reverse("glossary:index") + f"?in={language}")  # noqa: E731
    usual = queries_of(lambda: page("ar"))
    for place in range(60):
        language = f"x{chr(97 + place % 26)}{chr(97 + place // 26)}-{place:04d}"
        assert queries_of(lambda language=language: page(language)) <= usual + 1
    assert len(names._kept) == before
    assert [row.words.language for row in names_in("ar-EG").headings] == ["ar"]
    assert [row.words.language for row in names_in("xx").headings] == ["en"]


def test_no_more_orders_of_languages_are_kept_than_fit(secretary):
    languages = [f"q{one}{other}" for one in "abcdef" for other in "abcde"]
    assert len(languages) > names.MOST
    for place, language in enumerate(languages):
        proposed(english(f"term {place}"), Entry(language, "", names=(Name(f"name {place}"),)), by=secretary)
    for language in languages:
        assert names_in(language).headings
    assert len(names._kept) == names.MOST


def test_what_is_said_of_words_leaves_them_in_memory(secretary, member):
    version, other = under_review(by=secretary), agreed(english("pit"), by=secretary)
    organisation = OrganisationFactory(group=group("asm"))
    asked = ask_for_term(by=member, name="shaft", definition="d", justification="j")
    before = state.key()
    sound(by=secretary, version=version, organisation=organisation, value="agree")
    reconfirm(by=secretary, version=other, note="Looked at.")
    decline(by=secretary, proposal=asked, reason="It is there.", instead=other.concept)
    assert state.key() == before


def test_a_sounding_that_is_sent_twice_stands_once(secretary):
    version = under_review(by=secretary)
    organisation = MembershipFactory(user=secretary).organisation
    said = {"by": secretary, "version": version, "organisation": organisation}
    first = sound(**said, value="object", text="Not so.")
    assert sound(**said, value="object", text=" Not so. ") == first
    assert sound(**said, value="agree") != first
    assert sound(**said, value="object", text="Not so.") != first  # changed their mind twice
    assert version.soundings.count() == 3


def test_many_who_ask_at_once_wait_for_one_reading(monkeypatch):
    read = []
    monkeypatch.setattr(names.state, "key", lambda: "some state")
    monkeypatch.setattr(names, "written_languages", lambda key: ("en",))
    monkeypatch.setattr(names, "load", lambda order, written: (time.sleep(0.2), read.append(order)))
    asking = [threading.Thread(target=names_in, args=["en"]) for _ in range(4)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(read) == 1
