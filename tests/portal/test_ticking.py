"""What is due is done, one failure stops nothing else, and the worker stops when told."""

import signal
import time
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command

from portal import clock, outbox, ticking
from portal.models import Heartbeat, MailOutbox
from tests.processes import manage


@pytest.mark.django_db
def test_a_tick_sends_what_waits_and_says_that_it_lives():
    outbox.put(event="a", recipient="a@example.org", subject="Subject", body="Body")
    call_command("tick")
    assert [message.to for message in mail.outbox] == [["a@example.org"]]
    assert ticking.is_beating()


@pytest.mark.django_db
def test_two_ticks_do_no_more_than_one():
    outbox.put(event="a", recipient="a@example.org", subject="Subject", body="Body")
    call_command("tick")
    call_command("tick")
    assert len(mail.outbox) == 1
    assert Heartbeat.objects.count() == 1


@pytest.mark.django_db
def test_the_rooms_register_their_own_work_and_one_failure_stops_nothing_else(monkeypatch):
    done = []

    def breaks():
        raise RuntimeError

    def works():
        done.append(1)

    monkeypatch.setattr(apps.get_app_config("glossary"), "due", lambda: [breaks, works], raising=False)
    with pytest.raises(CommandError, match="breaks"):
        call_command("tick")
    assert done == [1]
    assert ticking.is_beating()


@pytest.mark.django_db
def test_sessions_that_ran_out_are_deleted():
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.set_expiry(-10)
    store.create()
    call_command("tick")
    assert not store.exists(store.session_key)


@pytest.mark.django_db
def test_a_silent_worker_is_not_beating(noon):
    ticking.beat()
    with clock.set_to(noon + timedelta(minutes=5)):
        assert not ticking.is_beating()


@pytest.mark.faults
def test_the_worker_sends_and_stops_when_it_is_told(committed_db):
    outbox.put(event="a", recipient="a@example.org", subject="Subject", body="Body")
    worker = manage("work", EMAIL_URL="dummymail://")
    try:
        sent = MailOutbox.objects.filter(sent_at__isnull=False)
        until = time.monotonic() + 60
        while time.monotonic() < until and not sent.exists():
            time.sleep(0.2)
        assert sent.exists()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
    finally:
        worker.kill()
        worker.wait()
