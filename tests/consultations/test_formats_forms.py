"""Readers of commenting forms: whatever shape people send, the same rows come out; what would hurt is refused."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.formats.comment_files import read_comments
from consultations.formats.reading import Unreadable
from portal.files.csv_table import neutral, restored
from tests.consultations.form_files import (
    HEADINGS,
    HEADINGS_13B,
    cell,
    csv_form,
    deleted,
    excel_form,
    header,
    inserted,
    line,
    raw_cell,
    row,
    run,
    table,
    word_form,
)
from tests.consultations.word_files import paragraph, word

ROWS = (row(), row("General", "ge", "Good work.", "", mb="US-002", line="17", element="Table 1", observation="Noted."))


def columns(name: str, data: bytes) -> list[tuple[str, ...]]:
    return [each.columns for each in read_comments(name, data).rows]


@pytest.mark.parametrize("headings", ["header", "first row", "absent"])
def test_word_headings_stand_in_the_page_header_in_the_first_row_or_nowhere(headings):
    assert columns("f.docx", word_form(*ROWS, headings=headings)) == list(ROWS)


@pytest.mark.parametrize(("headings", "cover"), [(True, True), (True, False), (False, False)])
def test_a_sheet_has_headings_or_none_and_a_cover_above_them(headings, cover):
    assert columns("f.xlsx", excel_form(*ROWS, headings=headings, cover=cover)) == list(ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_spreadsheet(encoding, delimiter):
    rows = (*ROWS, row(comment="Fréquence trop élevée; “non”."))
    assert columns("f.csv", csv_form(*rows, encoding=encoding, delimiter=delimiter)) == list(rows)


def test_the_older_form_has_seven_columns():
    old = ("FR 1", "4.1", "List item 2", "te", "Too often.", "Twice.", "")
    for extra, first in ((header(HEADINGS_13B, columns=7), ()), ({}, (HEADINGS_13B,)), ({}, ())):
        data = word(table(*first, ("1", "2", "3", "4", "5", "6", "7"), old, columns=7), extra=extra)
        assert columns("f.docx", data) == [("FR 1", "", "4.1", "List item 2", "te", "Too often.", "Twice.", "")]


def test_an_empty_last_column_does_not_make_the_older_form_of_the_new_one():
    rows = [each[:7] for each in (ROWS[0], row(clause="4.2"))]
    assert columns("f.xlsx", excel_form(*rows, headings=False)) == [ROWS[0], row(clause="4.2")]


def test_columns_in_another_order_are_known_by_their_headings():
    order = (5, 2, 4, 6, 0)
    rows = tuple(tuple(each[place] for place in order) for each in (HEADINGS, ROWS[0]))
    expected = ("US-001", "", "4.1", "", "te", ROWS[0][5], ROWS[0][6], "")
    assert columns("f.docx", word(table(*rows, columns=5))) == [expected]


def test_several_tables_follow_each_other_and_the_cover_is_none():
    cover = table(("Date:", "2026-03-01"), ("Document:", "X"), columns=2)
    found = read_comments("f.docx", word(cover, table(HEADINGS, ROWS[0]), table(HEADINGS, ROWS[1])))
    assert [each.columns for each in found.rows] == list(ROWS)
    assert [each.row for each in found.rows] == [4, 6]


def test_a_table_that_is_no_form_is_left_out_and_said():
    other = table(("a", "b", "c", "d", "e"), columns=5)
    found = read_comments("f.docx", word(table(HEADINGS, ROWS[0]), other))
    assert found.notes == ["table 2 was left out: it has 5 columns and no heading of a commenting form."]


def test_a_cell_merged_downwards_counts_for_each_row():
    first = line(
        cell("US-001", '<w:vMerge w:val="restart"/>'),
        cell(""),
        cell("4.1", '<w:vMerge w:val="restart"/>'),
        *map(cell, ("", "te", "One.", "", "")),
    )
    second = line(cell("", "<w:vMerge/>"), cell(""), cell("", "<w:vMerge/>"), *map(cell, ("", "ed", "Two.", "", "")))
    expected = [row(comment="One.", change=""), row(comment="Two.", change="", kind="ed")]
    assert columns("f.docx", word_form(first, second)) == expected
    sheet = excel_form(row(comment="One.", change=""), ("", "", "", "", "ed", "Two."), merge=("A2:A3", "C2:C3"))
    assert columns("f.xlsx", sheet) == expected


def test_a_cell_merged_across_keeps_its_place_and_one_across_all_is_a_heading():
    wide = line(*map(cell, ("US-001", "", "4.1", "", "te")), cell("Both.", '<w:gridSpan w:val="2"/>'), cell("Noted."))
    title = line(cell("Comments on part 4", '<w:gridSpan w:val="8"/>'))
    found = read_comments("f.docx", word_form(title, wide))
    assert [each.columns for each in found.rows] == [row(comment="Both.", change="", observation="Noted.")]
    assert found.notes == ["Row 1 spans the whole table and was taken for a heading: “Comments on part 4”."]


def test_tracked_changes_are_read_as_accepted():
    changed = raw_cell(run("A buyer visits ") + deleted("twice") + inserted("once") + run(" a year."))
    cells = [*map(cell, ("US-001", "", "4.1", "", "te")), changed, cell("Twice."), cell("")]
    gone = line(*map(cell, row(comment="Taken out.")), properties='<w:del w:id="9" w:author="A"/>')
    new = line(*map(cell, row(comment="Put in.")), properties='<w:ins w:id="9" w:author="A"/>')
    found = columns("f.docx", word_form(line(*cells), gone, new))
    assert found == [row(comment="A buyer visits once a year."), row(comment="Put in.")]


def test_a_paragraph_whose_end_is_deleted_runs_on():
    joined = (
        "<w:tc><w:p><w:pPr><w:rPr><w:del w:id='1' w:author='A'/></w:rPr></w:pPr>"
        f"{run('One ')}</w:p><w:p>{run('line.')}</w:p></w:tc>"
    )
    cells = [*map(cell, ("US-001", "", "4.1", "", "te")), joined, cell("Twice."), cell("")]
    assert columns("f.docx", word_form(line(*cells)))[0][5] == "One line."


def test_content_controls_count_and_their_prompts_do_not():
    def control(prompt: str, words: str) -> str:
        return f"<w:tc><w:sdt><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{paragraph(words)}</w:sdtContent></w:sdt></w:tc>"

    cells = [
        *map(cell, ("US-001", "", "4.1", "", "te")),
        control("", "Said."),
        control("<w:showingPlcHdr/>", "Click"),
        cell(""),
    ]
    assert columns("f.docx", word_form(line(*cells)))[0][5:7] == ("Said.", "")


def test_blank_rows_and_rows_with_a_number_only_are_no_comments():
    rows = (row(), ("", "", "", "", "", "", "", ""), ("US-002", "", "", "", "", "", "", ""))
    assert columns("f.docx", word_form(*rows)) == [row()]


def test_a_number_of_a_sheet_is_what_people_see():
    rows = (row(clause=4.1, line=17), row(clause="4.10"))
    found = columns("f.xlsx", excel_form(*rows))
    assert [each[1:3] for each in found] == [("17", "4.1"), ("", "4.10")]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    return file.getvalue()


def with_macros() -> bytes:
    return word(table(HEADINGS, row()), extra={"word/vbaProject.bin": b"x"})


def with_entities() -> bytes:
    entities = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w:hdr xmlns:w="x">&a;</w:hdr>'
    return word(table(HEADINGS, row()), extra={"word/header1.xml": entities.encode()})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("f.docx", b"", "This file is empty."),
        ("f.docx", b"\xd0\xcf\x11\xe0 old", "old Word or Excel"),
        ("f.pdf", b"%PDF-1.7", "Only the commenting form as Word"),
        ("f.docx", b"no zip at all", "This is not a Word file"),
        ("f.xlsx", b"PK no zip at all", "This is not an Excel file"),
        ("f.docx", bomb(), "unpacks to far more"),
        ("f.xlsx", bomb(), "unpacks to far more"),
        ("f.docx", with_macros(), "holds a program"),
        ("f.docx", with_entities(), "fetch or repeat"),
        ("f.docx", word(paragraph("A letter.")), "No commenting form was found"),
        ("f.xlsx", word(paragraph("A letter.")), "This is not an Excel file"),
        ("f.csv", b"PK\x03\x04", "Only the commenting form"),
        ("f.csv", b"a,b\n1,2\n", "No commenting form was found"),
        ("f.csv", b"\x00\x01", "not a text file"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name, data, reason):
    with pytest.raises(Unreadable, match=reason):
        read_comments(name, data)


def test_a_merge_as_wide_as_the_world_costs_nothing():
    data = excel_form(row(), merge=("J1:J2",))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"J1:J2", b"J1:XFD1048576"))
    assert columns("f.xlsx", file.getvalue()) == [row()]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=30).map(str.strip)
LINES = st.lists(st.tuples(*[WORDS] * 6), max_size=6)


@pytest.mark.parametrize(("name", "make"), [("f.docx", word_form), ("f.xlsx", excel_form), ("f.csv", csv_form)])
@given(lines=LINES)
def test_any_words_come_back_as_they_were(name, make, lines):
    rows = [(*each[:4], "te", f"Said: {each[4]}".strip(), each[5], "") for each in lines]
    if make is word_form:
        rows = [tuple(text.replace("\t", " ") for text in each) for each in rows]
    rows_given = [tuple(map(neutral, each)) for each in rows] if make is csv_form else rows
    assert columns(name, make(*rows_given)) == rows


@given(WORDS)
def test_text_that_looks_like_a_formula_is_made_harmless_and_comes_back(text):
    for given_text in (text, f"={text}", f"'={text}", f"''+{text}"):
        assert restored(neutral(given_text)) == given_text
        assert neutral(given_text)[:1] not in {"=", "+", "-", "@"}
