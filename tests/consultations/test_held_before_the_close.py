"""What was held before the close and arrives in its published days: to the second, in the round's own zone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from consultations.models import FacilitatedSession, Submission
from consultations.permissions import can_still_arrive
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY
from tests.consultations.sessions_making import held, said_in_session
from tests.consultations.voices_making import close, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(noon):
    return make_round(contact_email="desk@example.org")


def test_it_was_held_while_the_round_was_open_in_the_rounds_own_zone(noon):
    opens, closes = datetime(2026, 11, 1, 21, 30, tzinfo=UTC), datetime(2026, 11, 19, 20, 59, tzinfo=UTC)
    round = make_round("zones", time_zone="Africa/Nairobi", sheets_days=14)
    type(round).objects.filter(pk=round.pk).update(closes_at=closes)
    round.refresh_from_db()
    round.opens_at = opens  # half past midnight on the second of November in Nairobi
    taken = {}
    for day in ("2026-11-01", "2026-11-02", "2026-11-19", "2026-11-20", "2026-11-21"):
        session = FacilitatedSession(round=round, held_on=datetime.fromisoformat(day).date())
        taken[day] = round.opens_at <= session.held_at <= round.closes_at
    assert list(taken.values()) == [False, True, True, False, False]
    for day in ("2026-11-20", "2026-11-21"):
        with pytest.raises(ValidationError) as error:
            held(round, held_on=datetime.fromisoformat(day).date())
        assert set(error.value.message_dict) == {"held_on"}


def test_a_record_may_arrive_in_the_published_days_and_no_second_later(round):
    session = held(round)
    close(round)
    session.round.refresh_from_db()
    last = session.round.sheets_until
    with clock.set_to(last):
        said_in_session(session)
    with clock.set_to(last + timedelta(seconds=1)), pytest.raises(Refused):
        said_in_session(session)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("zone", "closes", "days", "until"),
    [
        ("Europe/Paris", datetime(2026, 10, 20, 21, 59, tzinfo=UTC), 14, "2026-11-03 23:59"),  # the clock goes back
        ("Europe/Paris", datetime(2026, 3, 20, 22, 59, tzinfo=UTC), 14, "2026-04-03 23:59"),  # and forward
        ("America/Santiago", datetime(2026, 9, 1, 3, 59, tzinfo=UTC), 7, "2026-09-07 23:59"),
        ("America/Santiago", datetime(2026, 3, 31, 2, 59, tzinfo=UTC), 7, "2026-04-06 23:59"),
        ("Africa/Nairobi", datetime(2026, 10, 20, 20, 59, tzinfo=UTC), 14, "2026-11-03 23:59"),
    ],
)
def test_the_published_days_end_at_the_hour_of_the_close_by_the_rounds_own_clock(noon, zone, closes, days, until):
    round = make_round("doors", time_zone=zone, sheets_days=days)
    round.opens_at, round.closes_at = closes - timedelta(days=60), closes
    assert round.local(round.sheets_until).strftime("%Y-%m-%d %H:%M") == until
    for instant, may in ((round.sheets_until, True), (round.sheets_until + timedelta(seconds=1), False)):
        with clock.set_to(instant):
            verdict = can_still_arrive(ANYBODY, round, held_at=closes)
            assert bool(verdict) is may
    assert until[:4] in str(verdict.reason)
    assert "the secretariat" in str(verdict.reason)
    with clock.set_to(closes):
        assert not can_still_arrive(ANYBODY, round, held_at=closes + timedelta(seconds=1))
