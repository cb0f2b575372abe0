"""Words that give a person away: taken out everywhere by a named, logged act, kept nowhere, the reason shown."""

from __future__ import annotations

import hashlib
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.actions.attachments import Gone, delete_unless_shared, let_go
from consultations.actions.keeping import let_originals_go
from consultations.intakes import beside
from consultations.models import (
    Answer,
    Attachment,
    Comment,
    Intake,
    IntakeRow,
    Likeness,
    Plea,
    Redaction,
    Revision,
    Submission,
    UnsentResponse,
)
from consultations.permissions import can_take_words_out
from consultations.redacting import Eraser
from consultations.said import tidy
from portal import clock, erasing
from portal.members.models import User
from portal.members.viewer import look_at
from portal.signals import tell

LONGEST_NAME = 190  # of a sender; a number may follow
TEXTS = ("line", "element", "quote", "body", "proposed_change", "justification")


@transaction.atomic
def take_words_out(*, by: User, submission: Submission, words: str, reason: str, language: str = "en") -> Redaction:
    """One phrase a line; in comments, answers, earlier versions and files alike. The sender reads the reason."""
    can_take_words_out(look_at(by), submission).or_refuse()
    phrases = [tidy(line) for line in words.splitlines() if tidy(line)]
    erasing.check(phrases, tidy(reason))
    submission = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    told = {"reason": tidy(reason), "language": language}
    redaction = Redaction.objects.create(
        submission=submission, before_sha256=submission.content_sha256, made_by=by, **told
    )
    eraser = Eraser(phrases)
    touched = clean_comments(submission, eraser)
    clean_answers(submission, eraser)
    clean_versions(submission, eraser)
    clean_intakes(submission, eraser)
    clean_changes(submission, eraser)
    clean_files(submission=submission, eraser=eraser, by=by, **told)
    if not eraser.places:
        raise ValidationError({"words": _("These words stand nowhere in the response.")})
    let_originals_go(submission)
    redaction.comments.set(touched)
    redaction.places, redaction.after_sha256 = eraser.places, submission.content_sha256
    redaction.closed_at = clock.now()
    redaction.save()
    log(submission, "consultations.take_words_out", user=by, data={"places": eraser.places})
    tell(Comment, touched)
    emails.screened(submission=submission)
    return redaction


def clean_comments(submission: Submission, eraser: Eraser) -> list[int]:
    """Comments that stand and comments that were replaced; returns those that had the words."""
    touched = []
    for comment in Comment.objects.filter(submission=submission):
        before = eraser.places
        for name in TEXTS:
            setattr(comment, name, eraser.text(getattr(comment, name))[: comment._meta.get_field(name).max_length])
        if eraser.places > before:
            comment.save(update_fields=TEXTS)
            touched.append(comment.pk)
    Likeness.objects.filter(comment__in=touched).delete()  # compared anew, by the words that are left
    return touched


def clean_intakes(submission: Submission, eraser: Eraser) -> None:
    """The files it came in, with the rows that nobody sent: they would say the words again."""
    rows = list(IntakeRow.objects.filter(beside(submission)))
    for row in rows:
        before = eraser.places
        row.reference, row.observation = eraser.text(row.reference), eraser.text(row.observation)
        free = {name: eraser.text(row.words[name]) for name in ("clause", "kind") if name in row.words}
        row.words = eraser.value(row.words) | free  # codes elsewhere, as the sender wrote them here
        if eraser.places > before:
            row.save(update_fields=["reference", "observation", "words"])
    for intake in Intake.objects.filter(pk__in={row.intake_id for row in rows}):
        before, name = eraser.places, eraser.text(intake.organisation_name)
        if eraser.places > before:
            intake.organisation_name = told_apart(intake, name)
            intake.save(update_fields=["organisation_name"])


def told_apart(intake: Intake, name: str) -> str:
    """The same file of two senders stays two files, though both names are the same once words are taken out."""
    others = Intake.objects.filter(round=intake.round_id, organisation=None, file_sha256=intake.file_sha256)
    taken = set(others.exclude(pk=intake.pk).values_list("organisation_name", flat=True))
    numbered = (f"{name[:LONGEST_NAME]} ({number})" for number in range(2, len(taken) + 3))
    return next(free for free in (name[:LONGEST_NAME], *numbered) if free not in taken)


def clean_changes(submission: Submission, eraser: Eraser) -> None:
    """A change begun and not sent, with its files; name and address of the sender are no words of the response."""
    for row in UnsentResponse.objects.select_for_update(of=("self",)).filter(changes=submission):
        before, who = eraser.places, row.words.get("who") or {}
        kept = {name: who[name] for name in ("name", "email") if name in who}
        said = {name: value for name, value in who.items() if name not in kept}
        row.words = eraser.value({**row.words, "who": said})
        row.words["who"] |= kept
        if eraser.places > before:
            row.saved_at = clock.now()
            row.save(update_fields=["words", "saved_at"])
    for file in Attachment.objects.filter(response__changes=submission):
        before = eraser.places
        eraser.text(f"{file.name}\n{file.description}")
        if eraser.places > before:
            transaction.on_commit(partial(delete_unless_shared, file.stored))
            file.delete()


def clean_answers(submission: Submission, eraser: Eraser) -> None:
    """Answers to questions."""
    for answer in Answer.objects.filter(submission=submission):
        answer.value, answer.text = eraser.value(answer.value), eraser.text(answer.text)
        answer.save(update_fields=["value", "text"])


def clean_files(*, submission: Submission, eraser: Eraser, by: User, reason: str, language: str) -> None:
    """What is said of files; one whose name or description has the words is deleted, since it will have them too."""
    for row in Attachment.objects.filter(submission=submission):
        before, row.description = eraser.places, eraser.text(row.description)
        eraser.text(row.name)
        if eraser.places > before:
            row.save(update_fields=["description"])
            rows = Attachment.objects.filter(pk=row.pk)
            let_go(rows, gone=Gone.WORDS, by=by, reason=reason, language=language)


def clean_versions(submission: Submission, eraser: Eraser) -> None:
    """The whole as it was sent, now and before; each gets the fingerprint of what is left. Pleas are kept no longer."""
    for revision in Revision.objects.filter(submission=submission):
        revision.content = eraser.content(revision.content)
        revision.content_sha256 = hashlib.sha256(revision.content.encode()).hexdigest()
        revision.save(update_fields=["content", "content_sha256"])
    submission.content = eraser.content(submission.content)
    submission.content_sha256 = hashlib.sha256(submission.content.encode()).hexdigest()
    submission.organisation_name = eraser.text(submission.organisation_name)
    submission.hold_reason = eraser.text(submission.hold_reason)
    submission.save(update_fields=["content", "content_sha256", "organisation_name", "hold_reason"])
    for plea in Plea.objects.filter(submission=submission):
        plea.words, plea.answer = eraser.text(plea.words), eraser.text(plea.answer)
        plea.save(update_fields=["words", "answer"])
