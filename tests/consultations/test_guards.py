"""What a round needs before it is announced, condition by condition, and what a published reason lifts."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from consultations.actions.rounds import add_question, announce, edit_round, state_benefit, unmet_guards
from consultations.permissions import can_announce, can_change_dates, can_edit_round
from portal import clock
from portal.members.viewer import ANYBODY, look_at
from tests.consultations import making
from tests.factories import group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def names(round):
    return [guard.name for guard in unmet_guards(round)]


def test_a_light_round_needs_something_to_comment_on_and_words(secretary):
    round = making.prepared_round(by=secretary, draft=None, lede="")
    assert names(round) == ["matter", "words"]
    add_question(by=secretary, round=round, text="Why?")
    edit_round(by=secretary, round=round, lede="What it is about.")
    assert names(round) == []


def test_a_full_round_needs_all_of_it_and_each_guard_says_where_to_mend_it(secretary):
    round = making.prepared_round(by=secretary, profile="full", closes_at=clock.now() + timedelta(days=20))
    guards = unmet_guards(round)
    assert [guard.name for guard in guards] == [
        *("length", "purpose", "benefits", "questions", "languages", "promises", "contact"),
        "approval",
    ]
    assert all(guard.message and guard.who and "#" in guard.fix_url for guard in guards)
    with pytest.raises(ValidationError) as refused:
        announce(by=secretary, round=round)
    assert len(refused.value.messages) == 8
    round.refresh_from_db()
    assert round.announced_at is None
    assert round.draft.frozen_at is None


def test_upstream_groups_bring_the_question_of_what_keeps_people_out(secretary):
    round = making.prepared_round(by=secretary, profile="full", target_groups=[group("asm")])
    assert "barrier" in names(round)
    add_question(by=secretary, round=round, text="What would keep you out?", kind="barrier")
    assert "barrier" not in names(round)


def test_each_named_group_is_told_what_it_gains_and_what_it_costs(secretary):
    round = making.prepared_round(by=secretary, profile="full", target_groups=[group("tr"), group("mb")])
    state_benefit(by=secretary, round=round, group=group("tr"), benefits="Clear rules", costs="Site checks")
    state_benefit(by=secretary, round=round, group=group("mb"), benefits="Clear rules", costs="")
    assert "benefits" in names(round)
    state_benefit(by=secretary, round=round, group=group("mb"), benefits="Clear rules", costs="Nothing known")
    assert "benefits" not in names(round)


def test_a_published_reason_lifts_what_only_a_full_round_needs(secretary):
    short = clock.now() + timedelta(days=10)
    round = making.prepared_round(by=secretary, profile="full", closes_at=short, waiver="A dam is failing.")
    assert names(round) == ["approval"]  # what no reason lifts
    edit_round(by=secretary, round=round, lede="")
    assert names(round) == ["words", "approval"]


@pytest.mark.parametrize(("number", "days"), [(1, 60), (2, 30), (3, 30)])
def test_the_first_round_lasts_longer_than_those_after_it(secretary, number, days):
    enough = clock.now() + timedelta(days=days)
    round = making.prepared_round(by=secretary, profile="full", number=number, opens_at=clock.now(), closes_at=enough)
    assert "length" not in names(round)
    edit_round(by=secretary, round=round, closes_at=enough - timedelta(days=2))
    assert "length" in names(round)


RIGHTS = [
    ("preparing", True, True, False),
    ("open", False, False, True),
    ("closed", False, False, False),  # two people open it again
    ("answered", False, False, False),
]


@pytest.mark.parametrize(("phase", "may_edit", "may_announce", "may_extend"), RIGHTS)
def test_what_the_secretariat_may_do_depends_on_where_the_round_is(
    secretary, member, phase, may_edit, may_announce, may_extend
):
    round = making.prepared_round(by=secretary)
    if phase != "preparing":
        announce(by=secretary, round=round)
    if phase == "answered":
        round.answered_at = clock.now()
    at_desk = look_at(secretary)
    with clock.set_to(clock.now() + timedelta(days=80 if phase in ("closed", "answered") else 0)):
        asked = (can_edit_round, can_announce, can_change_dates)
        assert [bool(right(at_desk, round)) for right in asked] == [may_edit, may_announce, may_extend]
        for viewer in (ANYBODY, look_at(member)):
            verdicts = [right(viewer, round) for right in asked]
            assert not any(verdicts)
            assert all(str(verdict.reason) for verdict in verdicts)
