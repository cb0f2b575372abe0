"""What changed since the last draft: the redline holds exactly both texts, names its causes, shows no secret."""

import html as entities
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.actions.drafts import import_draft
from consultations.actions.responses import add_comment, begin_response, submit
from consultations.clauses import ClauseRow
from consultations.models import Clause, Comment, Round
from portal import clock
from portal.differences import redline
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
VISIT = "<p>Before the first purchase a buyer shall visit the site and write down who works there.</p>"
ROADS = "<p>The road by which the mineral leaves shall be written down as well, with every barrier on it.</p>"
SECOND = (
    ClauseRow("c-purpose", "1", "", "Purpose & aim", "<p>This standard says what a buyer owes a mine.</p>"),
    ClauseRow("c-know", "3", "", "Know the site", "<p>A buyer shall <em>never</em> visit & the site every year.</p>"),
    ClauseRow("c-roads", "4", "", "Roads", ROADS),
)
PAGE = "/en/consultations/second/changes/"


def without(tag, words):
    """The text that is left when one kind of change is taken out."""
    return entities.unescape(re.sub(r"<[^>]+>", "", re.sub(rf"<{tag}>.*?</{tag}>", "", words, flags=re.DOTALL)))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_redline_is_exactly_the_old_and_exactly_the_new_text(old, new):
    line = str(redline(old, new))
    assert (without("ins", line), without("del", line)) == (old, new)


@given(st.lists(st.sampled_from(["a", "b", " ", "\n", ".", "<ins>", "&", "é"]), max_size=14).map("".join))
def test_texts_that_look_like_marks_stay_texts(text):
    assert without("ins", str(redline(text, text[::-1]))) == text


@pytest.fixture
def rounds(secretary):
    """Two drafts, each consulted in public."""
    first = making.draft("1", by=secretary)
    making.open_round("first", by=secretary, draft=first)
    second = import_draft(by=secretary, standard="SM", label="2", rows=SECOND, previous=first)
    return making.open_round("second", by=secretary, draft=second, number=2)


def sections(page):
    """Key → the section of that clause."""
    found = re.findall(r'<section class="clause lined" id="([^"]+)"(.*?)</section>', page, re.DOTALL)
    return dict(found)


def words_in(section):
    return re.search(r"data-clause-text data-redline[^>]*>(.*?)</div>", section, re.DOTALL).group(1)


def test_every_changed_clause_stands_under_its_key_with_both_texts(client, rounds):
    shown = sections(client.get(PAGE).content.decode())
    assert list(shown) == ["c-purpose", "c-buying", "c-know", "c-title", "c-title-p1", "c-roads"]
    old, new = (Clause.objects.get(draft__label=label, key="c-know") for label in "12")
    line = words_in(shown["c-know"])
    assert (without("ins", line), without("del", line)) == (old.text, new.text)
    assert "<ins> &amp; aim</ins>" in shown["c-purpose"]
    assert "there it was 2.1" in shown["c-know"]


def test_what_is_new_and_what_went_is_said_in_words(client, rounds):
    shown = sections(client.get(PAGE).content.decode())
    assert "<b>new</b>" in shown["c-roads"]
    assert "<b>taken out</b>" in shown["c-title"]
    assert words_in(shown["c-title"]).startswith("<del>")
    assert "proposed by likeness" in shown["c-roads"]


def test_one_kind_at_a_time(client, rounds):
    assert set(sections(client.get(PAGE + "?kind=new").content.decode())) == {"c-roads"}
    assert len(sections(client.get(PAGE + "?kind=nonsense").content.decode())) == 6


def test_split_and_merged_clauses_show_what_they_came_from(client, secretary):
    rows = [ClauseRow("c-a", "1", "", "", VISIT + ROADS), ClauseRow("c-p", "2", "", "", VISIT.replace("site", "pit"))]
    first = making.draft("1", by=secretary, rows=rows)
    making.open_round("first", by=secretary, draft=first)
    rows = [ClauseRow("c-a", "1", "", "", VISIT), ClauseRow("c-b", "2", "", "", ROADS), rows[1]]
    second = making.draft("2", by=secretary, rows=rows, previous=first)
    making.open_round("second", by=secretary, draft=second)
    shown = sections(client.get(PAGE).content.decode())
    assert set(shown) == {"c-a", "c-b"}
    assert "what is struck out here may stand in" in shown["c-a"]
    line = words_in(shown["c-a"])
    assert without("del", line) == second.clauses.get(key="c-a").text


def test_a_changed_clause_names_the_comments_that_caused_it(client, secretary, colleague, rounds):
    first = Round.objects.get(slug="first")
    for number in range(7):
        response = begin_response(round=first, language="en")
        response.words = {"group": "asm"}
        response.save()
        add_comment(response=response, clause=first.draft.clauses.get(key="c-know"), kind="te", body=f"Say {number}.")
        confidentiality = "committee" if number == 6 else "withheld"
        submit(response=response, name="Ana", email=f"a{number}@example.org", confidentiality=confidentiality)
    Round.objects.filter(pk=first.pk).update(closes_at=clock.now())
    first.refresh_from_db()
    changed = rounds.draft.clauses.get(key="c-know")
    for comment in Comment.objects.all():
        made = propose_disposition(by=secretary, comment=comment, value="accepted", changed_clause=changed)
        agree_disposition(by=colleague, disposition=made)
    assert "Because of" not in client.get(PAGE).content.decode()
    write_synopsis(by=secretary, round=first, language="en", body="All of it taken up.")
    publish_answers(by=secretary, round=first)
    shown = sections(client.get(PAGE).content.decode())["c-know"]
    assert shown.count("accepted") == 5
    assert "All 6 comments" in shown
    assert "Say 6." not in shown


def test_old_words_are_shown_to_nobody_who_may_not_read_them(client, as_member, secretary):
    first = making.draft("1", by=secretary)
    making.open_round("first", by=secretary, draft=first, audience="members")
    second = making.draft("2", by=secretary, rows=SECOND, previous=first)
    making.open_round("second", by=secretary, draft=second)
    page = client.get(PAGE).content.decode()
    assert "There is nothing to compare with" in page
    assert "A buyer may buy for two years" not in page
    assert "A buyer may buy for two years" in as_member.get(PAGE).content.decode()


def test_a_first_draft_says_that_it_is_the_first(client, secretary):
    making.open_round("second", by=secretary)
    assert "This is the first draft" in client.get(PAGE).content.decode()


def test_nothing_changed_is_said(client, secretary):
    first = making.draft("1", by=secretary)
    making.open_round("first", by=secretary, draft=first)
    making.open_round("second", by=secretary, draft=making.draft("2", by=secretary, previous=first))
    page = client.get(PAGE).content.decode()
    assert "No clause changed" in page


def test_the_page_costs_the_same_however_much_changed(client, secretary, queries_of):
    first = making.draft("1", by=secretary)
    making.open_round("first", by=secretary, draft=first)
    second = making.draft("2", by=secretary, rows=SECOND, previous=first)
    making.open_round("second", by=secretary, draft=second)
    many = [ClauseRow(f"c-{n}", str(n), "", f"Heading {n}", f"<p>Other words {n}.</p>") for n in range(60)]
    making.open_round("third", by=secretary, draft=making.draft("3", by=secretary, rows=many, previous=second))
    pages = [PAGE, "/en/consultations/third/changes/"]
    counts = []
    for page in pages:
        client.get(page)
        counts.append(queries_of(lambda page=page: client.get(page)))
    assert counts[0] == counts[1] <= 15
    assert len(sections(client.get(pages[1]).content.decode())) == 40
