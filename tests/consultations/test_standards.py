"""Lists of rounds and standards: who sees what, in which order, without a query a row."""

from datetime import timedelta

import pytest

from consultations.clauses import ClauseRow
from portal import clock
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_rounds_stand_under_the_phase_they_are_in(client, secretary):
    making.open_round("now", by=secretary, title="Open now")
    later = {"opens_at": clock.now() + timedelta(days=5), "closes_at": clock.now() + timedelta(days=90)}
    making.open_round("later", by=secretary, title="Open later", **later)
    making.prepared_round("secret", by=secretary, title="Not told yet")
    page = client.get("/en/consultations/").content.decode()
    assert page.index("Open for comment") < page.index("Open now") < page.index("Opening soon")
    assert page.index("Opening soon") < page.index("Open later")
    assert "Not told yet" not in page


def test_a_standard_is_public_once_a_round_on_it_is(client, secretary):
    round = making.prepared_round(by=secretary)
    assert client.get("/en/standards/SM/").status_code == 404
    assert "SM" not in client.get("/en/standards/").content.decode().split("<main")[1]
    making.announce(by=secretary, round=round)
    page = client.get("/en/standards/SM/").content.decode()
    assert "Sourcing from small mines" in page
    assert round.draft.sha256 in page or "data-sha256" in page
    assert "/en/standards/SM/" in client.get("/en/standards/").content.decode()


@pytest.mark.parametrize("address", ["/en/consultations/", "/en/standards/", "/en/standards/SM/"])
def test_lists_do_not_ask_more_for_more_rows(client, secretary, queries_of, address):
    making.open_round("one", by=secretary)
    client.get(address)
    few = queries_of(lambda: client.get(address))
    for number in range(4):
        making.open_round(f"more-{number}", by=secretary)
    assert queries_of(lambda: client.get(address)) == few <= 15


def test_a_round_says_its_dates_its_promises_and_how_to_take_part(client, secretary):
    making.open_round("mines", by=secretary, synopsis_due_on=(clock.now() + timedelta(days=99)).date())
    page = client.get("/en/consultations/mines/").content.decode()
    assert "in Nairobi" in page
    assert "Every comment answered" in page
    assert 'href="/en/consultations/mines/draft/"' in page
    assert 'href="/en/consultations/mines/respond/"' in page


def test_a_closed_round_says_that_it_is_closed(client, secretary):
    making.open_round("mines", by=secretary)
    with clock.set_to(clock.now() + timedelta(days=80)):
        page = client.get("/en/consultations/mines/").content.decode()
        assert "no more comments are taken" in page
        assert 'href="/en/consultations/mines/respond/"' not in page
        assert "<textarea" not in client.get("/en/consultations/mines/draft/").content.decode()


@pytest.mark.parametrize("said", ["2 ¶3", "2 p3", "2 P3", "2 3", " 2  ¶3. ", "c-third"])
def test_a_clause_is_found_by_the_number_as_people_type_it(secretary, said):
    rows = [ClauseRow("c-two", "2."), ClauseRow("c-third", "2 ¶3"), ClauseRow("c-a", "2 (a)")]
    clauses = making.draft(rows=rows, by=secretary).clauses.all()
    assert clauses.called(said).key == "c-third"
    assert clauses.called("2").key == "c-two"
    assert clauses.called("2 A").key == "c-a"
    assert clauses.called("2 9") is None
