"""Words that give a person away are taken out everywhere, kept nowhere, and nothing else thaws by it."""

import json
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from consultations.actions.changing import begin_change
from consultations.actions.holding import ask_to_take_out
from consultations.actions.importing_comments import FileIn, Sender, accept_rows, bring_in
from consultations.actions.mending_rows import leave_out, mend_row
from consultations.actions.redacting import take_words_out
from consultations.actions.responses import add_comment, submit
from consultations.actions.screening import settle_plea
from consultations.models import (
    Attachment,
    Intake,
    IntakeRow,
    Redaction,
    Revision,
    Submission,
)
from consultations.sheets import CommentRow, Form
from portal.members.models import StakeholderGroup
from portal.members.permissions import Refused
from tests.consultations.voices_making import ask, clause_of, held, make_round, sent
from tests.raw_rows import merge_index, where

pytestmark = pytest.mark.django_db
WHO = {"name": "Beatriz Choque", "email": "beatriz@example.org"}


def page(code: str) -> str:
    return reverse("consultations:receipt", args=[code])


def test_words_taken_out_stand_nowhere_and_the_reason_everywhere(client, as_secretary, secretary, noon):
    round = make_round()
    receipt = sent(round, "The foreman  Goyo Mamani\nshouted.", "Nothing here.", clause=clause_of(round))
    response = begin_change(**held(receipt))
    add_comment(response=response, clause=None, body="Ask goyo mamani.")
    submit(response=response, **WHO)
    ask_to_take_out(**held(receipt), words="Goyo Mamani")
    first = Submission.objects.get().content_sha256
    desk = reverse("consultations:desk-submission", args=[round.slug, 1])
    assert "Goyo Mamani" in as_secretary.get(desk).content.decode()
    listing = as_secretary.get(reverse("consultations:desk-submissions", args=[round.slug]), {"is": "asking"})
    assert desk in listing.content.decode()
    bad = {"words": "Goyo Mamani", "reason": "Names Goyo Mamani.", "take_out": "1"}
    assert as_secretary.post(desk, bad).status_code == 400
    good = {"words": "Goyo Mamani", "reason": "It names a person on the site.", "take_out": "1"}
    assert as_secretary.post(desk, good).status_code == 302
    merge_index()
    assert where("Mamani") == []
    redaction = Redaction.objects.get()
    submission = Submission.objects.get()
    assert (redaction.before_sha256, redaction.after_sha256) == (first, submission.content_sha256)
    assert submission.content_sha256 == sha256(submission.content.encode()).hexdigest()
    assert Revision.objects.get().content_sha256 == sha256(Revision.objects.get().content.encode()).hexdigest()
    shown = client.get(reverse("consultations:comment", args=[round.slug, "R1-0001"])).content.decode()
    assert "[…]" in shown
    assert "It names a person on the site." in shown
    other = client.get(reverse("consultations:comment", args=[round.slug, "R1-0002"])).content.decode()
    assert "It names a person on the site." not in other
    assert "It names a person on the site." in client.get(page(receipt.code)).content.decode()
    plea = submission.pleas.get()
    settle_plea(by=secretary, plea=plea, is_granted=True, answer="Done.", revision=2)
    assert not Submission.objects.asking().exists()
    with pytest.raises(ValidationError):
        take_words_out(by=secretary, submission=submission, words="Nobody", reason="Because.")


def test_only_the_secretariat_takes_words_out(noon, member):
    with pytest.raises(Refused):
        take_words_out(by=member, submission=sent(make_round(), "Goyo.").submission, words="Goyo", reason="Because.")


def bring(by, round, name, *rows, organisation_name="Guild"):
    form = Form(rows=[CommentRow(row=place, clause="4.1", kind="te", **row) for place, row in enumerate(rows, start=1)])
    sender = Sender(organisation_name=organisation_name, group=StakeholderGroup.objects.get(code="asm"))
    return bring_in(by=by, round=round, file=FileIn.of(name, name.encode()), form=form, sender=sender)


