"""Answers: proposed by one, agreed by another, published all at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.utils import IntegrityError
from django.utils.translation import override

from consultations.actions.answers import (
    agree_disposition,
    owed,
    propose_disposition,
    publish_answers,
    translate_disposition,
    write_synopsis,
)
from consultations.actions.responses import receipt_of, withdraw_submission
from consultations.models import Clause, Comment, Disposition, Draft, Round
from consultations.permissions import can_work_on_answers
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import COMMITTEE, look_at
from portal.models import MailOutbox
from tests.consultations.voices_making import clause_of, close, make_round, sent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(noon):
    """A closed round with two comments of one response."""
    round = make_round()
    sent(round, "One.", "Two.", clause=clause_of(round))
    return close(round)


def comments_of(round: Round) -> list[Comment]:
    return list(Comment.objects.filter(round=round).select_related("round__draft"))


def test_nothing_is_proposed_while_the_round_is_open_nor_by_others(noon, secretary, member):
    round = make_round()
    sent(round)
    with pytest.raises(Refused, match="closed"):
        propose_disposition(by=secretary, comment=Comment.objects.get(), value="accepted")
    close(round)
    with pytest.raises(Refused):
        propose_disposition(by=member, comment=Comment.objects.get(), value="accepted")


@pytest.mark.parametrize("value", [value for value in Disposition.Value.values if value not in ("duplicate",)])
def test_a_reason_is_owed_for_all_but_accepted_and_withdrawn(closed, secretary, value):
    one, _other = comments_of(closed)
    if value in ("accepted", "withdrawn"):
        assert propose_disposition(by=secretary, comment=one, value=value).value == value
    else:
        with pytest.raises(ValidationError) as caught:
            propose_disposition(by=secretary, comment=one, value=value, reason=" ")
        assert "reason" in caught.value.message_dict
        assert propose_disposition(by=secretary, comment=one, value=value, reason="Because.").value == value


def test_what_cannot_be_is_refused(closed, secretary):
    one, other = comments_of(closed)
    for wrong in (
        {"value": "perhaps", "reason": "x"},
        {"value": "duplicate"},
        {"value": "duplicate", "duplicate_of": one},
        {"value": "accepted", "changed_clause": clause_of(closed)},
    ):
        with pytest.raises(ValidationError):
            propose_disposition(by=secretary, comment=one, **wrong)
    assert not Disposition.objects.exists()
    assert propose_disposition(by=secretary, comment=one, value="duplicate", duplicate_of=other).duplicate_of == other
    later = Draft.objects.create(standard=closed.draft.standard, label="later")
    changed = Clause.objects.create(draft=later, key="c-1", position=1)
    assert propose_disposition(by=secretary, comment=other, value="accepted", changed_clause=changed).changed_clause


def test_nobody_agrees_to_their_own_proposal(closed, secretary, colleague, member):
    disposition = propose_disposition(by=secretary, comment=comments_of(closed)[0], value="accepted")
    for person in (secretary, member):
        with pytest.raises(Refused):
            agree_disposition(by=person, disposition=disposition)
    assert agree_disposition(by=colleague, disposition=disposition).agreed_by == colleague


def test_a_seat_holder_agrees(closed, secretary):
    holder = UserFactory()
    holder.groups.add(Group.objects.create(name=f"{COMMITTEE}standards"))
    disposition = propose_disposition(by=secretary, comment=comments_of(closed)[0], value="accepted")
    assert agree_disposition(by=holder, disposition=disposition).agreed_by == holder


def test_who_only_advises_does_not_agree(closed, secretary):
    adviser = UserFactory()
    adviser.groups.add(Group.objects.create(name="body: elders"))
    disposition = propose_disposition(by=secretary, comment=comments_of(closed)[0], value="accepted")
    assert not can_work_on_answers(look_at(adviser), closed)
    with pytest.raises(Refused):
        agree_disposition(by=adviser, disposition=disposition)


def test_a_new_proposal_keeps_the_old_one_in_the_record(closed, secretary, colleague):
    one = comments_of(closed)[0]
    first = propose_disposition(by=secretary, comment=one, value="accepted")
    second = propose_disposition(by=colleague, comment=one, value="noted", reason="Seen.")
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert list(Disposition.objects.current()) == [second]
    with pytest.raises(Refused):
        agree_disposition(by=secretary, disposition=first)


def test_all_at_once_or_none(closed, secretary, colleague):
    one, other = comments_of(closed)
    agree_disposition(by=colleague, disposition=propose_disposition(by=secretary, comment=one, value="accepted"))
    assert len(owed(closed)) == 2
    with pytest.raises(ValidationError) as caught:
        publish_answers(by=secretary, round=closed)
    assert "Comments without an answer: 1." in caught.value.messages
    disposition = propose_disposition(by=secretary, comment=other, value="noted", reason="Seen.")
    assert "Answers not agreed by a second person: 1." in owed(closed)
    agree_disposition(by=colleague, disposition=disposition)
    write_synopsis(by=secretary, round=closed, language="en", body="Two things were said.")
    assert owed(closed) == []
    publish_answers(by=secretary, round=closed)
    closed.refresh_from_db()
    assert closed.phase == Round.Phase.ANSWERED
    assert Disposition.objects.published().count() == 2
    letter = MailOutbox.objects.get(event__startswith="answered:")
    assert "R1-0001: accepted" in letter.body
    assert "/receipts/" in letter.body
    with pytest.raises(Refused):
        publish_answers(by=secretary, round=closed)
    with pytest.raises(Refused):
        propose_disposition(by=secretary, comment=comments_of(closed)[0], value="accepted")


def test_a_published_answer_is_frozen(closed, secretary, colleague):
    for comment in comments_of(closed):
        agree_disposition(
            by=colleague, disposition=propose_disposition(by=secretary, comment=comment, value="accepted")
        )
    write_synopsis(by=secretary, round=closed, language="fr", body="Dit.")
    publish_answers(by=secretary, round=closed)
    with pytest.raises(IntegrityError, match="frozen"):
        Disposition.objects.update(reason="Other.")


def test_a_withdrawn_response_needs_no_answer(closed, secretary):
    receipt = receipt_of(closed.submissions.get())
    with clock.set_to(closed.closes_at - timedelta(minutes=1)):
        withdraw_submission(submission=receipt.submission, code=receipt.code, pin=receipt.pin)
    write_synopsis(by=secretary, round=closed, language="en", body="Nothing.")
    assert owed(closed) == []


def test_a_reason_is_translated(closed, secretary):
    disposition = propose_disposition(by=secretary, comment=comments_of(closed)[0], value="noted", reason="Seen.")
    translate_disposition(by=secretary, disposition=disposition, language="fr", text="Vu.")
    with override("fr"):
        assert disposition.words.text == "Vu."
    with override("es"):
        assert disposition.words.text == "Seen."
