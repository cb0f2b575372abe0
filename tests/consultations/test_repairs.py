"""Clauses put right until a draft is fixed: words are kept, keys stay, and after fixing nothing moves."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from consultations.actions import repairs
from consultations.actions.answers import propose_disposition
from consultations.actions.corrections import Corrected, correct_draft
from consultations.actions.drafts import freeze_draft
from consultations.actions.responses import add_comment, begin_response, submit
from consultations.actions.translations import translate_clause
from consultations.arranging import Tree
from consultations.canonical import clean, plain_text
from consultations.clauses import ClauseRow
from consultations.cutting import cuts_of
from consultations.models import Clause, ClauseLineage, Comment
from portal.members.permissions import Refused
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TREE = (
    ClauseRow("c-one", "1", "", "One", "<p>First. Second sentence.</p><p>Third.</p>"),
    ClauseRow("c-two", "2", "", "Two", ""),
    ClauseRow("c-a", "2.1", "c-two", "A", "<p>Words of A.</p>"),
    ClauseRow("c-a-i", "2.1 (i)", "c-a", "", "<p>an item</p>"),
    ClauseRow("c-b", "2.2", "c-two", "B", "<p>Words of B.</p>"),
    ClauseRow("c-three", "3", "", "Three", "<p>Words of three.</p>"),
)


@pytest.fixture
def draft(secretary):
    return making.draft("1", rows=TREE, by=secretary)


def clause(draft, key):
    return draft.clauses.get(key=key)


def shape(draft):
    """Keys in order, each as deep as it stands; the rows agree with the tree."""
    rows = list(draft.clauses.order_by("position"))
    assert [row.position for row in rows] == list(range(len(rows)))
    assert [(row.pk, row.depth) for row in rows] == [(one.pk, depth) for one, depth in Tree(rows).in_order()]
    return " ".join("-" * (row.depth - 1) + row.key.removeprefix("c-") for row in rows)


def test_the_draft_stands_as_it_came(draft):
    assert shape(draft) == "one two -a --a-i -b three"


@pytest.mark.parametrize(
    ("key", "direction", "then"),
    [
        ("c-b", "up", "one two -b -a --a-i three"),
        ("c-a", "down", "one two -b -a --a-i three"),
        ("c-three", "in", "one two -a --a-i -b -three"),
        ("c-a", "out", "one two -b a -a-i three"),
        ("c-two", "up", "two -a --a-i -b one three"),
        ("c-b", "in", "one two -a --a-i --b three"),
    ],
)
def test_a_clause_moves_with_all_below_it(draft, secretary, key, direction, then):
    repairs.move_clause(by=secretary, clause=clause(draft, key), direction=direction)
    assert shape(draft) == then


@pytest.mark.parametrize(("key", "direction"), [("c-one", "up"), ("c-three", "down"), ("c-one", "out"), ("c-one", "x")])
def test_where_there_is_no_place_it_does_not_move(draft, secretary, key, direction):
    with pytest.raises(ValidationError):
        repairs.move_clause(by=secretary, clause=clause(draft, key), direction=direction)
    assert shape(draft) == "one two -a --a-i -b three"


def test_a_split_keeps_every_word_and_the_key_of_the_first_part(draft, secretary):
    one = clause(draft, "c-one")
    assert [cut.begins for cut in cuts_of(one.body)] == ["Second sentence.\nThird.", "Third."]
    second = repairs.split_clause(by=secretary, clause=one, at=0, seen=one.text_sha256)
    one.refresh_from_db()
    assert (one.text, second.text) == ("First.", "Second sentence.\nThird.")
    assert shape(draft).startswith(f"one {second.key.removeprefix('c-')} two")
    with pytest.raises(ValidationError, match="cannot be cut"):
        repairs.split_clause(by=secretary, clause=one, at=7)


def test_merging_keeps_the_words_the_heading_and_what_stood_below(draft, secretary):
    first = repairs.merge_clause(by=secretary, clause=clause(draft, "c-a"))
    assert first.key == "c-two"
    assert first.body == "<p><strong>A</strong></p>\n<p>Words of A.</p>"
    assert shape(draft) == "one two -a-i -b three"
    with pytest.raises(ValidationError, match="No clause stands before"):
        repairs.merge_clause(by=secretary, clause=clause(draft, "c-one"))


def test_a_new_number_goes_on_below(draft, secretary):
    repairs.edit_clause(by=secretary, clause=clause(draft, "c-a"), number="7.4")
    assert clause(draft, "c-a-i").number == "7.4 (i)"


def test_all_numbers_by_the_tree(draft, secretary):
    repairs.move_clause(by=secretary, clause=clause(draft, "c-two"), direction="up")
    assert repairs.renumber_draft(by=secretary, draft=draft) == 5
    numbers = list(draft.clauses.order_by("position").values_list("key", "number"))
    assert numbers == [
        *[("c-two", "1"), ("c-a", "1.1"), ("c-a-i", "1.1 (i)"), ("c-b", "1.2"), ("c-one", "2"), ("c-three", "3")]
    ]


def test_words_are_cleaned_and_their_hash_moves_so_that_translations_are_out_of_date(draft, secretary):
    words = {"language": "fr", "heading": "B", "body": "<p>Mots.</p>", "status": "draft"}
    translation = translate_clause(by=secretary, clause=clause(draft, "c-b"), **words)
    one = repairs.edit_clause(
        by=secretary, clause=clause(draft, "c-b"), body="Plain <script>x</script>words", level="gold", normative=False
    )
    assert (one.body, one.level, one.is_normative) == ("<p>Plain words</p>", "gold", False)
    translation.clause.refresh_from_db()
    assert translation.is_outdated()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(draft, secretary, colleague):
    seen = clause(draft, "c-b").text_sha256
    repairs.edit_clause(by=colleague, clause=clause(draft, "c-b"), body="<p>Theirs.</p>", seen=seen)
    with pytest.raises(ValidationError, match="meanwhile"):
        repairs.edit_clause(by=secretary, clause=clause(draft, "c-b"), body="<p>Mine.</p>", seen=seen)
    assert clause(draft, "c-b").text == "Theirs."


def test_only_a_clause_without_others_below_it_is_taken_out(draft, secretary):
    with pytest.raises(ValidationError, match="move them out"):
        repairs.take_out_clause(by=secretary, clause=clause(draft, "c-two"))
    repairs.take_out_clause(by=secretary, clause=clause(draft, "c-b"))
    assert shape(draft) == "one two -a --a-i three"


def test_after_a_repair_no_clause_is_without_lineage(draft, secretary):
    second = making.draft("2", rows=TREE, by=secretary, previous=draft)
    repairs.merge_clause(by=secretary, clause=clause(second, "c-b"))
    assert ClauseLineage.objects.get(before__key="c-b").kind == "gone"
    made = repairs.split_clause(by=secretary, clause=clause(second, "c-one"), at=0)
    assert made.lineage_from.get().kind == "new"
    freeze_draft(by=secretary, draft=second)
    assert made.lineage_from.get().kind in ("split", "new")


def test_a_clause_that_answers_name_stays(draft, secretary, colleague):
    round = making.open_round(by=secretary)
    response = begin_response(round=round, language="en")
    response.words = {"group": "asm"}
    response.save()
    add_comment(response=response, clause=round.draft.clauses.first(), kind="te", body="No.")
    submit(response=response, name="Ana", email="a@example.org", confidentiality="withheld")
    round.closes_at = round.opens_at
    round_closed = type(round).objects.filter(pk=round.pk)
    round_closed.update(closes_at=round.opens_at.replace(minute=59))
    propose_disposition(
        by=secretary, comment=Comment.objects.get(), value="accepted", changed_clause=clause(draft, "c-b")
    )
    with pytest.raises(ValidationError, match="has to stay"):
        repairs.take_out_clause(by=secretary, clause=clause(draft, "c-b"))
    first = repairs.merge_clause(by=secretary, clause=clause(draft, "c-b"))
    assert first.caused_by.count() == 1


REPAIRS = {
    "edit": lambda by, draft: repairs.edit_clause(by=by, clause=clause(draft, "c-b"), heading="X"),
    "move": lambda by, draft: repairs.move_clause(by=by, clause=clause(draft, "c-b"), direction="up"),
    "split": lambda by, draft: repairs.split_clause(by=by, clause=clause(draft, "c-one"), at=0),
    "merge": lambda by, draft: repairs.merge_clause(by=by, clause=clause(draft, "c-b")),
    "take out": lambda by, draft: repairs.take_out_clause(by=by, clause=clause(draft, "c-b")),
    "renumber": lambda by, draft: repairs.renumber_draft(by=by, draft=draft),
}


@pytest.mark.parametrize("act", REPAIRS.values(), ids=REPAIRS)
def test_nobody_but_the_secretariat_repairs_and_nobody_once_it_is_fixed(draft, secretary, member, act):
    with pytest.raises(Refused, match="Only the secretariat"):
        act(member, draft)
    freeze_draft(by=secretary, draft=draft)
    with pytest.raises(Refused, match="fixed"):
        act(secretary, draft)
    assert shape(draft) == "one two -a --a-i -b three"


def test_no_other_way_changes_a_fixed_clause(draft, secretary):
    freeze_draft(by=secretary, draft=draft)
    for change in ({"heading": "X"}, {"position": 99}, {"parent": None}, {"is_normative": False}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Clause.objects.filter(draft=draft, key="c-b").update(**change)
    assert shape(draft) == "one two -a --a-i -b three"


# -- cutting -------------------------------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["one", "two.", "<b>", "a & b.", "x;", "é!"]), min_size=1, max_size=6).map(" ".join)
BLOCKS = st.sampled_from(["p", "blockquote", "pre"])


@given(
    st.lists(
        st.tuples(BLOCKS, WORDS) | st.tuples(st.just("ul"), st.lists(WORDS, min_size=1, max_size=3)),
        min_size=1,
        max_size=4,
    )
)
def test_no_cut_loses_a_word(blocks):
    from html import escape

    html = "".join(
        f"<{tag}>" + ("".join(f"<li>{escape(w)}</li>" for w in said) if tag == "ul" else escape(said)) + f"</{tag}>"
        for tag, said in blocks
    )
    body = clean(html)
    for cut in cuts_of(body):
        assert f"{plain_text(cut.before)} {plain_text(cut.after)}".split() == plain_text(body).split()
        assert clean(cut.before) == cut.before
        assert clean(cut.after) == cut.after


# -- corrections ---------------------------------------------------------------------------------------------------


def corrected(draft, key="c-b", body="<p>Better words of B.</p>"):
    one = clause(draft, key)
    return [Corrected(one, one.heading, body)]


def test_a_correction_is_a_minor_version_that_leaves_the_fixed_words_alone(draft, secretary):
    freeze_draft(by=secretary, draft=draft)
    made = correct_draft(by=secretary, draft=draft, corrected=corrected(draft), why={"en": "A typing error."})
    assert (made.label, made.corrects, made.correction) == ("1.1", draft, {"en": "A typing error."})
    assert made.frozen_at
    assert made.sha256 != draft.sha256
    assert clause(draft, "c-b").text == "Words of B."
    assert clause(made, "c-b").text == "Better words of B."
    again = correct_draft(by=secretary, draft=draft, corrected=corrected(draft, "c-three"), why={"en": "Another."})
    assert (again.label, clause(again, "c-b").text) == ("1.2", "Better words of B.")


def test_a_correction_says_why_and_changes_something(draft, secretary, member):
    with pytest.raises(Refused, match="not fixed yet"):
        correct_draft(by=secretary, draft=draft, corrected=corrected(draft), why={"en": "x"})
    freeze_draft(by=secretary, draft=draft)
    with pytest.raises(ValidationError, match="in public"):
        correct_draft(by=secretary, draft=draft, corrected=corrected(draft), why={"en": " "})
    with pytest.raises(ValidationError, match="says already"):
        correct_draft(by=secretary, draft=draft, corrected=corrected(draft, body="<p>Words of B.</p>"), why={"en": "x"})
    with pytest.raises(Refused, match="Only the secretariat"):
        correct_draft(by=member, draft=draft, corrected=corrected(draft), why={"en": "x"})
    made = correct_draft(by=secretary, draft=draft, corrected=corrected(draft), why={"en": "x"})
    with pytest.raises(Refused, match="correction itself"):
        correct_draft(by=secretary, draft=made, corrected=corrected(made), why={"en": "x"})
