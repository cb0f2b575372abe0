"""Releases of the glossary are found, and told to those who watch all terms."""

import pytest

from glossary.actions import watch
from portal import outbox
from portal.members.viewer import ANYBODY
from portal.models import MailOutbox
from portal.subscriptions.actions import end
from search.finding import find
from tests.factories import UserFactory
from tests.glossary.making import agreed, english
from tests.glossary.releasing import released, released_with_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


def found(text: str) -> list:
    return [hit.entry for hit in find(text, viewer=ANYBODY, filters={"kind": ["release"]}).hits]


def test_a_release_is_found_by_its_number_its_name_and_the_terms_that_changed(secretary, index_equals_rebuild, client):
    version = agreed(english("forced labour", "work under a penalty"), by=secretary)
    release = released(secretary, "2026.1")
    for words in ("2026.1", "Glossary 2026.1", version.concept.code):
        (entry,) = found(words)
        assert entry.url == "/glossary/releases/2026.1/"
    assert release.get_absolute_url() in client.get("/en/search/?q=2026.1").content.decode()
    index_equals_rebuild()


def test_a_release_whose_files_are_not_there_is_not_found(secretary, monkeypatch):
    agreed(english("forced labour", "work under a penalty"), by=secretary)
    monkeypatch.setattr("glossary.releasing.pieces_of", lambda row: 1 / 0)
    with pytest.raises(AssertionError, match="Please try again"):
        released(secretary, "2026.1")
    assert found("2026.1") == []


def test_who_watches_all_terms_is_told_once_and_who_watches_one_is_not(secretary, member, outsider):
    concept = agreed(english("adit", "a way in"), by=secretary).concept
    watch(by=member, language="fr")
    watch(by=outsider, language="en", concept=concept)
    end(subscription=watch(by=UserFactory(), language="en"))
    watch(by=None, email="ada@example.org", language="en")  # not confirmed
    before = set(MailOutbox.objects.values_list("pk", flat=True))
    release = released_with_words(secretary)
    (mail,) = MailOutbox.objects.exclude(pk__in=before).filter(event__contains="release")
    assert mail.recipient == member.email
    assert f"/fr{release.get_absolute_url()[3:]}" in mail.body
    assert "/leave/" in mail.leave_url
    assert outbox.send_due() >= 1
