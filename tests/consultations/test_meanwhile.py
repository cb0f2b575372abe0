"""What comes from another window in the very moment of sending is told: neither dropped nor sent unread."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from consultations.actions.attachments import let_go
from consultations.actions.changing import begin_change
from consultations.actions.responses import add_comment, submit
from consultations.models import Attachment, Comment, Submission, UnsentResponse
from tests.consultations.files_sent import WORDS, on_disk, put
from tests.consultations.voices_making import begun, held, make_round, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "private")]
WHO = {"confidentiality": "withheld", "standing": "self", "name": "Beatriz", "email": "b@example.org"}
TOLD = "Something was added in another window meanwhile."


@contextmanager
def once_checked(act):
    """Does it after everything was looked up and before a row is written: between the files and the transaction."""
    steps = iter(('FROM "consultations_attachment"', "SAVEPOINT", ""))
    waits_for = [next(steps)]

    def watch(execute, sql, *arguments):
        if waits_for[0] and waits_for[0] in sql:
            waits_for[0] = next(steps)
            if not waits_for[0]:
                act()
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        yield
    assert not waits_for[0]


def other_window(response: UnsentResponse) -> UnsentResponse:
    return UnsentResponse.objects.get(pk=response.pk)


@pytest.fixture
def response():
    response = begun(make_round())
    add_comment(response=response, clause=None, body="Said here.")
    return response


def test_a_file_that_comes_after_the_check_stays_until_the_next_press(response, private):
    with once_checked(lambda: put(other_window(response))), pytest.raises(ValidationError, match=TOLD):
        submit(response=response, **WHO)
    assert (Submission.objects.count(), Attachment.objects.count(), len(on_disk(private))) == (0, 1, 1)
    receipt = submit(response=response, **WHO)
    assert Attachment.objects.get().submission == receipt.submission


def test_a_comment_that_comes_after_the_check_is_shown_before_it_is_sent(response, client):
    more = {"clause": None, "body": "Said there."}
    with (
        once_checked(lambda: add_comment(response=other_window(response), **more)),
        pytest.raises(ValidationError, match=TOLD),
    ):
        submit(response=response, **WHO)
    assert [row["body"] for row in response.words["comments"]] == ["Said here.", "Said there."]
    submit(response=response, **WHO)
    assert Comment.objects.count() == 2


def test_a_file_that_comes_while_a_change_is_sent_stays_as_well(private):
    receipt = sent(make_round(), "Said first.")
    change = begin_change(**held(receipt))
    add_comment(response=change, clause=None, body="Said second.")
    with once_checked(lambda: put(other_window(change))), pytest.raises(ValidationError, match=TOLD):
        submit(response=change, **WHO)
    assert (Comment.objects.count(), len(on_disk(private))) == (1, 1)
    submit(response=change, **WHO)
    assert Attachment.objects.get().submission == receipt.submission


def test_the_page_says_so_and_the_next_press_sends_all_of_it(client):
    round = make_round()
    here = reverse("consultations:respond", args=[round.slug])
    client.post(here, {"group": "asm", "body": "Said here.", "add": "1"})
    response = UnsentResponse.objects.get()
    with once_checked(lambda: put(other_window(response), WORDS, "from-the-other-window.txt")):
        answer = client.post(here, {**WHO, "key": str(response.key), "send": "1"})
    page = answer.content.decode()
    assert (answer.status_code, TOLD in page, "from-the-other-window.txt" in page) == (400, True, True)
    assert client.post(here, {**WHO, "key": str(response.key), "send": "1"}).status_code == 303
    assert Attachment.objects.get().submission == Submission.objects.get()


def test_a_file_that_was_deleted_for_its_virus_keeps_nothing_from_being_sent(response):
    put(response)
    let_go(Attachment.objects.filter(response=response), gone=Attachment.Gone.VIRUS)
    submit(response=response, **WHO)
    assert not Attachment.objects.exists()
