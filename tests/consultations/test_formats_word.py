"""Word files become clauses: each character in exactly one, in order; what would hurt is refused with a clear line."""

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.canonical import plain_text
from consultations.formats.files import read_file
from consultations.formats.reading import Unreadable
from consultations.formats.word import read_word
from consultations.keys import carry_over
from tests.consultations.word_files import heading, paragraph, table, word


def tree(reading):
    return [(row.number, row.heading or plain_text(row.body)) for row in reading.rows]


def test_typed_numbers_are_taken_from_the_headings_and_give_the_depth():
    reading = read_word(
        word(heading("1 Purpose"), paragraph("Why."), heading("2 Buying"), heading("2.1 Know the site", 2))
    )
    assert tree(reading) == [("1", "Purpose"), ("2", "Buying"), ("2.1", "Know the site")]
    assert reading.rows[2].parent == reading.rows[1].key
    assert reading.rows[0].body == "<p>Why.</p>"


def test_headings_without_numbers_are_numbered_by_level():
    reading = read_word(word(heading("Purpose"), heading("Buying"), heading("Site", 2), heading("Title", 2)))
    assert [row.number for row in reading.rows] == ["1", "2", "2.1", "2.2"]


def test_numbers_that_only_word_prints_come_from_its_numbering():
    reading = read_word(word(heading("Purpose", 1, (3, 0)), heading("Buying", 1, (3, 0)), heading("Site", 2, (3, 1))))
    assert [row.number for row in reading.rows] == ["1", "2", "2.1"]


def test_lists_and_numbered_paragraphs_are_clauses_of_their_own():
    reading = read_word(
        word(
            heading("4 Buying"),
            paragraph("A buyer may buy if"),
            paragraph("a title is sought", number=(1, 0)),
            paragraph("in the mine's name", number=(1, 1)),
            paragraph("nobody objects", number=(1, 0)),
            paragraph("After the list."),
            paragraph("a bullet", number=(2, 0)),
            paragraph("(b) a typed letter"),
        )
    )
    assert tree(reading) == [
        ("4", "Buying"),
        ("4 (1)", "a title is sought"),
        ("4 (1)(a)", "in the mine's name"),
        ("4 (2)", "nobody objects"),
        ("4 ¶3", "After the list."),
        ("4 ¶3 ¶1", "a bullet"),
        ("4 ¶3 (b)", "a typed letter"),
    ]
    assert len({row.key for row in reading.rows}) == 7


def test_tables_and_footnotes_stay_readable():
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Said once.</w:t></w:r></w:p></w:footnote>'
    reading = read_word(word(heading("1 A"), paragraph("Text", more=call), table(("=1+1", "b")), notes=note))
    body = reading.rows[0].body
    assert "<td>=1+1</td><td>b</td>" in body
    assert "Text<sup>[1]</sup>" in body
    assert '<p class="clause-note"><sup>[1]</sup> Said once.</p>' in body


def test_without_headings_each_paragraph_is_a_clause_and_the_reader_is_told():
    reading = read_word(word(paragraph("One."), paragraph("Two.")))
    assert [row.body for row in reading.rows] == ["<p>One.</p>", "<p>Two.</p>"]
    assert len(reading.warnings) == 1


def test_what_was_deleted_in_tracked_changes_is_out_and_what_was_inserted_is_in():
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>come</w:t></w:r></w:ins>"
    reading = read_word(word(heading("1 A"), paragraph("Has ", more=gone)))
    assert plain_text(reading.rows[0].body) == "Has come"


def test_markup_in_the_text_is_text():
    reading = read_word(word(heading("1 A"), paragraph("<script>alert(1)</script> & <b>")))
    assert reading.rows[0].body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>"


LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn")), min_size=1)
BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), LINES, st.integers(1, 4)),
        st.tuples(st.just("item"), LINES, st.integers(0, 1)),
        st.tuples(st.just("bullet"), LINES, st.just(0)),
        st.tuples(st.just("text"), LINES, st.just(0)),
        st.tuples(st.just("table"), LINES, st.just(0)),
    ),
    min_size=1,
    max_size=12,
)


