"""Writing and sending: words are kept from the first one, sent once, acknowledged at once."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db.utils import IntegrityError

from consultations import receipts
from consultations.actions.responses import (
    SentOtherWords,
    add_comment,
    begin_response,
    confirm_email,
    keep,
    submit,
    take_out,
    withdraw_submission,
)
from consultations.emails import confirmation
from consultations.models import Comment, Identity, Round, Submission, UnsentResponse
from portal import clock
from portal.members.models import Membership, Sector
from portal.members.permissions import Refused
from portal.models import MailOutbox
from tests.consultations.voices_making import ask, begun, clause_of, close, make_round, sent
from tests.factories import MembershipFactory, group


@pytest.mark.django_db
def test_a_response_is_kept_with_its_bytes_and_its_hash(noon):
    round = make_round()
    receipt = sent(round, "Too few.", clause=clause_of(round), sector="up", country="PE")
    submission = Submission.objects.get()
    assert submission.content_sha256 == sha256(submission.content.encode()).hexdigest()
    content = json.loads(submission.content)
    assert content["comments"][0]["clause"] == "c-1"
    assert content["comments"][0]["clause_sha256"] == clause_of(round).text_sha256
    assert (content["group"], content["sector"], content["country"]) == ("asm", "up", "PE")
    assert "Beatriz" not in submission.content
    assert receipt.submission == submission
    assert submission.receipt_sha256 == receipts.stored_code(receipt.code)
    assert receipt.code not in submission.content
    assert submission.sent_at == noon


@pytest.mark.django_db
def test_sending_ends_the_unsent_response_and_acknowledges(noon):
    round = make_round()
    receipt = sent(round)
    assert not UnsentResponse.objects.exists()
    mail = MailOutbox.objects.get()
    assert mail.recipient == "beatriz@example.org"
    assert "confirm" in mail.body
    assert receipt.code not in mail.body, "a copy is sent if asked for"


@pytest.mark.django_db
def test_numbers_have_no_gap_within_a_round(noon):
    round, other = make_round(), make_round("other")
    sent(round, "One.", "Two.")
    sent(other, "Elsewhere.")
    sent(round, "Three.")
    assert [comment.ref for comment in Comment.objects.filter(round=round)] == ["R1-0001", "R1-0002", "R1-0003"]
    assert list(round.submissions.values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_the_same_response_sent_again_gives_the_same_receipt(noon):
    round = make_round()
    response = begun(round)
    add_comment(response=response, clause=None, kind="ge", body="Once.")
    who = {"name": "B", "email": "b@example.org"}
    first, second = submit(response=response, **who), submit(response=response, **who)
    assert (first.code, first.pin) == (second.code, second.pin)
    assert Submission.objects.count() == 1
    assert MailOutbox.objects.count() == 1


@pytest.mark.django_db
def test_the_same_response_with_other_words_is_not_answered_with_the_old_receipt(noon):
    response = begun(make_round())
    add_comment(response=response, clause=None, kind="ge", body="Once.")
    who = {"name": "B", "email": "b@example.org"}
    first = submit(response=response, **who)
    response.words = {**response.words, "comments": [{"id": "1", "clause": "", "type": "ge", "body": "Other."}]}
    with pytest.raises(SentOtherWords) as caught:
        submit(response=response, **who)
    assert caught.value.receipt.code == first.code
    assert Comment.objects.get().body == "Once."


@pytest.mark.django_db
def test_a_repeat_after_the_close_still_finds_its_receipt(noon):
    round = make_round()
    response = begun(round)
    add_comment(response=response, clause=None, kind="ge", body="Once.")
    first = submit(response=response, name="B", email="b@example.org")
    response.round = close(round)
    with clock.set_to(noon + timedelta(days=2)):
        assert submit(response=response, name="B", email="b@example.org").code == first.code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "begun_before", "is_sent"),
    [(-1, True, True), (0, True, True), (30 * 60, True, True), (30 * 60 + 1, True, False)],
)
def test_half_an_hour_of_grace_for_what_was_begun_before_the_close(noon, seconds, begun_before, is_sent):
    round = make_round(closes=1)
    response = begun(round)
    add_comment(response=response, clause=None, kind="ge", body="Late.")
    with clock.set_to(round.closes_at + timedelta(seconds=seconds)):
        if is_sent:
            assert submit(response=response, name="B", email="b@example.org").submission.pk
        else:
            with pytest.raises(Refused, match="closed"):
                submit(response=response, name="B", email="b@example.org")
            assert UnsentResponse.objects.get().words["comments"][0]["body"] == "Late."


@pytest.mark.django_db
def test_nothing_is_begun_after_the_close(noon):
    round = make_round(closes=1)
    with clock.set_to(round.closes_at), pytest.raises(Refused):
        begin_response(round=round, language="en")


@pytest.mark.django_db
def test_group_and_organisation_are_kept_as_they_are_that_day(noon):
    membership = MembershipFactory(role=Membership.Role.DELEGATE)
    organisation = membership.organisation
    round = make_round()
    receipt = sent(round, by=membership.user, standing="organisation", organisation=organisation)
    organisation.group = group("la")
    organisation.save()
    submission = Submission.objects.get(pk=receipt.submission.pk)
    assert submission.group.code == "asm"
    assert submission.organisation == organisation


@pytest.mark.django_db
def test_who_speaks_for_himself_is_not_tied_to_his_employer(noon):
    membership = MembershipFactory()
    submission = sent(make_round(), by=membership.user).submission
    assert submission.organisation is None
    assert membership.organisation.name not in submission.content


@pytest.mark.django_db
def test_only_a_delegate_speaks_for_a_member_organisation(noon):
    membership = MembershipFactory()
    with pytest.raises(Refused):
        sent(make_round(), by=membership.user, standing="organisation", organisation=membership.organisation)
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_an_organisation_needs_somebody_who_speaks_for_it(noon):
    with pytest.raises(ValidationError) as caught:
        sent(make_round(), organisation_name="Kasanga Ridge")
    assert "organisation" in caught.value.message_dict
    with pytest.raises(ValidationError):
        sent(make_round("two"), standing="organisation")
    assert sent(make_round("three"), standing="organisation", organisation_name="Kasanga Ridge").submission.pk


@pytest.mark.django_db
def test_required_questions_bind_only_those_they_are_meant_for(noon):
    round = make_round(announced_at=None, announced_by=None)
    upstream = Sector.objects.get(code="up")
    question = ask(round, sectors=[upstream], is_required=True)
    Round.objects.filter(pk=round.pk).update(announced_at=noon, announced_by=round.created_by)
    round.refresh_from_db()
    assert sent(round, sector="down").submission.pk
    with pytest.raises(ValidationError) as caught:
        sent(round, sector="up")
    assert f"q{question.pk}" in caught.value.message_dict
    answers = {str(question.pk): {"text": "We would clean up for the day."}}
    submission = sent(round, sector="up", answers=answers).submission
    assert submission.answers.get().text == "We would clean up for the day."


@pytest.mark.django_db
def test_a_response_says_something(noon):
    with pytest.raises(ValidationError) as caught:
        submit(response=begun(make_round()), name="B", email="b@example.org")
    assert "body" in caught.value.message_dict


@pytest.mark.django_db
@pytest.mark.parametrize("words", [{"group": "nobody"}, {"sector": "sideways"}, {"country": "XX"}, {"group": ""}])
def test_unknown_groups_sectors_and_countries_are_refused(noon, words):
    response = begun(make_round())
    add_comment(response=response, clause=None, kind="ge", body="Said.")
    keep(response=response, words=words)
    with pytest.raises(ValidationError) as caught:
        submit(response=response, name="B", email="b@example.org")
    assert set(caught.value.message_dict) == set(words)
    assert UnsentResponse.objects.count() == 1


@pytest.mark.django_db
def test_a_clause_of_another_draft_is_refused(noon):
    round, other = make_round(), make_round("other")
    with pytest.raises(ValidationError):
        add_comment(response=begun(round), clause=clause_of(other), kind="ge", body="Where am I?")


@pytest.mark.django_db
def test_texts_past_the_limit_are_refused_and_control_characters_are_gone(noon):
    round = make_round()
    response = begun(round)
    with pytest.raises(ValidationError) as caught:
        add_comment(response=response, clause=None, kind="ge", body="x" * 20_001)
    assert "20,001" in caught.value.message_dict["body"][0]
    add_comment(response=response, clause=None, kind="ge", body="a\x00b\x07c\r\nd\u2028")
    submit(response=response, name="B", email="b@example.org")
    assert Comment.objects.get().body == "abc\nd"


@pytest.mark.django_db
def test_a_comment_can_be_changed_and_taken_out_before_sending(noon):
    response = begun(make_round())
    first = add_comment(response=response, clause=None, kind="ge", body="One.")
    second = add_comment(response=response, clause=None, kind="te", body="Two.")
    assert add_comment(response=response, clause=None, kind="ed", body="Uno.", instead_of=first) == first
    take_out(response=response, comment=second)
    response.refresh_from_db()
    assert [(row["body"], row["type"]) for row in response.words["comments"]] == [("Uno.", "ed")]


@pytest.mark.django_db
def test_a_signed_in_person_has_one_response_a_round(noon, outsider):
    round = make_round()
    assert begun(round, by=outsider).pk == begun(round, by=outsider).pk
    assert begun(round).pk != begun(round).pk


@pytest.mark.django_db
def test_an_address_is_confirmed_within_seven_days(noon):
    sent(make_round())
    identity = Identity.objects.get()
    assert identity.confirmed_at is None
    token = confirmation(identity)
    with clock.set_to(noon + timedelta(days=7, seconds=1)), pytest.raises(ValidationError):
        confirm_email(token=token)
    with pytest.raises(ValidationError):
        confirm_email(token=token + "x")
    assert confirm_email(token=token).confirmed_at == noon
    assert confirm_email(token=token).confirmed_at == noon


@pytest.mark.django_db
def test_somebody_signed_in_needs_no_confirming(noon, outsider):
    sent(make_round(), by=outsider)
    identity = Identity.objects.get()
    assert (identity.email, identity.confirmed_at) == (outsider.email, noon)


@pytest.mark.django_db
def test_withdrawing_needs_the_pin_and_hides_the_words(noon):
    receipt = sent(make_round())
    wrong = "000000" if receipt.pin != "000000" else "111111"
    with pytest.raises(ValidationError):
        withdraw_submission(submission=receipt.submission, code=receipt.code, pin=wrong)
    assert Comment.objects.published().count() == 1
    withdraw_submission(submission=receipt.submission, code=receipt.code, pin=receipt.pin)
    assert Comment.objects.published().count() == 0
    with pytest.raises(Refused):
        withdraw_submission(submission=receipt.submission, code=receipt.code, pin=receipt.pin)


@pytest.mark.django_db
def test_what_was_sent_is_frozen(noon):
    receipt = sent(make_round())
    receipt.submission.content = "{}"
    with pytest.raises(IntegrityError, match="frozen"):
        receipt.submission.save()


@pytest.mark.django_db
def test_screening_afterwards_publishes_at_once_and_before_waits(noon):
    assert sent(make_round()).submission.is_public
    assert not sent(make_round("two", screening=Round.Screening.BEFORE)).submission.is_public
    assert not sent(make_round("three"), confidentiality="committee").submission.is_public


@pytest.mark.django_db
def test_sending_costs_the_same_however_much_was_sent_before(noon, queries_of):
    round = make_round()
    sent(round)
    few = queries_of(lambda: sent(round))
    for _number in range(5):
        sent(round, "One.", "Two.", "Three.")
    assert queries_of(lambda: sent(round)) == few
