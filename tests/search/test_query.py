"""One query language, read without ever failing."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines import postgresql
from search.form import Lines, lines_of, query_of
from search.query import Part, Query, parse, to_fts5
from search.reading import reading_notes, spelled, words_only
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
    assert postgresql.match(parse(text)) is None


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
    match = postgresql.match(parse(text))
    for asked in match.parameters.values() if match else ():
        assert set(asked) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ()&|!:*<->")
        assert asked.count("(") == asked.count(")")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('tin "fair price', "“fair price” was read as exact words"),
        ("OR artisanal", "must be there, like all others: OR."),
        ("tin NOT cobalt", "must be there, like all others: NOT."),
        ("tin OU cobalt", "To look for it as a word, write it small: ou."),
        ("tin -kind:comment", "Left out, since only words can be ruled out: “-kind:comment”."),
        ("tin " * 13, "300 letters and 12 words at most"),
        ("t" * 301, "300 letters and 12 words at most"),
        ("tin - cobalt *", "Left out, since it is not a word: “- *”."),
    ],
)
def test_what_may_have_been_meant_otherwise_is_told(text: str, said: str):
    (note,) = reading_notes(text)
    assert said in note


@pytest.mark.parametrize(
    "text", ["", "tin", 'tin "fair price"', "“fair price”", "-tin cob*", "tin or cobalt", "a OR b", "a AND b"]
)
def test_what_is_read_as_typed_needs_no_words(text: str):
    assert reading_notes(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tin OR lead", [("tin", "lead")]),
        ("price gold OR tin OU lead mine", [("price",), ("gold", "tin", "lead"), ("mine",)]),
        ('tin OR "fair price" O min*', [("tin", "fair price", "min")]),
        ("tin AND lead", [("tin",), ("lead",)]),
        ("tin or lead", [("tin",), ("or",), ("lead",)]),
        ('tin "OR" lead', [("tin",), ("or",), ("lead",)]),
        ("OR ARTISANAL", [("or",), ("artisanal",)]),
        ("tin OR", [("tin",), ("or",)]),
        ("tin OR -lead", [("tin",), ("or",)]),
        ("tin OR kind:decision lead", [("tin",), ("lead",)]),
        ("year:2026 AND tin OR lead", [("tin", "lead")]),
        ("AND tin", [("and",), ("tin",)]),
    ],
)
def test_or_joins_its_two_neighbours_before_anything_else(text: str, said: list[tuple[str, ...]]):
    assert [tuple(" ".join(way.words) for way in part.ways) for part in parse(text).wanted] == said


@pytest.mark.parametrize(
    ("text", "filters", "left"),
    [
        ("kind:decision gold", [("kind", "decision")], "gold"),
        ("gold year:2025,2026", [("year", "2025"), ("year", "2026")], "gold"),
        ('body:"Standards Committee"', [("body", "Standards Committee")], ""),
        ("GROUP:labour -tin", [("group", "labour")], "-tin"),
        ("langue:fr", [("language", "fr")], ""),
        ("gold kind:", [], "gold kind:"),
        ('"kind:decision"', [], '"kind:decision"'),
        ("http://example.org a:b 10:30", [], "http://example.org a:b 10:30"),
        ("gold -kind:comment", [], "gold"),
    ],
)
def test_filters_are_told_from_words(text: str, filters: list, left: str):
    assert list(parse(text).filters) == filters
    assert words_only(text) == left


SIGNS = st.sampled_from(
    ["gold", "Étain", "forced labour", '"', "-", "*", " OR ", " OU ", " AND ", "kind:", "year:2026", ":", " ", "’", "“"]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=12).map("".join))


def bare(query: Query) -> list[Part]:
    """What counts: not how a word was typed."""
    return [replace(part, typed="", others=tuple(bare(Query(part.others)))) for part in query.parts]


@settings(max_examples=400)
@given(TYPED)
def test_a_query_written_down_is_read_as_itself(text: str):
    with override("en"):
        query = parse(text)
        again = parse(spelled(query))
    if len(spelled(query)) <= 300:
        assert bare(again) == bare(query)
        assert again.filters == ()


@settings(max_examples=400)
@given(TYPED)
def test_the_form_makes_the_query_that_filled_it(text: str):
    query = parse(words_only(text))
    again = parse(query_of(lines_of(query)))
    if len(query_of(lines_of(query))) <= 300:
        assert sorted(map(repr, bare(again))) == sorted(map(repr, bare(query)))


@settings(max_examples=200)
@given(TYPED, TYPED, TYPED, TYPED)
def test_whatever_stands_in_the_form_makes_a_query_that_fills_it_again(every: str, exact: str, any_: str, none: str):
    text = query_of(Lines(every, exact, any_, none))
    again = query_of(lines_of(parse(text)))
    if len(text) <= 300 and len(again) <= 300:
        assert sorted(map(repr, bare(parse(again)))) == sorted(map(repr, bare(parse(text))))


def test_the_four_lines_make_one_query():
    lines = Lines(all="water mine", phrase="fair price", any='gold "tin ore"', none="child labour")
    assert query_of(lines) == 'water mine "fair price" gold OR "tin ore" -child -labour'
    assert lines_of(parse(query_of(lines))) == Lines("water mine", "fair price", 'gold "tin ore"', "child labour")
