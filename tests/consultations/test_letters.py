"""Letters: the original kept in private, its words cut into comments, the receipt for whoever sent it."""

import io
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consultations.actions.logging_letters import cut_comment
from consultations.actions.sweeping import sweep_intakes
from consultations.formats.letters import paragraphs_of, read_letter
from consultations.formats.reading import Unreadable
from consultations.models import Comment, Intake, Round, Submission
from portal import clock
from portal.members.models import Membership, Organisation
from portal.models import MailOutbox
from tests.consultations.voices_making import make_round
from tests.factories import MembershipFactory, OrganisationFactory

WORDS = ["Dear all,", "On 4.1: twice a year\nis too often for us.", "In general we agree."]


def mail(*, html: bool = False, **headers: str) -> bytes:
    message = EmailMessage()
    for name, text in ({"From": "Ada Quispe <ada@example.org>", "Subject": "Your draft"} | headers).items():
        message[name] = text
    message["Date"] = "Thu, 19 Nov 2026 10:00:00 +0000"
    message.set_content("\n\n".join(WORDS))
    if html:
        message.set_content(
            "<p>Dear <b>all</b>,</p><script>alert(1)</script><p>Twice is too often.</p>", subtype="html"
        )
    message.add_attachment(b"x", maintype="image", subtype="png", filename="mine.png")
    return bytes(message)


