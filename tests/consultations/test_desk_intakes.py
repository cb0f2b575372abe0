"""The upload desk: a delegate's form with its bad rows put right on the screen; files handed out again."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultations.models import Comment, Identity, Intake, IntakeRow, Submission
from consultations.permissions import can_bring_in
from portal import clock
from portal.members.models import Membership
from portal.members.viewer import look_at
from portal.models import MailOutbox
from tests.conftest import shown_second_factor
from tests.consultations.form_files import row, word_form
from tests.consultations.voices_making import close, make_round, sent
from tests.consultations.word_files import paragraph, word
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
HUGE = "9" * 30


@pytest.fixture
def round(noon):
    return make_round()


@pytest.fixture
def delegate():
    organisation = OrganisationFactory(name="Ministry of Mines")
    role = Membership.Role.DELEGATE
    return MembershipFactory(organisation=organisation, role=role, user=UserFactory(display_name="Ruth")).user


@pytest.fixture
def as_delegate(delegate):
    client = Client()
    client.force_login(delegate)
    return client


def rows_with_faults():
    rows = [row(comment=f"Comment {number}.", clause="4.1") for number in range(1, 101)]
    rows[9] = row(comment="Nowhere.", clause="4.1.7")
    rows[49] = row(comment="Odd.", kind="major")
    rows[98] = row(comment="", change="Only a change.")
    return rows


def upload(client, round, data=None, **facts):
    file = SimpleUploadedFile("Form of the ministry.docx", data or word_form(*rows_with_faults()))
    said = {"file": file, "confidentiality": "name", "language": "en", **facts}
    return client.post(reverse("consultations:desk-intakes", args=[round.slug]), said)


def organisation_of(delegate):
    return delegate.memberships.get().organisation


def test_a_ministrys_form_of_a_hundred_rows_with_three_bad_ones(as_delegate, delegate, round):
    here = upload(as_delegate, round, organisation=organisation_of(delegate).pk)["Location"]
    assert not Comment.objects.exists()
    page = as_delegate.get(here).content.decode()
    assert "Send 97 good rows" in page
    assert "3 rows to put right" in page
    assert "Please leave out prices you pay" in page
    assert "The draft has no clause “4.1.7”" in page
    assert "<b>4.1 Visits 1</b>" in page
    receipt = as_delegate.post(here, {"send": "1"})
    assert receipt.status_code == 303
    assert "PIN" in as_delegate.get(receipt["Location"]).content.decode()
    assert Comment.objects.count() == 97
    mended = {"row10-clause": "c-1", "row50-kind": "ed", "row50-clause": "c-3", "row99-comment": ""}
    as_delegate.post(here, mended)
    as_delegate.post(here, {"leave": "99"})
    assert "Send 2 good rows" in as_delegate.get(here).content.decode()
    as_delegate.post(here, {"send": "1"})
    assert Comment.objects.count() == 99
    assert list(Comment.objects.order_by("-number").values_list("clause__key", "kind")[:2]) == [
        ("c-3", "ed"),
        ("c-1", "te"),
    ]
    assert Submission.objects.filter(channel="import", organisation=organisation_of(delegate)).count() == 2
    assert Identity.objects.filter(user=delegate).count() == 2
    assert "Nothing waits here any more" in as_delegate.get(here).content.decode()
    assert IntakeRow.objects.exclude(words={}).count() == 1  # only the row that was left out still holds words


def test_the_same_file_leads_to_the_page_that_is_there(as_delegate, delegate, round):
    data = word_form(row())
    first = upload(as_delegate, round, data, organisation=organisation_of(delegate).pk)["Location"]
    as_delegate.post(first, {"send": "1"})
    assert upload(as_delegate, round, data, organisation=organisation_of(delegate).pk)["Location"] == first
    as_delegate.post(first, {"send": "1"})
    assert Comment.objects.count() == 1


def test_many_rows_without_a_type_are_given_one_at_once(as_delegate, delegate, round):
    data = word_form(row(kind=""), row(kind="", comment="Two."), row())
    here = upload(as_delegate, round, data, organisation=organisation_of(delegate).pk)["Location"]
    assert "2 rows have no type" in as_delegate.get(here).content.decode()
    as_delegate.post(here, {"kindless": "te"})
    assert "Send 3 good rows" in as_delegate.get(here).content.decode()


def test_the_secretariat_brings_a_form_for_anybody_and_the_sender_gets_the_receipt(as_secretary, round):
    who = {
        "organisation_name": "Guild of Assayers",
        "group": "asm",
        "sender_name": "Ada",
        "sender_email": "a@example.org",
    }
    here = upload(as_secretary, round, word_form(row()), **who)["Location"]
    as_secretary.post(here, {"send": "1"})
    submission = Submission.objects.get()
    assert (submission.organisation_name, submission.identity.email) == ("Guild of Assayers", "a@example.org")
    assert submission.identity.user is None
    assert MailOutbox.objects.get().recipient == "a@example.org"
    intake = Intake.objects.get()
    assert (intake.sender_name, intake.sender_email) == ("", "")  # kept with the response alone, where it can be erased


def test_after_the_close_only_what_had_come_in_time_is_taken(as_secretary, as_delegate, delegate, round):
    close(round)
    late = {"group": "asm", "organisation_name": "Guild"}
    assert "Say on which day this came" in upload(as_secretary, round, word_form(row()), **late).content.decode()
    too_late = upload(as_secretary, round, word_form(row()), received_on="2026-11-21", **late)
    assert "is too late" in too_late.content.decode()
    here = upload(as_secretary, round, word_form(row()), received_on="2026-11-19", **late)["Location"]
    as_secretary.post(here, {"send": "1"})
    assert Comment.objects.count() == 1
    assert upload(as_delegate, round, organisation=organisation_of(delegate).pk).status_code == 403


def test_files_are_seen_by_their_organisation_and_the_secretariat_alone(
    client, as_delegate, as_member, as_outsider, as_secretary, delegate, round
):
    here = upload(as_delegate, round, organisation=organisation_of(delegate).pk)["Location"]
    other = Client()
    other.force_login(MembershipFactory(role=Membership.Role.DELEGATE).user)
    seen = {
        who: who.get(here).status_code for who in (client, as_outsider, as_member, other, as_delegate, as_secretary)
    }
    assert list(seen.values()) == [403, 403, 403, 404, 200, 200]
    assert (
        "Form of the ministry"
        not in other.get(reverse("consultations:desk-intakes", args=[round.slug])).content.decode()
    )
    for who in (client, as_outsider, as_member, other):
        assert who.post(here, {"send": "1"}).status_code in (403, 404)
    assert not Comment.objects.exists()


def test_a_delegate_cannot_speak_for_another_organisation(as_delegate, round):
    other = OrganisationFactory(name="Somebody else")
    assert upload(as_delegate, round, organisation=other.pk).status_code == 400


def test_a_file_that_cannot_be_read_says_why_beside_the_field(as_delegate, delegate, round):
    response = upload(as_delegate, round, b"no form", organisation=organisation_of(delegate).pk)
    assert response.status_code == 400
    assert "This is not a Word file" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (word_form("<w:tr/>", "<w:tr/>"), "Nothing is said in this file"),
        (word(paragraph("A buyer shall visit the site.")), "neither a margin comment nor a tracked change"),
    ],
)
def test_an_empty_form_and_a_copy_without_notes_say_so_at_once(as_delegate, delegate, round, data, told):
    response = upload(as_delegate, round, data, organisation=organisation_of(delegate).pk)
    assert response.status_code == 400
    assert told in response.content.decode()
    assert not Intake.objects.exists()


def test_the_desk_costs_the_same_however_many_files_and_rows(as_delegate, delegate, round, queries_of):
    def lists():
        as_delegate.get(reverse("consultations:desk-intakes", args=[round.slug]))
        as_delegate.get(reverse("consultations:desk-intake", args=[round.slug, Intake.objects.earliest("pk").pk]))

    upload(as_delegate, round, word_form(row(), row(clause="9.9")), organisation=organisation_of(delegate).pk)
    lists()
    before = queries_of(lists)
    more = [row(clause="9.9", comment=f"Number {number}.") for number in range(30)]
    upload(as_delegate, round, word_form(*more), organisation=organisation_of(delegate).pk)
    intake = Intake.objects.earliest("pk")
    words = IntakeRow.objects.latest("pk").words
    IntakeRow.objects.bulk_create(
        IntakeRow(intake=intake, place=number, words=words, fingerprint=str(number)) for number in range(50, 80)
    )
    assert queries_of(lists) == before


def test_what_everybody_may_read_is_handed_out_as_a_file(client, as_secretary, round):
    sent(round, "Said in public.")
    sent(round, "For the committee alone.", confidentiality="committee")
    address = reverse("consultations:comments-file", args=[round.slug, "docx"])
    for who in (client, as_secretary):
        response = who.get(address)
        text = words_of(response)
        assert ("Said in public." in text, "For the committee alone." in text) == (True, False)
        assert response["Content-Disposition"].startswith('attachment; filename="comments-small-mines-')
    assert client.get(reverse("consultations:comments-file", args=[round.slug, "exe"])).status_code == 404
    assert address in client.get(reverse("consultations:comments", args=[round.slug])).content.decode()
    desk = reverse("consultations:desk-export", args=[round.slug])
    assert "For the committee alone." in words_of(as_secretary.get(desk))


def test_what_only_the_desk_may_hand_out_is_handed_to_nobody_else(client, as_member, as_delegate, round):
    desk = reverse("consultations:desk-export", args=[round.slug])
    assert [who.get(desk).status_code for who in (client, as_member, as_delegate)] == [403, 403, 403]


def words_of(response) -> str:
    document = docx.Document(io.BytesIO(b"".join(response.streaming_content)))
    return "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)


def test_a_download_holds_what_fits_the_choice_on_the_page(client, round):
    sent(round, "One about water.")
    sent(round, "One about gold.", group="la")
    address = reverse("consultations:comments-file", args=[round.slug, "csv"])
    text = b"".join(client.get(address, {"q": "water"}).streaming_content).decode()
    assert ("water" in text, "gold" in text) == (True, False)


def test_rows_that_stand_in_another_file_are_said_and_not_sent_again(as_delegate, delegate, round):
    organisation = organisation_of(delegate).pk
    upload(as_delegate, round, word_form(row(), row(comment="Two.")), organisation=organisation)
    again = upload(as_delegate, round, word_form(row(), row(comment="Two."), "<w:tr/>"), organisation=organisation)
    assert "2 rows stand in another file of the same sender" in as_delegate.get(again["Location"]).content.decode()
    as_delegate.post(again["Location"], {"send": "1"})
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("days", "secretariat", "delegate_too"), [(0, True, True), (21, True, False), (33, True, False), (35, False, False)]
)
def test_files_come_in_while_it_is_open_and_the_secretariats_in_the_published_days_after(
    delegate, secretary, round, noon, days, secretariat, delegate_too
):
    with clock.set_to(noon + timedelta(days=days)):  # it closes after 20 days, and sheets may arrive for 14 more
        mine = organisation_of(delegate)
        may = [bool(can_bring_in(look_at(who), round, mine)) for who in (secretary, delegate, UserFactory())]
        assert may == [secretariat, delegate_too, False]


def test_what_has_arrived_in_its_days_may_be_put_right_until_it_is_answered(as_secretary, secretary, round, noon):
    close(round)
    facts = {"group": "asm", "organisation_name": "Union", "received_on": "2026-11-19", "sender_name": "A"}
    here = upload(as_secretary, round, **facts)["Location"]
    with clock.set_to(noon + timedelta(days=30)):
        as_secretary = shown_second_factor(Client(), secretary)
        assert "could arrive until" in upload(as_secretary, round, word_form(row()), **facts).content.decode()
        as_secretary.post(here, {"send": "1"})
    assert Comment.objects.count() == 97


@pytest.mark.parametrize(
    "said",
    [{"leave": "²"}, {"take_up": "²"}, {"leave": "9" * 5000}, {"row²-clause": "c-1"}, {f"row{HUGE}-kind": "te"}],
)
def test_a_number_that_no_row_has_finds_none(as_delegate, delegate, round, said):
    here = upload(as_delegate, round, organisation=organisation_of(delegate).pk)["Location"]
    assert as_delegate.post(here, said).status_code in (302, 303, 404)
    for asked in ("²", HUGE, "9" * 5000):
        assert as_delegate.get(here, {"edit": asked}).status_code == 200
