"""The answering desk: three panes, constant work, nothing for who does not work there."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from consultations.actions.answers import agree_disposition, propose_disposition
from consultations.models import Comment, Disposition, Round
from portal.members.viewer import COMMITTEE
from tests.conftest import shown_second_factor
from tests.consultations.voices_making import clause_of, close, make_round, sent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(noon):
    round = make_round()
    sent(round, "One.", "Two.", clause=clause_of(round, 1))
    sent(round, "<script>Three.</script>", clause=clause_of(round, 2), group="la")
    return close(round)


def desk(round: Round) -> str:
    return reverse("consultations:desk-answers", args=[round.slug])


def test_proposing_goes_on_to_the_next(as_secretary, round):
    page = as_secretary.get(desk(round)).content.decode()
    assert "A buyer shall visit the site 1 times a year." in page
    assert "3 comments: 0 agreed, 0 proposed, 3 open" in page
    response = as_secretary.post(f"{desk(round)}?ref=R1-0001", {"value": "noted", "reason": "Seen.", "language": "en"})
    assert (response.status_code, response["Location"]) == (303, f"{desk(round)}?ref=R1-0002")
    assert Disposition.objects.get().reason == "Seen."


def test_what_is_missing_is_said_and_what_was_typed_is_kept(as_secretary, round):
    data = {"value": "duplicate", "reason": "Typed at length.", "duplicate_of": "R1-0099"}
    response = as_secretary.post(f"{desk(round)}?ref=R1-0001", data)
    assert response.status_code == 400
    assert "Typed at length." in response.content.decode()
    assert as_secretary.post(f"{desk(round)}?ref=R1-0001", {"value": "noted"}).status_code == 400
    assert not Disposition.objects.exists()


def test_a_committee_member_agrees_and_does_not_propose(as_secretary, round):
    as_secretary.post(f"{desk(round)}?ref=R1-0001", {"value": "accepted"})
    assert (
        "You cannot agree to your own proposal." in as_secretary.get(desk(round), {"ref": "R1-0001"}).content.decode()
    )
    as_secretary.post(f"{desk(round)}?ref=R1-0001", {"agree": "1"})
    assert Disposition.objects.get().agreed_at is None
    holder = UserFactory()
    holder.groups.add(Group.objects.create(name=f"{COMMITTEE}standards"))
    client = shown_second_factor(Client(), holder)
    waiting = f'href="{desk(round)}?q=is:proposed"'
    assert waiting in client.get("/en/").content.decode()
    assert waiting not in as_secretary.get("/en/").content.decode()
    page = client.get(desk(round), {"ref": "R1-0001"}).content.decode()
    assert 'name="agree"' in page
    assert "desk-menu" not in page
    assert 'name="value"' not in page
    client.post(f"{desk(round)}?ref=R1-0001", {"agree": "1"})
    assert Disposition.objects.get().agreed_by == holder
    assert waiting not in client.get("/en/").content.decode()
    assert client.get(reverse("consultations:desk-publish-answers", args=[round.slug])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("clause:4.2", ["R1-0003"]),
        ("group:asm", ["R1-0001", "R1-0002"]),
        ("is:open two", ["R1-0002"]),
        ("is:agreed", []),
        ("is:proposed", []),
        ("nothing:here", []),
    ],
)
def test_the_filter_is_typed(as_secretary, round, typed, refs):
    page = as_secretary.get(desk(round), {"q": typed}).content.decode()
    found = [comment.ref for comment in Comment.objects.all() if f"<span>{comment.ref}" in page]
    assert found == refs


def test_hostile_words_stay_words(as_secretary, round):
    page = as_secretary.get(desk(round), {"ref": "R1-0003", "q": '"><script>x'}).content.decode()
    assert "<script>" not in page.replace('<script type="module"', "").replace("<script src", "")


def test_for_others_there_is_no_such_page(client, as_member, round):
    for who in (client, as_member):
        assert who.get(desk(round)).status_code == 404
        assert who.post(desk(round), {"value": "accepted"}).status_code == 404


def test_publishing_from_the_desk(as_secretary, secretary, colleague, round):
    address = reverse("consultations:desk-publish-answers", args=[round.slug])
    assert "Comments without an answer: 3." in as_secretary.get(address).content.decode()
    as_secretary.post(address, {"publish": "1"})
    for comment in Comment.objects.all():
        agree_disposition(
            by=colleague, disposition=propose_disposition(by=secretary, comment=comment, value="accepted")
        )
    assert as_secretary.post(address, {"language": "en", "body": "In short."}).status_code == 303
    response = as_secretary.post(address, {"publish": "1"})
    assert response["Location"] == reverse("consultations:answers", args=[round.slug])
    page = as_secretary.get(response["Location"]).content.decode()
    assert "In short." in page


def test_the_desk_costs_the_same_however_many_comments(as_secretary, noon, queries_of):
    round = make_round()
    sent(round, "One.", "Two.", clause=clause_of(round))
    as_secretary.get(desk(round), {"ref": "R1-0001"})
    few = queries_of(lambda: as_secretary.get(desk(round), {"ref": "R1-0001"}))
    for _number in range(4):
        sent(round, *(f"More {n}." for n in range(12)), clause=clause_of(round), group="la")
    assert queries_of(lambda: as_secretary.get(desk(round), {"ref": "R1-0001"})) == few
    assert few <= 20
