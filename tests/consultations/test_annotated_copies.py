"""A copy of the draft that came back with notes in it: each note and each change stands at its clause."""

import pytest
from django.core.management import call_command

from consultations.annotations import Text, rows_of
from consultations.formats.annotated import Change, Passage
from consultations.formats.comment_files import read_comments
from consultations.models import Comment
from tests.consultations.form_files import deleted, inserted, run
from tests.consultations.voices_making import make_round
from tests.consultations.word_files import SPACE, paragraph, word
from tests.factories import OrganisationFactory, UserFactory

CLAUSES = (
    ("c-1", "Visits 1", "A buyer shall visit the site 1 times a year."),
    ("c-2", "Visits 2", "A buyer shall visit the site 2 times a year.\nThe buyer keeps the minutes."),
    ("c-3", "Visits 3", "A buyer shall visit the site 3 times a year."),
)


def note(number: int, words: str) -> str:
    """A run between the marks of a margin comment."""
    start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
    return f'{start}{run(words)}{end}<w:r><w:commentReference w:id="{number}"/></w:r>'


def of(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def copy(*paragraphs: str, notes: dict[int, str] | None = None) -> bytes:
    rows = "".join(
        f'<w:comment w:id="{number}" w:author="Some Body">{paragraph(words)}</w:comment>'
        for number, words in (notes or {}).items()
    )
    extra = {"word/comments.xml": f"<w:comments {SPACE}>{rows}</w:comments>".encode()}
    return word(*paragraphs, extra=extra)


def rows(data: bytes):
    found = rows_of(read_comments("copy.docx", data).passages, Text(CLAUSES))
    return [(row.clause_key, row.kind, row.quote, row.change_mode, row.change, row.comment) for row in found]


def test_a_margin_comment_stands_at_its_clause_with_the_words_it_is_about():
    second = of(run("A buyer shall visit the site "), note(7, "2 times"), run(" a year."))
    data = copy(paragraph("4.1 Visits 1"), paragraph("4.2 Visits 2"), second, notes={7: "Too often."})
    assert rows(data) == [("c-2", "ge", "2 times", "", "", "Too often.")]


def test_tracked_changes_become_what_they_would_do():
    data = copy(
        of(run("A buyer "), deleted("shall"), inserted("should"), run(" visit the site 1 times a year.")),
        of(run("A buyer shall visit the site 2 times a year"), deleted(" and so on"), run(".")),
        of(run("The buyer keeps the minutes"), inserted(" for five years"), run(".")),
    )
    assert rows(data) == [
        ("c-1", "te", "shall", "replace", "should", "Replace “shall” by “should”."),
        ("c-2", "te", "and so on", "delete", "", "Delete “and so on”."),
        ("c-2", "te", "The buyer keeps the minutes", "add", "for five years", "Add “for five years”."),
    ]


def test_a_new_paragraph_belongs_to_the_clause_before_it():
    data = copy(paragraph(CLAUSES[1][2].split("\n")[0]), of(inserted("A new rule.")), paragraph(CLAUSES[2][2]))
    assert rows(data) == [("c-2", "te", "", "add", "A new rule.", "Add “A new rule.”.")]


def test_a_comment_over_several_paragraphs_quotes_all_of_them():
    first = '<w:p><w:commentRangeStart w:id="1"/>' + run(CLAUSES[0][2]) + "</w:p>"
    last = of(run("Visits 2"), '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')
    found = rows(copy(first, last, notes={1: "Both."}))
    assert found == [("c-1", "ge", f"{CLAUSES[0][2]}\nVisits 2", "", "", "Both.")]


def test_the_same_words_in_two_clauses_are_told_apart_by_the_order_of_reading():
    text = Text((("a", "One", "It applies."), ("b", "Two", "It applies."), ("c", "Three", "")))
    passages = [Passage("One"), Passage("It applies."), Passage("Two"), Passage("It applies.", [("", "Why?")])]
    assert [row.clause_key for row in rows_of(passages, text)] == ["b"]


def test_a_paragraph_that_is_not_of_the_draft_has_no_clause_and_is_asked_for():
    passages = [Passage("Quite another text, from another standard altogether.", changes=[Change("another", "one")])]
    found = rows_of(passages, Text(CLAUSES))[0]
    assert (found.clause_key, found.clause) == ("", "Quite another text, from another standard altogether.")


@pytest.mark.django_db
def test_a_copy_is_brought_in_like_any_form(noon, tmp_path):
    UserFactory(is_staff=True, is_superuser=True)
    OrganisationFactory(name="Ministry of Mines")
    make_round()
    file = tmp_path / "Draft with our notes.docx"
    changed = of(run("A buyer "), deleted("shall"), inserted("should"), run(" visit the site 1 times a year."))
    file.write_bytes(copy(changed, of(note(1, "Visits 3")), notes={1: "Say who pays."}))
    call_command("import_comments", str(file), round="small-mines", organisation="Ministry of Mines")
    first, second = Comment.objects.order_by("number")
    assert (first.clause.key, first.quote, first.change_mode, first.proposed_change) == (
        "c-1",
        "shall",
        "replace",
        "should",
    )
    assert (second.clause.key, second.quote, second.body) == ("c-3", "Visits 3", "Say who pays.")
    assert "Some Body" not in first.submission.content
