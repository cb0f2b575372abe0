"""Two people of the secretariat open a full round, extend it, pause it and see it close; a follower hears of it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from consultations.actions.rounds import add_question, state_benefit
from consultations.models import Following, Round
from portal import clock
from portal.models import MailOutbox
from tests.conftest import shown_second_factor
from tests.consultations import making
from tests.factories import group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = "/en/desk/rounds/mines/"


@pytest.fixture
def as_colleague(colleague):
    return shown_second_factor(Client(), colleague)


@pytest.fixture
def prepared(secretary) -> Round:
    """All but the languages is there: that, a published reason lifts."""
    round = making.prepared_round(
        "mines",
        by=secretary,
        profile="full",
        purpose="To buy fairly.",
        target_groups=[group("asm")],
        contact_email="desk@example.org",
        synopsis_due_on=(clock.now() + timedelta(days=120)).date(),
        decision_due_on=(clock.now() + timedelta(days=200)).date(),
        waiver="No translator could be found before the rains.",
    )
    state_benefit(by=secretary, round=round, group=group("asm"), benefits="A buyer.", costs="Records.")
    add_question(
        by=secretary, round=round, text="What would keep you out?", kind="barrier", target_groups=[group("asm")]
    )
    return round


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_round_is_opened_by_two_people(prepared, client, as_secretary, as_colleague):
    assert 'action="/en/desk/rounds/mines/announce/"' not in words(as_secretary, DESK)
    as_secretary.post(f"{DESK}announce/", {"sure": "yes"})
    prepared.refresh_from_db()
    assert prepared.announced_at is None  # nobody has approved it

    as_secretary.post(f"{DESK}ready/")
    assert "You edited it last: another person has to approve it." in words(as_secretary, DESK)
    as_secretary.post(f"{DESK}approve/")
    assert "I have read it and approve it" in words(as_colleague, DESK)
    as_colleague.post(f"{DESK}approve/")
    as_secretary.post(f"{DESK}announce/", {"sure": "yes"})
    page = words(client, "/en/consultations/mines/")
    assert "Open for comment" in page
    assert "No translator could be found before the rains." in page
    assert "It can be read and answered in every language of this site" in page  # what the reason has lifted
    assert "Approved by a second person of the secretariat" in page


def test_a_round_that_is_open_is_extended_and_paused_and_who_follows_it_is_told(
    prepared, client, as_secretary, as_colleague
):
    as_secretary.post(f"{DESK}ready/")
    as_colleague.post(f"{DESK}approve/")
    as_secretary.post(f"{DESK}announce/", {"sure": "yes"})
    client.post("/en/following/", {"email": "ada@example.org", "round": "mines"})
    client.post(f"/en/following/{Following.objects.get().key}/confirm/")
    later = {"closes_at": "2027-03-30T23:59", "reason": "The road was cut.", "reason_fr": "La route était coupée."}
    as_secretary.post(f"{DESK}dates/", later)
    assert "The road was cut." in words(client, "/en/consultations/mines/")
    assert "La route était coupée." in words(client, "/fr/consultations/mines/")

    as_secretary.post(f"{DESK}pause/", {"reason": "The site was down."})
    assert "Paused" in words(client, "/en/consultations/mines/")
    assert client.get("/en/consultations/mines/respond/").content.decode().count("paused")
    with clock.set_to(clock.now() + timedelta(days=2)):
        as_secretary.post(f"{DESK}resume/", {"reason": "It is back."})
    round = Round.objects.get()
    assert round.local(round.closes_at).strftime("%Y-%m-%d %H:%M") == "2027-04-01 23:59"

    call_command("tick")
    mails = MailOutbox.objects.filter(recipient="ada@example.org", event__contains="news:")
    told = {mail.subject.partition(":")[0] for mail in mails}
    assert told == {"Open for comment", "More time", "Paused", "Goes on"}

    with clock.set_to(round.closes_at):
        assert "Closed, being answered" in words(client, "/en/consultations/mines/")


def test_cancelling_at_the_desk_takes_the_other_person(prepared, client, secretary, as_secretary, as_colleague):
    as_secretary.post(f"{DESK}ready/")
    as_colleague.post(f"{DESK}approve/")
    as_secretary.post(f"{DESK}announce/", {"sure": "yes"})
    wrong = as_secretary.post(f"{DESK}cancel/", {"reason": ""})
    assert wrong.status_code == 400
    as_secretary.post(f"{DESK}cancel/", {"reason": "Another body does it."})
    motion = Round.objects.get().motions.get()
    assert "I agree: do it" not in words(as_secretary, DESK)
    as_secretary.post(f"{DESK}motions/{motion.pk}/")
    assert Round.objects.get().phase == "open"
    as_colleague.post(f"{DESK}motions/{motion.pk}/")
    assert Round.objects.get().phase == "cancelled"
    assert "Another body does it." in words(client, "/en/consultations/mines/")


def test_taking_back_opens_the_form_again(prepared, as_secretary, as_colleague):
    as_secretary.post(f"{DESK}ready/")
    assert 'name="title"' not in words(as_secretary, DESK)
    as_secretary.post(f"{DESK}take-back/", {"reason": ""})
    assert Round.objects.get().phase == "ready"
    as_secretary.post(f"{DESK}take-back/", {"reason": "A wrong date."})
    assert 'name="title"' in words(as_secretary, DESK)


def test_others_take_no_step_at_the_desk(prepared, as_outsider, as_member):
    for step in ("ready", "approve", "take-back", "announce", "dates", "pause", "resume", "cancel", "late-door"):
        for somebody in (as_outsider, as_member):
            assert somebody.post(f"{DESK}{step}/", {"reason": "x", "sure": "yes"}).status_code == 403
    assert Round.objects.get().phase == "preparing"
