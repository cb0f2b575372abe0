"""Recordings of a session: written down beside their player, heard by nobody outside, and not kept longer than said."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultations.actions.attachments import keep_voice_note
from consultations.actions.sessions import note_reading_back, send_sheet
from consultations.actions.sweeping import sweep_recordings
from consultations.models import Attachment, SessionRecord, Submission
from consultations.models.attachments import NOTES_KEPT
from consultations.permissions import can_hear_voice_note, can_keep_voice_note
from consultations.told_sessions import session_of
from portal import clock
from portal.members.viewer import look_at
from tests.consultations import files_making as make
from tests.consultations.sessions_making import held, host, roles_of, sheet
from tests.consultations.voices_making import close, make_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


@pytest.fixture
def people():
    return host()


@pytest.fixture
def session(noon, people):
    return held(make_round(contact_email="desk@example.org"), by=people[0], organisation=people[1])


@pytest.fixture
def as_host(people) -> Client:
    client = Client()
    client.force_login(people[0])
    return client


def recorded(session, data=None, **more) -> Attachment:
    said = {"name": "Canary voice.ogg", "description": "Canary women", **more}
    return keep_voice_note(by=session.recorded_by, session=session, file=io.BytesIO(data or make.ogg()), **said)


def address(name, *args, query=""):
    return reverse(f"consultations:{name}", args=args) + query


def test_a_recording_is_brought_in_heard_and_written_down_with_its_own_language_and_wording(as_host, session):
    here = address("desk-session-recordings", session.pk)
    file = SimpleUploadedFile("voice.ogg", make.ogg(), content_type="video/x-anything")
    assert as_host.post(here, {"file": file, "description": "Women, washing"}).status_code == 302
    note = Attachment.objects.get()
    shown = as_host.get(here).content.decode()
    assert f'<audio controls preload="none" src="/en/desk/sessions/recordings/{note.key}/"></audio>' in shown
    assert "Women, washing" in shown
    blank = address("desk-session-sheet", session.pk, query=f"?note={note.key}")
    assert f"/recordings/{note.key}/" in as_host.get(blank).content.decode()
    typed = {"send": "1", "r1-body": "Barabara ni mbali.", "r1-kind": "ge"}
    answer = as_host.post(blank, {**typed, "wording": "paraphrased", "language": "sw", "people": "9"})
    assert answer.status_code == 303
    assert answer["Location"] == blank
    submission = Submission.objects.get()
    record = SessionRecord.objects.get()
    assert (record.note, record.wording, record.people) == (note, "paraphrased", 9)
    assert submission.language == submission.comments.get().language == "sw"
    assert session_of(submission).wording == "in the host's words"
    public = Client().get(submission.comments.get().get_absolute_url()).content.decode()
    assert "in the host&#x27;s words" in public
    assert "Canary" not in public
    assert str(note.key) not in public
    assert "1 sheet written down from it" in as_host.get(here).content.decode()


def test_what_is_no_recording_is_refused_at_its_field(as_host, session):
    here = address("desk-session-recordings", session.pk)
    for data in (b"", make.pdf(), b"words"):
        answer = as_host.post(here, {"file": SimpleUploadedFile("voice.mp3", data)})
        assert answer.status_code == 400
    assert not Attachment.objects.exists()


def test_a_recording_goes_once_it_was_written_down_and_read_back_and_no_other(session):
    written, waiting = recorded(session), recorded(session, make.mp3())
    one = sheet("The road.")
    send_sheet(by=session.recorded_by, session=session, sheet=type(one)(one.key, one.words, 34, note=written))
    note_reading_back(by=session.recorded_by, session=session, on=session.held_on, how="Aloud.")
    assert list(Attachment.objects.kept()) == [waiting]
    written.refresh_from_db()
    assert (written.stored, written.name, written.gone) == ("", "file.ogg", "done")
    assert SessionRecord.objects.get().note == written  # that there was one stays


def test_what_is_left_goes_thirty_days_after_no_record_may_arrive(session):
    recorded(session)
    close(session.round)
    session.round.refresh_from_db()
    last = session.round.sheets_until + NOTES_KEPT
    with clock.set_to(last):
        assert sweep_recordings() == 0
    with clock.set_to(last + timedelta(seconds=1)):
        assert [sweep_recordings(), sweep_recordings()] == [1, 0]
    assert not Attachment.objects.kept().exists()


def test_a_recording_of_another_session_is_not_tied(session, people):
    other = recorded(held(session.round))
    one = sheet("The road.")
    with pytest.raises(ValidationError):
        send_sheet(by=people[0], session=session, sheet=type(one)(one.key, one.words, 34, note=other))


def test_who_may_keep_and_hear_a_recording(session, people):
    by, note = people[0], recorded(session)
    rights = {
        name: (bool(can_keep_voice_note(viewer, session)), bool(can_hear_voice_note(viewer, note)))
        for name, viewer in roles_of(session).items()
    }
    assert [name for name, may in rights.items() if may == (True, True)] == ["host", "delegate", "secretariat"]
    assert [name for name, may in rights.items() if any(may) and not all(may)] == []
    close(session.round)
    with clock.set_to(session.round.sheets_until + timedelta(days=1)):
        note.session.round.refresh_from_db()
        session.round.refresh_from_db()
        assert not can_keep_voice_note(look_at(by), session)
        assert can_hear_voice_note(look_at(by), note)


def test_a_host_deletes_a_recording_of_its_own_session_only(as_host, session):
    own, other = recorded(session), recorded(held(session.round), make.mp3())
    here = address("desk-session-recordings", session.pk)
    for key in (other.key, "nothing"):
        assert as_host.post(here, {"drop": str(key)}).status_code == 404
    assert as_host.post(here, {"drop": str(own.key)}).status_code == 302
    assert list(Attachment.objects.kept()) == [other]


def test_recordings_cost_the_same_with_more_of_them(as_host, session, queries_of):
    def load():
        assert as_host.get(address("desk-session-recordings", session.pk)).status_code == 200

    recorded(session)
    load()
    before = queries_of(load)
    for number in range(3):
        recorded(session, make.ogg() + bytes([number]))
    assert queries_of(load) == before
