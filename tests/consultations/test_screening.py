"""Publishing and holding back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from consultations.actions.holding import ask_to_take_out
from consultations.actions.responses import withdraw_submission
from consultations.actions.screening import hold_submission, publish_submission
from consultations.models import Comment, Round, Submission
from consultations.permissions import can_publish_submission, can_respond, can_screen
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from tests.consultations.voices_making import changed, held, make_round, seen, sent

pytestmark = pytest.mark.django_db


def test_held_back_with_a_reason_that_the_sender_reads(client, noon, secretary):
    receipt = sent(make_round())
    with pytest.raises(ValidationError):
        hold_submission(by=secretary, submission=receipt.submission, reason=" ", **seen(receipt.submission))
    hold_submission(by=secretary, submission=receipt.submission, reason="It names prices.", **seen(receipt.submission))
    assert not Comment.objects.published().exists()
    page = client.get(reverse("consultations:receipt", args=[receipt.code])).content.decode()
    assert "It names prices." in page
    publish_submission(by=secretary, submission=receipt.submission, revision=1)
    assert Comment.objects.published().count() == 1


def test_what_is_for_the_committee_is_never_published(noon, secretary):
    submission = sent(make_round(), confidentiality="committee").submission
    with pytest.raises(Refused):
        publish_submission(by=secretary, submission=submission, revision=1)
    assert not can_publish_submission(look_at(secretary), submission)


def test_only_the_secretariat_screens_and_not_what_was_withdrawn(noon, secretary, member, outsider):
    receipt = sent(make_round())
    for person in (member, outsider):
        with pytest.raises(Refused):
            hold_submission(by=person, submission=receipt.submission, reason="Because.", **seen(receipt.submission))
    assert not can_screen(ANYBODY, receipt.submission)
    withdraw_submission(submission=receipt.submission, code=receipt.code, pin=receipt.pin)
    with pytest.raises(Refused):
        publish_submission(by=secretary, submission=receipt.submission, revision=1)


@pytest.mark.parametrize("audience", ["public", "members"])
@pytest.mark.parametrize(("days", "phase"), [(-11, "before"), (0, "open"), (25, "closed")])
def test_who_may_respond_and_when(noon, outsider, member, secretary, audience, days, phase):
    round = make_round(audience=audience)
    with clock.set_to(noon + timedelta(days=days)):
        may = {
            name: bool(can_respond(viewer, round))
            for name, viewer in {
                "anybody": ANYBODY,
                "outsider": look_at(outsider),
                "member": look_at(member),
                "secretary": look_at(secretary),
            }.items()
        }
    is_open, is_public = phase == "open", audience == "public"
    assert may == {
        "anybody": is_open and is_public,
        "outsider": is_open and is_public,
        "member": is_open,
        "secretary": is_open,
    }


def test_the_desk_shows_publishes_and_holds(as_secretary, noon):
    round = make_round(screening=Round.Screening.BEFORE)
    submission = sent(round, "Look at <i>me</i>.").submission
    listing = as_secretary.get(reverse("consultations:desk-submissions", args=[round.slug]), {"is": "pending"})
    address = reverse("consultations:desk-submission", args=[round.slug, submission.number])
    assert address in listing.content.decode()
    page = as_secretary.get(address).content.decode()
    assert "Look at &lt;i&gt;me&lt;/i&gt;." in page
    assert as_secretary.post(address, {"publish": "1", "revision": "1"}).status_code == 302
    assert Comment.objects.published().exists()
    read = {"revision": "1", "was": "published"}
    assert as_secretary.post(address, {"hold": "1", "reason": "", **read}).status_code == 400
    assert as_secretary.post(address, {"hold": "1", "reason": "Prices.", **read}).status_code == 302
    assert Submission.objects.get().screening == "held"


def test_words_that_came_while_the_page_was_open_are_read_before_they_are_published(as_secretary, noon):
    round = make_round(screening=Round.Screening.BEFORE)
    receipt = sent(round, "Well said.")
    address = reverse("consultations:desk-submission", args=[round.slug, receipt.submission.number])
    assert 'name="revision" value="1"' in as_secretary.get(address).content.decode()
    changed(receipt, "Not so well said.")
    for read in ({}, {"revision": "nonsense"}, {"revision": "1"}):
        answer = as_secretary.post(address, {"publish": "1", **read})
        assert answer.status_code == 400
        assert not Comment.objects.published().exists()
    page = answer.content.decode()
    assert "look it over and press once more" in page
    assert "Not so well said." in page
    assert 'name="revision" value="2"' in page
    assert as_secretary.post(address, {"publish": "1", "revision": "2"}).status_code == 302
    assert [comment.body for comment in Comment.objects.published()] == ["Not so well said."]


@pytest.mark.parametrize(
    ("press", "said"),
    [
        ("hold", {"reason": "Prices."}),
        ("decline", {"code": "advertising"}),
        ("settle", {"is_granted": "no", "answer": "It stays."}),
    ],
)
def test_what_was_changed_meanwhile_is_read_before_anything_is_decided(as_secretary, noon, press, said):
    receipt = sent(make_round(), "Well said.")
    plea = ask_to_take_out(**held(receipt), words="My name.")
    address = reverse("consultations:desk-submission", args=["small-mines", receipt.submission.number])
    page = as_secretary.get(address).content.decode()
    assert page.count('name="revision" value="1"') == 3
    assert f'name="plea" value="{plea.pk}"' in page
    read = {press: "1", **said, "revision": "1", "was": "published", "plea": plea.pk}
    changed(receipt, "Not so well said.")
    answer = as_secretary.post(address, read)
    assert answer.status_code == 400
    assert "look it over and press once more" in answer.content.decode()
    assert (Submission.objects.get().screening, plea.__class__.objects.get().settled_at) == ("published", None)
    assert as_secretary.post(address, {**read, "revision": "2"}).status_code == 302


def test_two_windows_do_not_decide_over_each_other(as_secretary, secretary, colleague, noon):
    receipt = sent(make_round(), "Well said.")
    address = reverse("consultations:desk-submission", args=["small-mines", receipt.submission.number])
    read = {"revision": "1", "was": "published"}
    hold_submission(by=colleague, submission=receipt.submission, reason="Prices.", **read | {"revision": 1})
    answer = as_secretary.post(address, {"decline": "1", "code": "abuse", **read})
    assert answer.status_code == 400
    assert "Somebody else has decided about this response meanwhile: it is “held back” now." in answer.content.decode()
    first, second = (ask_to_take_out(**held(receipt), words=words) for words in ("One.", "Two."))
    settle = {"settle": "1", "is_granted": "no", "answer": "No.", "revision": "1", "plea": first.pk}
    as_secretary.post(address, settle)
    again = as_secretary.post(address, settle, follow=True).content.decode()  # from the other window
    assert "This has been settled already" in again
    second.refresh_from_db()
    assert second.settled_at is None


def test_the_list_at_the_desk_costs_the_same_however_many(as_secretary, noon, queries_of):
    round = make_round()
    sent(round)
    address = reverse("consultations:desk-submissions", args=[round.slug])
    as_secretary.get(address)
    few = queries_of(lambda: as_secretary.get(address))
    for _number in range(5):
        sent(round, group="la")
    assert queries_of(lambda: as_secretary.get(address)) == few


def test_the_desk_is_not_there_for_others(client, as_member, noon):
    round = make_round()
    sent(round)
    for name, args in (("desk-submissions", [round.slug]), ("desk-submission", [round.slug, 1])):
        for who in (client, as_member):
            assert who.get(reverse(f"consultations:{name}", args=args)).status_code == 404
