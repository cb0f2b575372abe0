"""Files that come with a response: kept privately, within limits, scanned where there is a scanner, swept."""

import io
import os
import socket
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from consultations.actions.attachments import detach, drop_voice_note, keep_voice_note
from consultations.actions.sweeping import scan_waiting, sweep_attachments, sweep_unsent
from consultations.models import Attachment, UnsentResponse
from portal import clock
from portal.members.permissions import Refused
from portal.scanning import Finding, scan
from tests.consultations import files_making as make
from tests.consultations.files_sent import WORDS, got, on_disk, put
from tests.consultations.scanner import VIRUS, scanner
from tests.consultations.sessions_making import held
from tests.consultations.voices_making import ask, begun, close, make_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


def test_a_file_is_kept_under_a_name_that_says_nothing_and_freed_of_traces(noon, private):
    row = put(begun(make_round()), make.photograph(), "../../C:\\Canary Quispe/our mine.exe", description="A shaft.")
    assert (row.name, row.media_type) == ("our_mine.jpg", "image/jpeg")
    assert row.scan == Attachment.Scan.UNASKED
    with storages["private"].open(row.stored) as file:
        data = file.read()
    assert make.CANARY.encode() not in data
    assert len(data) == row.size
    assert on_disk(private) == [row.stored.partition("/")[2]]
    assert "mine" not in row.stored


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("visits.csv", b"mine;visits\nA;2\nB;-3\n", "visits.csv"),
        ("visits.csv", b"mine,visits\n=HYPERLINK(1),2\n", "visits.txt"),
        ("visits.csv", b'mine,"@SUM(1)"\n', "visits.txt"),
        ("visits", b"words", "visits.txt"),
        (".csv", b"words", "csv.csv"),
        ("...", b"words", "file.txt"),
        ("CON\0\n<script>.txt", b"words", "CONscript.txt"),
        ("yaño ¿qué?.md", b"words", "yaño_qué.txt"),
        ("x" * 300, b"words", f"{'x' * 100}.txt"),
    ],
)
def test_a_name_is_safe_whatever_it_was(noon, name, data, kept):
    assert put(begun(make_round()), data, name).name == kept


def test_ten_files_of_ten_megabytes_and_the_same_one_once(noon, private, settings):
    response = begun(make_round())
    ten = b"a" * (10 * 1024 * 1024)
    assert put(response, ten).size == len(ten)
    for bad in (ten + b"a", b"", b"MZ\x90\0", ten):
        with pytest.raises(ValidationError):
            put(response, bad)
    for number in range(9):
        put(response, f"Words {number}".encode())
    with pytest.raises(ValidationError, match="10 files at most"):
        put(response, b"The eleventh.")
    other = begun(response.round)
    settings.ATTACHMENTS_PER_ROUND = 10
    with pytest.raises(ValidationError, match="no more files"):
        put(other, b"One more for the round.")
    assert len(on_disk(private)) == 10


def test_a_file_is_taken_only_while_the_response_can_be_sent_and_only_where_one_is_asked_for(noon):
    round = make_round()
    question = ask(round)
    response = begun(round)
    with pytest.raises(ValidationError):
        put(response, question=question)
    with pytest.raises(ValidationError):
        put(response, description="x" * 2001)
    response.round = close(round)
    response.started_at = clock.now()
    with pytest.raises(Refused):
        put(response)


def test_a_file_taken_out_leaves_nothing(noon, private, at_commit):
    response = begun(make_round())
    row = put(response)
    detach(response=begun(response.round), attachment=row)  # not theirs
    assert Attachment.objects.exists()
    detach(response=response, attachment=row)
    assert not Attachment.objects.exists()
    assert on_disk(private) == []


def test_what_fails_leaves_no_file(noon, private, monkeypatch):
    monkeypatch.setattr(Attachment.objects, "create", lambda **_facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(begun(make_round()))
    assert on_disk(private) == []


def test_files_of_what_was_never_sent_are_swept(noon, private):
    response = begun(make_round(closes=1))
    put(response)
    stray = private / "attachments" / "stray"
    stray.write_bytes(b"left by a crash")
    later = noon + timedelta(days=60)
    UnsentResponse.objects.update(saved_at=noon)
    for path in (private / "attachments").iterdir():
        os.utime(path, (noon.timestamp(), noon.timestamp()))
    assert sweep_attachments() == 0
    with clock.set_to(noon + timedelta(hours=7)):
        assert sweep_attachments() == 1
    with clock.set_to(later):
        assert sweep_unsent() >= 1
        assert sweep_attachments() == 1
    assert on_disk(private) == []


# -- the scanner ---------------------------------------------------------------------------------------------------


def test_the_scanner_sees_what_is_kept_and_a_virus_is_refused(noon, private, settings, tmp_path):
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    response = begun(make_round())
    with scanner(tmp_path / "clamd") as told:
        row = put(response, make.photograph(), "a.jpg")
        with pytest.raises(ValidationError, match="virus"):
            put(response, VIRUS)
    assert row.scan == Attachment.Scan.CLEAN
    with storages["private"].open(row.stored) as file:
        assert told == [file.read(), VIRUS]
    assert len(on_disk(private)) == 1


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 100_000])
def test_a_scanner_that_says_nothing_of_use_is_silent(settings, tmp_path, answer):
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    with scanner(tmp_path / "clamd", answer=answer):
        assert scan(io.BytesIO(WORDS)) is Finding.SILENT


