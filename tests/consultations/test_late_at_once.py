"""The late door lets one response in, however many hands press in the same moment, each on a device of their own."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from consultations.actions.clocks import open_late_door
from consultations.models import Comment, LateDoor, Submission, UnsentResponse
from consultations.receipts import stored_code
from portal import clock
from tests.consultations.people import Person
from tests.consultations.voices_making import make_round
from tests.factories import UserFactory
from tests.processes import serving

TIMES = 5


def let_in() -> LateDoor:
    """A door to a round that closed yesterday."""
    round = make_round(closes=-1)
    ends = clock.now() + timedelta(days=3)
    return open_late_door(by=UserFactory(is_staff=True), round=round, reason="The road was cut.", ends_at=ends)


def through(door: LateDoor, host: str, number: int) -> Person:
    """Somebody who was given the address, with the page of the response before them."""
    person = Person(f"{host}/en/consultations/{door.round.slug}/late/{door.key}/", number)
    person.read_form()
    person.ask(go="on")
    person.page = f"{host}/en/consultations/{door.round.slug}/respond/"
    person.read_form()
    return person


@pytest.mark.faults
def test_two_who_send_through_one_late_door_at_once_get_one_receipt(committed_db):
    door = let_in()
    connections.close_all()
    with serving("--workers", "2") as host, ThreadPoolExecutor(2) as pool:
        people = list(pool.map(lambda number: through(door, host, number), range(2)))
        assert people[0].ask(group="asm", body="The bridge at Sindi is down.", add="1")[0] == 303
        for person in people:
            person.read_form()
        together = threading.Barrier(2)

        def press(person: Person) -> tuple[int, str, str]:
            together.wait()
            return person.press()

        pressed = list(pool.map(press, people))
        after = people[1].ask(body="One more.", send="1", group="asm", confidentiality="withheld", standing="self")
    assert [status for status, _to, _page in pressed] == [303, 303]
    (code,) = {re.search(r"/receipts/([\w-]+)/", to)[1] for _status, to, _page in pressed}
    submission = Submission.objects.get()
    assert (submission.receipt_sha256, submission.late_door) == (stored_code(code), door)
    assert [comment.body for comment in Comment.objects.all()] == ["The bridge at Sindi is down."]
    assert after[0] == 409
    assert not UnsentResponse.objects.exists()


@pytest.mark.faults
def test_two_who_go_through_one_late_door_at_once_write_one_response(committed_db):
    door = let_in()
    connections.close_all()
    with serving("--workers", "2") as host, ThreadPoolExecutor(2) as pool:
        for _time in range(TIMES):
            UnsentResponse.objects.all().delete()
            connections.close_all()
            list(pool.map(lambda number: through(door, host, number), range(2)))
            assert UnsentResponse.objects.filter(late_door=door).count() == 1
