"""What somebody sent once their session had ended: kept a while, for that address alone, never what opens a door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal import clock, typed_words
from tests.conftest import shown_second_factor
from tests.glossary.making import agreed, someone, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> str:
    return f"/en/desk/glossary/{agreed().concept.code}/translate/fr/"


def send(client: Client, address: str, **fields: str):
    return client.post(address, {"definition": "des mots longs", "preferred": "mot", "do": "save", **fields})


def test_words_wait_for_whoever_signs_in_and_are_shown_once(client, desk):
    answer = send(client, desk, password="open sesame", csrfmiddlewaretoken="x")
    assert answer.status_code == 403
    assert "for an hour it waits for you there" in answer.content.decode()
    assert set(client.session["typed_words"]["fields"]) == {"definition", "preferred", "do"}
    shown_second_factor(client, someone())
    assert "des mots longs" not in client.get("/en/desk/glossary/").content.decode()
    page = client.get(desk).content.decode()
    assert "des mots longs" in page
    assert "is not saved yet" in page
    assert "des mots longs" not in client.get(desk).content.decode()


def test_a_page_whose_form_does_not_take_them_shows_them_to_be_copied(client):
    version = under_review()
    address = reverse("glossary:sounding", args=[version.concept.code, version.number])
    assert client.post(address, {"text": "a hole in the ground"}).status_code == 403
    assert "typed_words" in client.session
    shown_second_factor(client, someone())
    page = client.get(address).content.decode()
    assert "is not saved yet" in page
    assert "a hole in the ground</textarea>" in page
    assert "a hole in the ground" not in client.get(address).content.decode()


def test_after_an_hour_they_are_gone(client, desk, noon):
    send(client, desk)
    shown_second_factor(client, someone())
    with clock.set_to(clock.now() + timedelta(minutes=61)):
        assert "des mots longs" not in client.get(desk).content.decode()
    assert "typed_words" not in client.session


def test_nothing_endless_and_not_endlessly_often_is_kept(client, desk, monkeypatch):
    send(client, desk, definition="word " * 30_000)
    assert "typed_words" not in client.session
    monkeypatch.setattr(typed_words, "MOST", 2)
    kept = ["it waits for you" in send(Client(), desk).content.decode() for _time in range(3)]
    assert kept == [True, True, False]


def test_who_is_signed_in_and_not_allowed_leaves_nothing(as_member, desk):
    assert send(as_member, desk).status_code == 403
    assert "typed_words" not in as_member.session
