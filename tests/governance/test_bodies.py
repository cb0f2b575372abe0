"""Bodies and seats: the Django group follows who sits there."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.actions import change_rule, create_body, keep_all_in_step, seat, translate, unseat, write_body
from governance.reading import words_for
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from tests.factories import UserFactory, group
from tests.governance.making import RULE, body_with_seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_who_takes_a_seat_joins_the_bodys_group_and_leaves_with_it(secretary):
    body = body_with_seats([], by=secretary)
    person = UserFactory()
    first = seat(by=secretary, body=body, group=group("la"), holder=person, starts_on=clock.today() - timedelta(days=9))
    assert body.group in person.groups.all()
    unseat(by=secretary, seat=first, reason="Her term is over.")
    assert body.group not in person.groups.all()


def test_only_a_seat_in_a_body_that_decides_makes_a_member_of_the_committee(secretary):
    elders = create_body(by=secretary, slug="elders", prefix="EL", names={"en": "Elders"}, kind="advisory")
    adviser = UserFactory()
    seat(by=secretary, body=elders, group=group(), holder=adviser)
    assert (look_at(adviser).groups, look_at(adviser).committees) == ({elders.group_id}, frozenset())
    committee = body_with_seats(["la"], by=secretary)
    assert look_at(committee.seats.get().holder).committees == {committee.group_id}


def test_nobody_holds_two_seats_of_one_body(secretary):
    body = body_with_seats(["la"], by=secretary)
    holder = body.seats.get().holder
    with pytest.raises(ValidationError, match="already"):
        seat(by=secretary, body=body, group=group("cs"), holder=holder)


def test_a_term_ends_after_it_starts(secretary):
    body = body_with_seats([], by=secretary)
    with pytest.raises(ValidationError, match="ends after"):
        seat(by=secretary, body=body, group=group(), ends_on=clock.today() - timedelta(days=1))
    place = seat(by=secretary, body=body, group=group())
    with pytest.raises(ValidationError, match="ends after"):
        unseat(by=secretary, seat=place, reason="Moved.", ends_on=clock.today() - timedelta(days=1))


def test_terms_begin_and_end_by_themselves(secretary):
    body = body_with_seats([], by=secretary)
    person, later = UserFactory(), clock.today() + timedelta(days=5)
    seat(by=secretary, body=body, group=group(), holder=person, starts_on=later, ends_on=later)
    assert body.group not in person.groups.all()
    with clock.set_to(clock.now() + timedelta(days=5)):
        assert keep_all_in_step() == 1
        assert keep_all_in_step() == 0
        assert body.group in person.groups.all()
    with clock.set_to(clock.now() + timedelta(days=6)):
        assert keep_all_in_step() == 1
        assert body.group not in person.groups.all()


@pytest.mark.parametrize("rule", [{}, {"quorum": 2}, {"threshold": 0}, {"threshold": 0.5, "nonsense": 1}])
def test_a_deciding_body_has_a_rule_that_can_be_read(secretary, rule):
    with pytest.raises(ValidationError):
        create_body(by=secretary, slug="board", prefix="BO", names={"en": "Board"}, rule=rule)


def test_address_and_prefix_are_taken_once(secretary):
    body_with_seats([], by=secretary)
    with pytest.raises(ValidationError, match="already"):
        body_with_seats([], by=secretary, slug="other")


def test_the_rule_changes_by_its_own_action(secretary, member):
    body = body_with_seats([], by=secretary)
    change_rule(by=secretary, body=body, rule=RULE | {"quorum": 0.75}, reason="The charter.")
    body.refresh_from_db()
    assert body.rule["quorum"] == 0.75
    with pytest.raises(Refused):
        change_rule(by=member, body=body, rule=RULE, reason="Why not.")


def test_words_of_a_body_are_published_at_once_in_each_language(secretary):
    body = body_with_seats([], by=secretary)
    write_body(by=secretary, body=body, title="Standards Committee", lede="Sixteen seats.")
    translate(by=secretary, record=body, language="fr", title="Comité des normes", lede="Seize sièges.")
    assert words_for(body, "en").words["lede"] == "Sixteen seats."
    assert words_for(body, "fr").words["lede"] == "Seize sièges."
    assert words_for(body, "es").language == "en"
