"""SIGKILL at every single statement of a send, and after the last: the response is there whole, or not at all."""

import os
import signal
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from consultations.models import Answer, Comment, Identity, Round, Submission, UnsentResponse
from consultations.receipts import code_for
from portal.models import MailOutbox
from search.models import SearchEntry
from tests.consultations.voices_making import ask, make_round

SEND = {"send": "1", "confidentiality": "withheld", "standing": "self", "name": "B", "email": "b@example.org"}


def killed(act: Callable[[], object], *, at: int) -> bool:
    """Does it in a process of its own that dies in the middle; False where it had ended before."""
    connections.close_all()  # or both would speak through one connection
    child = os.fork()
    if child == 0:
        statements = 0

        def count(execute, *arguments):
            nonlocal statements
            statements += 1
            if statements == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*arguments)

        with connection.execute_wrapper(count):
            act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def prepared(round: Round) -> Client:
    """A browser in which a response waits to be sent."""
    browser = Client()
    answer = {f"q{round.questions.get().pk}": "More trust."}
    browser.post(reverse("consultations:respond", args=[round.slug]), {"group": "asm", "body": "Said.", **answer})
    return browser


def kept() -> dict[str, int]:
    """How much of a response there is, of each kind; the index and the mail are of it."""
    kinds = (Submission, Identity, Comment, Answer, MailOutbox)
    found = {kind.__name__: kind.objects.count() for kind in kinds}
    return found | {"found": SearchEntry.objects.filter(kind="comment").count()}


@pytest.mark.faults
def test_killed_at_any_statement_a_response_is_there_whole_or_not_at_all(committed_db):
    round = make_round(announced_at=None, announced_by=None)
    ask(round)
    Round.objects.update(announced_at=round.opens_at, announced_by=round.created_by)
    address, at, ends = reverse("consultations:respond", args=[round.slug]), 0, []
    while True:
        at += 1
        browser, before = prepared(round), kept()
        waiting, key = UnsentResponse.objects.count(), UnsentResponse.objects.latest("started_at").key
        died = killed(lambda browser=browser: browser.post(address, SEND), at=at)
        more = {kind: number - before[kind] for kind, number in kept().items()}
        assert set(more.values()) in ({0}, {1}), f"killed at statement {at}: {more}"
        assert UnsentResponse.objects.count() == waiting - more["Submission"], at
        ends.append(more["Submission"])
        if not died:
            break
        again = browser.post(address, SEND | {"key": key})
        assert (again.status_code, kept()["Submission"]) == (303, before["Submission"] + 1), at
        assert code_for(key) in again["Location"]
    assert len(ends) > 20
    assert ends == sorted(ends)  # nothing until the end of the transaction, all of it from there on
    assert ends[-1] == 1
