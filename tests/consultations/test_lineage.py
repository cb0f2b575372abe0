"""What a clause was before: proposed by key and likeness, never by number; a person has the last word."""

import pytest
from django.core.exceptions import ValidationError

from consultations.actions.lineage import confirm_lineage, record_lineage
from consultations.clauses import ClauseRow
from consultations.lineage import longest_rise
from consultations.models import ClauseLineage
from portal.members.permissions import Refused
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
VISIT = "<p>Before the first purchase a buyer shall visit the site and write down who works there.</p>"
ROADS = "<p>The road by which the mineral leaves shall be written down as well, with every barrier on it.</p>"
PRICE = "<p>The price of the day shall hang where minerals are weighed, in a language that people read.</p>"


def rows(*about):
    """(key, number, body) or (key, number, body, parent)."""
    return [ClauseRow(one[0], one[1], one[3] if len(one) > 3 else "", "", one[2]) for one in about]


def links(first, second):
    made = making.draft("1", rows=rows(*first))
    draft = making.draft("2", rows=rows(*second), previous=made)
    found = ClauseLineage.objects.filter(after__draft=draft) | ClauseLineage.objects.filter(before__draft=made)
    return draft, {(row.before and row.before.key, row.after and row.after.key): row.kind for row in found}


def test_a_number_makes_no_clause_another():
    _draft, found = links([("c-a", "1", VISIT), ("c-b", "2", PRICE)], [("c-b", "1", PRICE), ("c-n", "2", ROADS)])
    assert found == {("c-b", "c-b"): "same", (None, "c-n"): "new", ("c-a", None): "gone"}


def test_what_was_cut_in_two_is_split():
    _draft, found = links([("c-a", "1", VISIT + ROADS)], [("c-a", "1", VISIT), ("c-n", "2", ROADS)])
    assert found == {("c-a", "c-a"): "split", ("c-a", "c-n"): "split"}


def test_what_was_joined_is_merged():
    _draft, found = links([("c-a", "1", VISIT), ("c-b", "2", ROADS)], [("c-a", "1", VISIT + ROADS)])
    assert found == {("c-a", "c-a"): "merged", ("c-b", "c-a"): "merged"}


def test_a_clause_under_another_key_is_known_by_its_words():
    _draft, found = links([("c-a", "1", VISIT)], [("x-z", "9", VISIT.replace("write down", "record"))])
    assert found == {("c-a", "x-z"): "edited"}


def test_moved_is_what_stands_elsewhere_not_what_got_another_number():
    first = [("c-a", "1", VISIT), ("c-b", "2", ROADS), ("c-c", "3", PRICE)]
    _draft, found = links(first, [("c-n", "1", "<p>Quite new words here.</p>"), *((k, "9", b) for k, _n, b in first)])
    assert set(found.values()) == {"new", "same"}


def test_the_fewest_that_can_have_moved_are_said_to_have_moved():
    first = [("c-a", "1", VISIT), ("c-b", "2", ROADS), ("c-c", "3", PRICE)]
    _draft, found = links(first, [("c-c", "1", PRICE), ("c-a", "2", VISIT), ("c-b", "3", ROADS)])
    assert found == {("c-a", "c-a"): "same", ("c-b", "c-b"): "same", ("c-c", "c-c"): "moved"}
    assert longest_rise([5, 1, 2, 9, 3]) == {1, 2, 4}


def test_informative_is_not_the_same_as_normative():
    first = making.draft("1", rows=[ClauseRow("c-a", "1", "", "A", VISIT)])
    second = making.draft("2", rows=[ClauseRow("c-a", "1", "", "A", VISIT, normative=False)], previous=first)
    assert second.clauses.get().lineage_from.get().kind == "edited"


def test_a_person_corrects_what_was_proposed_and_nothing_is_left_without_a_word(secretary):
    draft, found = links([("c-a", "1", VISIT), ("c-b", "2", PRICE)], [("c-a", "1", VISIT), ("c-n", "2", ROADS)])
    assert found == {("c-a", "c-a"): "same", ("c-b", None): "gone", (None, "c-n"): "new"}
    before, after = draft.previous.clauses.get(key="c-a"), draft.clauses.get(key="c-n")
    record_lineage(by=secretary, before=before, after=after, kind="moved")
    rows = {(row.before and row.before.key, row.after and row.after.key): row for row in ClauseLineage.objects.all()}
    assert {pair: row.kind for pair, row in rows.items()} == {
        ("c-a", "c-n"): "moved",
        ("c-b", None): "gone",
        (None, "c-a"): "new",
    }
    assert rows["c-a", "c-n"].confirmed_by == secretary


def test_one_clause_may_become_two_and_two_one(secretary):
    draft, _found = links([("c-a", "1", VISIT)], [("c-a", "1", VISIT), ("c-n", "2", ROADS)])
    before = draft.previous.clauses.get()
    for after in draft.clauses.all():
        record_lineage(by=secretary, before=before, after=after, kind="split")
    assert list(ClauseLineage.objects.values_list("kind", flat=True)) == ["split", "split"]


def test_what_cannot_have_been_is_refused(secretary, member):
    draft, _found = links([("c-a", "1", VISIT)], [("c-a", "1", VISIT)])
    before, after = draft.previous.clauses.get(), draft.clauses.get()
    for pair in ({"before": None, "after": None, "kind": "new"}, {"before": before, "after": None, "kind": "same"}):
        with pytest.raises(ValidationError):
            record_lineage(by=secretary, **pair)
    with pytest.raises(ValidationError, match="follow each other"):
        record_lineage(by=secretary, before=after, after=before, kind="same")
    with pytest.raises(Refused):
        record_lineage(by=member, before=before, after=after, kind="same")


def test_proposals_are_confirmed_by_the_handful(secretary, member):
    draft, _found = links([("c-a", "1", VISIT), ("c-b", "2", PRICE)], [("c-a", "1", VISIT)])
    ids = list(ClauseLineage.objects.values_list("pk", flat=True))
    assert confirm_lineage(by=secretary, draft=draft, ids=ids) == 2
    assert not ClauseLineage.objects.filter(confirmed_at=None).exists()
    with pytest.raises(Refused):
        confirm_lineage(by=member, draft=draft, ids=ids)
