"""What whoever holds a receipt may do: change, withdraw, be forgotten, have words taken out."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from consultations.actions.changing import begin_change
from consultations.actions.holding import ask_to_take_out, confirm_email, contest, erase_identity, withdraw_submission
from consultations.actions.responses import add_comment, keep, submit, take_out
from consultations.actions.screening import decline_submission, hold_submission, publish_submission, settle_plea
from consultations.emails import confirmation
from consultations.models import (
    Answer,
    Comment,
    Identity,
    Revision,
    Round,
    Submission,
    UnsentResponse,
)
from portal import clock
from portal.members.permissions import Refused
from portal.models import MailOutbox
from tests.consultations.voices_making import ask, clause_of, close, held, make_round, seen, sent
from tests.raw_rows import where

pytestmark = pytest.mark.django_db
WHO = {"name": "Beatriz Choque", "email": "beatriz@example.org"}


def page(code: str) -> str:
    return reverse("consultations:receipt", args=[code])


def test_a_changed_response_keeps_its_receipt_its_old_words_and_the_numbers_of_what_stayed(noon):
    round = make_round()
    question = ask(round)
    answers = {str(question.pk): {"text": "More trust."}}
    receipt = sent(round, "Too few.", "Good.", clause=clause_of(round), answers=answers)
    first = receipt.submission.content_sha256
    response = begin_change(**held(receipt))
    assert [row["body"] for row in response.words["comments"]] == ["Too few.", "Good."]
    take_out(response=response, comment=response.words["comments"][0]["id"])
    add_comment(response=response, clause=clause_of(round, 2), body="Far too few.")
    keep(response=response, words={"answers": {str(question.pk): {"text": "Much more trust."}}})
    again = submit(response=response, **WHO)
    assert (again.code, again.pin) == (receipt.code, receipt.pin)
    submission = Submission.objects.get()
    assert submission.content_sha256 == sha256(submission.content.encode()).hexdigest() != first
    kept = Revision.objects.get()
    assert kept.content_sha256 == first == sha256(kept.content.encode()).hexdigest()
    said = {(c.number, c.body, c.replaced_at is None) for c in Comment.objects.all()}
    assert said == {(1, "Too few.", False), (2, "Good.", True), (3, "Far too few.", True)}
    assert [c.number for c in Comment.objects.published()] == [2, 3]
    assert Answer.objects.get().text == "Much more trust."
    assert not UnsentResponse.objects.exists()


def test_a_second_click_on_the_change_finds_the_same_receipt(noon):
    receipt = sent(make_round(), "Too few.")
    response = begin_change(**held(receipt))
    add_comment(response=response, clause=None, body="And one more.")
    assert submit(response=response, **WHO).code == receipt.code
    assert submit(response=response, **WHO).code == receipt.code
    assert (Submission.objects.count(), Revision.objects.count(), Comment.objects.count()) == (1, 1, 2)


def test_a_change_does_not_bring_out_what_was_held_back(noon, secretary):
    receipt = sent(make_round(), "Prices.")
    hold_submission(by=secretary, submission=receipt.submission, reason="It names prices.", **seen(receipt.submission))
    response = begin_change(**held(receipt))
    add_comment(response=response, clause=None, body="More prices.")
    submit(response=response, **WHO)
    assert Submission.objects.get().screening == Submission.ScreeningState.PENDING
    assert not Comment.objects.published().exists()


def test_what_is_changed_is_looked_at_anew(noon, secretary):
    receipt = sent(make_round(), "Too few.")
    publish_submission(by=secretary, submission=receipt.submission, revision=receipt.submission.revision)
    assert Submission.objects.get().screened_at == noon
    response = begin_change(**held(receipt))
    add_comment(response=response, clause=None, body="You crooks.")
    submit(response=response, **WHO)
    assert (Submission.objects.get().screened_at, Submission.objects.get().screened_by) == (None, None)


def test_the_link_mailed_to_one_address_confirms_no_other_that_came_later(noon):
    receipt = sent(make_round(), "Too few.")
    mailed = confirmation(Identity.objects.get())
    response = begin_change(**held(receipt))
    submit(response=response, name="A Minister", email="minister@example.net")
    with pytest.raises(ValidationError):
        confirm_email(token=mailed)
    assert confirm_email(token=confirmation(Identity.objects.get())).email == "minister@example.net"


def test_what_was_begun_to_change_a_withdrawn_response_goes_on_as_a_new_one(noon):
    receipt = sent(make_round(), "Too few.")
    response = begin_change(**held(receipt))
    withdraw_submission(**held(receipt))
    response.refresh_from_db()
    anew = submit(response=response, **WHO)
    assert anew.code != receipt.code
    assert [c.body for c in Comment.objects.published()] == ["Too few."]


def test_a_change_that_comes_too_late_is_told_why_and_keeps_its_words(client, noon):
    round = make_round(closes=20)
    receipt = sent(round, "Too few.")
    client.post(page(receipt.code), {"pin": receipt.pin, "change": "1"})
    address = reverse("consultations:respond", args=[round.slug])
    posted = {"group": "asm", "confidentiality": "withheld", "standing": "self", "send": "1", **WHO}
    with clock.set_to(round.closes_at + timedelta(minutes=5)):
        answer = client.post(address, posted)
    assert answer.status_code == 409
    assert "The round is closed: what was said in it stays." in answer.content.decode()
    assert UnsentResponse.objects.get().words["comments"][0]["body"] == "Too few."


@pytest.mark.parametrize(("days", "may"), [(0, True), (19, True), (21, False)])
def test_change_and_withdraw_until_the_close_erase_at_any_time(noon, days, may):
    receipt = sent(make_round(closes=20))
    with clock.set_to(noon + timedelta(days=days)):
        for act in (begin_change, withdraw_submission):
            if may:
                act(**held(receipt))
            else:
                with pytest.raises(Refused):
                    act(**held(receipt))
        erase_identity(**held(receipt))
    assert not Identity.objects.exists()


def test_nothing_is_done_without_the_pin(noon):
    receipt = sent(make_round())
    wrong = {**held(receipt), "pin": "000000" if receipt.pin != "000000" else "111111"}
    for act in (begin_change, withdraw_submission, erase_identity):
        with pytest.raises(ValidationError):
            act(**wrong)
    with pytest.raises(ValidationError):
        ask_to_take_out(**wrong, words="Beatriz")


def test_the_receipt_changes_by_form_without_an_account(client, noon):
    round = make_round()
    receipt = sent(round, "Too few.")
    opened = client.post(page(receipt.code), {"pin": receipt.pin, "change": "1"})
    address = reverse("consultations:respond", args=[round.slug])
    assert opened["Location"] == address
    text = client.get(address).content.decode()
    assert "Too few." in text
    posted = {"group": "asm", "body": "Quite enough.", "confidentiality": "withheld", "standing": "self", "send": "1"}
    response = client.post(address, {**posted, **WHO})
    assert response.status_code == 303
    assert receipt.code in response["Location"]
    assert Submission.objects.count() == 1
    assert {c.body for c in Comment.objects.published()} == {"Too few.", "Quite enough."}
    assert "Changed on" in client.get(page(receipt.code)).content.decode()


def test_a_change_does_not_swallow_what_this_browser_has_begun(client, noon):
    round = make_round()
    receipt = sent(round)
    client.post(reverse("consultations:respond", args=[round.slug]), {"body": "Begun here.", "add": "1"})
    response = client.post(page(receipt.code), {"pin": receipt.pin, "change": "1"})
    assert response.status_code == 400
    assert UnsentResponse.objects.get().words["comments"][0]["body"] == "Begun here."


def test_a_withdrawn_comment_leaves_a_tombstone_without_words(client, noon):
    round = make_round()
    receipt = sent(round, "Words to hide.")
    address = reverse("consultations:comment", args=[round.slug, "R1-0001"])
    withdraw_submission(**held(receipt))
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Words to hide." not in answer.content.decode()
    assert client.get(address.replace("0001", "0002")).status_code == 404


def test_what_was_never_public_leaves_no_tombstone(client, noon):
    round = make_round(screening=Round.Screening.BEFORE)
    receipt = sent(round)
    withdraw_submission(**held(receipt))
    assert client.get(reverse("consultations:comment", args=[round.slug, "R1-0001"])).status_code == 404


@pytest.mark.parametrize("when", ["open", "answered"])
def test_after_erasing_no_table_holds_name_or_address(client, noon, secretary, when):
    round = make_round()
    who = {"name": "Zenobia Quispe", "email": "zenobia@mine.example.org"}
    receipt = sent(round, "Twelve visits.", confidentiality="name", **who)
    response = begin_change(**held(receipt))
    add_comment(response=response, clause=None, body="Thirteen.")
    submit(response=response, confidentiality="name", **who)
    hold_submission(
        by=secretary, submission=held(receipt)["submission"], reason="A look.", **seen(held(receipt)["submission"])
    )
    contest(**held(receipt), words="I, Zenobia Quispe, disagree.")
    begin_change(**held(receipt))
    assert where("Zenobia")
    if when == "answered":
        MailOutbox.objects.update(sent_at=noon, body="")
        close(round)
    before = Submission.objects.get().content_sha256
    client.post(page(receipt.code), {"pin": receipt.pin, "erase": "1"})
    assert where("Zenobia Quispe") == []
    assert where("zenobia@mine.example.org") == []
    submission = Submission.objects.get()
    assert submission.content_sha256 == before == sha256(submission.content.encode()).hexdigest()
    assert submission.erased_at == noon
    text = client.get(page(receipt.code)).content.decode()
    assert "Thirteen." in text
    with pytest.raises(Refused):
        erase_identity(**held(receipt))


def test_an_address_with_another_response_keeps_its_mails(noon):
    first, second = sent(make_round(), "One."), sent(make_round("two"), "Two.")
    erase_identity(**held(first))
    assert [mail.event for mail in MailOutbox.objects.all()] == [f"received:{second.submission.pk}"]
    assert Identity.objects.get().submission == second.submission


def test_a_declined_response_is_contested_once_and_a_second_person_decides(noon, secretary, colleague, client):
    receipt = sent(make_round(), "Buy my scales.")
    with pytest.raises(ValidationError):
        decline_submission(by=secretary, submission=receipt.submission, code="ugly", **seen(receipt.submission))
    decline_submission(
        by=secretary,
        submission=receipt.submission,
        code="advertising",
        reason="It sells scales.",
        **seen(receipt.submission),
    )
    assert not Comment.objects.published().exists()
    assert not Comment.objects.standing_there().exists()
    assert MailOutbox.objects.filter(event__startswith="screened:").count() == 1
    text = client.get(page(receipt.code)).content.decode()
    assert "It sells scales." in text
    client.post(page(receipt.code), {"pin": receipt.pin, "contest": "1", "words": "I sell nothing."})
    plea = receipt.submission.pleas.get()
    with pytest.raises(Refused):
        contest(**held(receipt), words="Again.")
    with pytest.raises(Refused):
        settle_plea(by=secretary, plea=plea, is_granted=False, answer="No.", revision=1)
    settle_plea(by=colleague, plea=plea, is_granted=True, answer="You are right.", revision=1)
    assert Comment.objects.published().exists()
    assert "You are right." in Client().get(page(receipt.code)).content.decode()