def as_xml(kind, text, level):
    if kind == "heading":
        return heading(f"Heading {text[:80]}", level)
    if kind == "table":
        return table((text, text))
    return paragraph(f"Words {text}", number={"item": (1, level), "bullet": (2, 0), "text": None}[kind])


def bare(text):
    return re.sub(r"\s+", "", text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BLOCKS)
def test_every_character_of_the_body_stands_in_the_title_or_in_exactly_one_clause_in_order(blocks):
    reading = read_word(word(*(as_xml(*block) for block in blocks)))
    source = "".join(
        f"Heading{text[:80]}" if kind == "heading" else text * 2 if kind == "table" else f"Words{text}"
        for kind, text, _level in blocks
    )
    assert bare(reading.title + "".join(row.heading + plain_text(row.body) for row in reading.rows)) == bare(source)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(data):
    with pytest.raises(Unreadable):
        read_file("draft.docx", data)


def test_a_file_cut_short_is_refused_with_a_clear_line():
    whole = word(heading("1 A"), *(paragraph(f"Text {n}") for n in range(500)))
    for length in (10, len(whole) // 2, len(whole) - 5):
        with pytest.raises(Unreadable, match="cut short"):
            read_word(whole[:length])


def test_a_bomb_is_refused_without_being_opened():
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_word(word(heading("1 A"), extra={"word/media/a.png": b"\0" * 60_000_000}))


def test_entities_that_repeat_themselves_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
    with pytest.raises(Unreadable, match="fetch or repeat"):
        read_word(only(bomb))


def only(document):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def test_too_much_text_is_refused():
    with pytest.raises(Unreadable, match="5 million"):
        read_word(word(heading("1 A"), *(paragraph(f"{n} {'abcdefgh' * 60}") for n in range(11_000))))


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b""), ("a.doc", b"\xd0\xcf\x11\xe0x"), ("a.pdf", b"%PDF"), ("a.docx", word())]
)
def test_other_files_are_refused_with_what_to_do(name, data):
    with pytest.raises(Unreadable):
        read_file(name, data)


def test_keys_are_carried_to_the_next_draft_and_never_given_to_another_clause():
    first = read_word(
        word(heading("1 Purpose"), paragraph("Why."), heading("2 Price"), paragraph("A fair price is paid at once."))
    ).rows
    second = read_word(
        word(
            heading("1 Scope"),
            paragraph("Other words entirely, about ships."),
            heading("2 Purpose"),
            paragraph("Why."),
            heading("3 Price and payment"),
            paragraph("A fair price is paid at once."),
        )
    ).rows
    carried = carry_over(second, first, used={"c-scope"})
    assert [row.key for row in carried] == ["c-scope-2", "c-purpose", "c-price"]


def test_a_lone_heading_before_the_first_section_names_the_draft_and_is_no_clause():
    numbered = read_word(word(heading("Sourcing from small mines"), heading("1 Purpose"), paragraph("Why.")))
    assert (numbered.title, tree(numbered)) == ("Sourcing from small mines", [("1", "Purpose")])
    by_level = read_word(word(heading("Small mines"), heading("Purpose", 2), heading("Buying", 2), heading("Site", 3)))
    assert by_level.title == "Small mines"
    assert [row.number for row in by_level.rows] == ["1", "2", "2.1"]
    with_words = read_word(word(heading("Foreword"), paragraph("Thanks."), heading("1 Purpose"), paragraph("Why.")))
    assert (with_words.title, tree(with_words)) == ("", [("", "Foreword"), ("1", "Purpose")])


def test_marks_in_a_heading_stay_out_of_its_key():
    assert read_word(word(heading("1 Price <sup>a</sup>"))).rows[0].key == "c-price-a"
