"""Mail by rows: once an event, all of it, and under the same Message-ID when a sender died."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail

from portal import clock, outbox
from portal.models import MailOutbox
from tests.processes import manage

MAILS = 300
KILLED_AT = 40


class PostOffice:
    """A small SMTP server on a thread; keeps what it was given, and may call out at a given count."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str]] = []
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        self.ready.wait(10)

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"220 test\r\n")
            while line := await reader.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    writer.write(b"354 go on\r\n")
                    await self.take(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                await writer.drain()
                if verb == b"QUIT":
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def take(self, raw: bytes) -> None:
        message = message_from_bytes(raw)
        self.received.append((message["To"], message["Message-ID"]))
        await asyncio.sleep(0.005)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.server.close()
        self.loop.close()


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    yield office
    office.close()


def put(number: int) -> None:
    outbox.put(event="answers of R1", recipient=f"p{number}@example.org", subject="Answered", body="Your comments …")


@pytest.mark.django_db
def test_an_event_reaches_a_person_once():
    put(1)
    put(1)
    assert outbox.send_due() == 1
    put(1)
    assert outbox.send_due() == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_what_is_sent_is_blanked_and_says_that_no_person_wrote_it():
    put(1)
    outbox.send_due()
    row = MailOutbox.objects.get()
    assert row.body == ""
    assert row.sent_at
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_a_line_break_in_a_subject_is_no_way_to_write_headers():
    outbox.put(event="a", recipient="a@example.org", subject="Hello\r\nBcc: b@example.org", body="x")
    outbox.send_due()
    assert mail.outbox[0].subject == "Hello Bcc: b@example.org"


@pytest.mark.django_db
def test_a_server_that_is_down_loses_nothing_and_is_asked_again_later(settings, noon):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    put(1)
    assert outbox.send_due() == 0
    row = MailOutbox.objects.get()
    assert row.last_error
    assert row.body
    assert outbox.claim() is None, "not at once: the server is down"
    with clock.set_to(noon + timedelta(minutes=6)):
        assert outbox.claim() == row


@pytest.mark.faults
def test_300_mails_and_two_ticks_of_which_one_is_killed(committed_db, post_office):
    for number in range(MAILS):
        put(number)
    url = f"smtp://127.0.0.1:{post_office.port}"
    ticks = [manage("tick", EMAIL_URL=url) for _ in range(2)]
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and len(post_office.received) < KILLED_AT:
            time.sleep(0.01)
        ticks[0].kill()
        ticks[1].wait(timeout=120)
    finally:
        for tick in ticks:
            tick.kill()
            tick.wait()
    MailOutbox.objects.filter(sent_at=None).update(claimed_until=clock.now())  # the dead one's lease has run out
    again = manage("tick", EMAIL_URL=url)
    assert again.wait(timeout=60) == 0
    times = Counter(post_office.received)
    assert len({recipient for recipient, _id in times}) == MAILS
    assert len(times) == MAILS, "whoever got it twice got it under the same Message-ID"
    assert sum(times.values()) <= MAILS + 1
