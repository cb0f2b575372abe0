"""Who may fetch a file: as strict as the strictest it belongs to, always a download, never where it is hidden."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from consultations.actions.responses import add_comment, submit
from consultations.actions.safeguarding import report_risk
from consultations.models import Attachment, Comment, Submission
from portal.members.viewer import COMMITTEE, SAFEGUARDING
from portal.models import MailOutbox
from search.entries import comments
from tests.consultations.files_sent import got, put, sent_with_files
from tests.consultations.test_confidentiality import public_pages
from tests.consultations.voices_making import ask, begun, make_round
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


def holding(name: str) -> Client:
    """Somebody in a group of the house, signed in."""
    client, person = Client(), UserFactory()
    person.groups.add(Group.objects.get_or_create(name=name)[0])
    client.force_login(person)
    return client


LEVELS = [
    # response, file, comment → whole file and comment's file for the public
    ("withheld", False, "", (True, True)),
    ("name", False, "", (True, True)),
    ("withheld", True, "", (False, False)),
    ("withheld", False, "on", (True, False)),
    ("committee", False, "", (False, False)),
]


@pytest.mark.parametrize(("level", "only", "comment_only", "public"), LEVELS)
def test_a_file_is_as_strict_as_the_strictest_it_belongs_to(
    client, as_secretary, as_member, as_outsider, noon, private, level, only, comment_only, public
):
    round = make_round()
    receipt, *files = sent_with_files(round, level=level, only=only, comment_only=comment_only)
    nowhere = client.get(reverse("consultations:attachment", args=["00000000-0000-4000-8000-000000000000"]))
    comment = client.get(reverse("consultations:comment", args=[round.slug, "R1-0001"])).content.decode()
    for row, is_public in zip(files, public, strict=True):
        address = reverse("consultations:attachment", args=[row.key])
        for reader in (client, as_member, as_outsider):
            assert got(reader, address).status_code == (200 if is_public else 404)
        if not is_public:
            assert got(client, address).content == nowhere.content
            assert row.name not in comment
            assert str(row.key) not in comment
        elif "R1-0001" in comment:
            assert address in comment
        assert got(as_secretary, address).status_code == 200
        by_code = Client()
        holds_secrets = level == "committee" or only or comment_only
        there = f"/en/receipts/{receipt.code}/files/{row.key}/"
        assert got(by_code, there).status_code == (302 if holds_secrets else 200)
        by_code.post(f"/en/receipts/{receipt.code}/", {"pin": receipt.pin})
        assert got(by_code, there).status_code == 200
        assert got(by_code, there.replace(receipt.code, "7Q4K-2TXM-H9VD-C3A8-K2F6")).status_code == 404


def told_in_api(client: Client, address: str = "/api/v1/comments?round=small-mines") -> list[dict]:
    """Files of the first comment that a program is told of."""
    items = client.get(address).json()["items"]
    return items[0]["files"] if items else []


@pytest.mark.parametrize(("level", "only", "comment_only", "public"), LEVELS)
def test_a_program_is_told_of_the_files_that_the_page_shows(
    client, as_secretary, noon, private, level, only, comment_only, public
):
    _receipt, whole, beside = sent_with_files(make_round(), level=level, only=only, comment_only=comment_only)
    shown = {row.name for row, is_public in zip((whole, beside), public, strict=True) if is_public}
    told = told_in_api(client)
    assert {file["name"] for file in told} == (set() if comment_only else shown)  # with its comment the rest is hidden
    assert {file["name"] for file in told_in_api(as_secretary)} == {whole.name, beside.name}
    for file in told:
        row = whole if file["belongs_to"] == "response" else beside
        facts = (row.name, row.media_type, row.size, row.sha256, row.description)
        assert (file["name"], file["kind"], file["size"], file["sha256"], file["text"]) == facts
        assert got(client, file["url"]).status_code == 200


def test_a_program_is_told_of_no_file_that_answers_a_question_and_of_none_that_is_hidden(client, noon, private):
    round = make_round()
    question = ask(round, kind="file")
    response = begun(round)
    put(response, b"A list.", "answer.txt", question=question)
    put(response, b"A map.", "beside.txt", description="A map of the river")
    response.refresh_from_db()
    add_comment(response=response, clause=None, kind="ge", body="See the map.")
    submit(response=response, name="Beatriz", email="beatriz@example.org")
    assert [file["text"] for file in told_in_api(client)] == ["A map of the river"]
    Attachment.objects.update(scan=Attachment.Scan.WAITING)
    assert [file["url"] for file in told_in_api(client)] == [None]
    Submission.objects.update(screening="held", hold_reason="x")
    assert told_in_api(client) == []


def test_files_cost_the_api_two_questions_however_many_there_are(client, noon, private, queries_of):
    round = make_round()
    sent_with_files(round)
    few = queries_of(lambda: client.get("/api/v1/comments"))
    for _more in range(3):
        sent_with_files(round)
    assert queries_of(lambda: client.get("/api/v1/comments")) == few


def test_those_who_answer_fetch_what_is_for_the_committee(noon):
    round = make_round()
    _receipt, whole, beside = sent_with_files(round, level="committee")
    client = holding(f"{COMMITTEE}standards")
    for row in (whole, beside):
        assert got(client, reverse("consultations:attachment", args=[row.key])).status_code == 200
    desk = client.get(reverse("consultations:desk-answers", args=[round.slug])).content.decode()
    assert whole.name in desk
    assert beside.name in desk


@pytest.mark.parametrize("how", ["held", "withdrawn", "locked", "waiting"])
def test_what_is_hidden_is_not_handed_out(client, as_secretary, noon, private, how, secretary):
    receipt, _whole, row = sent_with_files(make_round())
    address = reverse("consultations:attachment", args=[row.key])
    assert got(client, address).status_code == 200
    if how == "locked":
        report_risk(comment=Comment.objects.get())
        assert got(as_secretary, address).status_code == 404
        assert got(client, f"/en/receipts/{receipt.code}/files/{row.key}/").status_code == 404
        assert got(holding(SAFEGUARDING), address).status_code == 200
    elif how == "waiting":
        Attachment.objects.update(scan=Attachment.Scan.WAITING)
        assert got(as_secretary, address).status_code == 404
        page = client.get(reverse("consultations:comment", args=["small-mines", "R1-0001"])).content.decode()
        assert "not yet checked" in page
        assert address not in page
    else:
        state = {"screening": "held", "hold_reason": "x"} if how == "held" else {"withdrawn_at": noon}
        Submission.objects.update(**state)
    assert got(client, address).status_code == 404


def test_a_file_is_handed_out_as_a_download_and_never_opened_here(client, noon, private):
    _receipt, whole, beside = sent_with_files(make_round())
    answer = got(client, reverse("consultations:attachment", args=[beside.key]))
    assert answer["Content-Disposition"] == 'attachment; filename="Canary_face.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"] or "max-age=0" in answer["Cache-Control"]
    assert answer.streaming
    (private / whole.stored).unlink()
    assert got(client, reverse("consultations:attachment", args=[whole.key])).status_code == 404
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(reverse("consultations:attachment", args=[beside.key])).status_code == 405


@pytest.mark.parametrize("level", ["committee", "withheld"])
def test_a_file_is_named_in_public_beside_its_comment_and_nowhere_else(client, noon, level):
    round = make_round()
    sent_with_files(round, level=level)
    beside = reverse("consultations:comment", args=[round.slug, "R1-0001"])
    told = {beside} if level == "committee" else {beside, "/api/v1/comments"}
    for address in {*public_pages(round), "/api/v1/comments", "/en/search/?q=Canary_face"} - told:
        assert "Canary_face.jpg" not in client.get(address).content.decode(), address
    assert ("Canary_face.jpg" in client.get(beside).content.decode()) is (level == "withheld")
    assert not MailOutbox.objects.filter(body__contains="Canary_face").exists()
    assert "Canary_face" not in str(list(comments(list(Comment.objects.values_list("pk", flat=True)))))
    table = b"".join(client.get(reverse("consultations:comments-file", args=[round.slug, "csv"]))).decode()
    assert ("Canary_face.jpg" in table) is (level == "withheld")


def test_a_file_that_answers_a_question_is_for_those_who_read_answers(client, as_secretary, noon):
    round = make_round()
    question = ask(round, "Show us the road.", kind="file")
    response = begun(round)
    row = put(response, b"The road.", "road.txt", question=question)
    submit(response=response, by=None, name="Beatriz", email="b@example.org")
    address = reverse("consultations:attachment", args=[row.key])
    seat = holding(f"{COMMITTEE}standards")
    for reader in (as_secretary, seat):
        assert address in reader.get(reverse("consultations:desk-results", args=[round.slug])).content.decode()
        assert got(reader, address).status_code == 200
    assert got(client, address).status_code == 404
    table = b"".join(seat.get(reverse("consultations:desk-results-file", args=[round.slug]))).decode()
    assert row.sha256 in table
    assert row.name not in table
