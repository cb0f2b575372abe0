"""Where a term is used: every text, each once, at the version that was in force when the text was fixed."""

from datetime import timedelta

import pytest

from consultations.actions.questions import add_question
from consultations.actions.rounds import announce
from consultations.clauses import ClauseRow
from glossary.actions import withdraw
from glossary.models import Concept
from glossary.words import Name
from portal import clock
from portal.audience import Audience
from portal.members.viewer import ANYBODY, Viewer
from portal.models import ContentPage, HomePage
from search.models import TermUse
from search.used import uses_of
from tests.conftest import NOON
from tests.consultations import making as rounds
from tests.glossary.making import agreed, english, french, proposed

pytestmark = pytest.mark.django_db
ROWS = (
    ClauseRow("c-1", "1", "", "Pits", "<p>Two pits and an open pit.</p>"),
    ClauseRow("c-2", "2", "", "", "<p>Nothing of the kind.</p>"),
)
LATER = timedelta(days=30)


def places(concept: Concept, viewer: Viewer = ANYBODY) -> list[tuple[str, str, int | None]]:
    """The thing, the words, and the number of the version."""
    rows = uses_of(concept, viewer)
    return [(use.thing.partition(":")[0], use.words, use.version and use.version.number) for use in rows]


@pytest.fixture
def pit(secretary):
    with clock.set_to(NOON - LATER):
        return agreed(english("pit", "a hole"), by=secretary).concept


@pytest.mark.usefixtures("noon")
def test_clauses_rounds_questions_and_pages_are_told_once_each(pit, secretary, index_equals_rebuild):
    round = rounds.prepared_round(by=secretary, draft=rounds.draft(rows=ROWS, by=secretary), lede="About pits.")
    add_question(by=secretary, round=round, text="Which pit do you know?")
    announce(by=secretary, round=round)
    home = HomePage.objects.get(locale__language_code="en")
    page = home.add_child(instance=ContentPage(title="Old pits", slug="old-pits", locale=home.locale))
    page.save_revision().publish()
    assert sorted(places(pit)) == [
        ("consultations.clause", "pits", 1),
        ("consultations.round", "pits", 1),
        ("portal.contentpage", "pits", 1),
        ("question", "pit", 1),
    ]
    index_equals_rebuild()


@pytest.mark.usefixtures("noon")
def test_a_fixed_text_keeps_its_version_and_a_page_follows(pit, secretary, index_equals_rebuild):
    rounds.open_round(by=secretary, draft=rounds.draft(rows=ROWS, by=secretary))
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=ContentPage(title="Pits", slug="pits", locale=home.locale)).save_revision().publish()
    with clock.set_to(NOON + LATER):
        agreed(english("pit", "a deep hole"), concept=pit, by=secretary, reason="Deeper.")
    assert sorted(places(pit)) == [("consultations.clause", "pits", 1), ("portal.contentpage", "Pits", 2)]
    index_equals_rebuild()


@pytest.mark.usefixtures("noon")
def test_a_term_that_comes_later_finds_its_texts_and_a_longer_name_takes_over(pit, secretary, index_equals_rebuild):
    rows = [ClauseRow("c-1", "1", "", "", "<p>The open pit is wide.</p>")]
    rounds.open_round(by=secretary, draft=rounds.draft(rows=rows, by=secretary))
    assert places(pit) == [("consultations.clause", "pit", 1)]
    open_pit = proposed(english("open pit", "d"), by=secretary).concept
    assert places(open_pit) == [("consultations.clause", "open pit", None)]  # not agreed when the draft was fixed
    assert places(pit) == []
    index_equals_rebuild()


@pytest.mark.usefixtures("noon")
def test_a_withdrawn_term_is_still_told_and_one_withdrawn_before_has_no_version(pit, secretary, index_equals_rebuild):
    withdraw(by=secretary, concept=pit, reason="Too vague.")
    with clock.set_to(NOON + LATER):
        rounds.open_round(by=secretary, draft=rounds.draft(rows=ROWS, by=secretary))
        assert places(pit) == [("consultations.clause", "pits", None)]
        index_equals_rebuild()


