"""A ministry sends its Word form of a hundred rows, three of them bad: looked over, repaired on screen, sent once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations.models import Comment
from portal.members.models import Membership
from tests.consultations import making
from tests.consultations.form_files import row, word_form
from tests.factories import MembershipFactory, OrganisationFactory
from tests.journeys.walking import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SENDER = {"confidentiality": "name", "language": "en"}


def the_form(headings: str) -> bytes:
    """One row names no clause of the draft, one no kind there is, one says nothing."""
    rows = [row(comment=f"Comment {number}.", clause="2.1") for number in range(1, 101)]
    rows[9] = row(comment="Nowhere.", clause="7.7")
    rows[49] = row(comment="Odd.", kind="major", clause="2.1")
    rows[98] = row(comment="", change="Only a change.", clause="2.1")
    return word_form(*rows, headings=headings)


def as_file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("Form of the ministry.docx", data)


def test_a_ministrys_form_is_looked_over_repaired_and_sent_once():
    making.open_round("mines")
    ministry = OrganisationFactory(name="Ministry of Mines")
    delegate = MembershipFactory(organisation=ministry, role=Membership.Role.DELEGATE).user
    client = Client()
    client.force_login(delegate)
    desk = Visitor(client).open("/en/consultations/mines/").follow("Send a filled-in form")
    sender, form = SENDER | {"organisation": ministry.pk}, the_form("header")
    desk.send("Show the rows", file=as_file(form), **sender)
    assert "3 rows to put right" in desk.text
    assert not Comment.objects.exists()  # only looked at

    here = desk.address
    desk.send("Send 97 good rows")
    assert "/receipts/" in desk.address
    desk.open(here).send("Keep what I put right", **{"row10-clause": "2.2", "row50-kind": "ed"})
    assert "1 row to put right" in desk.text
    desk.send("Leave this row out")
    desk.send("Send 2 good rows")
    assert Comment.objects.published().count() == 99

    desk.open("/en/consultations/mines/").follow("Send a filled-in form").send(
        "Show the rows", file=as_file(form), **sender
    )
    assert desk.address == here
    assert "Nothing waits here any more" in desk.text
    assert Comment.objects.count() == 99

    reader = Visitor().open("/en/consultations/mines/comments/?clause=2.2")
    assert "Nowhere." in reader.text
    assert "Ministry of Mines" in reader.text
