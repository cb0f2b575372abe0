"""Searches without a hit: words and a number, nothing of who asked, and nothing that looks like a person."""

from datetime import timedelta

import pytest
from django.test import Client

from portal import clock
from search.curating import actions, views
from search.curating.actions import MOST_NOTED, note_unfound, sweep_unfound
from search.curating.models import UnfoundSearch
from search.query import parse
from tests.search.making import entry
from tests.search.test_finding import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "empty_index")]


def noted() -> dict[str, int]:
    return dict(UnfoundSearch.objects.values_list("typed", "times"))


def test_words_are_counted_by_language_whatever_their_accents(client: Client, as_member: Client):
    for reader, address in ((client, "/en/search/?q=Étain+noir"), (as_member, "/en/search/?q=etain+NOIR")):
        reader.get(address)
    client.get("/fr/search/?q=étain+noir")
    rows = {row.language: row for row in UnfoundSearch.objects.all()}
    assert (rows["en"].times, rows["en"].typed, rows["en"].words) == (2, "étain noir", "etain noir")
    assert rows["fr"].times == 1
    assert {field.name for field in UnfoundSearch._meta.fields} == {
        *("id", "words", "typed", "language", "times", "first_on", "last_on", "dismissed_at", "dismissed_by")
    }


@pytest.mark.parametrize(
    "query", ["q=tin", "q=copper&kind=clause", "q=copper&page=2", "q=", "q=-copper", "q=%20", "kind=clause"]
)
def test_what_is_no_whole_search_without_a_hit_is_not_noted(client: Client, query: str):
    entry("Tin")
    client.get(f"/en/search/?{query}")
    client.head("/en/search/?q=copper")
    assert noted() == {}


@pytest.mark.parametrize(
    "typed",
    [
        *("ada@example.org", "+243 81 234 5678", "call 0812345678", "one two three four five six seven eight nine"),
        *("x" * 81, "RS12345678"),
    ],
)
def test_what_may_be_somebodys_is_not_noted(client: Client, typed: str):
    client.get("/en/search/", {"q": typed})
    assert noted() == {}


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_whatever_is_typed_can_be_noted_or_not_and_the_desk_shows_it(client: Client, as_secretary: Client, typed: str):
    assert client.get("/en/search/", {"q": typed.encode("utf-8", "replace")}).status_code == 200
    assert as_secretary.get("/en/desk/search/unfound/").status_code == 200


def test_one_network_notes_no_more_than_a_person_would(client: Client, monkeypatch):
    monkeypatch.setattr(views, "MOST_NOTED", 3)
    for number in range(6):
        client.get(f"/en/search/?q=copper+{number}")
    assert len(noted()) == 3


def test_there_is_a_most(monkeypatch):
    assert MOST_NOTED <= 5_000
    monkeypatch.setattr(actions, "MOST_NOTED", 2)
    for words in ("copper", "gold", "silver", "gold"):
        note_unfound(query=parse(words), language="en")
    assert noted() == {"copper": 1, "gold": 2}


def test_what_nobody_asks_any_more_is_forgotten():
    for words in ("copper", "gold", "gold"):
        note_unfound(query=parse(words), language="en")
    left = []
    for days in (29, 31, 179, 181):
        with clock.set_to(clock.now() + timedelta(days=days)):
            sweep_unfound()
        left.append(set(noted()))
    assert left == [{"copper", "gold"}, {"gold"}, {"gold"}, set()]


def test_a_closed_thing_that_is_looked_for_is_told_to_nobody_but_the_desk(client: Client, as_member: Client):
    entry("Tin zqclosed", audience="staff")
    for reader in (client, as_member):
        assert "zqclosed" not in reader.get("/en/search/?q=zqclose").content.decode().replace("zqclosed*", "")
        assert reader.get("/en/desk/search/unfound/").status_code == 403
    assert noted() == {"zqclose": 2}
