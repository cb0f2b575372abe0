"""Terms in a fixed draft: as they were agreed on that day, or as they are now; and which clauses have moved."""

from datetime import timedelta

import pytest

from consultations.actions.term_marks import mark_terms
from consultations.clauses import ClauseRow
from glossary.actions import withdraw
from portal import clock
from tests.conftest import NOON
from tests.consultations import making
from tests.glossary.making import agreed, english, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LATER = NOON + timedelta(days=10)
ROWS = (
    ClauseRow("c-1", "1", "", "One", "<p>A pit, a heap and a haul road.</p>"),
    ClauseRow("c-2", "1.1", "c-1", "", "<p>The pit again.</p>"),
    ClauseRow("c-3", "2", "", "Two", "<p>Another pit.</p>"),
)
PAGE = "/en/consultations/small-mines-1/draft/"


@pytest.fixture
def pit(secretary):
    with clock.set_to(NOON - timedelta(days=10)):
        agreed(english("heap", "a hill"), by=secretary)
        concept = agreed(english("pit", "a hole"), by=secretary).concept
    draft = making.draft(rows=ROWS, by=secretary)
    making.open_round(by=secretary, draft=draft)
    return concept


def page(client, tail: str = "") -> str:
    return client.get(PAGE + tail).content.decode()


def clause(html: str, key: str) -> str:
    return html.split(f'id="{key}"')[1].split("</section>")[0]


def test_a_term_is_linked_once_a_section(pit, client):
    html = page(client)
    linked = [f'data-term="{pit.code}"' in clause(html, key) for key in ("c-1", "c-2", "c-3")]
    assert linked == [True, False, True]


def test_while_nothing_has_moved_there_is_nothing_to_choose(pit, client, secretary):
    assert "Terms as consulted" not in page(client)
    with clock.set_to(LATER):
        agreed(english("haul road", "d"), by=secretary)
        html = page(client)
    assert "Terms as consulted" not in html
    assert ">haul road</a>" in html  # agreed for the first time: the reader may as well know


def test_a_change_of_meaning_marks_the_clauses_it_touches_and_the_reader_chooses(pit, client, secretary):
    with clock.set_to(LATER):
        agreed(english("pit", "a heap"), concept=pit, by=secretary, reason="The other way.", change_class="meaning")
        then, now = page(client), page(client, "?terms=now")
    assert f'href="/en/glossary/{pit.code}/v/1/"' in clause(then, "c-1")
    assert f'href="/en/glossary/{pit.code}/"' in clause(now, "c-1")
    for html in (then, now):
        assert "the term means something else since" in clause(html, "c-1")
        assert "the term means something else since" in clause(html, "c-2")
        assert f"{pit.code}, version 2" in clause(html, "c-3")
        assert html.count("means something else since") == 3
    assert '<a href="?terms=now">Terms as agreed now</a>' in then
    assert client.get(f"/en/glossary/{pit.code}/v/1/card/").content.count(b"a hole") == 1


def test_a_change_of_wording_lets_the_reader_choose_and_marks_nothing(pit, client, secretary):
    with clock.set_to(LATER):
        agreed(english("pit", "one hole"), concept=pit, by=secretary, reason="Clearer.", change_class="wording")
        html = page(client)
    assert "Terms as agreed now" in html
    assert "means something else" not in html


def test_a_former_name_is_still_linked_in_a_text_that_was_written_with_it(pit, client, secretary):
    with clock.set_to(LATER):
        agreed(english("opening", "a hole"), concept=pit, by=secretary, reason="Renamed.", change_class="wording")
        then, now = page(client), page(client, "?terms=now")
    assert f'data-term="{pit.code}">pit</a>' in then
    assert f'data-term="{pit.code}"' not in now


def test_a_withdrawn_term_is_told(pit, client, secretary):
    with clock.set_to(LATER):
        withdraw(by=secretary, concept=pit, reason="Too vague.")
        html = page(client)
    assert "the term has been withdrawn since these words were fixed" in clause(html, "c-1")
    assert f'href="/en/glossary/{pit.code}/v/1/"' in html


def test_what_the_author_wants_linked_stays_so_in_either_reading(secretary, client):
    with clock.set_to(NOON - timedelta(days=10)):
        pit = agreed(english("pit", "a hole"), by=secretary).concept
        road = proposed(english("haul road", "d"), by=secretary).concept
    draft = making.draft(rows=ROWS, by=secretary)
    one = draft.clauses.select_related("draft").get(key="c-1")
    mark_terms(by=secretary, clause=one, marks={road.code: "link", pit.code: "never"})
    making.open_round(by=secretary, draft=draft)
    with clock.set_to(LATER):
        agreed(english("pit", "a heap"), concept=pit, by=secretary, reason="x")
        for html in (page(client), page(client, "?terms=now")):
            assert f'data-term="{road.code}"' in clause(html, "c-1")
            assert f'data-term="{pit.code}"' not in clause(html, "c-1")
            assert "something else" not in clause(html, "c-1")


def test_a_reading_as_consulted_costs_no_more_queries(pit, client, secretary, queries_of):
    page(client)
    before = queries_of(lambda: page(client))
    with clock.set_to(LATER):
        agreed(english("pit", "a heap"), concept=pit, by=secretary, reason="The other way.")
        page(client)
        assert queries_of(lambda: page(client)) <= before
