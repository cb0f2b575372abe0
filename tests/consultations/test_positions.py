"""The one position of an organisation: drafted by colleagues together, sent by a delegate, read by all of them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given

from consultations.actions.changing import begin_change
from consultations.actions.continuing import give_code
from consultations.actions.holding import withdraw_submission
from consultations.actions.positions import offer
from consultations.actions.responses import add_comment, begin_response, keep, submit, take_out
from consultations.models import Hand, UnsentResponse
from consultations.permissions import can_draft_for, can_read_position, can_speak_for, can_withdraw
from consultations.two_windows import flat, read_shown, shown_as, weigh
from portal.members.actions import end_membership
from portal.members.permissions import Refused
from portal.members.viewer import look_at
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
from tests.consultations.test_continuing import WORDS
from tests.consultations.voices_making import ask, held, make_round
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

__all__ = ["delegate", "firm", "second", "writer"]


@given(there=WORDS, shown=WORDS, here=WORDS)
def test_what_was_only_shown_stays_what_was_touched_alone_is_kept_and_what_both_touched_is_told(there, shown, here):
    kept, clashes = weigh(there, here, read_shown(shown_as(shown)))
    after, old, new, was = flat({**there, **kept}), flat(there), flat(here), flat(shown)
    for name in {*old, *new}:
        mine, theirs, before = new.get(name) or None, old.get(name) or None, was.get(name) or None
        if name not in clashes and mine == before and theirs:
            assert after.get(name) == theirs
        if theirs != before and mine != before and theirs and mine and mine != theirs:
            assert clashes[name] == theirs == after[name]
        if theirs == before and name in new:
            assert (after.get(name) or None) == mine


def test_a_page_that_carries_nothing_readable_is_weighed_as_ever():
    assert read_shown("") is None
    assert read_shown("[1]") is None
    assert read_shown('{"a": 1}') == {"a": "1"}


# -- who may ---------------------------------------------------------------------------------------------------------

WHO = {
    # role: drafts, sends, takes back
    "delegate": (True, True, True),
    "colleague": (True, False, False),
    "waiting": (False, False, False),
    "left": (False, False, False),
    "elsewhere": (False, False, False),
    "outsider": (False, False, False),
    "secretariat": (False, False, False),
    "nobody": (False, False, False),
}


def somebody(role: str, firm):
    if role == "nobody":
        return None
    if role == "elsewhere":
        return MembershipFactory(role=DELEGATE).user
    facts = {"waiting": {"confirmed_at": None, "confirmed_by": None}, "delegate": {"role": DELEGATE}, "colleague": {}}
    if role in facts:
        return MembershipFactory(organisation=firm, **facts[role]).user
    if role == "left":
        membership = MembershipFactory(organisation=firm, role=DELEGATE)
        end_membership(by=membership.user, membership=membership)
        return membership.user
    return UserFactory(is_staff=role == "secretariat")


@pytest.mark.parametrize(("role", "may"), WHO.items())
def test_colleagues_draft_delegates_send_nobody_else_finds_it(firm, delegate, noon, role, may):
    round = make_round()
    response = drafted(round, firm, delegate, "Our position.")
    user = somebody(role, firm)
    viewer = look_at(user)
    assert (bool(can_draft_for(viewer, firm)), bool(can_speak_for(viewer, firm))) == may[:2]
    client = signed_in(user) if user else Client()
    page = client.get(there(round, firm))
    assert (page.status_code == 200, "Our position." in page.content.decode()) == (may[0], may[0])
    posted = client.post(there(round, firm), {"body": "Mine too.", "add": "1"}).status_code
    assert posted == (303 if may[0] else 404)
    if not may[0]:
        for act in (add_comment, keep, take_out):
            about = {"add_comment": {"clause": None, "body": "No."}, "keep": {"words": {}}, "take_out": {"comment": ""}}
            with pytest.raises(Refused):
                act(response=response, by=user, **about[act.__name__])
        assert "Kestrel" not in client.get(mine(round)).content.decode()
    if not may[1]:
        with pytest.raises(Refused):
            submit(response=response, by=user)
    response.refresh_from_db()  # what a colleague has added since goes along
    receipt = submit(response=response, by=delegate)
    assert bool(can_withdraw(viewer, receipt.submission)) is may[2]
    assert bool(can_read_position(viewer, receipt.submission)) is may[0]
    if not may[2]:
        with pytest.raises(Refused):
            withdraw_submission(**held(receipt), by=user)
        with pytest.raises(Refused):
            begin_change(**held(receipt), by=user)


@pytest.mark.django_db
def test_neither_cookie_nor_code_opens_what_colleagues_draft(firm, delegate, noon):
    round = make_round()
    response = drafted(round, firm, delegate, "Our position.")
    code = give_code(response=response)
    client = Client()
    client.post(mine(round), {"group": "asm", "body": "Mine.", "add": "1"})
    UnsentResponse.objects.filter(organisation=None).delete()
    UnsentResponse.objects.filter(pk=response.pk).update(key=UnsentResponse.objects.get().key)
    assert "Our position." not in client.get(mine(round)).content.decode()
    assert client.post(reverse("consultations:continue-by-code"), {"code": code}).status_code == 404
    signed_in(delegate).post(there(round, firm), {"code": "1"})
    assert UnsentResponse.objects.get().code_sha256 == response.code_sha256


# -- drafting together -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_two_colleagues_write_one_position_and_see_whose_hand_each_line_is_in(firm, writer, second, noon):
    round = make_round()
    cost, gain = ask(round, "What does it cost?"), ask(round, "What is gained?")
    one, other = signed_in(writer), signed_in(second)
    assert "Its colleagues draft one position together" in one.get(mine(round)).content.decode()
    one.post(there(round, firm), {f"q{cost.pk}": "Two visits.", "body": "Visit twice.", "add": "1"})
    assert "is drafting its position" in other.get(mine(round)).content.decode()
    page = other.get(there(round, firm))
    shown = page.context["shown"]
    assert page.content.decode().count("Written by Wayra Choque") == 2
    first = one.get(there(round, firm)).context["shown"]
    answers = {f"q{cost.pk}": "Two visits.", f"q{gain.pk}": "Trust."}
    other.post(there(round, firm), {**answers, "shown": shown, "keep": "1"})
    answer = one.post(there(round, firm), {f"q{cost.pk}": "", f"q{gain.pk}": "", "shown": first, "keep": "1"})
    assert answer.status_code == 303, "what a colleague wrote meanwhile is no clash where this page says nothing"
    response = UnsentResponse.objects.get()
    assert response.words["answers"] == {str(gain.pk): {"text": "Trust."}}
    older = {f"q{gain.pk}": "Prices.", "shown": first, "keep": "1"}
    told = one.post(there(round, firm), older)
    assert told.status_code == 400
    assert "Kept by a colleague meanwhile: “Trust.”" in told.content.decode()
    hands = {(hand.line, hand.user) for hand in Hand.objects.all()}
    assert {(f"q{cost.pk}", writer), (f"q{gain.pk}", second)} <= hands
    assert (response.words["comments"][0]["id"], second) not in hands


@pytest.mark.django_db
def test_a_comment_that_a_colleague_changed_is_neither_overwritten_nor_taken_out(firm, writer, second, noon):
    round = make_round()
    response = drafted(round, firm, writer, "Visit twice.")
    comment = response.words["comments"][0]["id"]
    page = signed_in(writer).get(f"{there(round, firm)}?edit={comment}")
    was = page.context["editing"]["was"]
    assert f'value="{comment} {was}"' in page.content.decode()
    edited = {"comment": comment, "was": was, "add": "1"}
    signed_in(second).post(there(round, firm), {"body": "Visit three times.", **edited})
    client = signed_in(writer)
    dropped = client.post(there(round, firm), {"drop": f"{comment} {was}"})
    assert "changed meanwhile" in dropped.content.decode()
    client.post(there(round, firm), {"body": "Visit once.", **edited})
    bodies = [row["body"] for row in UnsentResponse.objects.get().words["comments"]]
    assert bodies == ["Visit three times.", "Visit once."]
    page = client.get(there(round, firm)).content.decode()
    assert "A colleague has changed this comment meanwhile" in page
    assert "changed by Sami Ortiz" in page


@pytest.mark.django_db
def test_a_comment_that_somebody_has_only_begun_is_their_own(firm, writer, second, noon):
    round = make_round()
    drafted(round, firm, writer)
    one, other = signed_in(writer), signed_in(second)
    one.post(there(round, firm), {"body": "Half a sen", "autosave": "1"})
    other.post(there(round, firm), {"body": "Another ha", "autosave": "1"})
    assert "Half a sen" in one.get(there(round, firm)).content.decode()
    page = other.get(there(round, firm)).content.decode()
    assert "Another ha" in page
    assert "Half a sen" not in page


@pytest.mark.django_db
def test_what_i_wrote_for_myself_goes_over_and_nothing_is_put_over_a_colleagues_answer(firm, writer, second, noon):
    round = make_round()
    cost, gain = ask(round, "What does it cost?"), ask(round, "What is gained?")
    position = drafted(round, firm, second, "Visit twice.")
    keep(response=position, words={"answers": {str(cost.pk): {"text": "Two visits."}}}, by=second)
    client = signed_in(writer)
    client.post(mine(round), {"group": "asm", f"q{cost.pk}": "Much.", f"q{gain.pk}": "Trust.", "body": "And pay."})
    assert "Hand what I wrote here over to Kestrel Refining" in client.get(mine(round)).content.decode()
    answer = client.post(reverse("consultations:respond-offer", args=[round.slug, firm.pk]), follow=True)
    assert "1 answer stayed with you" in answer.content.decode()
    ours, my = UnsentResponse.objects.get(organisation=firm), UnsentResponse.objects.get(user=writer)
    assert [row["body"] for row in ours.words["comments"]] == ["Visit twice.", "And pay."]
    assert ours.words["answers"] == {str(cost.pk): {"text": "Two visits."}, str(gain.pk): {"text": "Trust."}}
    assert (my.words["comments"], my.words["answers"]) == ([], {str(cost.pk): {"text": "Much."}})
    assert Hand.objects.filter(user=writer).count() == 2
    with pytest.raises(ValidationError):
        offer(response=my, position=ours, by=second)
    stranger = MembershipFactory().user
    theirs = begin_response(round=round, by=stranger, language="en")
    with pytest.raises(Refused):
        offer(response=theirs, position=ours, by=stranger)


@pytest.mark.django_db
def test_a_comment_beside_a_clause_goes_to_the_position_when_asked_to(firm, writer, noon):
    round = make_round()
    client = signed_in(writer)
    clause = reverse("consultations:comment-on", args=[round.slug, "c-1"])
    page = client.get(reverse("consultations:draft", args=[round.slug])).content.decode()
    assert page.count("Keep in the position of Kestrel Refining") == 3
    client.post(clause, {"body": "For us all.", "for": firm.pk})
    client.post(clause, {"body": "For me."})
    position, my = UnsentResponse.objects.get(organisation=firm), UnsentResponse.objects.get(user=writer)
    assert [row["body"] for row in position.words["comments"]] == ["For us all."]
    assert [row["body"] for row in my.words["comments"]] == ["For me."]
    other = OrganisationFactory()
    assert client.post(clause, {"body": "No.", "for": other.pk}).status_code == 404
    more = client.post(clause, {"body": "Look.", "for": firm.pk, "difference": "1"})
    shown = client.get(more["Location"].partition("#")[0]).content.decode()
    assert "Look." in shown
    assert f'name="for" value="{firm.pk}"' in shown


@pytest.mark.django_db
def test_the_page_costs_the_same_however_many_write(firm, writer, noon, queries_of):
    round = make_round()
    client = signed_in(writer)
    drafted(round, firm, writer, "One.")
    client.get(there(round, firm))
    few = queries_of(lambda: client.get(there(round, firm)))
    for number in range(5):
        by = MembershipFactory(organisation=firm).user
        drafted(round, firm, by, f"Comment {number}.")
    assert queries_of(lambda: client.get(there(round, firm))) == few
