"""Every error says what happened, what to do next, and that nothing typed is lost."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory

from portal import views
from portal.members.permissions import Refused, no
from tests.portal.records import decision, page_of


@pytest.mark.django_db
def test_nothing_here_prints_no_address_and_is_the_same_for_every_address(client):
    one, other = client.get("/en/glossary/RS-9999/"), client.get("/en/nothing/of/the/kind/?q=secret")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert b"secret" not in other.content
    assert b"RS-9999" not in one.content


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("en", "There is nothing at this address"), ("fr", 'lang="fr"')])
def test_nothing_here_speaks_the_readers_language(client, language: str, word: str):
    assert word in client.get(f"/{language}/nothing/").content.decode()


@pytest.mark.django_db
def test_not_allowed_says_why_and_offers_the_door(client):
    response = client.get("/en/desk/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Only the secretariat works here." in html
    assert "/accounts/login/?next=/en/desk/" in html


@pytest.mark.django_db
def test_who_is_signed_in_already_is_not_sent_to_sign_in(as_outsider):
    html = as_outsider.get("/en/desk/").content.decode()
    assert "Only the secretariat works here." in html
    assert "/accounts/login/" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/id/RS-9999", "/id/RS-9999/", "/id", "/accounts/nothing/", "/api", "/api/v2/", "/documents/9/none.pdf"]
)
def test_nothing_at_an_address_without_a_language_is_said_at_once(client, address: str):
    response = client.get(address, headers={"accept-language": "fr"})
    assert response.status_code == 404
    assert client.get("/glossary/")["Location"] == "/en/glossary/"


def request_of(path: str = "/en/desk/"):
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


@pytest.mark.django_db
def test_a_refusal_shows_its_reason_and_any_other_only_that_it_is_one():
    with pytest.raises(Refused) as refusal:
        no("The round is closed.").or_refuse()
    assert "The round is closed." in views.refused(request_of(), refusal.value).content.decode()
    assert "inner detail" not in views.refused(request_of(), PermissionDenied("inner detail")).content.decode()


def test_broken_and_unreadable_need_neither_database_nor_session():
    broken = views.server_error(request_of())
    unreadable = views.bad_request(request_of(), SuspiciousOperation("inner detail"))
    assert (broken.status_code, unreadable.status_code) == (500, 400)
    assert "it was not you" in broken.content.decode()
    assert "inner detail" not in unreadable.content.decode()
    for answer in (broken, unreadable):
        assert "portal/site.css" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_whose_session_ended_shows_the_words_and_nothing_that_opens_a_door():
    strict = Client(enforce_csrf_checks=True)
    said = {"body": "<b>Too few</b> visits.", "password": "nine small lamps", "recovery_code": "one two", "kind": "ge"}
    response = strict.post("/en/search/", said)
    page = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (403, "no-store")
    assert "your words are not lost" in page
    assert "&lt;b&gt;Too few&lt;/b&gt; visits.</textarea>" in page
    assert page.count("<textarea") == 1
    assert "lamps" not in page
    assert "one two" not in page


@pytest.mark.django_db
def test_a_form_in_which_nothing_was_written_promises_no_words():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org", "password": "x y"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "your words" not in page
    assert "a@example.org" not in page


@pytest.mark.django_db
def test_what_another_site_sent_is_not_shown_as_the_readers_words():
    strict = Client(enforce_csrf_checks=True, headers={"origin": "https://elsewhere.example"})
    assert "Buy now" not in strict.post("/accounts/login/", {"body": "Buy now"}).content.decode()


@pytest.mark.django_db
def test_a_hidden_page_type_raises_the_same_as_nothing():
    hidden, nothing = (views.not_found(request_of(path), Http404()) for path in ("/en/a/", "/x"))
    assert hidden.content == nothing.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/nothing/", "/nothing", "/about/nothing/", "/nothing/of/the/kind/", "/a.txt", "/%00/"]
)
def test_nothing_in_any_language_is_said_at_once_in_the_readers(client, address: str):
    response = client.get(address, headers={"accept-language": "es"})
    assert response.status_code == 404
    assert '<html lang="es"' in response.content.decode()
    assert client.get("/about/", headers={"accept-language": "es"})["Location"] == "/es/about/"
    assert client.get("/about", headers={"accept-language": "es"})["Location"] == "/es/about/"


@pytest.mark.django_db
def test_a_hidden_page_without_a_language_answers_as_nothing_does(client, secretary):
    page = page_of(decision(number="SC-2026-014", by=secretary), slug="sc-2026-014")
    page.get_latest_revision().publish(skip_permission_checks=True)
    hidden, nothing = client.get("/governance/sc-2026-014/"), client.get("/governance/sc-2026-015/")
    assert (hidden.status_code, hidden.content) == (nothing.status_code, nothing.content) == (404, nothing.content)


ROWS = (
    "consultations",
    "standards",
    "decisions",
    "trade-offs",
    "bodies",
    "glossary",
    "receipts",
    "desk/rounds",
    "about",
)
NOWHERE = ["{}/", "desk/decisions/{}/", *(f"{room}/{{}}/" for room in ROWS)]
ASKED = ["search/?q={}", "search/?year={}&kind={}", "search/suggest/?q={}", "glossary/?letter={}&q={}&in={}"]
ASKED += ["governance/?state={}&body={}&year={}&page={}", "consultations/?{}=1", "desk/?next={}", "?{}"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_signs_that_no_database_holds_find_nothing(as_secretary, language: str):
    for address in NOWHERE:
        assert as_secretary.get(f"/{language}/{address.format('%00')}").status_code == 404, address
    for address in ASKED:
        response = as_secretary.get(f"/{language}/{address.replace('{}', 'a%00b')}")
        assert response.status_code == 200, address
        assert b"\0" not in response.content
