"""What nobody sent or stored goes after its days; a network that begins very many responses waits."""

import os
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from consultations import unsent
from consultations.actions import responses, sweeping
from consultations.models import UnsentResponse
from portal import clock, throttle
from portal.ticking import due
from tests.consultations.voices_making import begun, make_round

pytestmark = pytest.mark.django_db


def test_an_unsent_response_stays_thirty_days_after_the_close_and_the_page_says_so(client, noon):
    round = make_round(closes=20)
    response = begun(round)
    assert (
        "What is not sent is deleted 30 days after the close."
        in client.get(reverse("consultations:respond", args=[round.slug])).content.decode()
    )
    with clock.set_to(round.closes_at + timedelta(days=29)):
        assert sweeping.sweep_unsent() == 0
    with clock.set_to(round.closes_at + timedelta(days=31)):
        responses.keep(response=response, words={"group": "la"})  # late, by leave of the secretariat
        assert sweeping.sweep_unsent() == 0
    with clock.set_to(round.closes_at + timedelta(days=62)):
        assert [sweeping.sweep_unsent(), sweeping.sweep_unsent()] == [1, 0]
    assert not UnsentResponse.objects.exists()


def test_a_response_without_a_word_goes_after_two_days(noon):
    round = make_round()
    written = begun(round)
    responses.begin_response(round=round, language="en")
    with clock.set_to(noon + timedelta(days=1)):
        assert sweeping.sweep_unsent() == 0
    with clock.set_to(noon + timedelta(days=3)):
        assert sweeping.sweep_unsent() == 1
    assert UnsentResponse.objects.get() == written


def test_a_file_that_was_looked_at_and_not_stored_goes_after_six_hours(private):
    assert sweeping.sweep_files() == 0
    old, new = (storages["private"].save(f"{sweeping.WAITING}/file", ContentFile(b"x")) for _ in range(2))
    before = clock.now().timestamp() - 7 * 3600
    os.utime(private / old, (before, before))
    assert [sweeping.sweep_files(), sweeping.sweep_files()] == [1, 0]
    assert [storages["private"].exists(name) for name in (old, new)] == [False, True]


def test_the_worker_sweeps():
    assert {sweeping.sweep_unsent, sweeping.sweep_files} <= set(due())


def test_a_network_that_begins_very_many_waits_and_loses_no_word(noon, monkeypatch, outsider):
    monkeypatch.setattr(unsent, "MOST_BEGUN", 3)
    round, other = make_round(), make_round("other")
    addresses = [reverse("consultations:respond", args=[each.slug]) for each in (round, other)]
    beside = reverse("consultations:comment-on", args=[round.slug, "c-1"])
    data = {"body": "Said from a telephone.", "add": "1"}
    assert [Client().post(addresses[0], data).status_code for _ in range(4)] == [303, 303, 303, 429]
    page = Client().post(addresses[0].replace("/en/", "/fr/"), data)
    assert (page.status_code, UnsentResponse.objects.count()) == (429, 3)
    assert "Said from a telephone." in page.content.decode()
    page = Client().post(beside, data)
    assert (page.status_code, UnsentResponse.objects.count()) == (400, 3)
    assert "wait ten minutes" in page.content.decode()
    assert "Said from a telephone." in page.content.decode()
    assert Client().post(addresses[1], data).status_code == 303
    assert Client().post(addresses[0], data, REMOTE_ADDR="198.51.100.7").status_code == 303
    signed_in = Client()
    signed_in.force_login(outsider)
    assert signed_in.post(addresses[0], data).status_code == 303


def test_who_has_begun_goes_on_though_the_network_has_to_wait(client, noon, monkeypatch):
    address = reverse("consultations:respond", args=[make_round().slug])
    client.post(address, {"body": "One.", "add": "1"})
    monkeypatch.setattr(unsent, "MOST_BEGUN", 1)
    assert client.post(address, {"body": "Two.", "add": "1"}).status_code == 303


def test_the_limit_is_far_above_a_workshop_and_a_mobile_network():
    assert unsent.MOST_BEGUN >= 10 * throttle.MISSES


def test_a_response_takes_no_more_comments_than_can_be_sent(noon, monkeypatch):
    monkeypatch.setattr(responses, "MOST_COMMENTS", 2)
    response = begun(make_round())
    first = responses.add_comment(response=response, clause=None, body="One.")
    responses.add_comment(response=response, clause=None, body="Two.")
    with pytest.raises(ValidationError, match="comments at most"):
        responses.add_comment(response=response, clause=None, body="Three.")
    responses.add_comment(response=response, clause=None, body="One, better said.", instead_of=first)
    assert [row["body"] for row in response.words["comments"]] == ["One, better said.", "Two."]
