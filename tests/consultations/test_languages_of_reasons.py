"""A reason typed at the desk is read in the language in which it was typed: as chosen, else as the page spoke."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from consultations.actions.holding import ask_to_take_out, contest
from consultations.models import DateChange, LateDoor, Motion, Redaction, Report, Round, Submission
from portal import clock
from portal.members.viewer import SAFEGUARDING
from tests.conftest import shown_second_factor
from tests.consultations import making
from tests.consultations.files_sent import sent_with_files
from tests.consultations.voices_making import close, held, make_round, seen, sent
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SAID = "Hay precios en el texto."
SPANISH = re.compile(rf'lang="es"[^>]*>\s*{re.escape(SAID)}')


def desk_of(submission: Submission, language: str = "en") -> str:
    return f"/{language}/desk/rounds/{submission.round.slug}/submissions/{submission.number}/"


def receipt_page(receipt, language: str = "fr") -> str:
    return Client().get(f"/{language}/receipts/{receipt.code}/").content.decode()


@pytest.mark.parametrize(
    ("page", "chosen"), [("en", {"language": "es"}), ("es", {}), ("es", {"language": ""}), ("fr", {"language": "es"})]
)
def test_why_something_is_held_back_stands_on_the_receipt_in_its_language(as_secretary, page, chosen):
    receipt = sent(make_round())
    there = desk_of(receipt.submission, page)
    as_secretary.post(there, {"hold": "1", "reason": SAID, **seen(receipt.submission), **chosen})
    assert Submission.objects.get().hold_language == "es"
    assert SPANISH.search(receipt_page(receipt))
    form = as_secretary.get(desk_of(receipt.submission)).context["forms"]["hold"]
    assert (form["reason"].value(), form["language"].value()) == (SAID, "es")


def test_what_is_declined_settled_and_taken_out_is_told_in_the_language_of_whoever_typed_it(as_secretary, colleague):
    receipt = sent(make_round(), "Goyo says it.")
    code = {"code": "advertising", "reason": SAID, "language": "es"}
    as_secretary.post(desk_of(receipt.submission), {"decline": "1", **code, **seen(receipt.submission)})
    assert SPANISH.search(receipt_page(receipt))
    plea = contest(**held(receipt), words="Why?")
    other = shown_second_factor(Client(), colleague)
    said = {"settle": "1", "is_granted": "yes", "answer": SAID, "language": "es", "revision": "1", "plea": plea.pk}
    assert other.post(desk_of(receipt.submission), said).status_code == 302
    assert SPANISH.search(receipt_page(receipt))
    out = {"take_out": "1", "words": "Goyo", "reason": SAID, "language": "es"}
    assert as_secretary.post(desk_of(receipt.submission), out).status_code == 302
    assert Redaction.objects.get().language == "es"
    comment = receipt.submission.comments.get()
    assert SPANISH.search(Client().get(f"/fr{comment.get_absolute_url()[3:]}").content.decode())


def test_what_a_sender_asks_is_shown_in_the_language_of_the_page_on_which_it_was_asked(as_secretary):
    receipt = sent(make_round())
    shown = {"code": receipt.code, "pin": receipt.pin}
    Client().post(f"/es/receipts/{receipt.code}/", {**shown, "take_out": "1", "words": SAID})
    assert SPANISH.search(as_secretary.get(desk_of(receipt.submission)).content.decode())
    plea = ask_to_take_out(**held(receipt), words="More")
    assert plea.language == "en"


def test_why_a_file_is_deleted_is_marked_as_the_page_of_the_desk_spoke(as_secretary, private):
    receipt, _whole, beside = sent_with_files(make_round())
    as_secretary.post(desk_of(receipt.submission, "es"), {"file_out": "1", "file": beside.pk, "reason": SAID})
    assert SPANISH.search(receipt_page(receipt))


def test_reasons_of_the_clock_are_told_in_their_own_language_and_in_others(as_secretary, secretary):
    round = making.open_round("mines", by=secretary)
    later = (round.closes_at + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    desk = "/es/desk/rounds/mines/"
    form = as_secretary.get(desk).content.decode()
    assert 'name="reason_en"' in form
    assert 'name="reason_es"' not in form
    as_secretary.post(f"{desk}dates/", {"closes_at": later, "reason": SAID, "reason_fr": "La route."})
    change = DateChange.objects.get()
    assert (change.language, change.translations) == ("es", {"fr": "La route."})
    for language, words in (("en", SAID), ("es", SAID), ("fr", "La route.")):
        assert words in Client().get(f"/{language}/consultations/mines/").content.decode()
    assert SPANISH.search(Client().get("/en/consultations/mines/").content.decode())
    as_secretary.post("/en/desk/rounds/mines/pause/", {"reason": SAID, "language": "es", "reason_es": "otra cosa"})
    as_secretary.post("/en/desk/rounds/mines/resume/", {"reason": SAID, "language": "es"})
    as_secretary.post(f"{desk}cancel/", {"reason": SAID})
    told = [(row.language, "es" in row.translations) for row in (*DateChange.objects.all(), Motion.objects.get())]
    assert told == [("es", False)] * 4


def test_a_late_door_and_a_waiver_say_why_in_their_own_language(as_secretary, secretary):
    round = making.prepared_round("mines", by=secretary)
    page = as_secretary.get("/es/desk/rounds/mines/").context["form"]
    assert page["waiver_language"].value() == "es"
    said = {name: page[name].value() for name in page.fields if page[name].value() not in (None, "")}
    as_secretary.post("/es/desk/rounds/mines/", {**said, "target_groups": [], "waiver": SAID})
    round.refresh_from_db()
    assert (round.waiver, round.waiver_language) == (SAID, "es")
    assert as_secretary.get("/fr/desk/rounds/mines/").context["form"]["waiver_language"].value() == "es"
    making.announce(by=secretary, round=round)
    assert SPANISH.search(Client().get("/en/consultations/mines/").content.decode())
    close(Round.objects.get())
    ends = (clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    as_secretary.post("/en/desk/rounds/mines/late-door/", {"reason": SAID, "ends_at": ends, "language": "es"})
    door = LateDoor.objects.get()
    assert SPANISH.search(Client().get(f"/en/consultations/mines/late/{door.key}/").content.decode())


def test_what_was_found_about_a_report_or_a_correction_keeps_its_language(as_secretary, secretary):
    receipt = sent(make_round())
    comment = receipt.submission.comments.get()
    report = {"submission": receipt.submission, "comment": comment, "made_at": clock.now()}
    Report.objects.create(kind=Report.Kind.NOT_ME, **report)
    dispute = {"dispute": "1", "is_theirs": "yes", "outcome": SAID}
    assert as_secretary.post(desk_of(receipt.submission, "es"), dispute).status_code == 302
    assert Report.objects.get().outcome_language == "es"
    Report.objects.create(kind=Report.Kind.AT_RISK, **report)
    Submission.objects.update(locked_at=clock.now())
    officer = UserFactory()
    officer.groups.add(Group.objects.get(name=SAFEGUARDING))
    client, lock = shown_second_factor(Client(), officer), f"desk/safeguarding/{receipt.submission.pk}/"
    assert client.post(f"/es/{lock}", {"lift": "1", "reason": SAID}).status_code == 302
    Submission.with_locked.update(locked_at=clock.now())
    assert SPANISH.search(client.get(f"/en/{lock}").content.decode())