def pdf(*lines: str) -> bytes:
    """A PDF of one page, with one line of text below the other."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file = io.BytesIO(b"%PDF-1.4\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj%s endobj\n" % (number, part))
    start = file.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    file.write(
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (rows, start)
    )
    return file.getvalue()


def test_an_e_mail_is_read_by_paragraphs_with_its_sender():
    letter = read_letter("letter.eml", mail())
    assert letter.paragraphs == WORDS
    assert (letter.sender_name, letter.sender_email, letter.subject) == ("Ada Quispe", "ada@example.org", "Your draft")
    assert (letter.sent_on, letter.attachments) == (date(2026, 11, 19), ["mine.png"])


def test_of_html_only_the_words_are_taken():
    assert read_letter("letter.eml", mail(html=True)).paragraphs == ["Dear all,", "Twice is too often."]


def test_lines_of_a_pdf_run_on_until_a_sentence_ends():
    letter = read_letter("letter.pdf", pdf("Twice a year", "is too often.", "We agree."))
    assert letter.paragraphs == ["Twice a year is too often.", "We agree."]


def test_a_heading_of_a_pdf_stands_apart_from_what_follows():
    lines = ("Cooperativa Illampu", "Clause 4.1", "A visit twice a year is more than the road allows in the", "rains.")
    more = ("2 What we propose", "Once a year, and a call", "in between.", "1 000 people live", "there.")
    assert read_letter("letter.pdf", pdf(*lines, *more)).paragraphs == [
        "Cooperativa Illampu",
        "Clause 4.1",
        "A visit twice a year is more than the road allows in the rains.",
        "2 What we propose",
        "Once a year, and a call in between.",
        "1 000 people live there.",
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("letter.pdf", b"no pdf", "This is not a PDF"),
        ("letter.pdf", b"%PDF-1.4 cut short", "This is not a PDF"),
        ("letter.eml", b"\x00\x01\x02", "This is not an e-mail"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_what_is_no_letter_is_refused(name, data, reason):
    with pytest.raises(Unreadable, match=reason):
        read_letter(name, data)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(str.strip)))
def test_no_word_of_a_text_is_lost(lines):
    for is_broken in (True, False):
        found = " ".join(paragraphs_of("\n".join(lines), is_broken=is_broken))
        assert found.split() == " ".join(lines).split()


def upload(client, round, name, data, **facts):
    said = {"file": SimpleUploadedFile(name, data), "confidentiality": "withheld", "language": "en", **facts}
    return client.post(reverse("consultations:desk-intakes", args=[round.slug]), said)


@pytest.mark.django_db
def test_a_letter_is_cut_into_comments_and_its_sender_gets_the_receipt(as_secretary, noon, private):
    round = make_round()
    here = upload(as_secretary, round, "Re your draft.eml", mail(), group="asm")["Location"]
    page = as_secretary.get(here).content.decode()
    assert "twice a year<br>is too often for us." in page
    assert len(list(private.rglob("*.eml"))) == 1
    as_secretary.post(here, {"cut": "1", "paragraphs": ["2"], "clause": "4.1", "kind": "te"})
    as_secretary.post(here, {"cut": "1", "paragraphs": ["3"], "words": "Typed.", "clause": "General", "kind": "ge"})
    nothing = as_secretary.post(here, {"cut": "1", "clause": "4.1", "kind": "te"})
    assert nothing.status_code == 400
    assert "Choose a paragraph, or type what was said." in nothing.content.decode()
    receipt = as_secretary.post(here, {"send": "1"})
    assert receipt.status_code == 303
    first, second = Comment.objects.order_by("number")
    assert (first.clause.key, first.body) == ("c-1", "On 4.1: twice a year\nis too often for us.")
    assert (second.clause, second.body) == (None, "In general we agree.\n\nTyped.")
    submission = Submission.objects.get()
    assert (submission.standing, submission.channel, submission.confidentiality) == ("self", "import", "withheld")
    assert (submission.identity.name, submission.identity.email) == ("Ada Quispe", "ada@example.org")
    assert MailOutbox.objects.get().recipient == "ada@example.org"
    assert [f"in row {row}" in as_secretary.get(here).content.decode() for row in (1, 2, 3)] == [True, True, False]
    assert "ada@example.org" not in Intake.objects.get().sender_email


@pytest.mark.django_db
def test_a_paragraph_is_cut_once_and_what_was_typed_beside_it_is_not_lost(as_secretary, secretary, noon, private):
    here = upload(as_secretary, make_round(), "letter.eml", mail(), group="asm")["Location"]
    assert 'value="2" id="p2">' in as_secretary.get(here).content.decode()
    as_secretary.post(here, {"cut": "1", "paragraphs": ["2"], "clause": "4.1", "kind": "te"})
    assert 'value="2" id="p2" disabled>' in as_secretary.get(here).content.decode()
    said = {"cut": "1", "paragraphs": ["3", "2"], "words": "Typed beside it.", "clause": "4.2", "kind": "ge"}
    again = as_secretary.post(here, said)
    page = again.content.decode()
    assert (again.status_code, "Paragraph 2 stands in row 1 already." in page) == (400, True)
    assert "Typed beside it." in page
    assert 'value="3" id="p3" checked>' in page
    intake = Intake.objects.get()
    assert intake.rows.count() == 1
    as_secretary.post(here, {"leave": "1"})  # it can be taken up again, and would then be said twice
    assert as_secretary.post(here, said).status_code == 400
    assert as_secretary.post(here, said | {"paragraphs": ["3"]}).status_code == 302
    assert intake.rows.count() == 2


@pytest.mark.django_db
def test_the_same_letter_is_kept_once(as_secretary, noon, private):
    round = make_round()
    data = mail()
    places = {upload(as_secretary, round, "letter.eml", data, group="asm")["Location"] for _time in range(2)}
    assert len(places) == len(list(private.rglob("*.eml"))) == 1


@pytest.mark.django_db
def test_the_original_is_for_the_secretariat_and_never_shown_in_the_browser(as_secretary, client, noon, private):
    round = make_round()
    organisation = OrganisationFactory()
    data = mail()
    here = upload(as_secretary, round, "letter.eml", data, organisation=organisation.pk)["Location"]
    delegate = Client()
    delegate.force_login(MembershipFactory(organisation=organisation, role=Membership.Role.DELEGATE).user)
    assert [who.get(f"{here}original/").status_code for who in (client, delegate)] == [403, 403]
    assert delegate.get(here).status_code == 404
    response = as_secretary.get(f"{here}original/")
    assert b"".join(response.streaming_content) == data
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.django_db
def test_a_delegate_brings_forms_not_letters(noon, private):
    round = make_round()
    organisation: Organisation = OrganisationFactory()
    delegate = Client()
    delegate.force_login(MembershipFactory(organisation=organisation, role=Membership.Role.DELEGATE).user)
    response = upload(delegate, round, "letter.eml", mail(), organisation=organisation.pk)
    assert response.status_code == 400
    assert not list(private.rglob("*.eml"))


def test_what_nobody_sent_and_the_letter_itself_go_thirty_days_after_the_answers(as_secretary, secretary, noon):
    round = make_round()
    file = SimpleUploadedFile("letter.eml", mail())
    facts = {"group": "asm", "confidentiality": "name", "language": "en"}
    as_secretary.post(reverse("consultations:desk-intakes", args=[round.slug]), {"file": file, **facts})
    intake = Intake.objects.get()
    cut_comment(by=secretary, intake=intake, words="Twice is too often.", clause="4.1", kind="te")
    stored = intake.original
    closed = {"closes_at": noon, "answered_at": noon, "answered_by": secretary}
    Round.objects.filter(pk=round.pk).update(**closed)
    for days, is_there in ((29, True), (31, False)):
        with clock.set_to(noon + timedelta(days=days)), TestCase.captureOnCommitCallbacks(execute=True):
            sweep_intakes()
        intake.refresh_from_db()
        row = intake.rows.get()
        kept = [bool(part) for part in (intake.original, intake.sender_email, intake.notes, row.words)]
        kept += [intake.file_name == "letter.eml", storages["private"].exists(stored)]
        assert kept == [is_there] * 6
