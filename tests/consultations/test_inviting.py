"""An early round for those invited by name: mailed in their language, seen by them alone, withdrawn at any time."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from consultations.actions.inviting import Guest, invite, sweep_invitations, take_up, withdraw_invitation
from consultations.actions.rounds import announce, edit_round
from consultations.models import Comment, Invitation, Round
from consultations.permissions import can_invite, can_see_invitations, can_take_up
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from portal.models import MailOutbox
from search.finding import find
from tests.consultations import making
from tests.consultations.voices_making import close, sent
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = "/en/desk/rounds/early/invitations/"
ROUND = "/en/consultations/early/"


@pytest.fixture
def early(secretary) -> Round:
    return making.prepared_round("early", by=secretary, kind="early", number=0, audience="invited", title="Early words")


@pytest.fixture
def told(early, secretary) -> Round:
    return announce(by=secretary, round=early)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invited(round, secretary, user) -> Invitation:
    (row,) = invite(by=secretary, round=round, guests=[Guest(user.email)])
    return take_up(by=user, key=row.key)


def test_people_are_invited_at_the_desk_and_hear_of_it_in_their_language(as_secretary, told):
    UserFactory(email="known@example.org", language="es")
    people = "Ada Quispe <Ada@example.org>\n\nknown@example.org, \n"
    answer = as_secretary.post(DESK, {"people": people, "language": "fr"}, follow=True).content.decode()
    assert "2 people are invited." in answer
    rows = {row.email: row for row in Invitation.objects.all()}
    assert {email: (row.name, row.language) for email, row in rows.items()} == {
        "ada@example.org": ("Ada Quispe", "fr"),
        "known@example.org": ("", "es"),
    }
    for email, language in (("ada@example.org", "fr"), ("known@example.org", "es")):
        mail = MailOutbox.objects.get(recipient=email)
        assert f"/{language}/invitations/{rows[email].key}/" in mail.body
        assert "Early words" in mail.subject
    assert as_secretary.post(DESK, {"people": people, "language": "fr"}, follow=True)
    assert MailOutbox.objects.count() == 2  # once for each address
    wrong = as_secretary.post(DESK, {"people": "ada@example.org\nnobody", "language": "en"})
    assert (wrong.status_code, "Line 2 has no e-mail address: nobody" in wrong.content.decode()) == (400, True)


def test_who_takes_an_invitation_up_sees_the_round_and_nobody_else_does(client, told, secretary, as_member, member):
    (row,) = invite(by=secretary, round=told, guests=[Guest("ada@example.org", "Ada")])
    guest, link = signed_in(UserFactory()), f"/en/invitations/{row.key}/"
    missing = as_member.get("/en/consultations/none/").status_code
    for who in (client, as_member, guest):
        assert who.get(ROUND).status_code == missing == 404
        assert "early" not in who.get("/en/consultations/").content.decode()
    page = client.get(link)
    assert "Sign in" in page.content.decode()
    assert "Early words" not in page.content.decode()  # the mail has said it; a link that went astray does not
    client.post(link)
    row.refresh_from_db()
    assert row.taken_up_at is None
    assert guest.get(link).status_code == 200
    assert guest.get(ROUND).status_code == 404  # a link that is only opened changes nothing
    assert guest.post(link)["Location"] == ROUND
    assert guest.post(link)["Location"] == ROUND
    assert guest.get(ROUND).status_code == 200
    assert "Early words" in guest.get("/en/consultations/").content.decode()
    for who in (client, as_member):
        assert who.get(ROUND).status_code == 404
    assert "with another account" in as_member.post(link, follow=True).content.decode()
    said = {"group": "asm", "confidentiality": "withheld", "body": "Early and true.", "send": "1"}
    assert guest.post(f"{ROUND}respond/", said).status_code == 303
    assert [comment.body for comment in Comment.objects.filter(round=told)] == ["Early and true."]
    assert told.kind not in Round.COUNTING


def test_words_of_an_early_round_are_found_by_the_invited_alone(told, secretary, member):
    guest = UserFactory()
    invited(told, secretary, guest)
    sent(told, "Wolframite first.", by=guest)
    assert [find("wolframite", viewer=look_at(who)).total for who in (guest, member, None)] == [1, 0, 0]


def test_mails_wait_for_the_announcement(early, secretary, client, as_secretary):
    (row,) = invite(by=secretary, round=early, guests=[Guest("ada@example.org")])
    (gone,) = invite(by=secretary, round=early, guests=[Guest("bob@example.org")])
    withdraw_invitation(by=secretary, invitation=gone)
    assert not MailOutbox.objects.exists()
    assert row.state == "waits"
    assert client.get(f"/en/invitations/{row.key}/").status_code == 404
    assert "The mails go out when the round is announced" in as_secretary.get(DESK).content.decode()
    announce(by=secretary, round=early)
    row.refresh_from_db()
    assert (row.state, [mail.recipient for mail in MailOutbox.objects.all()]) == ("sent", ["ada@example.org"])


def test_a_round_that_was_opened_to_everybody_asks_nobody_to_speak_early(early, secretary):
    (row,) = invite(by=secretary, round=early, guests=[Guest("ada@example.org")])
    edit_round(by=secretary, round=early, kind="public", number=1, audience="public")
    announce(by=secretary, round=early)
    row.refresh_from_db()
    assert (row.mailed_at, MailOutbox.objects.filter(recipient="ada@example.org").exists()) == (None, False)


def test_an_invitation_is_withdrawn_and_can_be_given_anew(told, secretary, as_secretary, client):
    user = UserFactory(email="ada@example.org")
    row = invited(told, secretary, user)
    guest = signed_in(user)
    assert guest.get(ROUND).status_code == 200
    page = as_secretary.post(DESK, {"withdraw": row.pk}, follow=True).content.decode()
    assert "The invitation is withdrawn." in page
    assert guest.get(ROUND).status_code == 404
    assert guest.get(f"/en/invitations/{row.key}/").status_code == 404
    assert guest.post(f"/en/invitations/{row.key}/").status_code == 404
    assert not MailOutbox.objects.filter(sent_at=None).exists()
    (again,) = invite(by=secretary, round=told, guests=[Guest("ada@example.org")])
    assert (again.pk, again.key == row.key) == (row.pk, False)
    assert guest.get(f"/en/invitations/{row.key}/").status_code == 404  # the old link stays dead
    with pytest.raises(ValidationError):
        take_up(by=user, key=row.key)
    take_up(by=user, key=again.key)
    assert guest.get(ROUND).status_code == 200


@pytest.mark.parametrize(
    ("phase", "may"), [("prepared", True), ("open", True), ("closed", False), ("public", False), ("cancelled", False)]
)
def test_people_are_invited_by_the_secretariat_while_they_can_still_speak(early, secretary, member, phase, may):
    round = early
    if phase != "prepared":
        round = announce(by=secretary, round=early)
    if phase == "closed":
        close(round)
    if phase == "cancelled":
        Round.objects.filter(pk=round.pk).update(cancelled_at=clock.now(), cancelled_by=secretary)
        round.refresh_from_db()
    if phase == "public":
        round = making.open_round("public", by=secretary)
    verdicts = {who: can_invite(look_at(person), round) for who, person in (("desk", secretary), ("member", member))}
    assert bool(verdicts["desk"]) == may
    assert not verdicts["member"]
    assert not can_invite(look_at(None), round)
    assert all(verdict or verdict.reason for verdict in verdicts.values())
    if not may:
        with pytest.raises(Refused):
            invite(by=secretary, round=round, guests=[Guest("ada@example.org")])


def test_rights_over_one_invitation(told, secretary, member, outsider):
    row = invited(told, secretary, outsider)
    assert [bool(can_take_up(look_at(who), row)) for who in (None, member, outsider)] == [False, False, True]
    assert [bool(can_see_invitations(look_at(who))) for who in (None, member, secretary)] == [False, False, True]
    with pytest.raises(Refused):
        withdraw_invitation(by=member, invitation=row)


def test_the_desk_of_invitations_is_the_secretariats_and_costs_the_same_however_many(
    client, as_member, as_secretary, secretary, told, queries_of
):
    for who in (client, as_member):
        assert who.get(DESK).status_code in (302, 403)
        assert who.post(DESK, {"people": "a@example.org", "language": "en"}).status_code in (302, 403)
    assert not Invitation.objects.exists()
    invite(by=secretary, round=told, guests=[Guest("a@example.org")])
    as_secretary.get(DESK)
    few = queries_of(lambda: as_secretary.get(DESK))
    invite(by=secretary, round=told, guests=[Guest(f"p{number}@example.org") for number in range(30)])
    assert queries_of(lambda: as_secretary.get(DESK)) == few


def test_only_an_early_round_is_for_the_invited(early, secretary):
    with pytest.raises(ValidationError, match="Only an early round"):
        edit_round(by=secretary, round=early, kind="public")
    with pytest.raises(ValidationError, match="Only an early round"):
        making.prepared_round("other", by=secretary, audience="invited")
    early.refresh_from_db()
    edit_round(by=secretary, round=early, kind="public", audience="public")
    assert (early.audience, early.audience_group, early.is_by_invitation) == ("public", None, False)
    edit_round(by=secretary, round=early, kind="early", audience="invited")
    assert early.is_by_invitation


def test_the_form_of_a_round_offers_it_and_keeps_it(as_secretary, early):
    page = as_secretary.get("/en/desk/rounds/early/").content.decode()
    assert re.search(r'value="invited" selected', page)
    assert DESK in page


def test_names_are_forgotten_some_time_after_the_round(told, secretary, noon):
    guest = UserFactory()
    invited(told, secretary, guest)
    (other,) = invite(by=secretary, round=told, guests=[Guest("ada@example.org", "Ada")])
    withdraw_invitation(by=secretary, invitation=other)
    with clock.set_to(noon + timedelta(days=31)):
        sweep_invitations()
        assert Invitation.objects.count() == 1
    with clock.set_to(told.closes_at + timedelta(days=181)):
        sweep_invitations()
    assert not Invitation.objects.exists()
    assert signed_in(guest).get(ROUND).status_code == 200


def test_an_address_longer_than_any_is_refused(told, secretary):
    with pytest.raises(ValidationError, match="is no e-mail address"):
        invite(by=secretary, round=told, guests=[Guest(f"{'a' * 250}@example.org")])


def test_a_link_whose_first_account_is_gone_is_tied_to_the_next(told, secretary):
    row = invited(told, secretary, UserFactory())
    Invitation.objects.update(user=None)  # as when the account is deleted
    user = UserFactory()
    assert take_up(by=user, key=row.key).user == user
    withdraw_invitation(by=secretary, invitation=row)
    assert not Round.objects.visible_to(look_at(user)).exists()
