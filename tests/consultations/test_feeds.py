"""Calendars and feeds: every date with an identifier that stays, and nothing that the reader may not see."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from consultations.actions.clocks import change_dates, move, second
from portal import clock
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address: str = "/calendar.ics") -> dict[str, object]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    book = Calendar.from_ical(answer.content)
    return {str(event["uid"]): event for event in book.walk("VEVENT")}


def titles(client, address: str = "/feeds/consultations.atom") -> list[str]:
    tree = ElementTree.fromstring(client.get(address).content)
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


def test_a_calendar_holds_opening_close_and_what_was_promised(client, secretary):
    round = making.open_round("mines", by=secretary, synopsis_due_on=date(2027, 3, 1))
    found = entries(client)
    assert sorted(uid.split("@")[0] for uid in found) == [
        f"round-{round.pk}-{n}" for n in ("answers", "closes", "opens")
    ]
    closes = next(event for uid, event in found.items() if "closes" in uid)
    assert closes.decoded("dtstart") == round.closes_at
    assert "Africa" in str(closes["description"]) or "Nairobi" in str(closes["description"])
    answers = next(event for uid, event in found.items() if "answers" in uid)
    assert answers.decoded("dtstart") == date(2027, 3, 1)


def test_a_date_that_moves_keeps_its_identifier_and_counts_up(client, secretary, colleague):
    round = making.open_round("mines", by=secretary)
    before = entries(client, "/calendar/mines.ics")
    with clock.set_to(clock.now() + timedelta(days=3)):
        later = round.closes_at + timedelta(days=9)
        change_dates(by=secretary, round=round, closes_at=later, reason="The road was cut.")
        after = entries(client, "/calendar/mines.ics")
        assert set(before) == set(after)
        uid = next(uid for uid in after if "closes" in uid)
        assert after[uid].decoded("dtstart") == later
        assert int(after[uid]["sequence"]) == int(before[uid]["sequence"]) + 1
        assert after[uid].decoded("dtstamp") > before[uid].decoded("dtstamp")
        second(by=colleague, motion=move(by=secretary, round=round, kind="cancel", reason="No more."))
        assert {str(event["status"]) for event in entries(client).values()} == {"CANCELLED"}


def test_a_feed_tells_what_happened_with_its_reason_and_not_what_lies_ahead(client, secretary):
    round = making.open_round("mines", by=secretary)
    with clock.set_to(clock.now() + timedelta(days=1)):
        later = round.closes_at + timedelta(days=9)
        change_dates(by=secretary, round=round, closes_at=later, reason="The road was cut.")
        told = titles(client)
        assert told[0].startswith("More time was given")
        assert not any(title.startswith("Closes") for title in told)
        content = client.get("/feeds/consultations/mines.atom").content.decode()
    assert "The road was cut." in content
    ids = content.split("<id>")[2:]
    assert len(ids) == len(set(ids)) == 3


@pytest.mark.parametrize("address", ["/calendar.ics", "/feeds/consultations.atom"])
def test_a_round_for_members_shows_to_members_only_and_no_cache_keeps_it(client, as_member, secretary, address):
    making.open_round("inside", by=secretary, audience="members", title="Only for members")
    making.prepared_round("unseen", by=secretary, title="Not announced")
    for_all, for_members = client.get(address), as_member.get(address)
    assert "Only for members" not in for_all.content.decode()
    assert "Only for members" in for_members.content.decode()
    assert "Not announced" not in for_members.content.decode()
    assert (for_all["Cache-Control"], for_members["Cache-Control"]) == ("public, max-age=600", "private")


@pytest.mark.parametrize("address", ["/calendar/{}.ics", "/feeds/consultations/{}.atom"])
def test_what_is_hidden_answers_as_what_does_not_exist(client, secretary, address):
    making.open_round("inside", by=secretary, audience="members")
    hidden, missing = client.get(address.format("inside")), client.get(address.format("nothing"))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content


@pytest.mark.parametrize("address", ["/calendar.ics", "/feeds/consultations.atom"])
def test_more_rounds_cost_no_more(client, secretary, queries_of, address):
    making.open_round("one", by=secretary)
    client.get(address)
    few = queries_of(lambda: client.get(address))
    for number in range(3):
        making.open_round(f"more-{number}", by=secretary)
    assert queries_of(lambda: client.get(address)) <= few
