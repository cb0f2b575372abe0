"""Who may do what, in which state: the whole table."""

from datetime import timedelta

import pytest

from governance import permissions
from governance.actions import return_decision
from portal import clock
from portal.members.viewer import ANYBODY, look_at
from tests.factories import UserFactory
from tests.governance.making import body_with_seats, drafted, in_last_call, over, passed_decision, weighed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

STATES = ("draft", "last_call", "over", "in_force", "returned")
RIGHTS = {  # right: states in which the secretariat may
    "can_edit_decision": {"draft"},
    "can_choose_option": {"draft"},
    "can_answer_comment": {"draft", "last_call", "over"},
    "can_add_action": {"draft", "last_call", "over", "in_force"},
    "can_open_last_call": {"draft"},
    "can_publish_decision": {"over"},
    "can_return_decision": {"last_call", "over"},
    "can_write_trade_off": {"draft"},
    "can_translate": set(STATES),
}


def in_state(state: str, by):
    """A decision in that state, and the instant at which it is looked at."""
    body = body_with_seats(by=by)
    if state == "draft":
        return drafted(by=by, body=body), clock.now()
    if state == "in_force":
        decision = passed_decision(by=by, body=body)
        return decision, decision.published_at
    decision = in_last_call(by=by, body=body)
    if state == "returned":
        return return_decision(by=by, decision=decision), clock.now()
    return decision, clock.now() if state == "last_call" else decision.last_call_until + timedelta(hours=1)


@pytest.mark.parametrize("state", STATES)
def test_rights_by_role_and_state(state, secretary, member, outsider):
    decision, instant = in_state(state, secretary)
    holder = decision.body.seats.first().holder
    with clock.set_to(instant):
        for name, states in RIGHTS.items():
            right = getattr(permissions, name)
            verdict = right(look_at(secretary), decision)
            assert bool(verdict) == (state in states), name
            assert verdict or verdict.reason
            for person in (None, outsider, member, holder):
                refused = right(look_at(person), decision)
                assert not refused, name
                assert refused.reason


@pytest.mark.parametrize("state", STATES)
def test_positions_are_taken_from_last_call_until_it_is_closed(state, secretary, member):
    decision, instant = in_state(state, secretary)
    mine, other = decision.body.seats.select_related("holder").order_by("pk")[:2]
    open_now = state in ("last_call", "over")
    with clock.set_to(instant):
        assert bool(permissions.can_take_position(look_at(mine.holder), decision, mine)) == open_now
        assert bool(permissions.can_take_position(look_at(secretary), decision, mine)) == open_now
        assert not permissions.can_take_position(look_at(mine.holder), decision, other)
        assert not permissions.can_take_position(look_at(member), decision, mine)
        assert not permissions.can_take_position(ANYBODY, decision, mine)


def test_a_seat_speaks_only_in_its_term_in_its_body_and_when_held(secretary):
    decision = in_last_call(by=secretary)
    seat = decision.body.seats.select_related("holder").first()
    viewer = look_at(seat.holder)
    seat.ends_on = clock.today() - timedelta(days=1)
    assert "term" in str(permissions.can_take_position(viewer, decision, seat).reason)
    seat.ends_on, seat.starts_on = None, clock.today() + timedelta(days=1)
    assert "term" in str(permissions.can_take_position(viewer, decision, seat).reason)
    seat.starts_on, seat.holder = clock.today(), None
    assert "vacant" in str(permissions.can_take_position(look_at(secretary), decision, seat).reason)
    elsewhere = body_with_seats(by=secretary, slug="board", prefix="BO").seats.first()
    assert "another body" in str(permissions.can_take_position(look_at(secretary), decision, elsewhere).reason)


def test_a_statement_is_reviewed_by_somebody_else(secretary, colleague, member):
    decision = drafted(by=secretary)
    statement = weighed(decision, by=secretary, publish=False)
    holder = decision.body.seats.first().holder
    assert not permissions.can_review_trade_off(look_at(secretary), statement)
    assert permissions.can_review_trade_off(look_at(colleague), statement)
    assert permissions.can_review_trade_off(look_at(holder), statement)
    assert not permissions.can_review_trade_off(look_at(member), statement)


def test_a_published_statement_is_nobodys_to_change(secretary, colleague):
    statement = weighed(drafted(by=secretary), by=secretary)
    assert not permissions.can_edit_trade_off(look_at(secretary), statement)
    assert not permissions.can_publish_trade_off(look_at(secretary), statement)
    assert not permissions.can_review_trade_off(look_at(colleague), statement)


def test_only_the_secretariat_keeps_bodies_and_drafts(secretary, member):
    body = body_with_seats(by=secretary)
    assert permissions.can_keep_bodies(look_at(secretary))
    assert not permissions.can_keep_bodies(look_at(member))
    assert permissions.can_draft_decision(look_at(secretary), body)
    assert not permissions.can_draft_decision(look_at(UserFactory()), body)


TERMS = {  # first and last day from today: what the secretariat may do with a held and with a vacant seat
    (-9, None): ({"can_end_seat"}, {"can_end_seat", "can_fill_seat"}),
    (0, None): ({"can_end_seat", "can_take_back_seat"}, {"can_end_seat", "can_fill_seat", "can_take_back_seat"}),
    (9, 20): ({"can_end_seat", "can_take_back_seat"}, {"can_end_seat", "can_fill_seat", "can_take_back_seat"}),
    (-9, -1): (set(), set()),
}


@pytest.mark.parametrize("term", TERMS)
def test_rights_over_a_seat_by_term_and_role(term, secretary, member, outsider):
    first, last = term
    place = body_with_seats(["la"], by=secretary).seats.get()
    holder = place.holder
    place.starts_on = clock.today() + timedelta(days=first)
    place.ends_on = None if last is None else clock.today() + timedelta(days=last)
    for held, allowed in zip((holder, None), TERMS[term], strict=True):
        place.holder = held
        for name in ("can_end_seat", "can_fill_seat", "can_take_back_seat"):
            right = getattr(permissions, name)
            assert bool(right(look_at(secretary), place)) == (name in allowed), name
            assert right(look_at(secretary), place) or right(look_at(secretary), place).reason
            assert not any(right(look_at(person), place) for person in (None, outsider, member, holder))


def test_last_call_ends_at_its_instant(secretary):
    decision = in_last_call(by=secretary)
    assert not permissions.can_publish_decision(look_at(secretary), decision)
    with over(decision):
        assert permissions.can_publish_decision(look_at(secretary), decision)
