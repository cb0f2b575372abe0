"""After erasing, no row of any table and no byte of the database's file holds the name, the address or the words."""

from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.test import Client
from django.urls import reverse

from consultations.actions.holding import erase_identity
from consultations.actions.importing_comments import FileIn, Sender, accept_rows, bring_in
from consultations.actions.mending_rows import leave_out
from consultations.actions.redacting import take_words_out
from consultations.actions.screening import hold_submission
from consultations.models import Comment, Identity, Submission
from consultations.sheets import CommentRow, Form
from portal import clock
from portal.members.models import StakeholderGroup
from portal.ticking import tick
from search import traces
from tests.consultations.voices_making import ask, make_round, seen
from tests.factories import UserFactory
from tests.raw_rows import where

WHO = {"name": "Zenobia Quispehuanca", "email": "zenobia@quispehuanca.example.org"}
WORDS = ("Zenobia", "quispehuanca")
HOW = {"confidentiality": "name", "standing": "self", "send": "1"}


def bytes_of_the_file() -> bytes:
    """The database and the log beside it; nothing where a server keeps them."""
    if connection.vendor != "sqlite":
        return b""
    files = [Path(f"{connection.settings_dict['NAME']}{suffix}") for suffix in ("", "-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists()).lower()


def left() -> list[str]:
    """Where anything of it still stands."""
    found = [f"{word} in {table}" for word in WORDS for table in where(word)]
    return found + [f"{word} in the file" for word in WORDS if word[1:].lower().encode() in bytes_of_the_file()]


def spoken() -> tuple[Client, str, str]:
    """Sent under a name that also stands in the words, changed, and being changed once more: browser, address, PIN."""
    round = make_round(announced_at=None, announced_by=None)
    question = ask(round)
    round.announced_at, round.announced_by = clock.now(), round.created_by
    round.save()
    browser, page = Client(), reverse("consultations:respond", args=[round.slug])
    answer = {f"q{question.pk}": "My sister Zenobia Quispehuanca knows more."}
    browser.post(page, {"group": "asm", "body": "I, Zenobia Quispehuanca, dig here.", **answer, "add": "1"})
    browser.post(page, {"link": "1", "link_to": WHO["email"]})
    receipt = browser.post(page, {**WHO, **HOW})["Location"]
    pin = browser.get(receipt).context["pin"]
    browser.post(receipt, {"pin": pin, "change": "1"})
    browser.post(page, {"body": "Zenobia Quispehuanca digs by hand.", **WHO, **HOW})
    browser.post(receipt, {"pin": pin, "change": "1"})
    browser.post(page, {"body": "Once more: Zenobia Quispehuanca.", **WHO, "keep": "1"})
    return browser, receipt, pin


def test_after_erasing_nothing_in_the_database_holds_the_person(committed_db):
    desk = UserFactory(is_staff=True)
    browser, receipt, pin = spoken()
    hold_submission(by=desk, submission=Submission.objects.get(), reason="A look.", **seen(Submission.objects.get()))
    browser.post(receipt, {"pin": pin, "contest": "1", "words": "I, Zenobia Quispehuanca, disagree."})
    tick()
    assert {f"{word} in the file" for word in WORDS} <= set(left()) or connection.vendor != "sqlite"
    assert Comment.objects.count() == 2

    browser.post(receipt, {"pin": pin, "erase": "1"})
    words = "Zenobia Quispehuanca\nZenobia\nQuispehuanca"
    take_words_out(by=desk, submission=Submission.objects.get(), words=words, reason="They name a person.")
    with clock.set_to(clock.now() + timedelta(minutes=11)):
        traces.merge_away()
    assert left() == []
    assert not Identity.objects.exists()
    assert Submission.objects.get().erased_at
    assert browser.get(receipt).status_code == 200


def test_after_erasing_nothing_says_what_an_imported_file_was_called_or_noted(db, noon):
    desk, round = UserFactory(is_staff=True), make_round()
    rows = [CommentRow(row=place, clause="4.1", kind="te", comment=f"{place}.", mb="Zenobia-1") for place in (1, 2)]
    form = Form(rows=rows, notes=["Row 4 of Zenobia was left out."])
    sender = Sender(group=StakeholderGroup.objects.get(code="asm"), name=WHO["name"], email=WHO["email"])
    file = FileIn.of("Zenobia Quispehuanca.docx", b"x")
    intake = bring_in(by=desk, round=round, file=file, form=form, sender=sender)
    leave_out(by=desk, row=intake.rows.get(place=2))
    (receipt,) = accept_rows(by=desk, intake=intake)
    erase_identity(submission=receipt.submission, code=receipt.code, pin=receipt.pin)
    assert [f"{word} in {table}" for word in WORDS for table in where(word)] == []
    intake.refresh_from_db()
    assert (intake.file_name, intake.notes) == ("–", [])
