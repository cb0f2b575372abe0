"""A round announced by itself: at its moment, once two people have agreed, and never past a condition."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from consultations.actions.opening import announce, approve, make_ready, take_back
from consultations.actions.planned import announce_what_is_planned
from consultations.actions.rounds import edit_round
from consultations.models import Notice, Round
from portal import clock
from portal.models import MailOutbox, SealedWords
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def planned(secretary):
    """A light round that is to be told tomorrow and opens the day after."""
    now = clock.now()
    return making.prepared_round(by=secretary, announce_at=now + DAY, opens_at=now + 2 * DAY)


def at(instant) -> Round:
    """The round once the worker has come by at that moment."""
    with clock.set_to(instant):
        announce_what_is_planned()
    return Round.objects.get()


def test_it_is_told_at_its_moment_and_not_a_second_before(planned, secretary, client):
    make_ready(by=secretary, round=planned)
    address = planned.get_absolute_url()
    assert at(planned.announce_at - timedelta(seconds=1)).announced_at is None
    assert client.get(address).status_code == 404
    round = at(planned.announce_at)
    assert (round.announced_at, round.announced_by) == (planned.announce_at, secretary)
    assert SealedWords.objects.filter(record=round.record_name).exists()
    assert Notice.objects.get().event == Notice.Event.ANNOUNCED
    with clock.set_to(planned.announce_at):
        assert client.get(address).status_code == 200
    assert at(planned.announce_at + HOUR).announced_at == planned.announce_at


def test_a_full_round_waits_for_the_second_person_and_is_announced_in_their_name(planned, secretary, colleague):
    edit_round(by=secretary, round=planned, profile="full", waiver="A flood; the dates cannot move.")
    make_ready(by=secretary, round=planned)
    assert at(planned.announce_at).announced_at is None
    with clock.set_to(planned.announce_at - HOUR):
        approve(by=colleague, round=planned)
    assert at(planned.announce_at + HOUR).announced_by == colleague


def test_what_was_agreed_after_the_moment_waits_for_a_hand(planned, secretary, as_secretary):
    with clock.set_to(planned.announce_at + HOUR):
        make_ready(by=secretary, round=planned)
    round = at(planned.announce_at + DAY)
    assert round.announced_at is None
    with clock.set_to(planned.announce_at + DAY):
        assert round.is_overtaken
        page = as_secretary.get(reverse("consultations:desk-round", args=[round.slug])).content.decode()
    assert "has passed" in page
    assert "Announced by itself at" not in page.split("<fieldset")[0]


def test_what_is_taken_back_is_not_announced(planned, secretary):
    make_ready(by=secretary, round=planned)
    take_back(by=secretary, round=planned, reason="A wrong date.")
    assert at(planned.announce_at).announced_at is None


def test_a_condition_that_is_no_longer_met_holds_it_back_and_both_people_are_told_once(planned, secretary, colleague):
    make_ready(by=secretary, round=planned)
    approve(by=colleague, round=planned)
    rows = Round.objects.filter(pk=planned.pk)
    rows.update(closes_at=planned.opens_at + HOUR)
    late = planned.opens_at + DAY
    for _tick in range(3):
        assert at(late).announced_at is None
    mails = MailOutbox.objects.filter(event__startswith="not announced:")
    assert {mail.recipient for mail in mails} == {secretary.email, colleague.email}
    assert mails.count() == 2
    assert "closed before it is announced" in mails[0].body
    rows.update(closes_at=late + 70 * DAY)
    assert at(late + HOUR).announced_at == late + HOUR


def test_whoever_has_left_the_secretariat_announces_nothing(planned, secretary):
    make_ready(by=secretary, round=planned)
    secretary.is_staff = False
    secretary.save()
    assert at(planned.announce_at).announced_at is None
    assert MailOutbox.objects.get().recipient == secretary.email


def test_one_that_cannot_be_announced_keeps_no_other_from_it(planned, secretary, colleague):
    other = making.prepared_round(
        "another", by=colleague, announce_at=planned.announce_at + HOUR, opens_at=planned.opens_at
    )
    make_ready(by=secretary, round=planned)
    make_ready(by=colleague, round=other)
    secretary.is_staff = False
    secretary.save()
    with clock.set_to(other.announce_at):
        announce_what_is_planned()
    assert set(Round.objects.announced()) == {other}


def test_people_are_told_before_it_opens(planned, secretary):
    for moment in (planned.opens_at, planned.opens_at + HOUR):
        with pytest.raises(ValidationError) as error, transaction.atomic():
            edit_round(by=secretary, round=planned, announce_at=moment)
        assert set(error.value.message_dict) == {"announce_at"}
    with pytest.raises(IntegrityError, match="round_announced_before_it_opens"), transaction.atomic():
        Round.objects.filter(pk=planned.pk).update(announce_at=planned.opens_at)


def test_the_desk_plans_it_in_the_zone_of_the_round(planned, as_secretary):
    address = reverse("consultations:desk-round", args=[planned.slug])
    page = as_secretary.get(address)
    start = page.context["form"].initial
    data = {name: value for name, value in start.items() if value not in (None, "")}
    data |= {"draft": planned.draft.pk, "target_groups": [], "competition_notice": ""}
    assert "Announced by itself at" in page.content.decode()
    told = planned.local(planned.opens_at - HOUR).strftime("%Y-%m-%dT%H:%M")
    answer = as_secretary.post(address, data | {"announce_at": told})
    assert answer.status_code == 302, answer.context["form"].errors
    planned.refresh_from_db()
    assert planned.opens_at - planned.announce_at == HOUR
    assert "to be announced" in as_secretary.get(reverse("consultations:desk-rounds")).content.decode()
    assert as_secretary.post(address, data | {"announce_at": ""}).status_code == 302
    assert Round.objects.get().announce_at is None


def test_a_round_held_once_more_takes_no_plan_along(planned, as_secretary, secretary):
    make_ready(by=secretary, round=planned)
    at(planned.announce_at)
    page = as_secretary.get(reverse("consultations:desk-round-new") + f"?from={planned.slug}")
    assert page.context["form"].initial["announce_at"] is None


def test_nobody_outside_sees_what_is_planned(planned, secretary, client):
    make_ready(by=secretary, round=planned)
    for address in ("/en/consultations/", "/calendar.ics", "/feeds/consultations.atom", planned.get_absolute_url()):
        assert planned.slug not in Client().get(address).content.decode()


def test_nobody_is_told_that_it_failed_where_somebody_else_was_quicker(planned, secretary, monkeypatch):
    make_ready(by=secretary, round=planned)

    def twice(*, by, round):
        announce(by=by, round=Round.objects.get(pk=round.pk))
        announce(by=by, round=round)

    monkeypatch.setattr("consultations.actions.planned.announce", twice)
    assert at(planned.announce_at).announced_at == planned.announce_at
    assert not MailOutbox.objects.filter(event__startswith="not announced").exists()
