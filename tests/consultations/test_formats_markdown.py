"""Markdown files become clauses; HTML in them is text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.canonical import plain_text
from consultations.formats.files import read_file
from consultations.formats.reading import Unreadable

SAMPLE = b"""# Sourcing from small mines

Front words with <script>alert(1)</script>.

## Purpose

It says what a buyer *owes*.[^1]

1. First
2. Second
   - nested

After the list.

| a | b |
|---|---|
| =1+1 | 2 |

## Buying

### Know the site

[^1]: A note with words.
"""


def test_headings_lists_tables_and_notes():
    reading = read_file("draft.md", SAMPLE)
    assert reading.title == "Sourcing from small mines"
    numbers = [row.number for row in reading.rows]
    assert numbers == ["", "1", "1 (1)", "1 (2)", "1 (2) ¶1", "1 ¶3", "2", "2.1"]
    assert "<script>" not in reading.rows[0].body
    assert "alert(1)" in plain_text(reading.rows[0].body)
    assert "A note with words." in reading.rows[1].body
    assert "<td>=1+1</td>" in reading.rows[5].body


def test_a_link_to_the_web_stays_and_a_script_in_a_link_goes():
    reading = read_file("draft.md", b"# 1 A\n\n[web](https://example.org/a) [bad](javascript:alert(1))\n")
    assert 'href="https://example.org/a"' in reading.rows[0].body
    assert 'href="javascript' not in reading.rows[0].body


@pytest.mark.parametrize("data", [b"\xff\xfe\x00bad", b"   \n", b"a\0b", b"# A\n\n" + b"word " * 1_100_000])
def test_what_is_no_text_or_too_much_is_refused(data):
    with pytest.raises(Unreadable):
        read_file("draft.md", data)


WORDS = st.text(st.sampled_from("abcdefgh éñ日"), min_size=1).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["# ", "## ", "### ", "", "- "]), WORDS), min_size=1, max_size=12))
def test_every_character_stands_in_the_title_or_in_exactly_one_clause_in_order(lines):
    reading = read_file("draft.md", "\n\n".join(f"{mark}x{text}" for mark, text in lines).encode())
    written = re.sub(r"\s", "", "".join(f"x{text}" for _mark, text in lines))
    clauses = "".join(row.heading + plain_text(row.body) for row in reading.rows)
    # a title that stands alone names the draft; one with words of its own below it is a clause as well
    assert written in {re.sub(r"\s", "", clauses), re.sub(r"\s", "", reading.title + clauses)}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        rows = read_file("draft.md", text.encode()).rows
    except Unreadable:
        rows = None
    assert rows is None or rows
