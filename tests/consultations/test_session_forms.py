"""The form of a session as a spreadsheet: taken from the portal, filled in, brought back, sent slip by slip."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from consultations import receipts
from consultations.actions.importing_comments import FileIn, accept_rows
from consultations.actions.mending_rows import mend_row
from consultations.actions.session_forms import accept_sheets, bring_in_form
from consultations.formats.session_form import mark_of, read_session_form
from consultations.models import Comment, Intake, SessionRecord, Submission
from consultations.session_rows import codes_in, number_in
from portal import clock
from portal.files.limits import Unreadable
from portal.members.permissions import Refused
from tests.consultations.session_forms_making import (
    SAID,
    accept,
    blank,
    brought,
    faults,
    filled,
    lines_of,
    people,
    round,
    session,
)
from tests.consultations.sessions_making import held, roles_of
from tests.consultations.voices_making import close
from tests.factories import UserFactory

__all__ = ["people", "round", "session"]
pytestmark = pytest.mark.django_db
KINDS = ("xlsx", "csv")


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_asks_what_its_group_is_asked_and_says_which_session_it_is_for(round, session, kind):
    lines = lines_of(blank(session, kind), kind)
    text = "\n".join(cell for line in lines for cell in line)
    assert mark_of("small-mines", session.pk) in text
    assert "What do you carry?" in text
    assert "What do you refine?" not in text
    assert "a) Yes; b) No, never" in text
    assert [line[3] for line in lines[3:]] == ["1", "3", "4"]
    assert "Canary" not in text  # neither who led it nor the place nor the notes travel with it
    if kind == "xlsx":
        clauses = openpyxl.load_workbook(io.BytesIO(blank(session))).worksheets[1]
        assert [[cell.value for cell in row] for row in clauses.iter_rows(min_row=2, max_row=2)] == [
            ["4.1", "c-1", "Visits 1"]
        ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_was_filled_in_comes_back_in_every_language_and_becomes_a_response_a_slip(session, kind, language):
    intake = brought(session, *SAID, kind=kind, language=language)
    assert set().union(*faults(intake).values()) == set()
    first, second = accept(intake)
    assert [first.code, second.code] == [receipts.code_for(session.key_of(n)) for n in (3, 7)]
    three = first.submission
    assert (three.channel, three.standing, three.organisation, three.language) == ("session", "proxy", None, "en")
    assert list(three.comments.order_by("number").values_list("clause__key", "body")) == [
        ("c-1", "The rains take the road."),
        (None, "Who pays the visit?"),
    ]
    assert [answer.text for answer in three.answers.all()] == ["Ore, on the back."]
    choice, barrier = second.submission.answers.order_by("question__position")
    assert (choice.value, barrier.value["category"], barrier.value["severity"], barrier.text) == (
        {"choice": "no"},
        "danger",
        "prevents",
        "Another road.",
    )
    records = SessionRecord.objects.order_by("slip").values_list("slip", "part", "people")
    assert list(records) == [(3, 1, 1), (7, 1, 12)]
    assert not intake.rows.exclude(state="accepted").exists()
    assert all("comment" not in row.words for row in intake.rows.all())  # the words stand in the response alone


LINES: list[tuple[dict[str, str], set[str]]] = [  # a line of the form, and the fields in which something is wrong
    ({"slip": "1", "clause": "4.1", "comment": "One."}, set()),
    ({"clause": "9.9", "comment": "Two."}, {"clause"}),
    ({"slip": "99", "comment": "Three."}, {"slip"}),
    ({"slip": "2", "question": "8", "comment": "Four."}, {"question"}),
    ({"question": "3", "comment": "perhaps"}, {"comment"}),
    ({"question": "4", "comment": "z"}, {"comment"}),
    ({"people": "35", "comment": "Five."}, {"people"}),
    ({"slip": "4", "people": "2", "comment": "Six.", "confidentiality": "committee"}, set()),
    ({"people": "3", "comment": "Seven.", "kind": "xx"}, {"people", "type"}),
    ({"comment": "Eight.", "confidentiality": "perhaps"}, {"people", "confidentiality"}),
    ({"slip": "5", "clause": "4.1"}, {"comment"}),
    ({"question": "1", "comment": "Once.", "clause": "4.1"}, {"clause"}),
    ({"question": "1", "comment": "Again.", "change": "Other."}, {"question", "proposed_change"}),
]


def test_a_bad_line_waits_while_the_good_ones_are_sent_and_is_mended_into_the_next_part_of_its_slip(session):
    intake = brought(session, *(line for line, _wrong in LINES))
    assert list(faults(intake).values()) == [wrong for _line, wrong in LINES]
    assert len(accept(intake)) == 2
    assert list(Comment.objects.order_by("pk").values_list("body", "committee_only")) == [
        ("One.", False),
        ("Six.", True),
    ]
    second = intake.rows.order_by("place")[1]
    mend_row(by=intake.brought_by, row=second, clause="4.2")
    (receipt,) = accept(intake)
    assert receipt.code == receipts.code_for(session.key_of(1, 2))
    assert list(SessionRecord.objects.filter(slip=1).values_list("part", flat=True)) == [1, 2]


def test_the_same_file_twice_adds_nothing_and_lines_known_from_another_are_not_sent_again(session):
    intake = brought(session, *SAID)
    accept(intake)
    assert accept(intake) == []
    again = brought(session, *SAID, {"slip": "8", "comment": "New."}, kind="csv")
    assert again.pk != intake.pk
    assert list(again.rows.order_by("place").values_list("state", flat=True)) == ["repeated"] * 5 + ["waiting"]
    accept(again)
    assert Submission.objects.count() == 3
    mark, form = read_session_form("form.csv", filled(session, *SAID, kind="csv"))
    file = FileIn.of("form.csv", b"the same")
    made = [
        bring_in_form(by=session.recorded_by, session=session, file=file, form=form, mark=mark).pk for _n in range(2)
    ]
    assert made[0] == made[1]


def test_a_form_of_another_session_or_without_its_mark_is_not_taken(round, session):
    other = held(round)
    mark, form = read_session_form("form.xlsx", filled(other, *SAID))
    for wrong in (mark, ""):
        with pytest.raises(ValidationError) as error:
            bring_in_form(by=session.recorded_by, session=session, file=FileIn.of("a", b"a"), form=form, mark=wrong)
        assert set(error.value.message_dict) == {"file"}
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.xlsx", b""), ("a.docx", b"PK"), ("a.csv", b"PK\3\4"), ("a.xlsx", b"no"), ("a.csv", b"Clause,Comments\n1,2\n")],
)
def test_a_file_that_is_no_form_of_a_session_says_so(name, data):
    with pytest.raises(Unreadable):
        read_session_form(name, data)


def test_a_form_of_a_session_is_not_sent_as_a_file_of_an_organisation(session):
    intake = brought(session, *SAID)
    with pytest.raises(Intake.DoesNotExist):
        accept_rows(by=UserFactory(is_staff=True), intake=intake)
    with pytest.raises(IntegrityError, match="no_other_sender"), transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(organisation_name="Somebody")


def test_after_the_published_days_nothing_comes_in_and_the_reason_says_what_to_do(round, session, people):
    intake = brought(session, *SAID)
    close(round)
    round.refresh_from_db()
    with clock.set_to(round.sheets_until):
        accept(intake)
    other = brought(held(round, by=people[0], organisation=people[1]), *SAID, by=people[0])
    with clock.set_to(round.sheets_until + timedelta(seconds=1)):
        with pytest.raises(Refused, match=r"desk@example\.org"):
            accept(other)
        with pytest.raises(Refused):
            brought(session, {"comment": "Later."})
    assert Submission.objects.count() == 2


def test_who_may_bring_a_form_in_and_see_it(round, session, people):
    intake = brought(session, *SAID)
    roles = roles_of(session)
    seen = {name: Intake.objects.visible_to(viewer).exists() for name, viewer in roles.items()}
    assert [name for name, sees in seen.items() if sees] == ["host", "delegate", "secretariat"]
    row = intake.rows.first()
    for nobody in (roles[one].user_object for one in ("colleague", "other delegate", "outsider")):
        for act in (
            lambda who=nobody: mend_row(by=who, row=row, comment="No."),
            lambda who=nobody: accept_sheets(by=who, intake=intake),
            lambda who=nobody: brought(session, {"comment": "Mine."}, by=who),
        ):
            with pytest.raises(Refused):
                act()


@given(said=st.text(max_size=12), most=st.integers(1, 5000))
def test_a_number_of_a_slip_is_one_that_there_is_or_none(said, most):
    assert 0 <= number_in(said, most) <= most


@given(said=st.text(max_size=40), several=st.booleans())
def test_what_was_chosen_is_a_known_code_or_what_was_written(said, several):
    every = [("yes", ["a", "Yes"]), ("no", ["b", "No, never"])]
    for code in codes_in(said, every, several=several):
        assert code in ("yes", "no") or code in said.casefold()


def test_choices_are_known_by_letter_code_or_words():
    every = [("yes", ["a", "yes", "Oui"]), ("no", ["b", "No, never"]), ("unsure", ["c", "unsure"])]
    told = {said: codes_in(said, every, several=True) for said in ("A", "b) ", "oui.", "No, never", "a, c", "a; ?")}
    assert told == {
        "A": ["yes"],
        "b) ": ["no"],
        "oui.": ["yes"],
        "No, never": ["no"],
        "a, c": ["yes", "unsure"],
        "a; ?": ["yes", "?"],
    }
