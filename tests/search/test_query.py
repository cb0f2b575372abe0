"""One query language, read without ever failing."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import parse, reading_notes, to_fts5, to_tsquery
from search.words import completions, fold, stem


def test_words_phrases_negations_and_prefixes_are_told_apart():
    query = parse('lot "high risk" -"child labour" -gold min* small-scale')
    assert [part.words for part in query.wanted] == [("lot",), ("high", "risk"), ("min",), ("small", "scale")]
    assert [part.is_phrase for part in query.wanted] == [False, True, False, True]
    assert [part.is_prefix for part in query.wanted] == [False, False, True, False]
    assert [part.words for part in query.unwanted] == [("child", "labour"), ("gold",)]


def test_typographic_quotes_are_quotes():
    assert parse("« zone à haut risque »").wanted[0].words == ("zone", "a", "haut", "risque")


def test_accents_and_case_do_not_matter():
    assert fold("MINIÈRE") == fold("miniere")


@pytest.mark.parametrize("text", ["", "   ", '"', "-", "*", "-*", "--", "…", '-"', "\x00", "👷", "_"])
def test_nothing_to_look_for_is_no_query(text: str):
    assert parse(text).wanted == ()
    assert to_fts5(parse(text)) is None
    assert to_tsquery(parse(text), "en") is None


def test_only_negations_are_no_query():
    assert to_fts5(parse("-gold")) is None


def test_a_prefix_may_end_inside_an_ending():
    assert "mining" in completions("minin", "en")
    assert completions("ris", "en") == ()


def test_french_and_spanish_words_are_found_by_their_stems():
    assert '"commerc" *' in (to_fts5(parse("commerçants")) or "")
    assert stem("commerçants", "fr") == "commerc"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_sqlite_reads_whatever_is_typed(text: str):
    asked = to_fts5(parse(text))
    if asked is None:
        return
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(title, keywords, body, language)")
        assert database.execute("SELECT * FROM t WHERE t MATCH ?", [asked]).fetchall() == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab -*\"'()&|!:<>\\\x00é"), max_size=80))
def test_a_tsquery_holds_nothing_but_words_and_our_own_signs(text: str):
    asked = to_tsquery(parse(text), "fr")
    if asked is not None:
        assert set(asked) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ()&|!:*<->")
        assert asked.count("(") == asked.count(")")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('tin "fair price', "“fair price” was read as exact words"),
        ("tin OR cobalt", "must be there, like all others: OR."),
        ("tin - cobalt *", "Left out, since it is not a word: “- *”."),
    ],
)
def test_what_may_have_been_meant_otherwise_is_told(text: str, said: str):
    (note,) = reading_notes(text)
    assert said in note


@pytest.mark.parametrize("text", ["", "tin", 'tin "fair price"', "“fair price”", "-tin cob*", "tin or cobalt"])
def test_what_is_read_as_typed_needs_no_words(text: str):
    assert reading_notes(text) == []
