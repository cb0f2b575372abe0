"""The desk of a session's form: taken, brought back, put right on the screen, sent slip by slip."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultations import receipts
from consultations.models import Answer, Intake, Submission
from portal import clock
from tests.consultations.session_forms_making import SAID, accept, brought, filled, people, round, session
from tests.consultations.sessions_making import host

__all__ = ["people", "round", "session"]
pytestmark = pytest.mark.django_db
KINDS = ("xlsx", "csv")


@pytest.fixture
def as_host(people) -> Client:
    client = Client()
    client.force_login(people[0])
    return client


def upload(client, session, data, name="form.xlsx", **more):
    address = reverse("consultations:desk-session-forms", args=[session.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, data), **more}, follow=True)


def test_the_host_takes_the_form_brings_it_back_mends_a_line_and_sends_it(as_host, session):
    forms = reverse("consultations:desk-session-forms", args=[session.pk])
    for kind in KINDS:
        address = reverse("consultations:desk-session-blank", args=[session.pk, kind])
        assert address in as_host.get(forms).content.decode()
        answer = as_host.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="session-{session.pk}.{kind}"'
    lines = filled(session, *SAID, {"slip": "9", "clause": "9.9", "comment": "Nine."})
    shown = upload(as_host, session, lines, language="fr")
    text = shown.content.decode()
    assert "The draft has no clause" in text
    assert "Send 5 good rows" in text
    address = shown.redirect_chain[-1][0]
    assert "2 slips are sent." in as_host.post(address, {"send": "1"}, follow=True).content.decode()
    place = Intake.objects.get().rows.get(state="waiting").place
    as_host.post(address, {f"row{place}-clause": "4.3"})
    assert "1 slip is sent." in as_host.post(address, {"send": "1"}, follow=True).content.decode()
    assert Submission.objects.filter(language="fr").count() == 3
    printed = as_host.get(reverse("consultations:desk-session-slips", args=[session.pk])).content.decode()
    ahead = as_host.get(reverse("consultations:desk-session-slips-ahead", args=[session.pk])).content.decode()
    for slip in (3, 7, 9):
        code = receipts.code_for(session.key_of(slip))
        assert code in printed
        assert code in ahead
    assert session.code in ahead
    assert upload(as_host, session, b"no form").status_code == 400


def test_a_sheet_typed_for_a_numbered_slip_has_its_code_and_only_once(as_host, session):
    address = reverse("consultations:desk-session-sheet", args=[session.pk])
    typed = {"send": "1", "slip": "5", "r1-body": "The road.", "r1-kind": "ge"}
    assert as_host.post(address, typed).status_code == 303
    assert Submission.objects.get().idempotency_key == session.key_of(5)
    assert as_host.post(address, {**typed, "r1-body": "Other."}).status_code == 400
    assert as_host.post(address, {**typed, "slip": "35"}).status_code == 400
    assert Submission.objects.count() == 1


def test_a_slip_whose_response_is_locked_is_used_and_nothing_more_is_told(as_host, session):
    address = reverse("consultations:desk-session-sheet", args=[session.pk])
    typed = {"send": "1", "slip": "5", "r1-body": "The road.", "r1-kind": "ge"}
    as_host.post(address, typed)
    Submission.objects.update(locked_at=clock.now())
    again = as_host.post(address, {**typed, "r1-body": "Other."})
    assert again.status_code == 400
    assert "Slip 5 has been used already." in again.content.decode()
    (receipt,) = accept(brought(session, {"slip": "5", "comment": "Later."}))
    assert receipt.code == receipts.code_for(session.key_of(5, 2))


def test_forms_of_sessions_are_not_there_for_others(client, session):
    intake = brought(session, *SAID)
    other = Client()
    other.force_login(host()[0])
    names = [
        ("desk-session-forms", [session.pk]),
        ("desk-session-blank", [session.pk, "xlsx"]),
        ("desk-session-form", [session.pk, intake.pk]),
        ("desk-session-slips-ahead", [session.pk]),
    ]
    for name, args in names:
        assert other.get(reverse(f"consultations:{name}", args=args)).status_code == 404
        assert client.get(reverse(f"consultations:{name}", args=args)).status_code in (302, 403)


def test_pages_of_forms_cost_the_same_with_more_lines_and_files(as_host, session, queries_of):
    def load(intake):
        for name, args in (
            ("desk-session-forms", [session.pk]),
            ("desk-session-blank", [session.pk, "csv"]),
            ("desk-session-form", [session.pk, intake.pk]),
            ("desk-session-slips-ahead", [session.pk]),
        ):
            assert as_host.get(reverse(f"consultations:{name}", args=args)).status_code == 200

    small = brought(session, {"slip": "1", "clause": "9.9", "comment": "One."}, {"comment": "Two."})
    load(small)
    before = queries_of(lambda: load(small))
    rows = [{"slip": str(n), "clause": "9.9", "comment": f"No {n}."} for n in range(10, 34)]
    large = brought(session, *rows, *SAID)
    assert queries_of(lambda: load(large)) == before
    accept(large)
    assert Answer.objects.count() == 3
    assert queries_of(lambda: load(large)) == before
