"""Twenty clicks at once: one receipt."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

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
