"""A cooperative holds a session for people who cannot write here; its host types in, brings back and writes down."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations import receipts
from consultations.models import Attachment, Comment, Correction, FacilitatedSession, Round, Submission
from portal import clock
from tests.consultations import files_making
from tests.consultations.sessions_making import host
from tests.consultations.voices_making import ask, make_round
from tests.factories import group
from tests.journeys.walking import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]
ROUND = "/en/consultations/small-mines/"
RECORD = {
    "host": "Canary Host Person",
    "interest": "We sell what these miners dig.",
    "kind": "site",
    "place": "Canary Hill",
    "region": "014",
    "group": "asm",
    "language": "sw",
    "interpreter": "on",
    "people": "34",
    "women": "20",
    "role_digging": "30",
    "consent": "oral",
    "confidentiality": "withheld",
    "wording": "verbatim",
    "complaints": "On each slip stands a number of the secretariat.",
    "notes": "canary notes",
}


@pytest.fixture
def round(noon) -> Round:
    round = make_round(announced_at=None, announced_by=None, contact_email="desk@example.org")
    ask(round, "What do you carry?", groups=[group("asm")])
    ask(round, "What keeps you away?", kind="barrier", groups=[group("asm")])
    round.announced_at, round.announced_by = round.opens_at, round.created_by
    round.save()
    return round


@pytest.fixture
def cooperative(round) -> Visitor:
    client = Client()
    client.force_login(host()[0])
    return Visitor(client)


def held_in(cooperative: Visitor) -> FacilitatedSession:
    """The session on record, from the page of the round on."""
    day = (clock.now().date() - timedelta(days=2)).isoformat()
    cooperative.open(ROUND).follow("Record a session").send("Put it on record", **RECORD, held_on=day)
    return FacilitatedSession.objects.get()


def filled_in(data: bytes) -> SimpleUploadedFile:
    """The portal's own spreadsheet, as the host filled it in on a laptop."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    sheet.append([1, 9, "4.1", "", "The rains take the road.", "Twice a year."])
    sheet.append(["", "", "", 1, "Ore, on the back."])
    sheet.append([2, 1, "9.9", "", "Who pays the visit?"])
    sheet.append(["", "", "", 2, "c 1", "Another road."])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("session.xlsx", out.getvalue())


def test_the_kit_is_taken_along_the_session_recorded_and_everything_said_arrives(round, cooperative, client):
    check_kit(cooperative)
    session = held_in(cooperative)
    assert "Canary Hill" in cooperative.text
    slips = cooperative.follow("Numbered slips")
    code = receipts.code_for(session.key_of(1))
    assert code in slips.text
    assert client.get(f"/en/receipts/{code}/").status_code == 404  # nothing was sent yet

    forms = cooperative.open(session.get_absolute_url()).follow("The form as a spreadsheet")
    blank = forms.client.get(f"/en/desk/sessions/{session.pk}/form.xlsx").content
    rows = forms.send("Show the rows", file=filled_in(blank))
    assert "The draft has no clause “9.9”" in rows.text
    rows.send("Send 3 good rows")
    assert Submission.objects.count() == 2
    place = rows.page.xpath("//input[contains(@name, '-clause')]")[0].get("name")
    rows.send("Keep what I put right", **{place: "4.2"}).send("Send 1 good row")
    assert "Nothing waits here any more." in rows.text
    assert Comment.objects.get(clause__key="c-2").body == "Who pays the visit?"

    note = cooperative.open(session.get_absolute_url()).follow("Recordings to write down")
    note.send("Keep the recording", file=SimpleUploadedFile("voice.ogg", files_making.ogg()), description="Women")
    sheet = note.follow("Write it down")
    player = sheet.page.xpath("//audio")[0]
    assert b"OggS" in b"".join(cooperative.client.get(player.get("src")))
    assert client.get(player.get("src")).status_code == 404
    sheet.send(
        "Send this sheet", **{"r1-body": "Barabara ni mbali.", "language": "sw", "wording": "verbatim", "people": "12"}
    )
    sheet.open(session.get_absolute_url()).follow("Type in what was said")
    sheet.send("Send this sheet", **{"slip": "5", "r1-clause": "4.3", "r1-body": "Once a year.", "people": "1"})
    assert Submission.objects.count() == 5

    page = cooperative.open(session.get_absolute_url())
    page.send("Note it", on=session.held_on.isoformat(), how="Aloud in Swahili.")
    assert not Attachment.objects.kept().exists()  # read back: what was recorded is not needed any more

    check_published(Visitor(client))


def check_kit(cooperative) -> None:
    """What is taken along opens without a connection, with the questions of its group."""
    kit = cooperative.open(ROUND).follow("Kit for a session")
    assert "Say aloud" in kit.text
    for part in ("slides", "handout", "form"):
        taken = cooperative.client.get(f"{ROUND}kit/{part}.html", {"group": "asm"})
        assert taken["Content-Disposition"].startswith("attachment")
        assert "What do you carry?" in taken.content.decode()


def check_published(anybody: Visitor) -> None:
    """Everybody reads that it was said in a session, and nothing that tells whose or where it was."""
    read = anybody.open(f"{ROUND}comments/")
    said = "said in a session of 34 people, Eastern Africa, October to December 2026, interpreted from Kiswahili"
    assert read.text.count(said) == 4
    for address in (f"{ROUND}comments/", ROUND, f"{ROUND}sessions/", Comment.objects.first().get_absolute_url()):
        assert "anary" not in read.open(address).content


def test_a_participant_reads_and_corrects_the_record_past_the_host(round, cooperative, as_secretary):
    session = held_in(cooperative)
    cooperative.follow("Type in what was said")
    cooperative.send("Send this sheet", **{"slip": "1", "r1-body": "Once a year is enough.", "people": "1"})
    miner = Visitor().open(f"/en/receipts/{receipts.code_for(session.key_of(1))}/")
    assert "Once a year is enough." in miner.text
    miner.follow("Tell the secretariat, past the host").send("Tell the secretariat", words="I said twice.")
    assert "I said twice." not in cooperative.open(session.get_absolute_url()).text
    assert cooperative.client.get("/en/desk/sessions/corrections/").status_code == 403
    desk = Visitor(as_secretary).open("/en/desk/sessions/corrections/")
    assert "I said twice." in desk.text
    desk.send("Settle", outcome="The host was asked; the response is held back.")
    assert Correction.objects.get().settled_at is not None


def test_what_was_held_in_time_arrives_after_the_close_and_what_is_late_is_told_what_to_do(round, cooperative):
    session = held_in(cooperative)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() + timedelta(hours=1))
    round.refresh_from_db()
    sheet = f"/en/desk/sessions/{session.pk}/sheet/"
    with clock.set_to(round.sheets_until):
        cooperative.client.force_login(session.recorded_by)  # two weeks later nobody is signed in any more
        cooperative.open(sheet).send("Send this sheet", **{"r1-body": "The road.", "people": "34"})
    assert Submission.objects.get().comments.get().body == "The road."
    with clock.set_to(round.sheets_until + timedelta(seconds=1)):
        cooperative.client.force_login(session.recorded_by)
        late = cooperative.open(sheet)
        assert "Write to desk@example.org what you have and why it comes late" in late.text
        answer = cooperative.client.post(sheet, {"send": "1", "r1-body": "Later."})
        assert answer.status_code == 400
    assert Submission.objects.count() == 1
