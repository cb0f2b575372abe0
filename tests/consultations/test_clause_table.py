"""The clause table: out and in again it is the same draft; what is wrong in it is told by row and field."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from consultations.clauses import ClauseRow, checked, rows_of
from consultations.formats.clause_table import COLUMNS, read_clause_table, write_csv, write_xlsx
from consultations.formats.reading import Unreadable
from consultations.models import Draft
from tests.consultations import making

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=40).map(str.strip)
FORMULAS = st.sampled_from(["=1+1", "+4", "-4", "@x", "'=1", "''+", "'", "yes", "4.10", "007", "1e5", "TRUE", "#REF!"])
BODIES = st.lists(
    st.sampled_from(["<p>One &amp; two</p>", "<ul><li>a</li><li>b</li></ul>", "=x", "a\nb", "<p>€</p>", "&lt;p&gt;"]),
    max_size=4,
).map("\n".join)


@st.composite
def drafts(draw):
    """Rows as the database would hold them."""
    keys = draw(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True), min_size=1, max_size=12, unique=True))
    return checked(
        ClauseRow(
            key=key,
            number=draw(WORDS | FORMULAS)[:40].strip(),
            parent=draw(st.sampled_from(["", *keys[:place]])),
            heading=draw(WORDS | FORMULAS),
            body=draw(BODIES),
            normative=draw(st.booleans()),
            level=draw(WORDS | FORMULAS)[:20].strip(),
        )
        for place, key in enumerate(keys)
    )


@given(drafts())
def test_what_is_written_as_a_table_is_read_back_as_the_same_clauses(rows):
    for write in (write_csv, write_xlsx):
        reading = read_clause_table(write(rows))
        assert reading.faults == []
        assert checked(reading.rows) == rows


def table(*lines, delimiter=","):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue().encode()


def test_plain_text_becomes_paragraphs_and_what_is_left_out_is_filled_in():
    reading = read_clause_table(
        table(
            ["Number", "Heading", "Body", "Parent", "Normative"],
            ["4", "Buying", "", "", ""],
            [],
            ["4.1", "Know the site", "Visit < once.\nThen again.\n\nNote it.", "4", "non"],
            delimiter=";",
        )
    )
    first, second = reading.rows
    assert (first.key, first.normative) == ("c-buying", True)
    assert (second.parent, second.normative) == ("c-buying", False)
    assert second.body == "<p>Visit &lt; once.<br>Then again.</p><p>Note it.</p>"
    assert reading.places == [2, 4]


def test_every_fault_is_told_with_its_row_and_field():
    reading = read_clause_table(
        table(
            COLUMNS,
            ["c-a", "1", "", "A", "", "perhaps", ""],
            ["c-a", "2", "", "B", "", "", ""],
            ["c c", "3", "c-none", "C", "", "", "x" * 21],
        )
    )
    told = sorted((fault.row, fault.field) for fault in reading.faults)
    assert told == [(2, "normative"), (3, "key"), (4, "key"), (4, "level"), (4, "parent")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no text"),
        (b"a,b\n1,2", "name the columns"),
        (b"heading\0", "not a text file"),
        (b"PK\x03\x04", "cut short"),
    ],
)
def test_what_is_no_table_says_so(data, said):
    with pytest.raises(Unreadable, match=said):
        read_clause_table(data)


def test_a_column_nobody_knows_is_named_and_left_out():
    assert "colour" in " ".join(read_clause_table(table(["heading", "Colour"], ["A", "red"])).warnings)


def test_a_spreadsheet_runs_nothing_that_stands_in_it():
    rows = [ClauseRow("c-a", "=1", "", "@SUM(1)", "<p>a</p>")]
    sheet = load_workbook(io.BytesIO(write_xlsx(rows))).active
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    assert b"'=1" in write_csv(rows)


def test_what_a_cell_of_excel_would_cut_is_refused():
    with pytest.raises(Unreadable, match="Write CSV"):
        write_xlsx([ClauseRow("c-a", body="<p>" + "x" * 33_000 + "</p>")])
    with pytest.raises(Unreadable, match="Write CSV"):
        write_xlsx([ClauseRow("c-a", heading="\x0b")])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_draft_leaves_by_one_command_and_comes_back_by_the_other(tmp_path, kind):
    path = tmp_path / f"clauses.{kind}"
    first = making.draft("1")
    call_command("export_draft", "SM", "1", str(path), stdout=io.StringIO())
    call_command("import_draft", str(path), standard="OTHER", label="1", stdout=io.StringIO())
    again = Draft.objects.get(standard__code="OTHER")
    assert rows_of(again.clauses.order_by("position")) == rows_of(first.clauses.order_by("position"))


@pytest.mark.django_db
def test_a_table_keeps_the_keys_that_it_gives_and_the_lineage_follows_them(tmp_path):
    making.draft("1")
    path = tmp_path / "second.csv"
    rows = [ClauseRow("c-know", "7", "", "Something else"), ClauseRow("c-fresh", "8", "", "Purpose")]
    path.write_bytes(write_csv(rows))
    call_command("import_draft", str(path), standard="SM", label="2", stdout=io.StringIO())
    second = Draft.objects.get(label="2")
    assert [clause.key for clause in second.clauses.order_by("position")] == ["c-know", "c-fresh"]
    assert second.clauses.get(key="c-know").lineage_from.get().before.key == "c-know"


@pytest.mark.django_db
def test_a_faulty_table_is_reported_by_row_and_field_and_changes_nothing(tmp_path):
    path, report = tmp_path / "bad.csv", tmp_path / "report.csv"
    path.write_bytes(table(COLUMNS, ["c-a", "1", "", "A", "", "", ""], ["c-b", "2", "c-x", "B", "", "", ""]))
    with pytest.raises(CommandError, match=r"bad\.csv: row 3, parent of “c-b”"):
        call_command("import_draft", str(path), standard="SM", label="1", report=report, dry_run=True)
    lines = list(csv.DictReader(report.read_text().splitlines()))
    assert [(line["row"], line["action"], line["key"], line["field"]) for line in lines] == [
        ("3", "refused", "c-b", "parent")
    ]
    assert not Draft.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("SM", "1", "x.pdf"), r"\.csv or \.xlsx"), (("SM", "9", "x.csv"), "There is no draft SM/9")],
)
def test_what_cannot_be_written_says_why(arguments, said):
    making.draft("1")
    with pytest.raises(CommandError, match=said):
        call_command("export_draft", *arguments)
