"""The last second: close, close and grace, across the changes of clocks in several zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consultations.actions.responses import keep, submit
from consultations.instants import instant
from consultations.models import Round, Submission, UnsentResponse
from consultations.permissions import can_respond, can_send
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY
from tests.consultations import making

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)

# Around the changes of clocks, in both directions and on both halves of the earth; Lord Howe moves by half an hour, and
# Casablanca changes for the month of fasting.
CLOSES = [
    ("Europe/Paris", "2026-10-25T02:30"),  # told twice that night: the first is meant
    ("Europe/Paris", "2027-03-28T01:59"),  # a minute before two o'clock is skipped
    ("Europe/Paris", "2027-03-28"),
    ("America/New_York", "2026-11-01T01:30"),
    ("America/New_York", "2027-03-14T01:59"),
    ("America/Santiago", "2027-04-03T23:30"),
    ("Australia/Lord_Howe", "2027-04-04T01:45"),
    ("Africa/Casablanca", "2027-02-07T02:30"),
    ("Africa/Nairobi", "2026-12-18"),
    ("Pacific/Apia", "2026-12-31"),
    ("UTC", "2026-12-18T23:59"),
]


def round_closing(zone: str, wall: str, *, grace: int = 30) -> tuple[Round, datetime]:
    """An open round that closes when a clock of the zone shows that time."""
    closes_at = instant(wall, zone, end_of_day=True).astimezone(UTC)
    with clock.set_to(closes_at - timedelta(days=10)):
        made = making.open_round(closes_at=closes_at, time_zone=zone, grace_minutes=grace)
    return made, closes_at


def begun(round: Round, at: datetime) -> UnsentResponse:
    return UnsentResponse(round=round, started_at=at)


@pytest.mark.parametrize(("zone", "wall"), CLOSES)
def test_the_close_is_one_instant_whatever_the_clocks_do(zone, wall):
    round, closes_at = round_closing(zone, wall)
    shown = round.local(closes_at)
    assert shown.tzinfo == ZoneInfo(zone)
    assert shown.strftime("%H:%M") == (wall.partition("T")[2] or "23:59")
    in_time = begun(round, closes_at - SECOND)
    grace = closes_at + timedelta(minutes=30)
    told = {
        closes_at - SECOND: (True, True),
        closes_at: (False, True),
        grace - SECOND: (False, True),
        grace: (False, True),
        grace + SECOND: (False, False),
    }
    for at, (may_begin, may_send) in told.items():
        with clock.set_to(at):
            assert bool(can_respond(ANYBODY, round)) is may_begin, at
            assert bool(can_send(ANYBODY, in_time)) is may_send, at


@pytest.mark.parametrize(("zone", "wall"), CLOSES[:4])
def test_what_was_begun_at_the_close_or_later_has_no_grace(zone, wall):
    round, closes_at = round_closing(zone, wall)
    with clock.set_to(closes_at + timedelta(minutes=1)):
        assert not can_send(ANYBODY, begun(round, closes_at))
        assert can_send(ANYBODY, begun(round, closes_at - SECOND))


@pytest.mark.parametrize("grace", [0, 1, 90])
def test_the_published_minutes_are_those_of_the_round(grace):
    round, closes_at = round_closing("Africa/Nairobi", "2026-12-18", grace=grace)
    response = begun(round, closes_at - SECOND)
    with clock.set_to(closes_at + timedelta(minutes=grace)):
        assert can_send(ANYBODY, response)
    with clock.set_to(closes_at + timedelta(minutes=grace) + SECOND):
        assert not can_send(ANYBODY, response)


def test_a_response_is_sent_in_the_last_second_of_the_grace_and_refused_in_the_next():
    round, closes_at = round_closing("Europe/Paris", "2026-10-25T02:30")
    with clock.set_to(closes_at - SECOND):
        responses = [UnsentResponse.objects.create(round=round) for _number in range(2)]
        for response in responses:
            keep(response=response, words={"group": "asm", "comments": [{"id": "1", "clause": "", "body": "One."}]})
    who = {"name": "Ada", "email": "ada@example.org"}
    with clock.set_to(closes_at + timedelta(minutes=30)):
        submit(response=responses[0], **who)
    with clock.set_to(closes_at + timedelta(minutes=30) + SECOND), pytest.raises(Refused):
        submit(response=responses[1], **who)
    assert Submission.objects.count() == 1


def test_a_page_says_until_when_what_was_begun_can_be_sent(client):
    round, closes_at = round_closing("Africa/Nairobi", "2026-12-18", grace=45)
    with clock.set_to(closes_at - SECOND):
        page = client.get(f"/en/consultations/{round.slug}/").content.decode()
    assert "can be sent for 45 minutes" in page
