"""Many people send in the same second, each pressing twice, to the portal as it is served: none is lost or doubled."""

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from consultations.models import Comment, Submission, UnsentResponse
from consultations.receipts import stored_code
from portal.models import MailOutbox
from search.models import SearchEntry
from tests.consultations.people import Person
from tests.consultations.voices_making import make_round
from tests.processes import serving

PEOPLE = 10 if connection.vendor == "sqlite" else 50  # one file takes one writer at a time


@pytest.mark.faults
def test_everybody_who_presses_at_once_gets_one_receipt_that_has_its_row(committed_db):
    round = make_round()
    connections.close_all()
    with serving("--workers", "2") as host, ThreadPoolExecutor(2 * PEOPLE) as pool:
        people = [Person(f"{host}/en/consultations/{round.slug}/respond/", n) for n in range(PEOPLE)]
        list(pool.map(Person.prepare, people))
        together = threading.Barrier(2 * PEOPLE)

        def press(person: Person) -> tuple[int, str, str]:
            together.wait()
            return person.press()

        pressed = list(pool.map(press, people + people))
    assert Counter(status for status, _to, _page in pressed) == {303: 2 * PEOPLE}
    codes = [re.search(r"/receipts/([\w-]+)/", to)[1] for _status, to, _page in pressed]
    assert codes[:PEOPLE] == codes[PEOPLE:]
    assert len(set(codes)) == PEOPLE
    for person, code in zip(people, codes, strict=False):
        submission = Submission.objects.get(receipt_sha256=stored_code(code))
        assert [comment.body for comment in submission.comments.all()] == [person.words]
    assert Submission.objects.count() == MailOutbox.objects.count() == PEOPLE
    assert sorted(Submission.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert sorted(Comment.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert SearchEntry.objects.filter(model="consultations.comment").count() == PEOPLE
    assert not UnsentResponse.objects.exists()
