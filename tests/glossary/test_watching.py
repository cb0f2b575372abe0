"""News of terms by mail and by feed; words that are due to be looked at again."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from glossary.actions import reconfirm, reject, watch, withdraw
from glossary.actions.watching import tell_term_news
from glossary.models import ConceptVersion, Reconfirmation, TermNews, TermWatch
from glossary.permissions import can_reconfirm, can_watch
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from portal.models import MailOutbox
from tests.glossary.making import agreed, english, proposed, under_review

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def mails() -> list[str]:
    return list(MailOutbox.objects.order_by("pk").values_list("recipient", flat=True))


def test_an_address_is_asked_twice_and_told_only_then(client):
    concept = proposed().concept
    sent = {"term": concept.code, "email": "Ada@example.org", "watch": "1"}
    assert client.post("/en/glossary/watch/", sent, follow=True).status_code == 200
    tell_term_news()
    assert mails() == ["ada@example.org"]
    link = re.search(r"/en/glossary/watch/[0-9a-f-]+/confirm/", MailOutbox.objects.get().body)[0]
    assert TermWatch.objects.get().confirmed_at is None
    client.get(link)
    assert TermWatch.objects.get().confirmed_at is None
    client.post(link)
    reject(by=agreed(english("b")).author, version=concept.versions.get(), reason="No.")
    tell_term_news()
    tell_term_news()
    assert mails() == ["ada@example.org", "ada@example.org"]
    news = MailOutbox.objects.latest("pk")
    assert "rejected" in news.body
    stop = re.search(r"/en/glossary/watch/[0-9a-f-]+/stop/", news.body)[0]
    client.post(stop)
    assert TermWatch.objects.get().ended_at is not None


def test_one_mail_tells_all_that_happened_and_nobody_twice(secretary, member):
    watch(by=member, language="fr")
    concept = agreed(by=secretary).concept
    watch(by=member, language="en", concept=concept)
    tell_term_news()
    assert mails() == [member.email]
    assert TermNews.objects.filter(told_at=None).count() == 0
    withdraw(by=secretary, concept=concept, reason="Enough.")
    tell_term_news()
    assert mails() == [member.email] * 2


def test_an_address_has_the_shape_of_one_and_the_page_says_so(client):
    with pytest.raises(ValidationError):
        watch(by=None, email="nobody", language="en")
    assert client.post("/en/glossary/watch/", {"email": "nobody", "watch": "1"}).status_code == 400
    assert client.get("/en/glossary/watch/?term=RS-9999").status_code == 404
    assert can_watch(ANYBODY)


def test_whoever_is_signed_in_is_not_asked_again(as_member, member):
    concept = agreed().concept
    as_member.post("/en/glossary/watch/", {"term": concept.code, "watch": "1"})
    assert TermWatch.objects.get().user == member
    assert not MailOutbox.objects.exists()
    assert concept.code in as_member.get("/en/glossary/watch/").content.decode()


def test_the_feed_tells_what_happened_the_newest_first(secretary):
    first = agreed(by=secretary)
    agreed(english("cobalt", "a metal"), by=secretary)
    withdraw(by=secretary, concept=first.concept, reason="Too narrow.")
    every = ET.fromstring(Client().get("/feeds/glossary.atom").content)
    titles = [one.text for one in every.iter(f"{ATOM}title")]
    assert titles[:2] == ["Glossary", "forced labour: withdrawn"]
    ids = [one.text for one in every.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 8
    one = ET.fromstring(Client().get(f"/feeds/glossary/{first.concept.code}.atom").content)
    assert len(list(one.iter(f"{ATOM}entry"))) == 4
    assert "Too narrow." in ET.tostring(one, encoding="unicode")
    assert Client().get("/feeds/glossary/RS-9999.atom").status_code == 404


def test_a_character_no_feed_can_hold_takes_no_feed_down(secretary):
    version = agreed(english("bell \x07 rung", "d"), by=secretary)
    withdraw(by=secretary, concept=version.concept, reason="Too \x0c narrow.")
    for address in ("/feeds/glossary.atom", f"/feeds/glossary/{version.concept.code}.atom"):
        every = Client().get(address).content.decode()
        assert "bell \ufffd rung" in every
        assert "Too \ufffd narrow." in every
        ET.fromstring(every.encode())


def test_the_feed_costs_the_same_with_more_news(client, queries_of):
    agreed()
    client.get("/feeds/glossary.atom")
    before = queries_of(lambda: client.get("/feeds/glossary.atom"))
    for number in range(4):
        agreed(english(f"term {number}", "d"))
    client.get("/feeds/glossary.atom")
    assert queries_of(lambda: client.get("/feeds/glossary.atom")) == before


# -- looking again -------------------------------------------------------------------------------------------------


def test_agreed_words_get_a_date_and_are_overdue_after_it(noon, as_secretary, client):
    version = agreed()
    assert version.review_on == date(2029, 11, 20)
    assert "overdue since" not in client.get(version.concept.get_absolute_url()).content.decode()
    ConceptVersion.objects.filter(pk=version.pk).update(review_on=date(2026, 11, 19))
    assert list(ConceptVersion.objects.overdue()) == [version]
    assert "overdue since" in client.get(version.concept.get_absolute_url()).content.decode()
    assert "1 overdue" in as_secretary.get("/en/desk/glossary/reviews/").content.decode()


def test_words_that_hold_keep_their_hash_and_get_a_new_date(secretary, noon):
    version = agreed(by=secretary)
    row = reconfirm(by=secretary, version=version, note="Two courts use it.", next_on=date(2028, 1, 1))
    after = ConceptVersion.objects.get(pk=version.pk)
    assert (after.review_on, after.content_sha256) == (date(2028, 1, 1), version.content_sha256)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Reconfirmation.objects.filter(pk=row.pk).update(note="other")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"note": " "}, "Say what was looked at"),
        ({"note": "x", "next_on": date(2026, 11, 20)}, "a day to come"),
        ({"note": "x", "next_on": date(2040, 1, 1)}, "within ten years"),
    ],
)
def test_a_look_has_words_and_a_day_to_come(secretary, noon, said, message):
    with pytest.raises(ValidationError, match=message):
        reconfirm(by=secretary, version=agreed(by=secretary), **said)


def test_only_the_secretariat_says_that_agreed_words_hold(secretary, member, outsider):
    version = agreed(by=secretary)
    assert can_reconfirm(look_at(secretary), version)
    assert not can_reconfirm(look_at(secretary), under_review(english("b"), by=secretary))
    for who in (member, outsider):
        assert not can_reconfirm(look_at(who), version)
    with pytest.raises(Refused):
        reconfirm(by=member, version=version, note="x")


def test_the_desk_says_that_words_hold(as_secretary, as_member):
    version = agreed()
    address = f"/en/desk/glossary/{version.concept.code}/review/"
    assert as_member.get(address).status_code == 403
    assert as_secretary.post(address, {"note": ""}).status_code == 200
    assert as_secretary.post(address, {"note": "Asked three unions."})["Location"] == "/en/desk/glossary/reviews/"
    assert "Asked three unions." in as_secretary.get(address).content.decode()


def test_the_lists_cost_the_same_with_more(secretary, as_secretary, queries_of):
    version = agreed(by=secretary)
    pages = ["/en/desk/glossary/reviews/", f"/en/desk/glossary/{version.concept.code}/review/", "/en/glossary/watch/"]
    watch(by=secretary, language="en", concept=version.concept)

    def costs() -> list[int]:
        return [queries_of(lambda page=page: as_secretary.get(page)) for page in pages]

    costs()
    before = costs()
    for number in range(4):
        more = agreed(english(f"term {number}", "d"), by=secretary)
        reconfirm(by=secretary, version=version, note="Again.")
        watch(by=secretary, language="en", concept=more.concept)
    costs()
    assert costs() == before
