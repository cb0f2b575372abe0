"""Promises are computed from what happened: kept, late, overdue, moved; the late ones are not hidden."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.actions.clocks import change_dates, move, second
from consultations.models import Comment, Round
from consultations.promises import Kept, end_of, ledgers, state_of
from governance.actions import publish_decision
from governance.models import AnsweredComment
from portal import clock
from portal.members.viewer import ANYBODY
from tests.consultations import making
from tests.consultations.voices_making import make_round, sent
from tests.governance import making as decisions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DUE = date(2027, 2, 26)


def promise(round: Round, what: str):
    round = Round.objects.select_related("draft").get(pk=round.pk)
    return next(one for one in ledgers([round], ANYBODY)[0].promises if one.what == what)


def answer(round: Round, secretary, colleague) -> None:
    for comment in Comment.objects.filter(round=round).select_related("round__draft"):
        given = propose_disposition(by=secretary, comment=comment, value="noted", reason="Seen.")
        agree_disposition(by=colleague, disposition=given)
    write_synopsis(by=secretary, round=round, language="en", body="Two people spoke.")
    publish_answers(by=secretary, round=round)


@pytest.mark.parametrize(
    ("zone", "kept_at", "state", "days"),
    [
        ("UTC", datetime(2027, 2, 26, 23, 59, 59, tzinfo=UTC), Kept.MET, 0),
        ("UTC", datetime(2027, 2, 27, tzinfo=UTC), Kept.LATE, 1),
        ("Pacific/Kiritimati", datetime(2027, 2, 26, 10, tzinfo=UTC), Kept.LATE, 1),  # there it is the 27th
        ("Pacific/Pago_Pago", datetime(2027, 2, 27, 10, 59, 59, tzinfo=UTC), Kept.MET, 0),  # there still the 26th
    ],
)
def test_a_promised_day_ends_where_it_was_promised(zone, kept_at, state, days):
    round = Round(time_zone=zone)
    assert state_of(DUE, kept_at, round) == (state, days)


@pytest.mark.parametrize("zone", ["America/Santiago", "Europe/Paris", "Africa/Casablanca", "Australia/Lord_Howe"])
@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28), date(2027, 4, 3), date(2026, 9, 5)])
def test_the_last_second_of_a_promised_day_is_in_time_when_clocks_change(zone, day):
    round = Round(time_zone=zone)
    over = end_of(day, round)
    assert state_of(day, over - timedelta(seconds=1), round)[0] == Kept.MET
    assert state_of(day, over, round)[0] == Kept.LATE


def test_answers_promised_stand_as_due_then_overdue_then_kept_late(secretary, colleague):
    round = make_round(synopsis_due_on=DUE)
    sent(round, "One.", "Two.")
    assert promise(round, "synopsis").state == Kept.DUE
    with clock.set_to(datetime(2027, 3, 2, 12, tzinfo=UTC)):
        overdue = promise(round, "answers")
        assert (overdue.state, overdue.days, overdue.is_broken) == (Kept.OVERDUE, 4, True)
        answer(round, secretary, colleague)
        late = promise(round, "answers")
        assert (late.state, late.days, late.count, late.of) == (Kept.LATE, 4, 2, 2)


def test_a_close_that_moved_names_the_day_that_was_promised_first(secretary):
    round = making.open_round(by=secretary)
    first = round.local(round.closes_at).date()
    for days in (80, 90):
        later = clock.now() + timedelta(days=days)
        change_dates(by=secretary, round=round, closes_at=later, reason="The road was cut.")
    close = promise(round, "close")
    assert (close.due, close.state, close.kept_at) == (first, Kept.MOVED, round.closes_at)


def test_what_was_promised_of_a_cancelled_round_falls_away(secretary, colleague):
    round = making.open_round(by=secretary, synopsis_due_on=DUE, decision_due_on=DUE)
    second(by=colleague, motion=move(by=secretary, round=round, kind="cancel", reason="Another body does it."))
    states = {one.state for one in ledgers([Round.objects.get(pk=round.pk)], ANYBODY)[0].promises}
    assert states == {Kept.VOID}


def test_a_decision_that_weighed_a_comment_keeps_the_promise_once_it_is_published(secretary):
    round = make_round(opens=-40, closes=-10, decision_due_on=clock.now().date() + timedelta(days=40))
    with clock.set_to(clock.now() - timedelta(days=20)):
        sent(round, "One.")
    decision = decisions.in_last_call()
    AnsweredComment.objects.create(decision=decision, comment=Comment.objects.get())
    assert promise(round, "decision").state == Kept.DUE
    decisions.positions(decision)
    with decisions.over(decision):
        publish_decision(by=decisions.secretary(), decision=decision)
        kept = promise(round, "decision")
    assert (kept.state, kept.decision.number) == (Kept.MET, decision.number)


def test_the_page_shows_what_is_late_and_links_from_the_round(client, secretary):
    making.open_round("mines", by=secretary, synopsis_due_on=clock.now().date() + timedelta(days=80))
    with clock.set_to(clock.now() + timedelta(days=85)):
        page = client.get("/en/promises/").content.decode()
        assert "5 days overdue" in page
        assert 'href="/en/promises/"' in client.get("/en/consultations/mines/").content.decode()


def test_promises_of_a_round_for_members_are_for_members(client, as_member, secretary):
    making.open_round("inside", by=secretary, audience="members", title="Only for members")
    assert "Only for members" not in client.get("/en/promises/").content.decode()
    assert "Only for members" in as_member.get("/en/promises/").content.decode()


def test_the_page_asks_no_more_for_more_rounds(client, secretary, queries_of):
    making.open_round("one", by=secretary, synopsis_due_on=DUE, decision_due_on=DUE)
    sent(Round.objects.get(slug="one"), "One.")
    client.get("/en/promises/")
    few = queries_of(lambda: client.get("/en/promises/"))
    for number in range(3):
        round = making.open_round(f"more-{number}", by=secretary, synopsis_due_on=DUE, decision_due_on=DUE)
        later = round.closes_at + timedelta(days=3)
        change_dates(by=secretary, round=round, closes_at=later, reason="The road was cut.")
        sent(round, "One.")
    assert queries_of(lambda: client.get("/en/promises/")) <= few
