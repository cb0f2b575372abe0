"""Asking for new results: from the page of results, by an address or by whoever is signed in; never too many."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client

from portal.models import MailOutbox
from portal.subscriptions.actions import end
from search.alerts import actions
from search.alerts.actions import keep_told
from search.alerts.models import SearchAlert
from search.alerts.searches import Search, read
from tests.search.alerts.making import ADA, alert
from tests.search.making import entry
from tests.search.test_finding import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
HERE = "/en/search/alerts/"


def text(client: Client, address: str = HERE) -> str:
    return client.get(address).content.decode()


def test_the_page_of_results_leads_there_with_words_and_boxes(client):
    entry("Tin", kind="clause")
    page = text(client, "/en/search/?q=tin&kind=clause&page=1")
    assert 'href="/en/search/alerts/?q=tin&amp;kind=clause"' in page
    assert 'href="/feeds/search.atom?q=tin&amp;kind=clause"' in page
    assert 'href="/en/search/alerts/?q=zzz"' in text(client, "/en/search/?q=zzz")


def test_an_address_asks_for_what_was_searched(client):
    assert "tin (Decision, 2026)" in text(client, f"{HERE}?q=tin&kind=decision&year=2026&kind=&page=3")
    said = {"email": ADA, "search": "year=2026&kind=decision&q=tin&other=x"}
    assert client.post(HERE, said, follow=True).status_code == 200
    kept = SearchAlert.objects.get()
    assert kept.search == "q=tin&kind=decision&year=2026"
    assert "tin (Decision, 2026)" in MailOutbox.objects.get().body
    client.post(HERE, said | {"search": "q=TIN&kind=decision&year=2026"})
    assert SearchAlert.objects.count() == 1


def test_a_search_without_a_word_is_refused_with_one(client, member):
    for nothing in ("", "q=", "q=-tin", "kind="):
        answer = client.post(HERE, {"email": ADA, "search": nothing})
        assert answer.status_code == 400
        assert "Say at least one word" in answer.content.decode()
    with pytest.raises(ValidationError):
        keep_told(by=member, search=Search("…"), language="en")
    assert not SearchAlert.objects.exists()


def test_ones_own_searches_are_listed_with_a_button_that_ends_each(as_member, member, client):
    alert("q=tin", by=member)
    alert("q=copper&kind=decision", by=member)
    alert("q=gold")
    page = text(as_member)
    assert page.count("End it<") == 2
    assert "copper (Decision)" in page
    assert "gold" not in page
    first = SearchAlert.objects.earliest("pk")
    ended = as_member.post(f"{HERE}{first.key}/stop/")
    assert "No more of these mails" in ended.content.decode()
    assert as_member.post(f"{HERE}{first.key}/stop/").status_code == 200  # pressed twice
    assert text(as_member).count("End it<") == 1
    assert "Your searches" not in text(client)


def test_one_address_is_told_about_twenty_searches_at_most(member, as_member):
    for number in range(20):
        alert(f"q=tin {number}", by=member)
    with pytest.raises(ValidationError, match="20 searches"):
        keep_told(by=member, search=read("q=copper"), language="en")
    assert "about 20 searches already" in as_member.post(HERE, {"search": "q=copper"}).content.decode()
    assert keep_told(by=member, search=read("q=tin 3"), language="en")  # asked again
    end(subscription=SearchAlert.objects.earliest("pk"))
    assert keep_told(by=member, search=read("q=copper"), language="en")


def test_a_stranger_learns_nothing_of_an_address_that_has_enough_and_its_reader_is_told_once(client, member):
    for number in range(20):
        alert(f"q=tin {number}", by=member)
    for words in ("q=copper", "q=gold"):
        answer = client.post(HERE, {"email": member.email, "search": words}, follow=True)
        assert "We have sent you a mail" in answer.content.decode()
    assert MailOutbox.objects.filter(recipient=member.email, subject="Too many searches").count() == 1
    assert SearchAlert.objects.count() == 20


def test_nobody_is_flooded_with_questions(client):
    for number in range(actions.MOST_ASKED + 3):
        answer = client.post(HERE, {"email": ADA, "search": f"q=tin{number}"}, follow=True)
        assert "We have sent you a mail" in answer.content.decode()
    assert MailOutbox.objects.count() == SearchAlert.objects.count() == actions.MOST_ASKED


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_nothing_that_is_typed_breaks_the_page_or_what_is_kept(client, typed):
    sent = QueryDict(mutable=True)
    typed = typed.encode("utf-8", "replace").decode()
    sent.update({"q": typed, "kind": typed[:60]})
    assert client.get(f"{HERE}?{sent.urlencode()}").status_code == 200
    assert client.post(HERE, {"email": ADA, "search": sent.urlencode()}).status_code in (302, 400)
    for kept in SearchAlert.objects.all():
        assert str(read(kept.search)) == kept.search
        assert kept.about


def test_the_page_costs_the_same_with_more_searches(as_member, member, queries_of):
    alert("q=tin&group=asm", by=member)
    text(as_member)
    few = queries_of(lambda: text(as_member))
    for number in range(9):
        alert(f"q=tin {number}&group=asm&sector=up", by=member)
    assert queries_of(lambda: text(as_member)) == few
