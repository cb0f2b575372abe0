"""import_draft and create_round: what they print, what they refuse, and that a refusal changes nothing."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from consultations.models import Clause, Draft, Round
from portal.members.models import User
from tests.consultations import making
from tests.consultations.word_files import heading, paragraph, word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
WINDOW = {"opens": "2026-11-20", "closes": "2027-02-20", "zone": "Africa/Nairobi"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(word(heading("1 Purpose"), paragraph("Why."), paragraph("One", number=(1, 0))))
    return path


def imported(path, **more):
    out = StringIO()
    call_command("import_draft", str(path), standard="SM", label="1", stdout=out, stderr=StringIO(), **more)
    return out.getvalue()


def test_a_dry_run_prints_the_clauses_and_stores_nothing(file, tmp_path):
    report = tmp_path / "report.csv"
    out = imported(file, dry_run=True, report=report)
    assert "1 (1)" in out
    assert "2 clauses would be stored as SM/1" in out
    assert not Draft.objects.exists()
    rows = list(csv.reader(report.read_text().splitlines()))
    assert rows[0] == ["row", "action", "key", "field", "reason"]
    assert len(rows) == 3


def test_with_no_staff_at_all_the_commands_have_an_account_of_their_own(file):
    imported(file)
    assert Clause.objects.count() == 2
    assert User.objects.get().has_usable_password() is False


def test_the_same_label_twice_is_refused(file):
    imported(file)
    with pytest.raises(CommandError, match="There is a draft 1 of SM already"):
        imported(file)
    assert Draft.objects.count() == 1


def test_a_file_that_cannot_be_read_names_the_file_and_changes_nothing(tmp_path):
    path = tmp_path / "cut.docx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match=r"cut\.docx: This is not a Word file"):
        imported(path)
    with pytest.raises(CommandError, match=r"none\.docx: It cannot be opened: No such file or directory\.$"):
        imported(tmp_path / "none.docx")
    assert not Draft.objects.exists()


def test_the_next_draft_keeps_the_keys_and_knows_what_changed(file, tmp_path):
    imported(file)
    path = tmp_path / "second.docx"
    path.write_bytes(word(heading("1 Scope"), heading("2 Purpose"), paragraph("Why not.")))
    call_command("import_draft", str(path), standard="SM", label="2", stdout=StringIO())
    second = Draft.objects.get(label="2")
    assert second.previous.label == "1"
    assert list(second.clauses.values_list("key", flat=True)) == ["c-scope", "c-purpose"]
    kinds = second.clauses.get(key="c-purpose").lineage_from.values_list("kind", flat=True)
    assert list(kinds) == ["edited"]


def test_a_light_round_is_made_checked_and_announced(file, client):
    imported(file)
    call_command("create_round", "mines", draft="SM/1", profile="light", stdout=StringIO(), **WINDOW)
    round = Round.objects.get()
    assert round.is_open
    assert round.draft.sha256
    assert client.get("/en/consultations/mines/draft/").status_code == 200


def test_a_round_that_may_not_be_announced_lists_what_is_missing_and_leaves_nothing(file):
    imported(file)
    pages = Page.objects.count()
    with pytest.raises(CommandError) as refused:
        call_command("create_round", "mines", draft="SM/1", **WINDOW)
    assert len(str(refused.value).splitlines()) == 7
    assert (Round.objects.count(), Page.objects.count()) == (0, pages)
    call_command("create_round", "mines", draft="SM/1", waive="A dam is failing.", stdout=StringIO(), **WINDOW)
    round = Round.objects.get()
    assert round.waiver == "A dam is failing."
    assert set(round.lifted) == {*("purpose", "benefits", "questions", "languages", "promises", "contact"), "approval"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"draft": "SM/9"}, "There is no draft SM/9"),
        ({"zone": "Nowhere/City"}, "is no time zone"),
        ({"opens": "soon"}, "is no date"),
        ({"opens": "2027-03-01"}, "It closes before it opens"),
        ({"zone": "Europe/Paris", "opens": "2026-03-29T02:30"}, "put forward"),
    ],
)
def test_wrong_input_says_what_is_wrong(file, change, said):
    imported(file)
    with pytest.raises(CommandError, match=said):
        call_command("create_round", "mines", **{"draft": "SM/1", "profile": "light", **WINDOW, **change})
    assert not Round.objects.exists()


FULL = {
    "purpose": "To buy fairly.",
    "groups": "asm, tr",
    "benefit": [["asm", "A buyer.", "Two days of records."], ["tr", "A supply.", "Visits."]],
    "ask_barrier": True,
    "ask": [["tr", "What would a visit cost you?"]],
    "languages": "en,fr,es",
    "synopsis_due": "2027-04-01",
    "decision_due": "2027-06-01",
    "contact": "desk@example.org",
}


def test_a_full_round_can_be_made_with_options_alone_and_opens_in_three_languages(file, client, secretary, colleague):
    imported(file, title="Small mines")
    for clause in Clause.objects.all():
        for language in ("fr", "es"):
            words = {"heading": clause.heading, "body": clause.body}
            making.translated(by=secretary, clause=clause, language=language, **words)
    people = {"by": secretary.email, "approved_by": colleague.email}
    question = {"ask": [], "ask_barrier": True, "groups": "asm", "benefit": FULL["benefit"][:1]}
    call_command("create_round", "mines", draft="SM/1", stdout=StringIO(), **WINDOW, **FULL | question | people)
    round = Round.objects.get()
    assert round.is_open
    assert (round.lifted, round.approved_by) == ([], colleague)
    assert [group.code for group in round.target_groups.order_by("code")] == ["asm"]
    pages = round.pages.filter(alias_of=None)
    assert sorted(page.locale.language_code for page in pages) == ["en", "es", "fr"]
    assert len({page.get_latest_revision_as_object().lede for page in pages}) == 3


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("contact", r"mines: Give the address .* \(--contact EMAIL\)"),
        ("ask_barrier", r"mines: Ask upstream .* \(--ask-barrier\)"),
        ("benefit", r"mines: Say what each may gain .* \(--groups"),
        ("ask", r"mines: Nothing is asked of: .* \(--ask asm,tr"),
        ("languages", r"mines: It is not held in: .* \(--languages en,fr,es"),
        ("by", r"mines: Make it ready, and let a second person approve it. \(--approved-by EMAIL\)"),
        ("synopsis_due", r"mines: Promise a day .* \(--synopsis-due DATE --decision-due DATE\)"),
    ],
)
def test_an_unmet_condition_names_the_option_that_meets_it(file, name, line):
    imported(file)
    options = {**WINDOW, **{key: value for key, value in FULL.items() if key != name}}
    with pytest.raises(CommandError, match=line):
        call_command("create_round", "mines", draft="SM/1", **options)
    with pytest.raises(CommandError, match="There is no group zz"):
        call_command("create_round", "mines", draft="SM/1", **(options | {"groups": "zz"}))
    with pytest.raises(CommandError, match="is no day"):
        call_command("create_round", "mines", draft="SM/1", **(options | {"decision_due": "soon"}))


def test_the_title_of_one_file_does_not_name_the_standard(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(word(heading("Small mines (2017)"), heading("1 Purpose"), paragraph("Why.")))
    imported(path)
    draft = Draft.objects.get()
    assert (draft.title.text, draft.standard.title.text) == ("Small mines (2017)", "SM")
    call_command("import_draft", str(path), standard="LM", label="1", title="Large mines", stdout=StringIO())
    assert Draft.objects.get(standard__code="LM").standard.title.text == "Large mines"


def test_only_a_dry_run_prints_every_clause_and_a_taken_label_prints_none(file):
    assert "Purpose" not in imported(file)
    out = StringIO()
    with pytest.raises(CommandError, match="There is a draft 1 of SM already"):
        call_command("import_draft", str(file), standard="SM", label="1", dry_run=True, stdout=out)
    assert out.getvalue() == ""
    call_command("import_draft", str(file), standard="SM", label="2", dry_run=True, stdout=out)
    assert "(1)  One  [" in out.getvalue()
    assert "1 with a heading, 2 kept from draft 1, 0 new, 0 taken out" in out.getvalue()