def test_words_taken_out_stay_in_no_row_of_the_files_they_came_in(secretary, noon):
    round, said = make_round(), {"comment": "Goyo Mamani shouted."}
    first = bring(
        *(secretary, round, "first.docx", said),
        {"comment": "Ask Goyo Mamani.", "observation": "Goyo Mamani?"},
        {"comment": "Left out: Goyo Mamani."},
    )
    leave_out(by=secretary, row=first.rows.get(place=3))
    mend_row(by=secretary, row=first.rows.get(place=2), clause="see Goyo Mamani")
    second = bring(secretary, round, "second.docx", said, {"comment": "New: Goyo Mamani."})
    other = bring(secretary, round, "other.docx", said, organisation_name="Another guild")
    assert [row.state for row in second.rows.all()] == ["repeated", "waiting"]
    (receipt,) = accept_rows(by=secretary, intake=first)
    take_words_out(by=secretary, submission=receipt.submission, words="Goyo Mamani", reason="A name.")
    left = [row.words for row in IntakeRow.objects.filter(intake__in=[first, second]) if "Goyo" in str(vars(row))]
    assert left == [second.rows.get(place=2).words]  # nobody has said this yet
    assert IntakeRow.objects.filter(words__comment="Ask […].", words__clause="see […]", observation="[…]?").exists()
    assert other.rows.get().words["comment"] == "Goyo Mamani shouted."  # another sender's own


def test_the_same_file_of_two_senders_stays_two_files_when_both_names_lose_the_same_words(secretary, noon):
    round = make_round()
    intakes = [
        bring(secretary, round, "form.docx", {"comment": "Said."}, organisation_name=f"Guild of {name}")
        for name in ("Goyo", "Ada", "Zenobia")
    ]
    for intake, name in zip(intakes, ("Goyo", "Ada", "Zenobia"), strict=True):
        (receipt,) = accept_rows(by=secretary, intake=intake)
        take_words_out(by=secretary, submission=receipt.submission, words=name, reason="A name.")
    names = [Intake.objects.get(pk=intake.pk).organisation_name for intake in intakes]
    assert names == ["Guild of […]", "Guild of […] (2)", "Guild of […] (3)"]


def test_words_taken_out_do_not_come_back_with_a_change_that_was_begun_before(secretary, noon):
    round = make_round()
    receipt = sent(round, "Goyo Mamani shouted.", clause=clause_of(round), name="Goyo Mamani")
    begun = begin_change(**held(receipt))
    add_comment(response=begun, clause=None, body="Ask goyo mamani.")
    take_words_out(by=secretary, submission=held(receipt)["submission"], words="Goyo Mamani\nge", reason="A name.")
    begun.refresh_from_db()
    assert "mamani" not in str(begun.words["comments"]).lower()
    assert [row["type"] for row in begun.words["comments"]] == ["ge", "ge"]
    assert begun.words["who"]["name"] == "Goyo Mamani"  # who sent it is no part of what was said
    submit(response=begun, **WHO)
    bodies = set(held(receipt)["submission"].comments.filter(replaced_at=None).values_list("body", flat=True))
    assert bodies == {"[…] shouted.", "Ask […]."}
    merge_index()
    assert where("Mamani") == []


def test_a_file_whose_name_has_the_words_is_no_longer_in_the_change_either(secretary, noon):
    receipt = sent(make_round(), "See the picture.")
    begun = begin_change(**held(receipt))
    facts = {"round": begun.round, "media_type": "image/png", "response": begun}
    Attachment.objects.create(name="Goyo.png", sha256="a" * 64, stored="attachments/a", size=1, **facts)
    kept = Attachment.objects.create(name="mine.png", sha256="b" * 64, stored="attachments/b", size=1, **facts)
    take_words_out(by=secretary, submission=held(receipt)["submission"], words="Goyo", reason="A name.")
    assert Attachment.objects.get() == kept


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE consultations_submission SET content = 'x'",
        "UPDATE consultations_submission SET receipt_sha256 = 'x'",
        "UPDATE consultations_comment SET body = 'x'",
        "UPDATE consultations_answer SET text = 'x'",
        "DELETE FROM consultations_answer",
        "DELETE FROM consultations_comment",
        "UPDATE consultations_revision SET content = 'x'",
        "DELETE FROM consultations_revision",
        "UPDATE consultations_redaction SET reason = 'x'",
    ],
)
def test_what_was_said_stays_frozen_after_a_change_and_after_taking_words_out(noon, secretary, sql):
    round = make_round()
    question = ask(round)
    receipt = sent(round, "Goyo shouted.", answers={str(question.pk): {"text": "Trust."}})
    response = begin_change(**held(receipt))
    add_comment(response=response, clause=None, body="More.")
    submit(response=response, **WHO)
    take_words_out(by=secretary, submission=Submission.objects.get(), words="Goyo", reason="A name.")
    assert json.loads(Submission.objects.get().content)["comments"][0]["body"] == "[…] shouted."
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
