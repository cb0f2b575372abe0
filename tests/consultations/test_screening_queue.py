"""One queue for all rounds, the oldest first; and what is told in public of what was declined."""

from datetime import timedelta

import pytest

from consultations.actions.holding import withdraw_submission
from consultations.actions.screening import decline_submission, hold_submission, publish_submissions
from consultations.models import Comment, Report, Round, Submission
from consultations.screening import MEANINGS, STATES
from portal import clock
from portal.members.permissions import Refused
from tests.consultations.voices_making import changed, make_round, seen, sent

pytestmark = pytest.mark.django_db
QUEUE = "/en/desk/screening/"


@pytest.fixture
def rounds(noon):
    return [make_round(slug, number=n, screening=Round.Screening.BEFORE) for n, slug in ((1, "small"), (2, "large"))]


def shown(client, **asked) -> list[str]:
    page = client.get(QUEUE, asked)
    return [f"{row.round.slug} {row.number}" for row in page.context["page"]]


def test_what_waits_in_any_round_stands_in_one_list_the_oldest_first(as_secretary, rounds, noon):
    first, second = rounds
    for days, round in ((1, second), (0, first), (2, second)):
        with clock.set_to(noon + timedelta(days=days)):
            sent(round, f"After {days} days.")
    sent(first, "Not for screening.", confidentiality="committee")
    assert shown(as_secretary) == ["small 1", "large 1", "large 2"]
    with clock.set_to(noon + timedelta(days=9)):
        page = as_secretary.get(QUEUE).content.decode()
    assert "9 days" in page
    assert "After 0 days." in page
    assert shown(as_secretary, round="large") == ["large 1", "large 2"]
    assert shown(as_secretary, language="fr") == []
    assert shown(as_secretary, **{"is": "nonsense\x00", "page": "9"}) == ["small 1", "large 1", "large 2"]


def test_each_state_has_its_list_and_its_number(as_secretary, secretary, rounds):
    first, _second = rounds
    held, declined, back, read = [sent(first, f"Said {number}.") for number in range(4)]
    hold_submission(by=secretary, submission=held.submission, reason="It names prices.", **seen(held.submission))
    decline_submission(by=secretary, submission=declined.submission, code="abuse", **seen(declined.submission))
    withdraw_submission(submission=back.submission, code=back.code, pin=back.pin)
    Submission.objects.filter(pk=read.submission.pk).update(screening="published")
    Report.objects.create(submission=read.submission, comment=read.submission.comments.get(), kind="not_me")
    numbers = {state: number for state, _label, number in as_secretary.get(QUEUE).context["states"]}
    assert numbers == {"pending": 0, "unseen": 1, "held": 1, "asking": 1}
    assert set(numbers) == set(STATES)
    for state, number in numbers.items():
        assert len(shown(as_secretary, **{"is": state})) == number
    assert "Screening" in as_secretary.get("/en/desk/").content.decode()


def test_what_is_ticked_is_published_and_noted_as_looked_at(as_secretary, rounds):
    first, second = rounds
    one, other = sent(first).submission, sent(second).submission
    ticks = [f"{one.pk}:1", str(other.pk), "nonsense", "²:1", "9" * 40]
    answer = as_secretary.post(f"{QUEUE}?is=pending", {"one": ticks})
    assert (answer.status_code, answer["Location"]) == (303, f"{QUEUE}?is=pending")
    one.refresh_from_db()
    assert one.screening == "published"
    assert one.screened_by is not None
    assert shown(as_secretary) == [f"large {other.number}"]
    assert Comment.objects.published().count() == 1


def test_a_tick_speaks_of_the_words_that_the_list_showed_and_of_no_later_ones(as_secretary, rounds):
    same, moved = sent(rounds[0]), sent(rounds[0], "Well said.")
    ticks = [f"{receipt.submission.pk}:1" for receipt in (same, moved)]
    page = as_secretary.get(QUEUE).content.decode()
    assert all(f'name="one" value="{tick}"' in page for tick in ticks)
    changed(moved, "Not so well said.")
    as_secretary.post(QUEUE, {"one": ticks})
    assert shown(as_secretary) == [f"small {moved.submission.number}"]
    as_secretary.post(QUEUE, {"one": f"{moved.submission.pk}:2"})
    assert shown(as_secretary) == []


def test_only_the_secretariat_screens_and_nothing_held_slips_out(client, as_member, secretary, member, rounds):
    submission = sent(rounds[0]).submission
    for who in (client, as_member):
        assert who.get(QUEUE).status_code == 404
        assert who.post(QUEUE, {"one": f"{submission.pk}:1"}).status_code == 404
    with pytest.raises(Refused):
        publish_submissions(by=member, revisions={submission.pk: 1})
    hold_submission(by=secretary, submission=submission, reason="It names prices.", **seen(submission))
    assert publish_submissions(by=secretary, revisions={submission.pk: 1}) == 0


def test_everybody_reads_the_codes_their_meaning_and_how_often_each_was_used(client, secretary, rounds):
    first, _second = rounds
    for code in ("abuse", "abuse", "off_topic"):
        rude = sent(first).submission
        decline_submission(by=secretary, submission=rude, code=code, **seen(rude))
    back = sent(first)
    decline_submission(by=secretary, submission=back.submission, code="abuse", **seen(back.submission))
    withdraw_submission(submission=back.submission, code=back.code, pin=back.pin)
    page = client.get("/en/declined/")
    told = {row["round"].slug: row["counts"] for row in page.context["page"]}
    assert told == {"large": [0, 0, 0, 0, 0], "small": [2, 0, 1, 0, 0]}
    assert set(MEANINGS) == set(Submission.DeclineCode.values)
    assert "Insults or threatens people" in page.content.decode()
    hidden = make_round("hidden", number=3, audience="members")
    assert hidden.slug not in {row["round"].slug for row in client.get("/en/declined/").context["page"]}


@pytest.mark.parametrize("address", ["/en/declined/", QUEUE, f"{QUEUE}?is=asking"])
def test_queue_and_public_list_cost_the_same_with_more(as_secretary, secretary, rounds, queries_of, address):
    def more(round):
        sent(round)
        rude = sent(round).submission
        decline_submission(by=secretary, submission=rude, code="abuse", **seen(rude))
        asked = sent(round).submission
        Report.objects.create(submission=asked, comment=asked.comments.get(), kind="not_me")

    more(rounds[0])
    as_secretary.get(address)
    few = queries_of(lambda: as_secretary.get(address))
    for number in range(3):
        more(make_round(f"more-{number}", number=number + 3, screening=Round.Screening.BEFORE))
    assert queries_of(lambda: as_secretary.get(address)) == few <= 15
