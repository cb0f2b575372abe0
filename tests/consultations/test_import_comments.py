"""The command: everything is looked at first, good rows are sent, the same file twice adds nothing."""

import csv

import pytest
from django.core.management import CommandError, call_command

from consultations.models import Comment, Intake, IntakeRow, Submission
from tests.consultations.form_files import csv_form, excel_form, row, word_form
from tests.consultations.voices_making import make_round
from tests.factories import OrganisationFactory, UserFactory


@pytest.fixture
def round(noon, db):
    UserFactory(is_staff=True, is_superuser=True, email="chief@example.org")
    OrganisationFactory(name="Ministry of Mines", country="CD")
    return make_round()


def bring(tmp_path, data: bytes, name: str = "form.docx", **options):
    file = tmp_path / name
    file.write_bytes(data)
    call_command("import_comments", str(file), round="small-mines", organisation="Ministry of Mines", **options)


HUNDRED = [row(comment=f"Comment {number}.", clause=f"4.{number % 3 + 1}") for number in range(1, 101)]


def with_faults():
    rows = list(HUNDRED)
    rows[9] = row(comment="Nowhere.", clause="17.4")
    rows[49] = row(comment="Odd.", kind="major")
    rows[98] = row(comment="", change="Only a change.")
    return rows


@pytest.mark.parametrize("make", [word_form, excel_form, csv_form])
def test_a_form_of_a_hundred_rows_becomes_one_response(round, tmp_path, make, capsys):
    ending = {word_form: "docx", excel_form: "xlsx", csv_form: "csv"}[make]
    bring(tmp_path, make(*HUNDRED), f"form.{ending}")
    submission = Submission.objects.get()
    assert (submission.channel, submission.organisation.name, submission.country) == (
        "import",
        "Ministry of Mines",
        "CD",
    )
    comments = list(Comment.objects.order_by("number"))
    assert [comment.body for comment in comments] == [f"Comment {number}." for number in range(1, 101)]
    assert comments[0].clause.key == "c-2"
    assert comments[0].intake_row.reference == "US-001"
    assert "100 new comments" in capsys.readouterr().out


def test_the_same_file_twice_adds_nothing(round, tmp_path, capsys):
    data = word_form(*HUNDRED)
    for _time in range(2):
        bring(tmp_path, data)
    assert (Comment.objects.count(), Submission.objects.count(), Intake.objects.count()) == (100, 1, 1)
    assert "100 unchanged" in capsys.readouterr().out


def test_bad_rows_change_nothing_and_each_is_named_with_its_field(round, tmp_path, capsys):
    report = tmp_path / "report.csv"
    with pytest.raises(CommandError, match="3 rows with faults\\. Nothing was changed"):
        bring(tmp_path, excel_form(*with_faults()), "form.xlsx", report=report)
    assert not Intake.objects.exists()
    said = capsys.readouterr().err
    assert "form.xlsx: row 11, clause: The draft has no clause “17.4”" in said
    assert "form.xlsx: row 51, type: “major” is no type of comment" in said
    assert "form.xlsx: row 100, comment: There is no comment" in said
    with report.open(newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert list(lines[0]) == ["row", "action", "key", "field", "reason"]
    assert [line["row"] for line in lines if line["action"] == "error"] == ["11", "51", "100"]


def test_good_rows_are_taken_and_the_rest_wait_at_the_desk(round, tmp_path, capsys):
    data = word_form(*with_faults())
    for name in ("form.docx", "form.docx", "saved again.docx"):
        bring(tmp_path, data if name == "form.docx" else word_form(*with_faults(), "<w:tr/>"), name, accept_good=True)
    assert Comment.objects.count() == 97
    assert IntakeRow.objects.filter(state="waiting").count() == 3
    assert "97 new comments, 3 rows with faults" in capsys.readouterr().out


def test_a_mended_file_adds_only_the_rows_that_were_mended(round, tmp_path):
    bring(tmp_path, word_form(*with_faults()), accept_good=True)
    bring(tmp_path, word_form(*HUNDRED), "again.docx")
    assert Comment.objects.count() == 100


def test_a_dry_run_stores_nothing(round, tmp_path, capsys):
    bring(tmp_path, word_form(*HUNDRED), dry_run=True)
    assert not Intake.objects.exists()
    assert "100 new comments. Dry run: nothing was changed." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"organisation": "Ministry of Mine"}, "There is no organisation “Ministry of Mine”. Known are: Ministry of"),
        ({"round": "no-such"}, "There is no round “no-such”"),
    ],
)
def test_who_and_what_must_be_known(round, tmp_path, options, reason):
    file = tmp_path / "form.docx"
    file.write_bytes(word_form(row()))
    with pytest.raises(CommandError, match=reason):
        call_command("import_comments", str(file), **{"round": "small-mines", "organisation": "X", **options})


def test_an_unknown_organisation_needs_its_group(round, tmp_path):
    file = tmp_path / "form.docx"
    file.write_bytes(word_form(row()))
    call_command("import_comments", str(file), round="small-mines", organisation="Guild of Assayers", group="asm")
    submission = Submission.objects.get()
    assert (submission.organisation, submission.organisation_name) == (None, "Guild of Assayers")


def test_a_stricter_row_is_never_published_with_the_others(round, tmp_path):
    headings = ("clause", "type", "comment", "confidentiality")
    rows = (("4.1", "te", "Open.", "name"), ("4.2", "te", "Secret.", "committee"))
    bring(tmp_path, csv_form(*rows, headings=headings), "form.csv")
    assert [comment.body for comment in Comment.objects.published()] == ["Open."]
    assert Submission.objects.get(confidentiality="committee").comments.get().body == "Secret."
