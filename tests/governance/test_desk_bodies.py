"""The desk of bodies: made, seated, changed and looked back at by forms alone."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from governance.actions import change_rule, create_body, describe_body, fill_seat, seat, take_back_seat, take_position
from governance.models import Body, BodyChange, Seat
from portal import clock
from portal.members.viewer import COMMITTEE
from tests.conftest import shown_second_factor
from tests.factories import OrganisationFactory, UserFactory, group
from tests.governance.making import RULE, body_with_seats, in_last_call, over, passed_decision, positions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = "/en/desk/bodies/"
NEW = {
    "names_en": "Board",
    "names_fr": "Conseil",
    "slug": "board",
    "prefix": "bo",
    "kind": "deciding",
    "mandate_en": "It decides on money.\n\nOn nothing else.",
    "mandate_fr": "Il décide de l’argent.",
    "threshold": "66.66",
    "quorum": "50",
    "quorum_per_group": "1",
    "block": "some",
    "block_seats": "2",
    "one_vote": "on",
    "last_call_days": "14",
    "appeal_days": "30",
    "review_months": "12",
}


def flat(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_body_is_made_in_one_form_and_reads_as_it_was_meant(as_secretary, client):
    assert as_secretary.post(f"{DESK}new/", NEW).url == f"{DESK}board/#seat"
    body = Body.objects.get()
    assert (body.prefix, body.last_call_days, body.appeal_days, body.review_months) == ("BO", 14, 30, 12)
    assert body.rule == {
        "quorum": 0.5,
        "quorum_per_group": 1,
        "threshold": 0.6666,
        "group_block": 2,
        "one_vote_per_affiliation": True,
    }
    assert body.group.name == f"{COMMITTEE}board"
    page = flat(client.get("/en/bodies/board/"))
    assert "at least 66.66 % do not stand in its way" in page
    assert "<p>On nothing else.</p>" in page
    assert "Il décide de l’argent." in flat(client.get("/fr/bodies/board/"))


def test_the_rule_is_read_in_words_before_anything_is_kept(as_secretary):
    page = flat(as_secretary.post(f"{DESK}new/", NEW | {"read": "1", "names_en": ""}))
    assert "If 2 seats of one group object, it does not pass." in page
    assert "has to be put right" not in page
    assert "It decides on money." in page
    assert not Body.objects.exists()


def test_an_advisory_body_needs_no_rule(as_secretary):
    advisory = NEW | {"kind": "advisory", "threshold": "", "block": "never"}
    assert as_secretary.post(f"{DESK}new/", advisory).status_code == 302
    assert Body.objects.get().rule == {}
    page = flat(as_secretary.get(f"{DESK}board/"))
    assert "Its clocks" in page
    assert 'name="rule-threshold"' not in page
    days = {"rule-last_call_days": 7, "rule-appeal_days": 30, "rule-review_months": 12, "rule-reason": "Shorter."}
    assert as_secretary.post(f"{DESK}board/rule/", days).status_code == 302
    assert Body.objects.get().last_call_days == 7


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"threshold": ""}, "needs more than 0"),
        ({"threshold": "101"}, "less than or equal to 100"),
        ({"block_seats": ""}, "Say how many."),
        ({"slug": "new"}, "Choose another address."),
        ({"names_en": ""}, "At least the English text is needed."),
        ({"last_call_days": "99999"}, "less than or equal to"),
        ({"prefix": "SC"}, "There is a body with this address or prefix already."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(as_secretary, secretary, wrong, message):
    body_with_seats([], by=secretary)
    page = flat(as_secretary.post(f"{DESK}new/", NEW | wrong))
    assert message in page
    assert "It decides on money." in page
    assert Body.objects.count() == 1
    assert Group.objects.filter(name__startswith=COMMITTEE).count() == 1


def test_a_seat_is_given_and_opens_what_is_for_the_body_alone(as_secretary, secretary):
    body = body_with_seats([], by=secretary)
    person, house = UserFactory(email="ruth@example.org"), OrganisationFactory(name="Lode Union")
    sent = {"group": group("la").pk, "holder": " Ruth@Example.org", "organisation": house.pk, "ends_on": "2027-05-01"}
    named = {f"seat-{name}": value for name, value in sent.items()}
    assert as_secretary.post(f"{DESK}{body.slug}/seat/", named).status_code == 302
    place = body.seats.get()
    assert (place.holder, place.organisation, place.starts_on) == (person, house, clock.today())
    assert body.group in person.groups.all()
    page = flat(as_secretary.post(f"{DESK}{body.slug}/seat/", named | {"seat-holder": "nobody@example.org"}))
    assert "Nobody signs in with this address." in page
    assert "nobody@example.org" in page


def test_a_term_ends_with_a_public_reason_and_stays_in_the_history(as_secretary, client, secretary):
    body = body_with_seats(["la"], by=secretary)
    place = body.seats.get()
    address = f"{DESK}{body.slug}/seats/{place.pk}/"
    assert "This field is required." in flat(as_secretary.post(address, {"do": "end", "reason": ""}))
    assert as_secretary.post(address, {"do": "end", "reason": "Elected elsewhere."}).status_code == 302
    assert body.group not in place.holder.groups.all()
    page = flat(client.get(body.get_absolute_url()))
    assert "Former seats" in page
    assert "Elected elsewhere." in page
    assert "The term of this seat has ended." in flat(as_secretary.get(address))


def test_a_vacant_seat_is_filled_from_today_and_the_empty_days_stay(as_secretary, secretary):
    body = body_with_seats([], by=secretary)
    empty = seat(by=secretary, body=body, group=group("fi"), starts_on=clock.today() - timedelta(days=9))
    person = UserFactory(email="ana@example.org")
    address = f"{DESK}{body.slug}/seats/{empty.pk}/"
    assert as_secretary.post(address, {"do": "fill", "holder": "ana@example.org"}).status_code == 302
    before, after = body.seats.order_by("starts_on")
    assert (before.holder, before.ends_on) == (None, clock.today() - timedelta(days=1))
    assert (after.holder, after.starts_on, after.group) == (person, clock.today(), group("fi"))
    assert body.group in person.groups.all()
    assert body.seats.on(clock.today()).count() == 1


def test_a_seat_that_fell_vacant_today_is_filled_itself(secretary):
    body = body_with_seats([], by=secretary)
    empty = seat(by=secretary, body=body, group=group("fi"))
    filled = fill_seat(by=secretary, seat=empty, holder=UserFactory())
    assert filled.pk == empty.pk


def test_a_slip_is_taken_back_but_not_once_something_was_said(as_secretary, secretary):
    body = body_with_seats([], by=secretary)
    person = UserFactory()
    place = seat(by=secretary, body=body, group=group("la"), holder=person)
    address = f"{DESK}{body.slug}/seats/{place.pk}/"
    assert as_secretary.post(address, {"do": "back"}).status_code == 302
    assert not Seat.objects.exists()
    assert body.group not in person.groups.all()
    decision = in_last_call(by=secretary, body=body_with_seats(by=secretary, slug="b", prefix="B"))
    late = seat(by=secretary, body=decision.body, group=group("la"), holder=person)
    take_position(by=person, decision=decision, seat=late, value="support")
    with pytest.raises(ValidationError, match="end its term instead"):
        take_back_seat(by=secretary, seat=late)


def test_a_rule_changes_from_now_on_and_the_page_shows_what_changed(as_secretary, client, secretary):
    decision = passed_decision(by=secretary, body=body_with_seats(["asm", "tr", "cs", "la", "la"], by=secretary))
    body, result = decision.body, dict(decision.result)
    open_one = in_last_call(by=secretary, body=body)
    start = as_secretary.get(f"{DESK}{body.slug}/").context["forms"]["rule"].initial
    sent = {f"rule-{name}": value for name, value in start.items() if value not in (None, False)}
    sent |= {"rule-threshold": "100", "rule-quorum": "100", "rule-last_call_days": "30", "rule-reason": "The charter."}
    assert "1 decision of this body is in last call." in flat(as_secretary.get(f"{DESK}{body.slug}/"))
    assert as_secretary.post(f"{DESK}{body.slug}/rule/", sent).status_code == 302
    for row in (decision, open_one):
        row.refresh_from_db()
        assert row.rule_snapshot["threshold"] == RULE["threshold"]
    assert decision.result == result
    page = flat(client.get(body.get_absolute_url()))
    assert "The charter." in page
    assert "at least 75 % do not stand in its way" in page
    assert "Days of last call: 21 before, 30 after" in page
    positions(open_one)
    lone = body.seats.filter(group__code="la").last()
    take_position(by=lone.holder, decision=open_one, seat=lone, value="object", reason="No.")
    with over(open_one):
        desk = shown_second_factor(Client(), secretary).get(f"/en/desk/decisions/{open_one.number}/")
        assert "it would pass, because" in flat(desk)


def test_a_change_needs_a_reason_and_no_change_leaves_no_trace(secretary):
    body = body_with_seats([], by=secretary)
    with pytest.raises(ValidationError, match="Say in public"):
        change_rule(by=secretary, body=body, rule=RULE | {"quorum": 1}, reason=" ")
    assert change_rule(by=secretary, body=body, rule=dict(RULE), reason="Nothing.") is None
    assert not BodyChange.objects.exists()


def test_what_a_body_went_by_is_never_rewritten(secretary):
    body = body_with_seats([], by=secretary)
    change = change_rule(by=secretary, body=body, rule=RULE | {"quorum": 1}, reason="The charter.")
    with pytest.raises(DatabaseError), transaction.atomic():
        BodyChange.objects.filter(pk=change.pk).update(reason="Another.")
    with pytest.raises(DatabaseError), transaction.atomic():
        BodyChange.objects.filter(pk=change.pk).delete()
    assert BodyChange.objects.get().reason == "The charter."


def test_names_and_words_are_edited_in_every_language_at_once(as_secretary, client, secretary):
    body = body_with_seats([], by=secretary)
    words = {"names_en": "Committee", "names_es": "Comité", "lede_en": "Sixteen seats.", "lede_es": "Dieciséis."}
    named = {f"words-{name}": value for name, value in words.items()}
    assert as_secretary.post(f"{DESK}{body.slug}/words/", named).status_code == 302
    assert "Sixteen seats." in flat(client.get(f"/en/bodies/{body.slug}/"))
    assert "Dieciséis." in flat(client.get(f"/es/bodies/{body.slug}/"))
    refused = as_secretary.post(f"{DESK}{body.slug}/words/", named | {"words-names_es": "", "words-lede_es": ""})
    assert "leave something there" in flat(refused)
    body.refresh_from_db()
    assert body.names["es"] == "Comité"


def test_a_mandate_with_headings_is_left_to_its_page(as_secretary, secretary):
    body = create_body(
        by=secretary,
        slug="board",
        prefix="BO",
        names={"en": "Board"},
        rule=RULE,
        mandate=[("heading", "Money"), ("text", "<p>It <b>decides</b>.</p>")],
    )
    page = flat(as_secretary.get(f"{DESK}board/"))
    assert "Text with headings or links is written on its page" in page
    assert "words-mandate" not in page
    describe_body(by=secretary, body=body, names={"en": "The Board"}, words={"en": {"lede": "Five seats."}})
    assert "<b>decides</b>" in flat(Client().get("/en/bodies/board/"))


@pytest.mark.parametrize("tail", ["", "new/", "standards-committee/", "standards-committee/seats/{}/"])
def test_the_desk_of_bodies_is_the_secretariats(client, as_member, as_secretary, secretary, tail):
    body = body_with_seats(["la"], by=secretary)
    address = DESK + tail.format(body.seats.get().pk)
    assert as_secretary.get(address).status_code == 200
    for stranger in (client, as_member):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code == 404


def test_a_part_or_a_button_that_does_not_exist_is_not_found(as_secretary, secretary):
    body = body_with_seats(["la"], by=secretary)
    assert as_secretary.post(f"{DESK}{body.slug}/nonsense/").status_code == 404
    assert as_secretary.post(f"{DESK}{body.slug}/seats/{body.seats.get().pk}/", {"do": "sell"}).status_code == 404


def test_bodies_and_their_history_cost_the_same_however_much_there_is(as_secretary, client, secretary, queries_of):
    body = body_with_seats(["la", "cs"], by=secretary)
    seat(by=secretary, body=body, group=group("fi"), starts_on=clock.today() - timedelta(days=9), ends_on=clock.today())
    change_rule(by=secretary, body=body, rule=RULE | {"quorum": 1}, reason="One.")
    pages = [(as_secretary, DESK), (as_secretary, f"{DESK}{body.slug}/"), (client, body.get_absolute_url())]
    for browser, address in pages:
        browser.get(address)
    few = [queries_of(lambda b=browser, a=address: b.get(a)) for browser, address in pages]
    for number in range(4):
        body_with_seats(["la"], by=secretary, slug=f"body-{number}", prefix=f"B{number}")
        past = {"starts_on": clock.today() - timedelta(days=90), "ends_on": clock.today() - timedelta(days=9)}
        past |= {"holder": UserFactory(), "organisation": OrganisationFactory()}
        seat(by=secretary, body=body, group=group("fi"), **past)
        change_rule(by=secretary, body=body, last_call_days=number, reason="More.")
    assert [queries_of(lambda b=browser, a=address: b.get(a)) for browser, address in pages] == few