def test_a_scanner_that_never_answers_is_given_up(settings, tmp_path):
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as deaf:
        deaf.bind(settings.CLAMAV_SOCKET)
        deaf.listen(1)
        assert scan(io.BytesIO(WORDS), patience=0.2) is Finding.SILENT
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV_SOCKET = f"127.0.0.1:{free.getsockname()[1]}"
    assert scan(io.BytesIO(WORDS), patience=0.2) is Finding.SILENT


def test_what_came_while_the_scanner_was_silent_is_checked_later(noon, private, settings, tmp_path, at_commit):
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    response = begun(make_round())
    good, bad = put(response), put(response, VIRUS)
    assert {good.scan, bad.scan} == {Attachment.Scan.WAITING}
    assert not Attachment.objects.checked().exists()
    assert scan_waiting() == 0
    with scanner(tmp_path / "clamd"):
        assert scan_waiting() == 2
        assert scan_waiting() == 0
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.scan == Attachment.Scan.CLEAN
    assert (bad.gone, bad.stored) == (Attachment.Gone.VIRUS, "")
    assert len(on_disk(private)) == 1


# -- voice notes ---------------------------------------------------------------------------------------------------


def test_a_recording_belongs_to_a_session_and_goes_once_it_is_written_down(noon, private, at_commit, member):
    session = held(make_round())
    host = session.recorded_by
    note = keep_voice_note(by=host, session=session, file=io.BytesIO(make.m4a()), name="Voice 001.m4a")
    assert (note.name, note.media_type, note.response) == ("Voice_001.m4a", "audio/mp4", None)
    for data in (make.m4a(), make.pdf(), make.m4a(handler=b"vide")):
        with pytest.raises(ValidationError):
            keep_voice_note(by=host, session=session, file=io.BytesIO(data), name="a")
    for act in (
        lambda: keep_voice_note(by=member, session=session, file=io.BytesIO(make.ogg()), name="a"),
        lambda: drop_voice_note(by=member, note=note),
    ):
        with pytest.raises(Refused):
            act()
    drop_voice_note(by=host, note=note)
    note.refresh_from_db()
    assert (note.gone, note.stored, note.name) == (Attachment.Gone.DONE, "", "file.m4a")
    assert on_disk(private) == []


@pytest.mark.parametrize("change", [{"sha256": "x"}, {"description": "x"}, {"name": "x"}, {"session": None}])
def test_a_recording_that_is_kept_is_frozen(noon, change):
    session = held(make_round())
    keep_voice_note(by=session.recorded_by, session=session, file=io.BytesIO(make.ogg()), name="a.ogg")
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.all().delete()


def test_a_recording_is_heard_by_its_host_and_the_desk_and_can_be_gone_back_in(
    noon, client, as_secretary, as_member, as_outsider
):
    session = held(make_round())
    data = make.mp3()
    note = keep_voice_note(by=session.recorded_by, session=session, file=io.BytesIO(data), name="a.mp3")
    here = f"/en/desk/sessions/recordings/{note.key}/"
    nowhere = client.get("/en/desk/sessions/recordings/00000000-0000-4000-8000-000000000000/")
    for stranger in (client, as_member, as_outsider):
        answer = stranger.get(here)
        assert answer.status_code == 404
    assert client.get(here).content == nowhere.content
    whole = got(as_secretary, here)
    kept = whole.body
    assert whole["Content-Disposition"] == 'attachment; filename="a.mp3"'
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Content-Type"] == "audio/mpeg"
    for asked, first, last in (("bytes=5-9", 5, 10), ("bytes=5-", 5, None), ("bytes=-4", -4, None)):
        part = as_secretary.get(here, headers={"range": asked})
        assert part.status_code == 206
        assert b"".join(part) == kept[first:last]
    assert as_secretary.get(here, headers={"range": "bytes=999999-"}).status_code == 416
    client.force_login(session.recorded_by)
    assert got(client, here).body == kept
    assert client.get(f"/en/attachments/{note.key}/").status_code == 404
    assert as_secretary.get(f"/en/attachments/{note.key}/").status_code == 404
