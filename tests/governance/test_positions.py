"""What seats say: reasons where they are owed, earlier words kept, silence left silent."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from governance.actions import take_position, unseat
from governance.counting import as_asked, counted, current_positions, seats_of
from portal.members.permissions import Refused
from tests.governance.making import in_last_call, positions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def decision(secretary):
    return in_last_call(by=secretary)


@pytest.fixture
def place(decision):
    return decision.body.seats.select_related("holder").first()


@pytest.mark.parametrize("value", ["object", "recuse"])
def test_who_stands_in_the_way_or_aside_says_why(decision, place, value):
    with pytest.raises(ValidationError) as error:
        take_position(by=place.holder, decision=decision, seat=place, value=value, reason="   ")
    assert "reason" in error.value.message_dict
    assert take_position(by=place.holder, decision=decision, seat=place, value=value, reason="Because.").pk


def test_an_unknown_position_is_refused(decision, place):
    with pytest.raises(ValidationError):
        take_position(by=place.holder, decision=decision, seat=place, value="maybe")


def test_a_change_of_mind_is_one_more_row(decision, place):
    first = take_position(by=place.holder, decision=decision, seat=place, value="object", reason="No.")
    second = take_position(by=place.holder, decision=decision, seat=place, value="support")
    assert list(decision.positions.order_by("pk")) == [first, second]
    assert current_positions(decision) == {place.pk: second}
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        decision.positions.filter(pk=first.pk).update(value="support")


def test_the_secretariat_records_and_the_log_says_so(decision, place, secretary):
    take_position(by=secretary, decision=decision, seat=place, value="support")
    assert ModelLogEntry.objects.filter(action="governance.record_position", user=secretary).count() == 1


def test_nobody_else_speaks_for_a_seat(decision, place, member):
    with pytest.raises(Refused):
        take_position(by=member, decision=decision, seat=place, value="support")


def test_silence_is_counted_as_silence(decision):
    positions(decision, cs=None)
    result, record = counted(decision)
    assert not result.passed
    assert result.checks[0].figure == "3/4"
    assert len(record["seats"]) == 4
    assert len(record["positions"]) == 3


def test_a_seat_that_stands_aside_leaves_the_base(decision):
    positions(decision, cs=("recuse", "Our own mine."))
    result, record = counted(decision)
    assert result.checks[0].figure == "3/3"
    assert [seat["recused"] for seat in record["seats"]].count(True) == 1


def test_a_seat_whose_term_has_ended_counts_no_more(decision, place, secretary):
    positions(decision)
    unseat(by=secretary, seat=place, reason="Over.")
    asked = as_asked(seats_of(decision), current_positions(decision))
    assert str(place.pk) not in {seat["id"] for seat in asked["seats"]}
    assert str(place.pk) not in {position["seat"] for position in asked["positions"]}
