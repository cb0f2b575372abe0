"""The desk of search: what was not found, and what stands above the hits."""

import pytest
from django.test import Client

from search.curating.actions import note_unfound, pick
from search.curating.models import Pick, UnfoundSearch
from search.query import parse
from tests.search.making import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "empty_index")]
UNFOUND, PICKS, OF = "/en/desk/search/unfound/", "/en/desk/search/picks/", "/en/desk/search/picks/of/"
ONE = f"{OF}?typed=mine+safety&in=en"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def unfound(words: str, times: int = 1) -> UnfoundSearch:
    for _time in range(times):
        note_unfound(query=parse(words), language="en")
    return UnfoundSearch.objects.get(typed=words)


@pytest.mark.parametrize("address", [UNFOUND, PICKS, ONE])
def test_only_the_secretariat_works_here(client, as_outsider, as_member, as_secretary, address):
    for reader in (client, as_outsider, as_member):
        assert reader.get(address).status_code == 403
        assert reader.post(address, {"dismiss": "1", "remove": "1"}).status_code in (403, 405)
    assert as_secretary.get(address).status_code == 200


def test_what_is_asked_most_comes_first_or_as_the_desk_likes(as_secretary):
    for words, times in (("silver", 1), ("gold", 3), ("copper", 2)):
        unfound(words, times)
    for sort, order in (
        ("", ["gold", "copper", "silver"]),
        ("words", ["copper", "gold", "silver"]),
        ("nonsense", ["gold", "copper", "silver"]),
    ):
        page = text(as_secretary, f"{UNFOUND}?sort={sort}")
        places = [page.index(f">{words}</a></th>") for words in order]
        assert places == sorted(places)


def test_a_row_leads_to_a_pick_and_to_a_new_term_with_its_words(as_secretary):
    unfound("cobalt levy")
    page = text(as_secretary, UNFOUND)
    assert f'href="{OF}?typed=cobalt%20levy&amp;in=en"' in page
    assert 'href="/en/desk/glossary/new/?name=cobalt%20levy"' in page
    assert "Picks for “cobalt levy”" in text(as_secretary, f"{OF}?typed=cobalt%20levy&in=en")
    assert 'value="cobalt levy"' in text(as_secretary, "/en/desk/glossary/new/?name=cobalt%20levy")


def test_what_is_dismissed_stays_away_and_two_windows_do_no_harm(as_secretary, secretary):
    row = unfound("qwertz")
    for _window in range(2):
        answer = as_secretary.post(f"{UNFOUND}?sort=words", {"dismiss": row.pk}, follow=True)
        assert "“qwertz” is dismissed." in answer.content.decode()
    unfound("qwertz")
    row.refresh_from_db()
    assert (row.dismissed_by, row.times) == (secretary, 2)
    assert ">qwertz</a></th>" not in text(as_secretary, UNFOUND)
    for nonsense in ("x", "999999999999999999999", "", "0"):
        assert as_secretary.post(UNFOUND, {"dismiss": nonsense}).status_code == 404


def test_a_record_is_found_picked_worded_moved_and_taken_away(as_secretary, client):
    first, second = entry("Safety in the mine", label="3.4"), entry("Lamps", kind="decision")
    page = text(as_secretary, ONE)
    assert "Nothing is picked" in page
    assert f'name="entry" value="{first.pk}"' in page
    assert f'value="{second.pk}"' in text(as_secretary, f"{ONE}&find=lamps")
    for row in (first, second):
        assert as_secretary.post(ONE, {"entry": row.pk, "why": "Good"}).status_code == 302
    again = as_secretary.post(ONE, {"entry": first.pk, "why": "Good"})
    assert "picked for these words already" in again.content.decode()
    of_first, of_second = Pick.objects.order_by("position")
    assert as_secretary.post(ONE, {"raise": of_second.pk}).status_code == 302
    assert as_secretary.post(ONE, {"reword": of_first.pk, "why": "Better"}).status_code == 302
    assert [(row.pk, row.why) for row in Pick.objects.order_by("position")] == [
        (of_second.pk, "Good"),
        (of_first.pk, "Better"),
    ]
    for _window in range(2):
        assert as_secretary.post(ONE, {"remove": of_first.pk}).status_code == 302
    assert as_secretary.post(ONE, {"reword": of_first.pk, "why": "Too late"}).status_code == 302
    assert "Lamps" in client.get("/en/search/?q=mine+safety").content.decode()
    assert Pick.objects.count() == 1


def test_what_is_wrong_is_said_and_kept(as_secretary):
    row = entry("Safety in the mine")
    for why in ("", "x" * 201):
        assert as_secretary.post(ONE, {"entry": row.pk, "why": why}).status_code == 400
    assert as_secretary.post(ONE, {"entry": 999_999, "why": "x"}).status_code == 404
    for nowhere in (OF, f"{OF}?typed=tin&in=xx", f"{OF}?typed=%E2%80%A6&in=en"):
        assert as_secretary.get(nowhere).status_code == 404
    page = text(as_secretary, f"{PICKS}?typed=%E2%80%A6&language=en")
    assert "Say at least one word." in page
    assert as_secretary.get(f"{PICKS}?typed=Tin&language=fr")["Location"] == f"{OF}?typed=Tin&in=fr"
    assert not Pick.objects.exists()


def test_a_record_that_is_gone_is_said_to_be(as_secretary, secretary):
    row = entry("Lamps")
    pick(by=secretary, typed="mine safety", language="en", entry=row, why="Good")
    row.delete()
    assert "no longer there" in text(as_secretary, ONE)


def test_the_desks_cost_the_same_with_more_rows(as_secretary, secretary, queries_of):
    def put(number: int) -> None:
        unfound(f"copper {number}")
        for typed in ("mine safety", f"lamp {number}"):
            row = entry(f"Safety in the mine {number}", kind="decision")
            pick(by=secretary, typed=typed, language="en", entry=row, why="Good")

    put(0)
    text(as_secretary, ONE)
    few = [queries_of(lambda a=a: text(as_secretary, a)) for a in (UNFOUND, PICKS, ONE)]
    for number in range(1, 5):
        put(number)
    assert [queries_of(lambda a=a: text(as_secretary, a)) for a in (UNFOUND, PICKS, ONE)] == few
