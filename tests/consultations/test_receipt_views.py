"""A receipt read by whoever holds its code, and by nobody who guesses."""

from hashlib import sha256

import pytest
from django.urls import reverse

from consultations.emails import confirmation
from consultations.models import Comment, Identity
from consultations.views import receipt_copies
from tests.consultations.voices_making import make_round, sent

pytestmark = pytest.mark.django_db


def page(code: str) -> str:
    return reverse("consultations:receipt", args=[code])


def test_the_receipt_shows_what_was_received_and_links_the_bytes(client, noon):
    receipt = sent(make_round(), "Too <b>few</b>.")
    response = client.get(page(receipt.code))
    text = response.content.decode()
    assert "Too &lt;b&gt;few&lt;/b&gt;." in text
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    address = reverse("consultations:receipt-content", args=[receipt.code])
    assert f'href="{address}" data-sha256="{receipt.submission.content_sha256}"' in text
    assert sha256(client.get(address).content).hexdigest() == receipt.submission.content_sha256


def test_the_code_is_read_whatever_its_case_and_without_language(client, noon):
    receipt = sent(make_round())
    assert client.get(page(receipt.code.lower().replace("-", " "))).status_code == 200
    response = client.get(f"/receipts/{receipt.code}/")
    assert response.status_code in (301, 302)
    assert response["Location"].endswith(f"/receipts/{receipt.code}/")


def test_a_wrong_code_is_not_found_and_many_have_to_wait_but_not_who_holds_one(client, noon, caplog):
    receipt = sent(make_round())
    for _try in range(20):
        assert client.get(page("7Q4K-2TXM-H9VD-C3A8-K2F6")).status_code == 404
    assert client.get(page("7Q4K-2TXM-H9VD-C3A8-K2F6")).status_code == 429
    assert client.get(page("7Q4K-2TXM-H9VD-C3A8-K2F6"), REMOTE_ADDR="10.0.0.7").status_code == 404
    assert "7Q4K" not in caplog.text
    assert client.get(page(receipt.code)).status_code == 200
    assert client.get(reverse("consultations:receipt-content", args=[receipt.code])).status_code == 200


def test_words_for_the_committee_open_with_the_pin_only(client, noon):
    receipt = sent(make_round(), "They pay the police.", confidentiality="committee")
    content = reverse("consultations:receipt-content", args=[receipt.code])
    assert "police" not in client.get(page(receipt.code)).content.decode()
    assert client.get(content).status_code == 302
    wrong = "000000" if receipt.pin != "000000" else "111111"
    assert client.post(page(receipt.code), {"pin": wrong}).status_code == 400
    assert client.post(page(receipt.code), {"pin": receipt.pin}).status_code == 302
    assert "police" in client.get(page(receipt.code)).content.decode()
    assert b"police" in client.get(content).content


def test_withdrawing_by_pin(client, noon):
    receipt = sent(make_round())
    client.post(page(receipt.code), {"pin": receipt.pin, "withdraw": "1"})
    assert not Comment.objects.published().exists()
    assert "withdrawn" in client.get(page(receipt.code)).content.decode()


def test_wrong_pins_are_counted(client, noon):
    receipt = sent(make_round())
    wrong = "000000" if receipt.pin != "000000" else "111111"
    for _try in range(20):
        client.post(page(receipt.code), {"pin": wrong})
    response = client.post(page(receipt.code), {"pin": receipt.pin, "withdraw": "1"})
    assert response.status_code == 400
    assert Comment.objects.published().exists()


def test_an_address_is_confirmed_by_a_button_not_by_opening_the_link(client, noon):
    sent(make_round())
    token = confirmation(Identity.objects.get())
    address = reverse("consultations:confirm-email", args=[token])
    assert client.get(address).status_code == 200
    assert Identity.objects.get().confirmed_at is None
    assert client.post(address).status_code == 200
    assert Identity.objects.get().confirmed_at == noon
    assert client.post(reverse("consultations:confirm-email", args=["nonsense"])).status_code == 400


def test_a_receipt_costs_the_same_with_many_comments(client, noon, queries_of):
    few, many = sent(make_round(), "One."), sent(make_round("two"), *(f"Number {n}." for n in range(12)))
    client.get(page(few.code))
    assert queries_of(lambda: client.get(page(few.code))) == queries_of(lambda: client.get(page(many.code)))


@pytest.mark.django_db
def test_a_copy_holds_code_both_times_and_the_whole_hash_and_secrets_only_with_the_pin(client, noon):
    receipt = sent(make_round(), "Prices.", place={"committee_only": "on"})
    address = reverse("consultations:receipt-html", args=[receipt.code])
    page = client.get(address)
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    words = page.content.decode()
    assert receipt.code in words
    assert receipt.submission.content_sha256 in words
    assert "2026-11-20T12:00:00+00:00" in words
    assert "Prices." not in words
    client.post(reverse("consultations:receipt", args=[receipt.code]), {"pin": receipt.pin})
    words = client.get(address).content.decode()
    assert "Prices." in words
    assert receipt.pin in words


@pytest.mark.django_db
def test_a_pdf_is_made_or_it_is_said_why_not(client, noon, monkeypatch):
    receipt = sent(make_round())
    address = reverse("consultations:receipt-pdf", args=[receipt.code])
    if receipt_copies.can_print():
        assert client.get(address).content.startswith(b"%PDF")
    monkeypatch.setattr(receipt_copies, "can_print", lambda: False)
    answer = client.get(address)
    assert answer.status_code == 503
    assert "lacks a library" in answer.content.decode()
