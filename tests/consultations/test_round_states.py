"""The life of a round as one table: which step may be taken in which phase, by whom, and where it leads."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from consultations import permissions
from consultations.actions.clocks import change_dates, drop, move, open_late_door, pause, resume, second
from consultations.actions.opening import announce, approve, make_ready, take_back
from consultations.actions.rounds import edit_round
from consultations.models import DateChange, LateDoor, Motion, Notice, Round
from consultations.permissions.rounds import STEPS
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
REASON = "The road was cut by the flood."


@pytest.fixture
def in_phase(secretary, colleague):
    """A round brought to a phase by the steps that lead there; the clock then stands where the test goes on."""

    def bring(phase: str) -> tuple[Round, timedelta]:
        opens = timedelta(days=2) if phase == "upcoming" else timedelta(hours=-1)
        round = making.prepared_round(by=secretary, opens_at=clock.now() + opens)
        if phase in ("ready", "approved"):
            make_ready(by=secretary, round=round)
        if phase == "approved":
            approve(by=colleague, round=round)
        if phase not in ("preparing", "ready", "approved"):
            announce(by=secretary, round=round)
        if phase == "paused":
            pause(by=secretary, round=round, reason=REASON)
        if phase == "cancelled":
            second(by=colleague, motion=move(by=secretary, round=round, kind="cancel", reason=REASON))
        if phase == "answered":
            Round.objects.filter(pk=round.pk).update(answered_at=round.closes_at, answered_by=secretary)
        round.refresh_from_db()
        return round, timedelta(days=80 if phase in ("closed", "answered") else 0)

    return bring


def later() -> object:
    return clock.now() + timedelta(days=120)


TAKEN = {
    "edit": lambda by, round, other: edit_round(by=by, round=round, lede="Other words."),
    "make_ready": lambda by, round, other: make_ready(by=by, round=round),
    "approve": lambda by, round, other: approve(by=other, round=round),
    "take_back": lambda by, round, other: take_back(by=by, round=round, reason="A wrong date."),
    "announce": lambda by, round, other: announce(by=by, round=round),
    "extend": lambda by, round, other: change_dates(by=by, round=round, closes_at=later(), reason=REASON),
    "pause": lambda by, round, other: pause(by=by, round=round, reason=REASON),
    "resume": lambda by, round, other: resume(by=by, round=round, reason="It is dry again."),
    "cancel": lambda by, round, other: move(by=by, round=round, kind="cancel", reason=REASON),
    "reopen": lambda by, round, other: move(by=by, round=round, kind="reopen", closes_at=later(), reason=REASON),
    "open_late_door": lambda by, round, other: open_late_door(by=by, round=round, ends_at=later(), reason=REASON),
}
LEADS_TO = {
    "edit": "preparing",
    "make_ready": "ready",
    "approve": "approved",
    "take_back": "preparing",
    "announce": "open",
    "pause": "paused",
    "resume": "open",
}


@pytest.mark.parametrize("phase", Round.Phase.values)
def test_a_step_is_taken_in_its_phases_and_refused_with_a_reason_in_all_others(
    phase, in_phase, secretary, colleague, member
):
    round, after = in_phase(phase)
    with clock.set_to(clock.now() + after):
        assert round.phase == phase
        for step in STEPS:
            for viewer in (ANYBODY, look_at(member)):
                assert str(permissions.can_take(step, viewer, round).reason)
            with pytest.raises(Refused), transaction.atomic():
                TAKEN[step](member, round, member)
            assert after_step(step, round, secretary, colleague) == (
                LEADS_TO.get(step, phase) if phase in STEPS[step] else ""
            )


def after_step(step: str, round: Round, by, other) -> str:
    """The phase to which it leads, or nothing where it is refused; either way it is as if it had not been."""
    found = ""
    with transaction.atomic():
        row = Round.objects.get(pk=round.pk)
        try:
            with transaction.atomic():
                TAKEN[step](by, row, other)
            found = str(Round.objects.get(pk=round.pk).phase)
        except Refused:
            found = ""
        transaction.set_rollback(True)
    return found


def test_whoever_edited_it_last_does_not_approve_it(secretary, colleague):
    round = making.prepared_round(by=secretary)
    edit_round(by=colleague, round=round, lede="Another sentence.")
    make_ready(by=secretary, round=round)
    with pytest.raises(Refused, match="another person"):
        approve(by=colleague, round=round)
    assert approve(by=secretary, round=round).phase == "approved"


def test_the_database_refuses_an_approval_by_the_last_editor_by_any_path(secretary):
    round = make_ready(by=secretary, round=making.prepared_round(by=secretary))
    with pytest.raises(IntegrityError, match="round_approved_by_somebody_else"), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(approved_at=clock.now(), approved_by=secretary)


def test_what_is_ready_is_fixed_and_what_is_taken_back_is_approved_anew(secretary, colleague):
    round = make_ready(by=secretary, round=making.prepared_round(by=secretary))
    assert round.draft.frozen_at is not None
    approve(by=colleague, round=round)
    with pytest.raises(ValidationError, match="why"):
        take_back(by=secretary, round=round, reason=" ")
    take_back(by=secretary, round=round, reason="A wrong date.")
    assert (round.phase, round.approved_by) == ("preparing", None)


def test_a_guard_that_regressed_stops_the_approval(secretary, colleague):
    round = make_ready(by=secretary, round=making.prepared_round(by=secretary))
    with clock.set_to(round.closes_at + timedelta(days=1)), pytest.raises(ValidationError, match="closed before"):
        approve(by=colleague, round=round)


# -- dates ---------------------------------------------------------------------------------------------------------


def test_a_pause_gives_the_lost_time_back_to_the_second(secretary, noon):
    round = making.open_round(by=secretary)
    was = round.closes_at
    pause(by=secretary, round=round, reason="The site was down.", translations={"fr": "Le site était en panne."})
    assert not round.is_open
    lost = timedelta(days=3, hours=4, seconds=5)
    with clock.set_to(noon + lost):
        resume(by=secretary, round=round, reason="It is back.")
        assert (round.closes_at, round.is_open) == (was + lost, True)
    assert [change.kind for change in round.date_changes.all()] == ["paused", "resumed"]
    assert round.date_changes.first().translations == {"fr": "Le site était en panne."}


def test_a_pause_outlasts_the_close_and_no_clock_ends_it(secretary):
    round = making.open_round(by=secretary)
    pause(by=secretary, round=round, reason=REASON)
    with clock.set_to(round.closes_at + timedelta(days=9)):
        assert round.phase == "paused"
        assert not Round.objects.open().exists()
        resume(by=secretary, round=round, reason="It is dry again.")
        assert round.is_open


def test_old_dates_can_be_changed_by_no_path(secretary):
    round = making.open_round(by=secretary)
    change_dates(by=secretary, round=round, closes_at=later(), reason=REASON)
    with pytest.raises(IntegrityError), transaction.atomic():
        DateChange.objects.update(reason="None.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(opens_at=clock.now())


# -- two people ----------------------------------------------------------------------------------------------------


def test_reopening_takes_another_person_and_seven_more_days(secretary, colleague):
    round = making.open_round(by=secretary)
    was = round.closes_at
    with clock.set_to(was + timedelta(days=3)):
        with pytest.raises(ValidationError, match="at least 7 days"):
            move(by=secretary, round=round, kind="reopen", reason=REASON, closes_at=clock.now() + timedelta(days=6))
        enough = clock.now() + timedelta(days=7)
        motion = move(by=secretary, round=round, kind="reopen", reason=REASON, closes_at=enough)
        assert round.phase == "closed"
        with pytest.raises(Refused, match="another person"):
            second(by=secretary, motion=motion)
        round = second(by=colleague, motion=motion)
        assert (round.phase, round.closes_at) == ("open", enough)
        change = round.date_changes.get()
        assert (change.kind, change.old_closes_at, change.reason) == ("reopened", was, REASON)


def test_a_motion_that_waited_too_long_no_longer_gives_seven_days(secretary, colleague):
    round = making.open_round(by=secretary)
    with clock.set_to(round.closes_at + timedelta(days=1)):
        in_a_week = clock.now() + timedelta(days=7)
        motion = move(by=secretary, round=round, kind="reopen", reason=REASON, closes_at=in_a_week)
    with clock.set_to(in_a_week), pytest.raises(ValidationError, match="at least 7 days"):
        second(by=colleague, motion=motion)


def test_cancelling_takes_two_people_and_a_public_reason(secretary, colleague, client):
    round = making.open_round(by=secretary)
    with pytest.raises(ValidationError):
        move(by=secretary, round=round, kind="cancel", reason=" ")
    second(by=colleague, motion=move(by=secretary, round=round, kind="cancel", reason=REASON))
    round.refresh_from_db()
    assert round.phase == "cancelled"
    assert REASON in client.get("/en/consultations/small-mines-1/").content.decode()


def test_only_one_motion_waits_at_a_time_and_one_that_is_dropped_is_done_with(secretary, colleague):
    round = making.open_round(by=secretary)
    motion = move(by=secretary, round=round, kind="cancel", reason=REASON)
    with pytest.raises(ValidationError, match="settle that first"):
        move(by=colleague, round=round, kind="cancel", reason="Also.")
    drop(by=secretary, motion=motion)
    with pytest.raises(Refused, match="settled already"):
        second(by=colleague, motion=motion)
    with pytest.raises(IntegrityError), transaction.atomic():
        Motion.objects.update(reason="Quietly.")


def test_the_database_refuses_a_second_by_the_mover(secretary):
    round = making.open_round(by=secretary)
    move(by=secretary, round=round, kind="cancel", reason=REASON)
    with pytest.raises(IntegrityError, match="motion_seconded_by_somebody_else"), transaction.atomic():
        Motion.objects.update(seconded_at=clock.now(), seconded_by=secretary)


# -- late ----------------------------------------------------------------------------------------------------------


def test_a_late_door_has_a_day_to_come_and_a_reason(secretary):
    round = making.open_round(by=secretary)
    with clock.set_to(round.closes_at + timedelta(days=1)):
        with pytest.raises(ValidationError):
            open_late_door(by=secretary, round=round, reason=REASON, ends_at=clock.now())
        with pytest.raises(ValidationError):
            open_late_door(by=secretary, round=round, reason="", ends_at=later())
        door = open_late_door(by=secretary, round=round, reason=REASON, ends_at=later())
        assert permissions.can_use_late_door(ANYBODY, door)
        with clock.set_to(door.ends_at):
            assert not permissions.can_use_late_door(ANYBODY, door)
    with pytest.raises(IntegrityError), transaction.atomic():
        LateDoor.objects.update(reason="Quietly.")


SHEETS = [
    ("held while it was open", timedelta(days=-1), timedelta(days=13), True),
    ("held at the last instant", timedelta(0), timedelta(days=14), True),
    ("arrived too late", timedelta(days=-1), timedelta(days=14, seconds=1), False),
    ("held after the close", timedelta(seconds=1), timedelta(days=2), False),
    ("held before it opened", timedelta(days=-90), timedelta(days=2), False),
]


@pytest.mark.parametrize(("case", "held", "arrives", "is_in_time"), SHEETS, ids=[case for case, *_rest in SHEETS])
def test_sheets_and_sessions_held_in_time_arrive_within_the_published_days(secretary, case, held, arrives, is_in_time):
    round = making.open_round(by=secretary, sheets_days=14)
    with clock.set_to(round.closes_at + arrives):
        verdict = permissions.can_still_arrive(look_at(secretary), round, held_at=round.closes_at + held)
    assert bool(verdict) is is_in_time
    assert is_in_time or str(verdict.reason)


def test_each_act_is_noted_as_news_once(secretary, colleague):
    round = making.open_round(by=secretary)
    pause(by=secretary, round=round, reason=REASON)
    resume(by=secretary, round=round, reason="It is dry again.")
    change_dates(by=secretary, round=round, closes_at=later(), reason=REASON)
    second(by=colleague, motion=move(by=secretary, round=round, kind="cancel", reason=REASON))
    events = list(Notice.objects.filter(round=round).values_list("event", flat=True))
    assert events == ["announced", "paused", "resumed", "extended", "cancelled"]
