"""Twenty clicks at once, and a process killed in the middle: one receipt, and all or nothing."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from consultations.actions.responses import (
    add_comment,
    submit,
)
from consultations.models import Comment, Submission, UnsentResponse
from portal.models import MailOutbox
from tests.consultations.voices_making import begun, make_round


def test_twenty_sends_at_once_give_one_receipt(committed_db):
    round = make_round()
    response = begun(round)
    add_comment(response=response, clause=None, kind="ge", body="Twenty clicks.")

    def send(_click):
        try:
            return submit(response=UnsentResponse(**fields), name="B", email="b@example.org").code
        finally:
            connections.close_all()

    fields = {f.attname: getattr(response, f.attname) for f in UnsentResponse._meta.concrete_fields}
    with ThreadPoolExecutor(20) as pool:
        codes = set(pool.map(send, range(20)))
    assert len(codes) == 1
    assert Submission.objects.count() == Comment.objects.count() == MailOutbox.objects.count() == 1


KILLED = """
import os, signal, django
django.setup()
from consultations.actions import sending
from consultations.models import UnsentResponse
if "{when}" == "before":
    sending.make_comments = lambda *a: os.kill(os.getpid(), signal.SIGKILL)
else:
    kept = sending.write
    def write(**words):
        kept(**words)
        os.kill(os.getpid(), signal.SIGKILL)
    sending.write = write
sending.submit(response=UnsentResponse.objects.get(), name="B", email="b@example.org")
"""


@pytest.mark.faults
@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
def test_a_process_killed_while_sending_leaves_all_or_nothing(committed_db, settings, when, kept):
    response = begun(make_round())
    add_comment(response=response, clause=None, kind="ge", body="Do not lose me.")
    connections.close_all()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "DEMO": "1"}
    environment |= {"DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY}
    done = subprocess.run([sys.executable, "-c", KILLED.format(when=when)], env=environment, cwd=settings.BASE_DIR)
    assert done.returncode == -9
    assert Submission.objects.count() == Comment.objects.count() == MailOutbox.objects.count() == kept
    assert UnsentResponse.objects.count() == 1 - kept
    receipt = submit(response=response, name="B", email="b@example.org")
    assert Submission.objects.get() == receipt.submission


def database_url() -> str:
    """The database of this test, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