@pytest.mark.usefixtures("noon")
def test_what_a_reader_may_not_read_is_not_told(pit, secretary, client):
    rounds.open_round(by=secretary, draft=rounds.draft(rows=ROWS, by=secretary), audience=Audience.MEMBERS)
    assert places(pit) == []
    assert len(places(pit, Viewer(user=1, organisations=frozenset({1})))) == 1
    assert len(places(pit, Viewer(user=1, is_secretariat=True))) == 1
    assert b"Two" not in client.get(f"/en/glossary/{pit.code}/used/").content


@pytest.mark.usefixtures("noon")
def test_a_place_is_told_in_the_readers_language(secretary, client):
    with clock.set_to(NOON - LATER):
        concept = agreed(english("pit", "a hole"), french("fosse", "un trou"), by=secretary).concept
    round = rounds.prepared_round(by=secretary, draft=rounds.draft(rows=ROWS, by=secretary))
    clause = round.draft.clauses.get(key="c-1")
    clause.translations.create(language="fr", heading="Fosses", body="<p>Deux fosses.</p>", source_sha256="0" * 64)
    announce(by=secretary, round=round)
    assert TermUse.objects.filter(concept=concept).count() == 2
    assert "<b>fosses</b>" in client.get(f"/fr/glossary/{concept.code}/used/").content.decode().replace(
        "Fosses", "fosses"
    )
    html = client.get(f"/es/glossary/{concept.code}/used/").content.decode()
    assert html.count('<ul class="entries"') == 1
    assert "Deux" not in html


@pytest.mark.usefixtures("noon")
def test_the_page_shows_the_words_the_version_and_what_has_changed(pit, secretary, client):
    rounds.open_round(by=secretary, draft=rounds.draft(rows=ROWS, by=secretary))
    address = f"/en/glossary/{pit.code}/used/"
    html = client.get(address).content.decode()
    assert "<b>pits</b>" in html
    assert f"/en/glossary/{pit.code}/v/1/" in html
    assert "means something else by now" not in html
    with clock.set_to(NOON + LATER):
        agreed(english("pit", "a heap"), concept=pit, by=secretary, reason="The other way.", change_class="meaning")
    assert "means something else by now" in client.get(address).content.decode()
    assert "means something else by now" in client.get(pit.get_absolute_url()).content.decode()
    assert client.get("/en/glossary/RS-9999/used/").status_code == 404


@pytest.mark.usefixtures("noon")
def test_queries_of_the_list_do_not_grow(pit, secretary, client, queries_of):
    rounds.open_round("one", by=secretary, draft=rounds.draft("a", rows=ROWS, by=secretary))
    address = f"/en/glossary/{pit.code}/used/"
    client.get(address)
    few = queries_of(lambda: client.get(address))
    rows = [ClauseRow(f"k-{n}", str(n), "", "", f"<p>A pit, number {n}.</p>") for n in range(30)]
    round = rounds.prepared_round("two", by=secretary, draft=rounds.draft("b", rows=rows, by=secretary))
    for n in range(5):
        add_question(by=secretary, round=round, text=f"Which pit, {n}?")
    announce(by=secretary, round=round)
    client.get(address)
    assert queries_of(lambda: client.get(address)) <= few + 2  # questions, and their translations
    assert len(places(pit)) > 30


@pytest.mark.usefixtures("noon")
def test_names_that_are_never_linked_are_not_uses(secretary):
    concept = agreed(english("mine pit", "d", Name("pit", "admitted", matching="never")), by=secretary).concept
    rounds.open_round(by=secretary, draft=rounds.draft(rows=ROWS, by=secretary))
    assert places(concept) == []
