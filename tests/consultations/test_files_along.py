"""Files on the pages: chosen, attached with any button, looked over, sent, fetched by who may, taken out, erased."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultations.actions.attachments import attach
from consultations.actions.positions import offer
from consultations.actions.responses import SentOtherWords, add_comment, submit, take_out
from consultations.models import Answer, Attachment, Comment, Submission, UnsentResponse
from tests.consultations import files_making as make
from tests.consultations.files_sent import WORDS, got, on_disk
from tests.consultations.positions_making import drafted, firm, signed_in, writer
from tests.consultations.voices_making import ask, begun, make_round
from tests.factories import UserFactory

__all__ = ["firm", "writer"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]
WHO = {"confidentiality": "withheld", "standing": "self", "name": "Beatriz", "email": "b@example.org"}


def chosen(data: bytes = WORDS, name: str = "letter.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def here(round) -> str:
    return reverse("consultations:respond", args=[round.slug])


# -- writing -------------------------------------------------------------------------------------------------------


def test_files_are_chosen_looked_over_and_sent_without_a_script(client, noon, private):
    round = make_round(announced_at=None, announced_by=None)
    question = ask(round, "Show us the road.", kind="file", is_required=True)
    type(round).objects.filter(pk=round.pk).update(announced_at=noon, announced_by=UserFactory(is_staff=True))
    page = client.get(here(round)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert f'name="q{question.pk}-file"' in page
    client.post(here(round), {"group": "asm", "body": "Look.", "clause": "4.1", "add": "1", "comment-file": chosen()})
    missing = client.post(here(round), {**WHO, "send": "1"})
    assert "needs an answer" in missing.content.decode()
    client.post(
        here(round),
        {f"q{question.pk}-file": chosen(make.pdf(), "road.pdf"), f"q{question.pk}-description": "Mud.", "attach": "1"},
    )
    client.post(here(round), {"whole-file": chosen(b"More."), "whole-committee_only": "on", "attach": "1"})
    review = client.get(here(round)).content.decode()
    assert review.count("road.pdf</a>") == 2
    assert review.count("only the committee") >= 1
    rows = {row.name: row for row in Attachment.objects.all()}
    assert {row.question_id for row in rows.values()} == {None, question.pk}
    mine = reverse("consultations:unsent-file", args=[round.slug, rows["road.pdf"].key])
    assert got(client, mine)["Content-Type"] == "application/pdf"
    assert Client().get(mine).status_code == 404
    receipt = client.post(here(round), {**WHO, "send": "1"})["Location"]
    comment, answer = Comment.objects.get(), Answer.objects.get()
    content = json.loads(Submission.objects.get().content)
    told = content["comments"][0]["files"] + content["answers"][0]["value"]["files"] + content["files"]
    assert {one["sha256"] for one in told} == {row.sha256 for row in Attachment.objects.all()}
    assert "letter" not in Submission.objects.get().content
    assert comment.attachments.get().name == "letter.txt"
    assert answer.said == "1 file"
    assert not UnsentResponse.objects.exists()
    check_receipt(client, receipt)


def check_receipt(client, receipt: str) -> None:
    """Every file stands on it, can be fetched from it, and is named on its copy."""
    shown, copy = (client.get(f"{receipt}{page}").content.decode() for page in ("", "copy.html"))
    for row in Attachment.objects.all():
        assert row.name in shown
        assert f'data-sha256="{row.sha256}"' in shown
        assert row.sha256 in copy
        fetched = got(client, f"{receipt}files/{row.key}/")
        assert fetched["Content-Disposition"].startswith("attachment")


def test_whatever_is_wrong_with_a_file_stands_at_its_place_and_no_word_is_lost(client, noon, private):
    round = make_round()
    bad = client.post(here(round), {"body": "Kept.", "add": "1", "comment-file": chosen(b"MZ\x90\0")})
    assert bad.status_code == 400
    assert "can be attached" in bad.content.decode()
    assert [row["body"] for row in UnsentResponse.objects.get().words["comments"]] == ["Kept."]
    large = chosen(b"a" * (10 * 1024 * 1024 + 1))
    page = client.post(here(round), {"body": "Kept too.", "add": "1", "whole-file": large}).content.decode()
    assert "larger than 10" in page
    assert len(UnsentResponse.objects.get().words["comments"]) == 2
    alone = client.post(here(round), {"comment-file": chosen(), "add": "1"})
    assert "Choose the file once more" in alone.content.decode()
    assert not Attachment.objects.exists()
    assert client.post(here(round), {"drop_file": "no key"}).status_code == 303
    client.post(here(round), {"whole-file": chosen(), "autosave": "1"})
    assert not Attachment.objects.exists()


def test_a_comment_made_in_its_place_carries_a_file_and_loses_it(client, noon, private, at_commit):
    round = make_round()
    place = reverse("consultations:comment-on", args=[round.slug, "c-1"])
    shown = client.post(place, {"kind": "ge", "body": "Look.", "comment-file": chosen(), "difference": "1"})
    row = Attachment.objects.get()
    page = client.get(shown["Location"]).content.decode()
    assert "letter.txt" in page
    again = {"kind": "ge", "body": "Look.", "comment": row.comment_id_unsent}
    client.post(place, {**again, "drop_file": str(row.key)})
    assert not Attachment.objects.exists()
    wrong = client.post(place, {**again, "comment-file": chosen(b"MZ\x90\0")}, follow=True)
    assert "can be attached" in wrong.content.decode()
    client.post(place, {**again, "comment-file": chosen()})
    assert Attachment.objects.count() == 1
    take_out(response=UnsentResponse.objects.get(), comment=row.comment_id_unsent)
    assert not Attachment.objects.exists()
    assert on_disk(private) == []


def test_the_page_asks_no_more_for_more_files(client, noon, private, queries_of):
    round = make_round()
    first = {"group": "asm", "body": "Look.", "clause": "4.1", "add": "1"}
    client.post(here(round), {**first, "whole-file": chosen()})
    client.get(here(round))
    before = queries_of(lambda: client.get(here(round)))
    for number in range(4):
        words = f"Look {number}.".encode()
        client.post(here(round), {"body": words.decode(), "add": "1", "comment-file": chosen(words)})
    assert queries_of(lambda: client.get(here(round))) == before


def test_the_second_of_two_clicks_gets_the_same_receipt_though_the_files_have_gone(noon):
    response = begun(make_round())
    mark = add_comment(response=response, clause=None, body="Said.")
    attach(response=response, file=make.as_file(WORDS), name="a.txt", comment=mark)
    attach(response=response, file=make.as_file(b"More."), name="b.txt")
    who = {"name": "Beatriz", "email": "b@example.org"}
    assert submit(response=response, **who).code == submit(response=response, **who).code
    response.words["comments"][0]["body"] = "Said otherwise."
    with pytest.raises(SentOtherWords):
        submit(response=response, **who)
    assert Submission.objects.count() == 1


def test_files_go_over_to_the_colleagues_who_fetch_them(client, noon, firm, writer):
    round = make_round()
    mine, theirs = begun(round, by=writer), drafted(round, firm, writer)
    mark = add_comment(response=mine, clause=None, body="Ours.", by=writer)
    row = attach(response=mine, file=make.as_file(WORDS), name="a.txt", comment=mark, by=writer)
    offer(response=mine, position=theirs, by=writer)
    assert theirs.attachments.get().comment_id_unsent == mark
    address = reverse("consultations:unsent-file", args=[round.slug, row.key])
    assert got(signed_in(writer), address).status_code == 200
    assert client.get(address).status_code == 404
    assert signed_in(UserFactory()).get(address).status_code == 404
