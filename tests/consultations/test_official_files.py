"""A form that a delegate uploads is the organisation's one official position, or one contribution among others."""

import pytest
from django.core.exceptions import ValidationError

from consultations import receipts
from consultations.actions.holding import withdraw_submission
from consultations.actions.importing_comments import FileIn, Sender, accept_rows, bring_in
from consultations.actions.positions import begin_position
from consultations.actions.responses import add_comment
from consultations.models import Comment, Intake, Submission, UnsentResponse
from consultations.sheets import CommentRow, Form
from portal.members.permissions import Refused
from tests.consultations.form_files import row, word_form
from tests.consultations.test_desk_intakes import as_delegate, delegate, organisation_of, upload  # noqa: F401
from tests.consultations.voices_making import held, make_round
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(noon):
    return make_round()


def official(by, round, *rows: CommentRow, name: str = "form.docx", **more) -> Intake:
    sender = Sender(organisation=organisation_of(by), **{"is_official": True, **more})
    file = FileIn.of(name, f"{name}{rows}".encode())
    return bring_in(by=by, round=round, file=file, form=Form(rows=list(rows)), sender=sender)


def line(place: int = 1, comment: str = "Too often.", **said: str) -> CommentRow:
    return CommentRow(**{"row": place, "clause": "4.1", "kind": "te", "comment": comment, **said})


def test_a_form_becomes_the_official_position_as_a_whole(as_delegate, delegate, round):  # noqa: F811
    organisation = organisation_of(delegate).pk
    data = word_form(row(comment="One."), row(comment="Two.", clause="9.9"))
    here = upload(as_delegate, round, data, organisation=organisation, official="1")["Location"]
    page = as_delegate.get(here).content.decode()
    assert "The official position of the organisation" in page
    assert "put every row right first" in page
    assert (
        "sent as a whole: put 1 row right first" in as_delegate.post(here, {"send": "1"}, follow=True).content.decode()
    )
    assert not Submission.objects.exists()
    as_delegate.post(here, {"row2-clause": "4.2"})
    as_delegate.post(here, {"send": "1"})
    submission = Submission.objects.get()
    assert (submission.is_official, submission.channel, submission.comments.count()) == (True, "import", 2)
    colleagues = as_delegate.get(f"/en/consultations/{round.slug}/respond/").content.decode()
    assert "Ministry of Mines has sent its position." in colleagues
    shown = as_delegate.get(f"/en/consultations/{round.slug}/respond/for/{organisation}/")
    assert "It came in a file: a delegate can withdraw it there" in shown.content.decode()


def test_there_is_one_position_whether_it_is_written_here_or_comes_in_a_file(delegate, round):  # noqa: F811
    first, second = official(delegate, round, line()), official(delegate, round, line(comment="Other."), name="b.docx")
    accept_rows(by=delegate, intake=first)
    with pytest.raises(ValidationError, match="has sent its position"):
        accept_rows(by=delegate, intake=second)
    with pytest.raises(ValidationError, match="has sent its position"):
        official(delegate, round, line(), name="c.docx")
    with pytest.raises(ValidationError, match="has sent its position"):
        begin_position(round=round, organisation=organisation_of(delegate), by=delegate, language="en")
    assert Submission.objects.official().count() == 1
    official(delegate, round, line(comment="A department's own."), name="d.docx", is_official=False)


def test_a_file_does_not_overtake_what_colleagues_are_drafting(delegate, round):  # noqa: F811
    mine = organisation_of(delegate)
    begun = begin_position(round=round, organisation=mine, by=delegate, language="en")
    intake = official(delegate, round, line())  # nothing is written yet
    add_comment(response=begun, clause=None, body="We think.", by=delegate)
    for attempt in (
        lambda: official(delegate, round, line(), name="b.docx"),
        lambda: accept_rows(by=delegate, intake=intake),
    ):
        with pytest.raises(ValidationError, match="Colleagues are drafting the position of Ministry of Mines here"):
            attempt()
    begun.refresh_from_db()
    begun.words = {}
    begun.save()
    accept_rows(by=delegate, intake=intake)
    assert not UnsentResponse.objects.exists()


def test_a_position_is_withdrawn_by_its_delegate_and_sent_again(delegate, round):  # noqa: F811
    intake = official(delegate, round, line())
    (receipt,) = accept_rows(by=delegate, intake=intake)
    with pytest.raises(Refused, match="Only a delegate"):
        withdraw_submission(**held(receipt), by=UserFactory())
    withdraw_submission(**held(receipt), by=delegate)
    (second,) = accept_rows(by=delegate, intake=official(delegate, round, line()))
    assert Submission.objects.official().get() == second.submission
    assert receipts.code_for(second.submission.idempotency_key) != receipt.code


def test_a_contribution_that_was_sent_becomes_no_position_by_the_same_file(delegate, round):  # noqa: F811
    intake = official(delegate, round, line(), is_official=False)
    assert official(delegate, round, line()) == intake  # nothing is sent yet: it may be
    intake.refresh_from_db()
    assert intake.is_official
    official(delegate, round, line(), is_official=False)
    intake.refresh_from_db()
    accept_rows(by=delegate, intake=intake)
    with pytest.raises(ValidationError, match="have been sent already"):
        official(delegate, round, line())


@pytest.mark.parametrize(
    ("said", "told"),
    [({"language": "fr"}, "in one language"), ({"confidentiality": "committee"}, "for fewer readers")],
)
def test_a_position_has_one_language_and_the_same_readers(delegate, round, said, told):  # noqa: F811
    intake = official(delegate, round, line(), line(2, "Secret.", **said))
    with pytest.raises(ValidationError, match=told):
        accept_rows(by=delegate, intake=intake)
    assert not Comment.objects.exists()


def test_only_a_delegate_says_that_a_file_is_the_position(as_secretary, secretary, delegate, round):  # noqa: F811
    page = as_secretary.get(f"/en/desk/rounds/{round.slug}/imports/").content.decode()
    assert "official position" not in page
    sender = Sender(organisation=organisation_of(delegate), is_official=True)
    with pytest.raises(Refused, match="Only a delegate"):
        bring_in(by=secretary, round=round, file=FileIn.of("a", b"a"), form=Form(rows=[line()]), sender=sender)
