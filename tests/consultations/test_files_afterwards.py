"""What becomes of files: frozen, kept through a change, gone with the person, taken out, exported."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from consultations.actions.attachments import detach, take_file_out
from consultations.actions.changing import begin_change
from consultations.actions.holding import erase_identity, withdraw_submission
from consultations.actions.redacting import take_words_out
from consultations.actions.responses import keep, submit
from consultations.models import Attachment, Comment, Revision, Submission
from tests.consultations.files_sent import on_disk, put, sent_with_files, sent_with_files_of, storage_holds
from tests.consultations.voices_making import held, make_round
from tests.raw_rows import merge_index, where

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


@pytest.mark.parametrize(
    "change",
    [{"sha256": "x"}, {"description": "x"}, {"name": "x"}, {"committee_only": True}, {"submission": None}],
)
def test_a_file_that_was_sent_is_frozen(noon, private, change):
    sent_with_files(make_round())
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.first().delete()


def test_a_changed_response_keeps_what_stays_and_the_hash_of_what_went(noon, private, at_commit):
    round = make_round()
    receipt, whole, beside = sent_with_files(round)
    before = Submission.objects.get().content
    response = begin_change(**held(receipt))
    assert [row.sha256 for row in response.attachments.all()] == [whole.sha256, beside.sha256]
    assert response.attachments.last().comment_id_unsent == "c0"
    assert len(on_disk(private)) == 2
    response.attachments.first().delete()
    put(response, b"Instead.", "instead.txt")
    submit(response=response, by=None, name="Beatriz", email="b@example.org")
    whole.refresh_from_db()
    beside.refresh_from_db()
    assert (whole.gone, whole.stored) == (Attachment.Gone.SENDER, "")
    assert beside.gone_at is None
    assert beside.comment.number == 1
    assert Revision.objects.get().content == before
    assert whole.sha256 in before
    kept = Attachment.objects.kept().filter(submission=receipt.submission)
    assert sorted(row.name for row in kept) == ["Canary_face.jpg", "instead.txt"]
    assert not Attachment.objects.filter(submission=None).exists()
    assert len(on_disk(private)) == 2


def test_a_comment_said_anew_takes_its_file_along(noon, private, at_commit):
    round = make_round()
    receipt, _whole, beside = sent_with_files(round)
    response = begin_change(**held(receipt))
    words = response.words["comments"][0]
    keep(response=response, words={"comments": [{**words, "body": "Said better."}]})
    submit(response=response, by=None, name="Beatriz", email="b@example.org")
    said = Comment.objects.get(replaced_at=None)
    assert said.body == "Said better."
    row = Attachment.objects.kept().get(comment=said)
    assert row.sha256 == beside.sha256
    assert storage_holds(private, row)
    assert len(on_disk(private)) == 2


def test_sending_the_same_again_changes_no_file(noon, private, at_commit):
    receipt, whole, beside = sent_with_files(make_round())
    response = begin_change(**held(receipt))
    submit(response=response, by=None, name="Beatriz", email="b@example.org")
    assert set(Attachment.objects.all()) == {whole, beside}
    assert len(on_disk(private)) == 2


def test_with_the_person_go_the_files_and_their_names(client, noon, private, at_commit):
    receipt, _whole, beside = sent_with_files(make_round())
    erase_identity(**held(receipt))
    assert on_disk(private) == []
    merge_index()
    assert where("Canary_face") == []
    beside.refresh_from_db()
    assert (beside.gone, beside.name, beside.stored) == (Attachment.Gone.PERSON, "file.jpg", "")
    assert len(beside.sha256) == 64
    assert client.get(reverse("consultations:attachment", args=[beside.key])).status_code == 404
    assert "deleted with the name" in client.get(f"/en/receipts/{receipt.code}/").content.decode()


def test_the_desk_takes_one_file_out_for_a_reason_that_everybody_reads(client, as_secretary, noon, private, at_commit):
    round = make_round()
    _receipt, whole, beside = sent_with_files(round)
    desk = reverse("consultations:desk-submission", args=[round.slug, 1])
    page = as_secretary.get(desk).content.decode()
    assert page.count("Take this file out") == 2
    assert f'data-sha256="{beside.sha256}"' in page
    as_secretary.post(desk, {"file_out": "1", "file": beside.pk, "reason": " "})
    assert len(on_disk(private)) == 2
    as_secretary.post(desk, {"file_out": "1", "file": beside.pk, "reason": "It shows a face."})
    assert len(on_disk(private)) == 1
    shown = client.get(reverse("consultations:comment", args=[round.slug, "R1-0001"])).content.decode()
    assert "It shows a face." in shown
    assert "Canary_face" not in shown
    assert "whole.txt" in shown
    assert as_secretary.post(desk, {"file_out": "1", "file": "no"}).status_code == 404
    assert client.post(desk, {"file_out": "1", "file": whole.pk, "reason": "x"}).status_code == 404


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_file_taken_out_is_gone_from_a_change_that_was_begun_too(noon, private, secretary, at_commit, is_withdrawn):
    receipt, whole, beside = sent_with_files(make_round())
    begun = begin_change(**held(receipt))
    copy = begun.attachments.get(sha256=beside.sha256)
    if is_withdrawn:
        withdraw_submission(**held(receipt))  # what was begun goes on as a new response
    else:  # its sender has put the same file to it anew
        data = (private / beside.stored).read_bytes()
        detach(response=begun, attachment=copy)
        assert put(begun, data, "again.jpg").sha256 == beside.sha256
    take_file_out(by=secretary, attachment=beside, reason="A face.")
    assert list(begun.attachments.values_list("sha256", flat=True)) == [whole.sha256]
    assert len(on_disk(private)) == 1


def test_words_taken_out_take_the_files_that_are_called_so(noon, private, secretary, at_commit):
    receipt, whole, beside = sent_with_files(make_round())
    take_words_out(by=secretary, submission=receipt.submission, words="A shaft", reason="It names a place.")
    beside.refresh_from_db()
    assert (beside.gone, beside.description) == (Attachment.Gone.WORDS, "[…].")
    assert storage_holds(private, whole)
    merge_index()
    assert where("A shaft") == []
    assert beside.sha256 in Submission.objects.get().content


def test_files_are_in_the_export_by_name_and_hash_for_those_who_may(client, as_secretary, noon, private):
    round = make_round()
    _receipt, _whole, beside = sent_with_files(round, comment_only="")
    _second, _w, strict = sent_with_files_of(round, b"Strict words.")
    address = reverse("consultations:comments-file", args=[round.slug, "json"])
    public = json.loads(b"".join(client.get(address)))
    assert {row["ref"]: row["files"] for row in public} == {"R1-0001": f"{beside.name} {beside.sha256}", "R1-0002": ""}
    desk = reverse("consultations:desk-export", args=[round.slug])
    whole = json.loads(b"".join(as_secretary.get(desk, {"form": "json"})))
    assert strict.sha256 in json.dumps(whole)
