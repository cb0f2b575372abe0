"""Whatever a browser, a broken line or a hand sends: a clear page in the reader's language, no word lost, no row."""

import json

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from consultations.models import Comment, Submission, UnsentResponse
from consultations.unsent import cookie_name
from tests.consultations.voices_making import begun, close, make_round

pytestmark = pytest.mark.django_db
WORDS = "Typed on a telephone, at night."
WHO = {"name": "Beatriz Choque", "email": "beatriz@example.org", "confidentiality": "withheld", "standing": "self"}
LANGUAGES = ["en", "fr", "es"]


def here(round, language: str = "en") -> str:
    with override(language):
        return reverse("consultations:respond", args=[round.slug])


def rows() -> dict[str, int]:
    """How much stands in every table of the house, but for what was only begun."""
    own = [model for label in ("consultations", "governance", "glossary", "portal", "search")
           for model in apps.get_app_config(label).get_models()]  # fmt: skip
    return {model._meta.label: model._default_manager.count() for model in own if model is not UnsentResponse}


WRONG = {
    "a group nobody knows": {"group": "martians"},
    "a sector nobody knows": {"group": "asm", "sector": "orbit"},
    "a country nobody knows": {"group": "asm", "country": "ZZ"},
    "a clause that is not there": {"group": "asm", "clause": "99.9"},
    "a kind nobody knows": {"group": "asm", "kind": "zz"},
    "an audience nobody knows": {"group": "asm", "confidentiality": "everybody"},
    "a standing nobody knows": {"group": "asm", "standing": "king"},
    "an address that is none": {"group": "asm", "email": "beatriz at example", "confidentiality": "name"},
    "a very long text": {"group": "asm", "proposed_change": "x" * 20_001},
    "no group": {},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_wrong_input_is_named_at_its_field_in_the_readers_language(client, noon, language, wrong):
    round = make_round()
    before = rows()
    response = client.post(here(round, language), {**WHO, "body": WORDS, "send": "1", **wrong})
    page = response.content.decode()
    assert response.status_code == 400
    assert f'<html lang="{language}"' in page
    assert 'aria-invalid="true"' in page or 'class="choices bad"' in page
    assert WORDS in page
    assert rows() == before


SIGNS = {
    "NUL": "a\0b", "controls": "a\x01\x1b[31mb\x7f", "a lone surrogate": "a\udc80b", "no character": "a\ufffeb\uffffc",
    "right to left": "\u202eabc \u2067שלום\u2069", "emoji": "🧑🏽‍🌾 ⛏️", "decomposed": "cafe\u0301",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>", "formula": '=HYPERLINK("http://x.example")',
    "template": "{{ settings.SECRET_KEY }}{% now %}", "lines": "one\r\ntwo\rthree",
}  # fmt: skip


@pytest.mark.parametrize("text", SIGNS.values(), ids=SIGNS)
def test_strange_signs_are_kept_as_words_or_left_out_and_run_nowhere(client, noon, text):
    round = make_round()
    raw = text.encode("utf-8", "surrogatepass")
    sent = {
        "body": raw,
        "group": b"asm",
        "name": raw,
        "email": b"b@example.org",
        "confidentiality": b"name",
        "send": b"1",
    }
    body = b"&".join(
        name.encode() + b"=" + b"".join(b"%%%02X" % byte for byte in value) for name, value in sent.items()
    )
    response = client.post(here(round), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 303
    comment = Comment.objects.get()
    assert not set(comment.body) & {"\0", "\x01", "\x1b", "\x7f", "\ufffe", "\uffff", "\r"}
    comment.body.encode()
    for address in (response["Location"], reverse("consultations:comment", args=[round.slug, comment.ref])):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "only-for-the-demo" not in page
        assert "\0" not in page
    words = json.loads(Submission.objects.get().content)
    assert words["comments"][0]["body"] == comment.body


@pytest.mark.parametrize(
    "key", ["", "x", "0" * 36, "5f0c1d52-0b0f-4a57-9a4e-6f1f6c3e9d11", "\0", json.dumps({"a": ["b"] * 200_000})]
)
def test_a_tampered_key_is_passed_over(client, noon, key):
    round = make_round()
    response = client.post(here(round), {"key": key, "body": WORDS, "comment": key[:50], "add": "1"})
    assert response.status_code == 303
    assert UnsentResponse.objects.get().words["comments"][0]["body"] == WORDS


def test_the_key_of_somebody_elses_unsent_response_opens_nothing(noon, client, outsider):
    round = make_round()
    for whose in (None, outsider):
        theirs = begun(round, by=whose, comments=[{"id": "a", "clause": "", "type": "ge", "body": "Not yours."}])
        page = client.post(here(round), {"key": str(theirs.key), "body": WORDS, "add": "1"}, follow=True)
        assert "Not yours." not in page.content.decode()
        assert client.post(here(round), {"key": str(theirs.key), "drop": "a"}).status_code == 303
        theirs.refresh_from_db()
        assert theirs.words["comments"][0]["body"] == "Not yours."
        client.cookies.clear()
        client.cookies[cookie_name(round)] = str(theirs.key)  # unsigned
        assert "Not yours." not in client.get(here(round)).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_that_closes_between_page_and_send(client, noon, language):
    round = make_round()
    assert client.get(here(round, language)).status_code == 200
    close(round)
    before = rows()
    response = client.post(here(round, language), {**WHO, "group": "asm", "body": WORDS, "send": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert f'<html lang="{language}"' in page
    assert WORDS in page
    assert rows() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_session_that_ended_between_page_and_send_keeps_the_words(noon, language, outsider):
    round, client = make_round(), Client(enforce_csrf_checks=True)
    client.force_login(outsider)
    token = client.get(here(round, language)).context["csrf_token"]
    client.cookies.clear()
    response = client.post(here(round, language), {"csrfmiddlewaretoken": str(token), "body": WORDS, "send": "1"})
    page = response.content.decode()
    assert response.status_code == 403
    assert f'<html lang="{language}"' in page
    assert WORDS in page
    assert not Submission.objects.exists()


def test_a_line_that_broke_after_each_page_loses_nothing(client, noon):
    """Each step is kept before it is answered: the browser never saw an answer, and goes on in a new window."""
    round = make_round()
    steps = [{"group": "asm"}, {"body": WORDS, "add": "1"}, {"body": "On the whole, good.", "add": "1"}]
    for step in steps:
        client.post(here(round), step)  # the answer is lost
    page = client.get(here(round)).content.decode()
    assert WORDS in page
    assert "On the whole, good." in page
    first = client.post(here(round), {**WHO, "key": str(UnsentResponse.objects.get().key), "send": "1"})
    key = Submission.objects.get().idempotency_key
    again = client.post(here(round), {**WHO, "key": str(key), "send": "1"})  # the receipt never came
    assert again["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("multipart/form-data; boundary=abc", b"--abc garbage", 303),
        ("multipart/form-data", b"", 303),
        ("application/json", b'{"body": 1}', 303),
        ("application/x-www-form-urlencoded", b"body=" + b"y" * 6_000_000, 400),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(10_050)), 400),
        ("application/x-www-form-urlencoded", b"edit=%0d%0aSet-Cookie:x&drop=%00", 303),
        ("application/x-www-form-urlencoded", b"body=%ff%fe caf%e9&add=1", 303),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_no_form_is_refused_or_passed_over(client, noon, language, content_type, body, status):
    round = make_round()
    before = rows()
    response = client.post(here(round, language), body, content_type=content_type)
    assert response.status_code == status
    assert "Set-Cookie" not in response.headers
    if status == 400:
        assert f'lang="{language}"' in response.content.decode()
    assert rows() == before
