"""Terms in a draft: marked by the author, checked before people are bound, explained in public."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError

from consultations.actions.corrections import Corrected, correct_draft
from consultations.actions.drafts import freeze_draft
from consultations.actions.repairs import merge_clause, split_clause
from consultations.actions.rounds import announce, unmet_guards
from consultations.actions.term_marks import explain_terms, mark_terms, name_in_draft
from consultations.clauses import ClauseRow
from consultations.models import Clause
from consultations.vocabulary import check_terms
from glossary.words import Name
from portal.members.permissions import Refused
from tests.consultations import making
from tests.glossary.making import agreed, english, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ROWS = (
    ClauseRow("c-1", "1", "", "Buying", "<p>A buyer shall visit the pit. The haul road is watched.</p>"),
    ClauseRow("c-2", "2", "", "", "<p>The open cut and the “clean bag” are the same pit.</p>"),
    ClauseRow("c-3", "3", "", "Note", "<p>A haul road informs only.</p>", normative=False),
)


@pytest.fixture
def draft(secretary):
    agreed(english("pit", "a hole", Name("open cut", "admitted")), by=secretary)
    proposed(english("haul road", "a road"), by=secretary)
    return making.draft(rows=ROWS, by=secretary)


def clause(draft, key: str) -> Clause:
    return draft.clauses.select_related("draft").get(key=key)


def test_only_normative_clauses_are_checked(draft):
    found = check_terms(draft)
    told = [(row.key, [(one.kind, one.words) for one in findings]) for row, findings in found.rows]
    assert told == [("c-1", [("not_agreed", "haul road")]), ("c-2", [("undefined", "clean bag")])]
    assert found.two_names[0].names == {"pit": ["c-1", "c-2"], "open cut": ["c-2"]}
    assert len(found) == 3


def test_what_the_author_answers_for_is_told_no_more(draft, secretary):
    mark_terms(by=secretary, clause=clause(draft, "c-1"), marks={"RS-0002": "never"})
    mark_terms(by=secretary, clause=clause(draft, "c-2"), marks={"RS-0001": "never"})
    named = name_in_draft(by=secretary, draft=draft, words=" clean  bag ")
    assert named.own_names == ["clean bag"]
    assert len(check_terms(named)) == 0
    assert len(check_terms(name_in_draft(by=secretary, draft=draft, words="Clean Bag", is_name=False))) == 1


def test_a_mark_is_a_known_term_linked_or_not(draft, secretary, outsider):
    one = clause(draft, "c-1")
    for marks in ({"RS-0099": "link"}, {"RS-0001": "perhaps"}):
        with pytest.raises(ValidationError):
            mark_terms(by=secretary, clause=one, marks=marks)
    with pytest.raises(Refused):
        mark_terms(by=outsider, clause=one, marks={})
    with pytest.raises(Refused):
        name_in_draft(by=outsider, draft=draft, words="x")
    with pytest.raises(Refused):
        explain_terms(by=outsider, draft=draft, reason={"en": "x"})
    assert mark_terms(by=secretary, clause=one, marks={"rs-0002 ": "link", "RS-0001": ""}).term_marks == {
        "RS-0002": "link"
    }
    freeze_draft(by=secretary, draft=draft)
    with pytest.raises(Refused):
        mark_terms(by=secretary, clause=one, marks={})


def test_marks_follow_the_words_when_clauses_are_split_merged_or_corrected(draft, secretary):
    marks = {"RS-0001": "never"}
    mark_terms(by=secretary, clause=clause(draft, "c-2"), marks=marks)
    second = split_clause(by=secretary, clause=clause(draft, "c-1"), at=0)
    assert second.term_marks == {}
    merge_clause(by=secretary, clause=clause(draft, "c-2"))
    assert clause(draft, second.key).term_marks == marks
    freeze_draft(by=secretary, draft=draft)
    one = clause(draft, "c-1")
    made = correct_draft(by=secretary, draft=draft, corrected=[Corrected(one, "Buying!", one.body)], why={"en": "x"})
    assert made.clauses.get(key=second.key).term_marks == marks


def test_the_reader_links_what_the_author_wants(draft, secretary, client):
    mark_terms(by=secretary, clause=clause(draft, "c-1"), marks={"RS-0001": "never", "RS-0002": "link"})
    round = making.open_round(by=secretary, draft=draft)
    html = client.get(f"/en/consultations/{round.slug}/draft/").content.decode()
    first, _rest = html.split('id="c-2"')
    assert 'data-term="RS-0002">haul road</a>' in first
    assert 'data-term="RS-0001"' not in first


def test_a_full_round_needs_agreed_terms_or_a_published_reason(draft, secretary, colleague):
    round = making.prepared_round(by=secretary, draft=draft, profile="full")
    guard = next(one for one in unmet_guards(round) if one.name == "terms")
    assert "“haul road”, “clean bag”, “pit / open cut”" in guard.message
    assert guard.fix_url == f"/en/desk/drafts/{draft.pk}/terms/#found"
    explain_terms(by=secretary, draft=draft, reason={"en": " They are what we ask about. ", "fr": ""})
    round.draft.refresh_from_db()
    assert round.draft.terms_reason == {"en": "They are what we ask about."}
    assert "terms" not in [one.name for one in unmet_guards(round)]


def test_a_reason_is_about_what_was_listed_when_it_was_given_and_nothing_that_came_later(
    draft, secretary, as_secretary, client
):
    round = making.prepared_round(by=secretary, draft=draft, profile="full")
    address = f"/en/desk/drafts/{draft.pk}/terms/"
    page = as_secretary.get(address).content.decode()
    seen = [unescape(mark) for mark in re.findall(r'name="seen" value="([^"]+)"', page)]
    assert len(seen) == len(check_terms(draft).marks()) > 1
    new = draft.clauses.create(key="c-9", position=99, body="<p>The boss keeps a “ledger”.</p>")
    posted = {"explain": "yes", "reason_en": "They are what we ask about.", "seen": seen}
    assert as_secretary.post(address, posted).status_code == 302
    round.draft.refresh_from_db()
    guard = next(one for one in unmet_guards(round) if one.name == "terms")
    assert "“ledger”" in guard.message
    assert "haul road" not in guard.message
    page = as_secretary.get(address).content.decode()
    assert "The reason is not about this" in page
    assert "The published reason is about this." in page
    new.delete()
    assert "terms" not in [one.name for one in unmet_guards(round)]
    announce(by=secretary, round=making.prepared_round(by=secretary, draft=draft, slug="another"))
    html = client.get("/en/consultations/another/draft/").content.decode()
    assert "These are meant:" in html
    assert "haul road" in html


def test_a_reason_that_is_taken_back_is_about_nothing(draft, secretary):
    explain_terms(by=secretary, draft=draft, reason={"en": "They are what we ask about."})
    draft.refresh_from_db()
    assert draft.terms_waived
    assert explain_terms(by=secretary, draft=draft, reason={"en": " "}).terms_waived == []


def test_the_reason_stands_with_the_draft_and_stays(draft, secretary, client):
    explain_terms(by=secretary, draft=draft, reason={"en": "They are what we ask about."})
    draft.refresh_from_db()
    round = announce(by=secretary, round=making.prepared_round(by=secretary, draft=draft))
    assert b"They are what we ask about." in client.get(f"/en/consultations/{round.slug}/draft/").content
    with pytest.raises(Refused):
        explain_terms(by=secretary, draft=draft, reason={})


def test_the_desk_lists_what_to_look_at_and_takes_answers(draft, as_secretary):
    address = f"/en/desk/drafts/{draft.pk}/terms/"
    html = as_secretary.get(address).content.decode()
    assert "haul road" in html
    assert "is not agreed" in html
    assert as_secretary.post(address, {"name": "clean bag"}).status_code == 302
    assert as_secretary.post(address, {"explain": "yes", "reason_en": "Because."}).status_code == 302
    draft.refresh_from_db()
    assert (draft.own_names, draft.terms_reason) == (["clean bag"], {"en": "Because."})
    assert as_secretary.post(address, {"unname": "clean bag"}).status_code == 302
    assert as_secretary.post(address, {"name": ""}, follow=True).status_code == 200


def test_the_desk_marks_terms_of_a_clause(draft, as_secretary):
    address = f"/en/desk/drafts/{draft.pk}/?key=c-1"
    html = as_secretary.get(address).content.decode()
    assert 'name="mark-RS-0001"' in html
    posted = {"act": "terms", "mark-RS-0001": "never", "also": "RS-0002"}
    assert as_secretary.post(address, posted).status_code == 302
    assert clause(draft, "c-1").term_marks == {"RS-0001": "never", "RS-0002": "link"}
    assert as_secretary.post(address, {"act": "terms", "also": "RS-0099"}).status_code in (302, 400)
    assert clause(draft, "c-1").term_marks == {"RS-0001": "never", "RS-0002": "link"}


def test_queries_of_the_check_do_not_grow_with_the_draft(draft, secretary, as_secretary, queries_of):
    many = [ClauseRow(f"k-{n}", str(n), "", "", f"<p>A haul road, a “bag {n}”, an open cut.</p>") for n in range(30)]
    long = making.draft("2", rows=many, by=secretary)
    few = queries_of(lambda: as_secretary.get(f"/en/desk/drafts/{draft.pk}/terms/"))
    assert queries_of(lambda: as_secretary.get(f"/en/desk/drafts/{long.pk}/terms/")) <= few
