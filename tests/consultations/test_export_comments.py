"""The way back: the ISO form with column 8 filled, lossless in its eight columns, and no more than one may see."""

import csv
import io
import json

import docx
import openpyxl
import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from consultations.actions.responses import keep, submit
from consultations.exporting import Chosen, exported, written
from consultations.formats.comment_files import read_comments
from consultations.formats.form_spreadsheet import write_spreadsheet
from consultations.formats.form_text import FIELDS, write_csv
from consultations.formats.form_word import write_word
from consultations.formats.reading import Unreadable
from consultations.models import Comment, Disposition
from consultations.sheets import ExportedComment, FormHead
from portal import clock
from portal.members.viewer import ANYBODY, look_at
from tests.consultations.voices_making import begun, make_round
from tests.factories import OrganisationFactory, UserFactory

HEAD = FormHead("2026-03-01", "SM 2", "Small mines")
WRITERS = {"docx": lambda rows: write_word(rows, HEAD), "xlsx": write_spreadsheet, "csv": write_csv}


@pytest.fixture
def chief(db):
    return UserFactory(is_staff=True, is_superuser=True, email="chief@example.org")


@pytest.fixture
def round(noon, chief):
    round = make_round()
    comments = [
        {"body": "On the whole: good."},
        {"clause": "c-1", "type": "te", "body": "=HYPERLINK(“x”)", "proposed_change": "+1 a year", "line": "17"},
        {
            "clause": "c-2",
            "type": "ed",
            "body": "Two\nlines\tand a tab",
            "justification": "Clear.",
            "element": "Table 1",
        },
        {"clause": "c-2", "type": "te", "body": "Out.", "quote": "2 times", "change_mode": "delete"},
    ]
    response = begun(round, country="PE")
    keep(response=response, words={"comments": comments})
    submit(response=response, name="Beatriz", email="beatriz@example.org", confidentiality="withheld")
    secret = begun(round)
    keep(response=secret, words={"comments": [{"body": "For the committee."}]})
    submit(response=secret, name="Beatriz", email="beatriz@example.org", confidentiality="committee")
    first, second = Comment.objects.filter(number__in=(1, 2)).order_by("number")
    now = clock.now()
    other = UserFactory(is_staff=True)
    agreed = {"proposed_by": chief, "agreed_by": other, "agreed_at": now}
    Disposition.objects.create(comment=first, value="noted", reason="Thank you.", published_at=now, **agreed)
    Disposition.objects.create(comment=second, value="not_accepted", reason="Too dear.", **agreed)
    return round


def rows_of(round, viewer=ANYBODY, **chosen):
    return list(exported(round, viewer, Chosen(**chosen)))


@pytest.mark.django_db
def test_the_form_comes_back_with_column_8_filled(round, chief, tmp_path):
    file = tmp_path / "form.docx"
    call_command("export_comments", str(file), round="small-mines", format="docx")
    cells = [[cell.text for cell in row.cells] for row in docx.Document(str(file)).tables[0].rows]
    assert cells[0][5] == "Comments"
    by_ref = {row[0].rsplit(" ", 1)[1]: row for row in cells[1:]}
    assert by_ref["R1-0002"][7] == "Not accepted. Too dear."
    assert by_ref["R1-0001"][2:8] == ["General", "", "ge", "On the whole: good.", "", "Noted. Thank you."]
    assert by_ref["R1-0003"][1:7] == ["", "4.2", "Table 1", "ed", "Two\nlines\tand a tab\n\nJustification: Clear.", ""]
    assert by_ref["R1-0004"][5:7] == ["“2 times”\n\nOut.", "Delete: 2 times"]


@pytest.mark.django_db
def test_everybody_gets_what_everybody_may_see(round, chief):
    everybody, secretariat = rows_of(round), rows_of(round, look_at(chief))
    assert [row.ref for row in everybody] == ["R1-0001", "R1-0002", "R1-0003", "R1-0004"]
    assert "For the committee." in {row.comment for row in secretariat}
    assert [row.disposition for row in everybody] == ["noted", "", "", ""]
    assert {row.disposition for row in secretariat} == {"", "noted", "not_accepted"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "refs"),
    [
        ({"clause": "4.2"}, ["R1-0003", "R1-0004"]),
        ({"kind": "te"}, ["R1-0002", "R1-0004"]),
        ({"group": "labour"}, []),
        ({"disposition": "noted"}, ["R1-0001"]),
        ({"disposition": "not_accepted"}, []),
        ({"words": "tab lines"}, ["R1-0003"]),
    ],
)
def test_filters_choose_and_never_tell_of_an_answer_that_is_not_published(round, chosen, refs):
    assert [row.ref for row in rows_of(round, **chosen)] == refs


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_export_import_export_gives_the_same_eight_columns(round, chief, tmp_path, form):
    OrganisationFactory(name="Ministry of Mines")
    make_round("second", number=2)
    first, second = tmp_path / f"first.{form}", tmp_path / f"second.{form}"
    call_command("export_comments", str(first), round="small-mines")
    call_command("import_comments", str(first), round="second", organisation="Ministry of Mines")
    call_command("export_comments", str(second), round="second")
    before, after = (read_comments(file.name, file.read_bytes()).rows for file in (first, second))
    assert [row.columns for row in before] == [row.columns for row in after]
    assert len(before) == 5


