"""The one position of an organisation, sent: there is one, colleagues read all of it, its delegate answers for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse

from consultations import receipts
from consultations.actions.holding import withdraw_submission
from consultations.actions.news import readers_of
from consultations.actions.positions import begin_position
from consultations.actions.responses import add_comment, begin_response, keep, submit
from consultations.actions.screening import decline_submission, publish_submission
from consultations.models import Comment, Hand, Notice, Submission, UnsentResponse
from portal.members.actions import end_membership
from portal.members.models import Membership
from tests.consultations.positions_making import (
    DELEGATE,
    delegate,
    drafted,
    firm,
    mine,
    second,
    signed_in,
    there,
    writer,
)
from tests.consultations.voices_making import held, make_round, seen
from tests.factories import MembershipFactory, OrganisationFactory
from tests.raw_rows import where

__all__ = ["delegate", "firm", "second", "writer"]


# -- one position ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_whoever_begins_for_the_organisation_is_led_to_the_one_that_is_there(firm, delegate, writer, noon):
    round = make_round()
    first = drafted(round, firm, writer)
    assert begin_position(round=round, organisation=firm, by=delegate, language="fr") == first
    assert first.words["group"] == firm.group.code
    with pytest.raises(IntegrityError), transaction.atomic():
        UnsentResponse.objects.create(round=round, organisation=firm)
    alone = {"group": "asm", "body": "For us.", "standing": "organisation", "organisation": firm.name, "send": "1"}
    for user, told in ((delegate, "Your colleagues are drafting"), (writer, "A delegate sends the position")):
        answer = signed_in(user).post(mine(round), alone)
        assert answer.status_code == 400
        assert told in answer.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_one_official_position_is_sent_and_the_database_says_so_too(firm, delegate, writer, noon):
    round = make_round()
    receipt = submit(response=drafted(round, firm, delegate, "Visit twice."), by=delegate)
    submission = Submission.objects.get()
    assert (submission.organisation, submission.standing, submission.is_official) == (firm, "organisation", True)
    assert "has sent its position" in signed_in(writer).get(mine(round)).content.decode()
    page = signed_in(writer).get(there(round, firm)).content.decode()
    assert receipt.code in page
    assert "A delegate can change or withdraw it" in page
    with pytest.raises(ValidationError):
        begin_position(round=round, organisation=firm, by=writer, language="en")
    another = begin_response(round=round, by=delegate, language="en")
    keep(response=another, words={"group": "asm"})
    add_comment(response=another, clause=None, body="Once more.")
    with pytest.raises(ValidationError, match="one for each organisation"):
        submit(response=another, by=delegate, standing="organisation", organisation=firm)
    row = {f.attname: getattr(submission, f.attname) for f in Submission._meta.concrete_fields if f.name != "id"}
    row |= {"number": 2, "idempotency_key": another.key, "receipt_sha256": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(**row)
    withdraw_submission(**held(receipt), by=delegate)
    assert drafted(round, firm, writer, "Anew.").words["comments"]


@pytest.mark.django_db
def test_a_declined_position_makes_room_and_cannot_come_back_beside_another(firm, delegate, noon, secretary):
    round = make_round()
    first = submit(response=drafted(round, firm, delegate, "Buy my scales."), by=delegate).submission
    decline_submission(by=secretary, submission=first, code="advertising", **seen(first))
    submit(response=drafted(round, firm, delegate, "Visit twice."), by=delegate)
    with pytest.raises(ValidationError):
        publish_submission(by=secretary, submission=first, revision=1)
    assert Submission.objects.official().count() == 1


def test_two_delegates_press_at_once_and_one_position_is_there(committed_db):
    firm = OrganisationFactory()
    users = [MembershipFactory(organisation=firm, role=DELEGATE).user for _number in range(4)]
    round = make_round()

    def begin(user):
        try:
            return begin_position(round=round, organisation=firm, by=user, language="en").pk
        finally:
            connections.close_all()

    def send(user):
        try:
            return submit(response=UnsentResponse(**fields), by=user).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(begin, users))) == 1
    response = UnsentResponse.objects.get()
    add_comment(response=response, clause=None, body="Visit twice.", by=users[0])
    fields = {f.attname: getattr(response, f.attname) for f in UnsentResponse._meta.concrete_fields}
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, users))) == 1
    assert Submission.objects.count() == Comment.objects.count() == 1


# -- afterwards ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_colleagues_read_all_that_was_sent_and_only_a_delegate_has_the_power_of_the_pin(firm, delegate, writer, noon):
    round = make_round()
    response = drafted(round, firm, writer)
    add_comment(response=response, clause=None, body="Our prices.", committee_only="on", by=writer)
    keep(response=response, words={"who": {"confidentiality": "name"}}, by=writer)
    receipt = signed_in(delegate).post(there(round, firm), {"send": "1"})["Location"]
    submission = Submission.objects.get()
    pin = receipts.pin_for(submission.idempotency_key)
    colleague, stranger, other_delegate = (
        signed_in(writer),
        Client(),
        signed_in(MembershipFactory(organisation=firm, role=DELEGATE).user),
    )
    assert "Our prices." in colleague.get(receipt).content.decode()
    assert pin not in colleague.get(receipt).content.decode()
    assert "Our prices." not in stranger.get(receipt).content.decode()
    assert pin in other_delegate.get(receipt).content.decode()
    key = str(submission.idempotency_key)
    for address in (there(round, firm), mine(round)):
        colleague.post(address, {"key": key, "send": "1"})
    assert pin not in colleague.get(receipt).content.decode()
    assert colleague.post(receipt, {"pin": pin, "withdraw": "1"}).status_code == 400
    changed = other_delegate.post(receipt, {"pin": pin, "change": "1"})
    assert changed["Location"] == there(round, firm)
    assert "Our prices." in colleague.get(there(round, firm)).content.decode()
    colleague.post(there(round, firm), {"body": "And two visits.", "add": "1"})
    assert other_delegate.post(there(round, firm), {"send": "1"}).status_code == 303
    assert Submission.objects.get().revision == 2
    assert Submission.objects.get().is_official
    member = Membership.objects.get(user=writer)
    end_membership(by=writer, membership=member)
    assert "Our prices." not in colleague.get(receipt).content.decode()
    assert colleague.get(there(round, firm)).status_code == 404


@pytest.mark.django_db
def test_who_wrote_a_line_is_kept_nowhere_once_it_is_sent(firm, delegate, writer, client, noon):
    round = make_round()
    response = drafted(round, firm, writer, "Visit twice.")
    keep(response=response, words={"who": {"confidentiality": "name"}}, by=writer)
    submit(response=response, by=delegate, confidentiality="name")
    assert not Hand.objects.exists()
    assert where("Wayra Choque") == ["members_user"]
    page = client.get(reverse("consultations:comment", args=[round.slug, "R1-0001"])).content.decode()
    assert "Kestrel Refining" in page
    assert "Wayra" not in page


@pytest.mark.django_db
def test_speaking_for_oneself_ties_nobody_to_an_organisation(firm, writer, noon):
    round = make_round()
    data = {"group": "asm", "body": "For me.", "standing": "self", "confidentiality": "name", "send": "1"}
    assert signed_in(writer).post(mine(round), data).status_code == 303
    submission = Submission.objects.get()
    assert (submission.organisation, submission.organisation_name, submission.is_official) == (None, "", False)
    assert "Kestrel" not in submission.content


@pytest.mark.django_db
def test_news_reach_those_who_draft_and_not_those_who_left(firm, writer, second, noon):
    round = make_round()
    drafted(round, firm, writer, "One.")
    drafted(round, firm, second, "Two.")
    member = Membership.objects.get(user=second)
    end_membership(by=second, membership=member)
    notice = Notice.objects.create(round=round, event=Notice.Event.EXTENDED, key="extended")
    assert [reader.email for reader in readers_of(notice)] == [writer.email]
