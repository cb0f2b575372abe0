"""A file whose response was withdrawn is sent again; rows left out or said elsewhere are taken up again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from consultations import receipts
from consultations.actions.holding import erase_identity, withdraw_submission
from consultations.actions.importing_comments import FileIn, Sender, accept_rows, bring_in
from consultations.actions.mending_rows import leave_out, mend_row, take_up
from consultations.actions.redacting import take_words_out
from consultations.models import Comment, Intake, IntakeRow, Submission
from consultations.sheets import CommentRow, Form
from portal import clock
from portal.members.models import Membership, StakeholderGroup
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from tests.consultations.form_files import row, word_form
from tests.consultations.test_desk_intakes import as_delegate, delegate, organisation_of, upload  # noqa: F401
from tests.consultations.voices_making import held, make_round
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(noon):
    return make_round()


@pytest.fixture
def desk():
    return UserFactory(is_staff=True)


def rows_of(*bodies: str, **said: str) -> list[CommentRow]:
    return [
        CommentRow(row=place, mb=f"US-{place}", clause="4.1", kind="te", comment=body, **said)
        for place, body in enumerate(bodies, start=1)
    ]


def bring(desk, round, *bodies: str, name: str = "form.docx", **more) -> Intake:
    said = {"organisation_name": "Guild", "group": StakeholderGroup.objects.get(code="asm"), "name": "Ada"}
    sender = Sender(**{**said, "email": "ada@example.org", **more})
    file = FileIn.of(name, f"{name}{bodies}".encode())
    return bring_in(by=desk, round=round, file=file, form=Form(rows=rows_of(*bodies)), sender=sender)


def states(intake: Intake) -> list[str]:
    return list(intake.rows.values_list("state", flat=True))


def said() -> list[str]:
    rows = Comment.objects.filter(submission__withdrawn_at=None).order_by("number")
    return list(rows.values_list("body", flat=True))


def test_a_form_is_withdrawn_and_sent_again_at_the_desk(as_delegate, delegate, round):  # noqa: F811
    data = word_form(row(comment="One."), row(comment="Two.", clause="4.9"), row(comment="Three."))
    organisation = organisation_of(delegate).pk
    here = upload(as_delegate, round, data, organisation=organisation)["Location"]
    as_delegate.post(here, {"row2-clause": "4.2"})
    receipt = as_delegate.post(here, {"send": "1"})["Location"]
    pin = receipts.pin_for(Submission.objects.get().idempotency_key)
    as_delegate.post(receipt, {"withdraw": "1", "pin": pin})
    assert Submission.objects.get().withdrawn_at
    page = as_delegate.get(here).content.decode()
    assert "3 rows were sent and withdrawn since" in page
    assert page.count("withdrawn · R1-") == 3
    assert upload(as_delegate, round, data, organisation=organisation)["Location"] == here
    assert "Send 3 good rows" in as_delegate.get(here).content.decode()  # what had been put right stays so
    assert as_delegate.post(here, {"send": "1"}).status_code == 303
    assert said() == ["One.", "Two.", "Three."]
    assert [one.clause.number for one in Comment.objects.order_by("-number")[:3]] == ["4.1", "4.2", "4.1"]
    assert "withdrawn since" not in as_delegate.get(here).content.decode()


def test_another_file_with_the_same_rows_is_sent_once_the_first_is_withdrawn(desk, round):
    first = bring(desk, round, "One.", "Two.")
    (receipt,) = accept_rows(by=desk, intake=first)
    second = bring(desk, round, "One.", "Three.", name="mended.docx")
    assert states(second) == ["repeated", "waiting"]
    withdraw_submission(**held(receipt))
    assert states(bring(desk, round, "One.", "Three.", name="mended.docx")) == ["waiting", "waiting"]
    accept_rows(by=desk, intake=second)
    assert states(bring(desk, round, "One.", "Two.")) == ["repeated", "waiting"]  # the first file, now beside it


def test_only_what_was_withdrawn_waits_again(desk, round):
    intake = bring(desk, round, "One.", "Two.")
    leave_out(by=desk, row=intake.rows.get(place=2))
    (receipt,) = accept_rows(by=desk, intake=intake)
    assert states(bring(desk, round, "One.", "Two.")) == ["accepted", "left_out"]
    withdraw_submission(**held(receipt))
    assert states(bring(desk, round, "One.", "Two.")) == ["waiting", "left_out"]


def test_what_is_sent_again_goes_to_those_chosen_now_and_its_sender_gets_the_receipt(desk, round):
    intake = bring(desk, round, "One.")
    (receipt,) = accept_rows(by=desk, intake=intake)
    withdraw_submission(**held(receipt))
    again = bring(desk, round, "One.", confidentiality="committee", email="new@example.org")
    (second,) = accept_rows(by=desk, intake=again)
    assert (second.submission.confidentiality, second.submission.identity.email) == ("committee", "new@example.org")
    assert second.code != receipt.code


def test_words_taken_out_do_not_come_back_with_the_same_file(desk, round):
    intake = bring(desk, round, "Goyo Mamani shouted.")
    (receipt,) = accept_rows(by=desk, intake=intake)
    take_words_out(by=desk, submission=receipt.submission, words="Goyo Mamani", reason="A name.")
    withdraw_submission(**held(receipt))
    accept_rows(by=desk, intake=bring(desk, round, "Goyo Mamani shouted."))
    assert said() == ["[…] shouted."]


def test_erasing_the_withdrawn_response_still_reaches_its_file(desk, round):
    intake = bring(desk, round, "One.")
    (receipt,) = accept_rows(by=desk, intake=intake)
    withdraw_submission(**held(receipt))
    bring(desk, round, "One.")
    erase_identity(**held(receipt))
    intake.refresh_from_db()
    assert (intake.file_name, intake.sender_name, intake.rows.get().reference) == ("–", "", "")


def test_a_file_of_somebody_at_risk_stays_hidden_though_its_rows_wait_again(desk, round):
    intake = bring(desk, round, "One.")
    (receipt,) = accept_rows(by=desk, intake=intake)
    withdraw_submission(**held(receipt))
    bring(desk, round, "One.")
    Submission.objects.update(locked_at=clock.now())
    assert not Intake.objects.visible_to(look_at(desk)).exists()


def test_a_row_left_out_is_taken_up_again_on_the_screen(as_delegate, delegate, round):  # noqa: F811
    here = upload(as_delegate, round, word_form(row()), organisation=organisation_of(delegate).pk)["Location"]
    as_delegate.post(here, {"leave": "1"})
    page = as_delegate.get(here).content.decode()
    assert "?edit=1#mend" in page
    assert "Take this row up again" in as_delegate.get(here + "?edit=1").content.decode()
    as_delegate.post(here, {"take_up": "1"})
    assert "Send 1 good row" in as_delegate.get(here).content.decode()
    as_delegate.post(here, {"leave": "1"})
    as_delegate.post(here, {"row1-comment": "Said otherwise."})
    as_delegate.post(here, {"send": "1"})
    assert said() == ["Said otherwise."]
    assert "no longer changes" in as_delegate.post(here, {"take_up": "1"}, follow=True).content.decode()


def test_a_row_said_in_another_file_is_taken_up_only_when_it_says_something_else(desk, round):
    bring(desk, round, "One.")
    second = bring(desk, round, "One.", name="second.docx")
    repeated = second.rows.get()
    for attempt in (lambda: take_up(by=desk, row=repeated), lambda: mend_row(by=desk, row=repeated, comment="One.")):
        with pytest.raises(ValidationError, match="stands in another file of the same sender"):
            attempt()
    assert states(second) == ["repeated"]
    mend_row(by=desk, row=repeated, comment="One, and more.")
    assert states(second) == ["waiting"]


def test_what_was_left_out_in_one_file_can_be_said_in_the_next(desk, round):
    first = bring(desk, round, "One.")
    leave_out(by=desk, row=first.rows.get())
    second = bring(desk, round, "One.", name="second.docx")
    assert states(second) == ["waiting"]
    with pytest.raises(ValidationError, match="another file"):
        take_up(by=desk, row=first.rows.get())


def test_rows_are_taken_up_by_those_who_work_on_the_file(desk, round):
    intake = bring(desk, round, "One.")
    leave_out(by=desk, row=intake.rows.get())
    stranger = MembershipFactory(organisation=OrganisationFactory(), role=Membership.Role.DELEGATE).user
    with pytest.raises(Refused):
        take_up(by=stranger, row=intake.rows.get())


def test_nothing_is_sent_again_once_the_round_is_closed(as_delegate, delegate, round, noon):  # noqa: F811
    data, organisation = word_form(row()), organisation_of(delegate).pk
    here = upload(as_delegate, round, data, organisation=organisation)["Location"]
    receipt = as_delegate.post(here, {"send": "1"})["Location"]
    pin = receipts.pin_for(Submission.objects.get().idempotency_key)
    as_delegate.post(receipt, {"withdraw": "1", "pin": pin})
    with clock.set_to(noon + timedelta(days=21)):
        as_delegate.force_login(delegate)
        assert upload(as_delegate, round, data, organisation=organisation).status_code == 403
    assert IntakeRow.objects.get().state == "accepted"