@pytest.mark.django_db
def test_our_json_comes_back_without_the_loss_of_a_word(round, chief, tmp_path):
    OrganisationFactory(name="Ministry of Mines")
    make_round("second", number=2)
    spoken = begun(round, language="qu")
    keep(
        response=spoken,
        words={"comments": [{"clause": "c-3", "type": "te", "body": "Allinmi. \u2028“x”\n=1", "line": "3"}]},
    )
    submit(response=spoken, name="Beatriz", email="beatriz@example.org", confidentiality="name")
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    call_command("export_comments", str(first), round="small-mines")
    call_command("import_comments", str(first), round="second", organisation="Ministry of Mines")
    call_command("import_comments", str(first), round="second", organisation="Ministry of Mines")  # adds nothing
    call_command("export_comments", str(second), round="second")
    of_the_sender = {"ref", "organisation", "group", "sector", "status"}
    before, after = (
        sorted(
            tuple((name, text) for name, text in row.items() if name not in of_the_sender)
            for row in json.loads(file.read_text())
        )
        for file in (first, second)
    )
    assert before == after
    assert len(before) == 6
    assert {dict(row)["language"] for row in after} == {"en", "qu"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'[{"comment": "cut', "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b'{"comment": "one"}', "no list of comments"),
        (b'["comment"]', "no list of comments"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_other_json_is_refused_with_what_is_wrong(data, words):
    with pytest.raises(Unreadable, match=words):
        read_comments("comments.json", data)


def test_a_field_of_json_that_is_no_text_is_empty():
    row = read_comments("c.json", b'[{"comment": "Said.", "line": 17, "clause": null, "language": "../x"}]').rows[0]
    assert (row.comment, row.line, row.clause, row.language) == ("Said.", "", "General", "")


@pytest.mark.django_db
def test_a_member_of_the_public_never_reads_the_reference_of_a_sender_who_is_withheld(round, chief, tmp_path):
    OrganisationFactory(name="Ministry of Mines")
    file = tmp_path / "form.csv"
    file.write_text(
        "MB/NC,Clause,Type,Comments,Observations of the secretariat\nDE-01,4.1,te,Withheld.,Rejected. No.\n"
    )
    call_command(
        "import_comments", str(file), round="small-mines", organisation="Ministry of Mines", confidentiality="withheld"
    )
    ours = next(row for row in rows_of(round, look_at(chief)) if row.comment == "Withheld.")
    theirs = next(row for row in rows_of(round) if row.comment == "Withheld.")
    assert (ours.mb, ours.organisation, ours.observations) == ("DE-01", "Ministry of Mines", "Rejected. No.")
    assert (ours.disposition, ours.reason) == ("not_accepted", "No.")
    assert (theirs.organisation, theirs.observations, theirs.disposition) == ("", "", "")
    assert "DE-01" not in theirs.mb
    assert "Ministry" not in theirs.mb


@pytest.mark.django_db
def test_csv_and_json_name_every_field(round):
    names = "ref organisation group sector line clause clause_key element type comment proposed_change justification"
    names = [*names.split(), "confidentiality", "status", "disposition", "reason"]
    text = b"".join(written(round, ANYBODY, "csv", Chosen())).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    items = json.loads(b"".join(written(round, ANYBODY, "json", Chosen())))
    assert set(names) <= set(lines[0])
    assert set(names) <= set(items[0])
    assert lines[1]["comment"] == "'=HYPERLINK(“x”)"
    assert items[1]["comment"] == "=HYPERLINK(“x”)"


def made(**texts) -> ExportedComment:
    return ExportedComment(**dict.fromkeys(FIELDS, "") | {"type": "te", "comment": "Said."} | texts)


def test_a_sheet_shows_a_formula_as_the_text_it_is():
    data = b"".join(write_spreadsheet([made(comment="=1+1", mb="@x", proposed_change="_x0041_ and \x07")]))
    cells = openpyxl.load_workbook(io.BytesIO(data)).active[2]
    assert (cells[5].data_type, cells[5].value, cells[5].quotePrefix) == ("s", "=1+1", True)
    read = read_comments("f.xlsx", data).rows[0]
    assert (read.comment, read.mb, read.change) == ("=1+1", "@x", "_x0041_ and \ufffd")


@pytest.mark.parametrize("sign", ["x", "𝔸", "é"])
def test_a_text_longer_than_a_cell_goes_on_on_a_second_sheet_and_comes_back_whole(sign):
    long = sign * 70_000
    data = b"".join(write_spreadsheet([made(comment=long, proposed_change=long), made(comment="Short.")]))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Comments", "Continued"]
    assert "did not fit" in book["Continued"]["D1"].value
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert max(len(value.encode("utf-16-le")) // 2 for value in values) <= 32_767
    assert "[continued on the sheet “Continued”: F2]" in book["Comments"]["F2"].value
    first, second = read_comments("f.xlsx", data).rows
    assert (first.comment, first.change, second.comment) == (long, long, "Short.")


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40).map(str.strip)
COMMENTS = st.lists(
    st.builds(
        made,
        mb=WORDS,
        line=WORDS,
        clause=WORDS,
        element=WORDS,
        comment=WORDS.map(lambda text: f"Said: {text}".strip()),
        proposed_change=WORDS,
        observations=WORDS,
    ),
    max_size=5,
)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@given(comments=COMMENTS)
def test_whatever_is_written_is_read_back_the_same(form, comments):
    data = b"".join(WRITERS[form](comments))
    assert [row.columns for row in read_comments(f"f.{form}", data).rows] == [one.columns for one in comments]


@given(comments=COMMENTS)
def test_csv_gives_back_every_field(comments):
    data = b"".join(write_csv(comments))
    rows = read_comments("f.csv", data).rows
    assert [(row.mb, row.line, row.clause, row.element, row.comment, row.change, row.observation) for row in rows] == [
        (one.mb, one.line, one.clause, one.element, one.comment, one.proposed_change, one.observations)
        for one in comments
    ]
