"""What is not for the public is nowhere in public: no page, list, count, title or mail shows it."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.actions.redacting import take_words_out
from consultations.actions.responses import withdraw_submission
from consultations.actions.safeguarding import report_risk
from consultations.actions.screening import decline_submission, hold_submission
from consultations.models import Clause, Comment, Identity, Round, Submission
from consultations.voice import small_cells, voice_of
from portal.models import MailOutbox
from search.entries import comments
from tests.consultations.voices_making import ask, clause_of, close, make_round, seen, sent

pytestmark = pytest.mark.django_db
CANARY = "canary-4711"


def public_pages(round: Round) -> list[str]:
    names = ("round", "draft", "comments", "answers", "respond")
    pages = [reverse(f"consultations:{name}", args=[round.slug]) for name in names]
    pages += [reverse("consultations:comment", args=[round.slug, f"R1-{n:04d}"]) for n in range(1, 5)]
    comments = reverse("consultations:comments", args=[round.slug])
    return [*pages, reverse("consultations:index"), f"{comments}?q={CANARY[:6]}", f"{comments}?clause=4.1"]


@pytest.mark.parametrize(
    "how", ["committee", "slipped", "held", "withdrawn", "pending", "declined", "locked", "redacted", "comment"]
)
def test_a_hidden_text_is_in_no_public_page_count_or_mail(client, noon, secretary, colleague, how):
    round = make_round(screening="before" if how == "pending" else "after")
    clause = clause_of(round)
    confidentiality = "committee" if how in ("committee", "slipped") else "name"
    only = {"place": {"committee_only": "on"}} if how == "comment" else {}
    receipt = sent(round, CANARY, clause=clause, confidentiality=confidentiality, name=f"{CANARY} person", **only)
    if how == "slipped":  # whatever the screening says by mistake
        Submission.objects.update(screening=Submission.ScreeningState.PUBLISHED)
    if how == "held":
        hold_submission(by=secretary, submission=receipt.submission, reason="Prices.", **seen(receipt.submission))
    if how == "withdrawn":
        withdraw_submission(submission=receipt.submission, code=receipt.code, pin=receipt.pin)
    if how == "declined":
        decline_submission(by=secretary, submission=receipt.submission, code="advertising", **seen(receipt.submission))
    if how == "locked":
        report_risk(comment=Comment.objects.get())
    if how == "redacted":
        take_words_out(by=secretary, submission=receipt.submission, words=CANARY, reason="It names a person.")
        withdraw_submission(submission=receipt.submission, code=receipt.code, pin=receipt.pin)
    assert Clause.objects.with_counts().get(pk=clause.pk).comment_count == 0
    assert not Comment.objects.first_on_each([clause.pk], each=3)
    check(client, round)
    close(round)
    for comment in Comment.objects.standing_there():
        agree_disposition(
            by=colleague, disposition=propose_disposition(by=secretary, comment=comment, value="accepted")
        )
    write_synopsis(by=secretary, round=round, language="en", body="Said.")
    publish_answers(by=secretary, round=round)
    check(client, round)
    assert not [mail for mail in MailOutbox.objects.all() if CANARY in mail.body + mail.subject]


def check(client, round: Round) -> None:
    """No public page shows the canary, and none counts it."""
    for address in public_pages(round):
        assert "4711" not in client.get(address).content.decode(), address
    listing = client.get(reverse("consultations:comments", args=[round.slug])).content.decode()
    assert "0 published comments" in listing


def test_a_withheld_name_is_in_no_public_page(client, noon):
    round = make_round()
    sent(round, "Said.", name=CANARY, standing="organisation", organisation_name=f"{CANARY} Ltd")
    for address in public_pages(round):
        assert CANARY not in client.get(address).content.decode().replace(f"q={CANARY}", ""), address


def test_a_name_is_shown_once_its_address_is_confirmed(client, noon):
    round = make_round()
    sent(round, "Said.", confidentiality="name")
    address = reverse("consultations:comment", args=[round.slug, "R1-0001"])
    assert "Beatriz" not in client.get(address).content.decode()
    Identity.objects.update(confirmed_at=noon)
    assert "Beatriz Choque" in client.get(address).content.decode()


def test_fewer_than_five_alike_are_shown_by_group_only(client, noon):
    round = make_round()
    for _number in range(4):
        one = sent(round, sector="up", country="PE").submission
    address = reverse("consultations:comment", args=[round.slug, "R1-0001"])
    page = client.get(address).content.decode()
    assert "Peru" not in page
    assert "Upstream" not in page
    assert voice_of(one, small_cells(round)).is_narrowed
    assert not voice_of(one, small_cells(round, one_more=one)).is_narrowed
    sent(round, sector="up", country="PE")
    page = client.get(address).content.decode()
    assert "Peru" in page
    assert "Upstream" in page


def test_one_comment_and_one_answer_may_be_stricter_than_their_response(client, noon):
    round = make_round()
    cost, gain = ask(round, "What does it cost?"), ask(round, "What would it change?")
    here = reverse("consultations:respond", args=[round.slug])
    client.post(here, {"group": "asm", "body": "In the open.", "add": "1"})
    client.post(here, {"body": f"{CANARY} in private.", "committee_only": "on", "add": "1"})
    answers = {f"q{cost.pk}": CANARY, f"q{cost.pk}-committee_only": "on", f"q{gain.pk}": "Much."}
    client.post(here, {**answers, "keep": "1"})
    review = client.get(here).content.decode()
    assert review.count("only the committee</td>") == 2
    assert review.count("as chosen below</td>") == 2
    who = {"confidentiality": "name", "standing": "self", "name": "B", "email": "b@example.org"}
    sent_to = client.post(here, {**who, "send": "1"})["Location"]
    submission = Submission.objects.get()
    assert list(submission.comments.values_list("committee_only", flat=True)) == [False, True]
    assert sorted(submission.answers.values_list("committee_only", flat=True)) == [False, True]
    assert submission.content.count("committee_only") == 2
    assert [row.body for row in Comment.objects.published()] == ["In the open."]
    assert CANARY in client.get(sent_to).content.decode()
    stranger = Client()
    assert CANARY not in stranger.get(sent_to).content.decode()
    assert CANARY not in stranger.get(f"{sent_to}content.json", follow=True).content.decode()
    for address in public_pages(round):
        assert "4711" not in stranger.get(address).content.decode(), address
    table = "".join(map(str, stranger.get(reverse("consultations:comments-file", args=[round.slug, "csv"]))))
    assert CANARY not in table
    assert [item["body"] for item in stranger.get("/api/v1/comments").json()["items"]] == ["In the open."]
    found = list(comments(list(Comment.objects.values_list("pk", flat=True))))
    assert len(found) == 1
    assert CANARY not in str(found)
