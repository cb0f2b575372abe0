"""The front page says in ten seconds what is open, what was decided at what price, what was agreed."""

from datetime import timedelta

import pytest
from django.test import Client

from consultations.models import Question
from portal import clock
from portal.models import HomePage
from tests.portal import telling


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_freshly_planted_home_says_what_will_stand_where(client: Client, language: str):
    html = client.get(f"/{language}/").content.decode()
    assert html.count('class="empty"') == 3
    assert html.count("<h1") == 1


@pytest.mark.django_db
def test_home_names_the_open_round_its_closing_time_in_its_zone_and_the_way_in(client, secretary, noon):
    made = telling.open_round("small-mines", by=secretary, title="Sourcing from small-scale mines")
    html = client.get("/en/").content.decode()
    assert "Sourcing from small-scale mines" in html
    assert made.get_absolute_url() in html
    assert "24 days left." in html
    assert "Monday 14 December 2026, 15:00 in Nairobi" in html
    assert 'datetime="2026-12-14T12:00:00Z" data-zone="Africa/Nairobi"' in html


@pytest.mark.django_db
def test_the_closing_time_is_told_on_the_readers_clock_too(as_outsider, outsider, secretary, noon):
    outsider.time_zone = "America/Lima"
    outsider.save()
    telling.open_round("small-mines", by=secretary)
    assert ", which is 07:00 in Lima, where you are" in as_outsider.get("/en/").content.decode()


@pytest.mark.django_db
def test_a_round_that_is_closed_cancelled_or_for_members_only_is_not_open_to_anybody(client, secretary, noon):
    telling.open_round("closed", by=secretary, days=-1)
    telling.open_round("cancelled", by=secretary, cancelled_at=noon, cancelled_by=secretary)
    telling.open_round("inside", by=secretary, audience="members")
    telling.open_round("unannounced", by=secretary, announced_at=None, announced_by=None)
    assert "Nothing is open for comment today" in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_small_numbers_are_hidden_and_cannot_be_computed_back(client, secretary, noon):
    made = telling.open_round("small-mines", by=secretary)
    telling.respond(made, "asm", 17)
    telling.respond(made, "tr", 6)
    telling.respond(made, "ip", 3)
    html = client.get("/en/").content.decode()
    table = html[html.index("<table") : html.index("</table>")]
    assert '<td class="num">17</td>' in table
    assert '<td class="num">6</td>' in table
    assert "9 groups have hardly been heard." in table
    assert "fewer than<br>5 each" in table
    for number in ("3", "26", "23"):
        assert f">{number}<" not in table
    assert "26 " not in html


@pytest.mark.django_db
def test_home_tells_the_newest_decisions_with_their_price(client, secretary, noon):
    for n in range(1, 6):
        telling.decision(f"SC-2026-00{n}", by=secretary, cost=f"{n} million dollars a year")
    html = client.get("/en/").content.decode()
    assert html.count("We decided") == 3
    assert "5 million dollars a year" in html
    assert "SC-2026-001" not in html


@pytest.mark.django_db
def test_home_tells_apart_what_is_decided_and_what_may_still_be_objected_to(client, secretary, noon):
    for number, state in (("SC-2026-001", "in_force"), ("SC-2026-002", "last_call"), ("SC-2026-003", "returned")):
        telling.decision(number, by=secretary, state=state)
    telling.decision("SC-2026-004", by=secretary, state="superseded")
    html = client.get("/en/").content.decode()
    asked, decided = html[html.index('id="call-h"') :].split('id="dec-h"')
    assert "SC-2026-002" in asked
    assert "can object until then" in asked
    assert "SC-2026-001" in decided
    for number in ("SC-2026-002", "SC-2026-003", "SC-2026-004"):
        assert number not in decided


@pytest.mark.django_db
def test_words_in_another_language_say_so(client, secretary, noon):
    telling.decision("SC-2026-001", by=secretary, cost="one million")
    assert '<span lang="en" dir="ltr">We decided SC-2026-001</span>' in client.get("/fr/").content.decode()


@pytest.mark.django_db
def test_home_asks_the_database_no_more_often_when_there_is_more_to_tell(client, secretary, noon, queries_of):
    client.get("/en/")  # the foot is kept in the cache
    made = telling.open_round("first", by=secretary)
    telling.respond(made, "asm", 6)
    telling.decision("SC-2026-001", by=secretary)
    telling.decision("SC-2026-010", by=secretary, state="last_call")
    few = queries_of(lambda: client.get("/en/"))
    for n in range(3):
        telling.respond(telling.open_round(f"more-{n}", by=secretary), "tr", 7)
    for n in range(2, 9):
        telling.decision(f"SC-2026-00{n}", by=secretary)
    for n in range(11, 14):
        telling.decision(f"SC-2026-0{n}", by=secretary, state="last_call")
    many = queries_of(lambda: client.get("/en/"))
    assert many == few
    assert many <= 15


@pytest.mark.django_db
def test_every_home_speaks_its_language():
    for home in HomePage.objects.all():
        assert home.promise


@pytest.mark.django_db
def test_a_round_without_questions_does_not_offer_them(client, secretary, noon):
    made = telling.open_round("small-mines", by=secretary)
    assert "Respond to the draft as a whole" in client.get("/en/").content.decode()
    Question.objects.create(round=made, position=1, text="How long?")
    assert "nswer the questions for my group" in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_home_counts_beside_its_headings_what_everybody_may_see(client, as_secretary, secretary, noon):
    telling.open_round("first", by=secretary)
    telling.open_round("second", by=secretary)
    telling.open_round("closed", by=secretary, days=-1)
    telling.open_round("inside", by=secretary, audience="members")
    with clock.set_to(noon - timedelta(days=1)):
        telling.decision("SC-2026-001", by=secretary)
    told = " ".join(as_secretary.get("/en/").content.decode().split())
    assert "All consultations</a>: 2 open, 1 being answered</p>" in told
    assert "All decisions</a>. 1 is past its review date.</p>" in told
