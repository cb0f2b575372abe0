"""Answering: proposed by one, agreed by another, published all at once, a letter to each who commented."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.actions.news import note_news
from consultations.models import (
    Clause,
    Comment,
    Disposition,
    DispositionTranslation,
    Notice,
    Round,
    Submission,
    Synopsis,
)
from consultations.models.drafts import TranslationStatus
from consultations.permissions import can_agree, can_propose_answers, can_publish_answers
from consultations.said import tidy
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def propose_disposition(
    *,
    by: User,
    comment: Comment,
    value: str,
    reason: str = "",
    language: str = "en",
    changed_clause: Clause | None = None,
    duplicate_of: Comment | None = None,
) -> Disposition:
    """What the secretariat proposes to do with a comment; an earlier proposal stays in the record, superseded."""
    can_propose_answers(look_at(by), comment.round).or_refuse()
    reason = tidy(reason)
    check_disposition(comment, value=value, reason=reason, changed_clause=changed_clause, duplicate_of=duplicate_of)
    Disposition.objects.current().filter(comment=comment).update(superseded_at=clock.now())
    disposition = Disposition.objects.create(
        comment=comment,
        value=value,
        reason=reason,
        language=language,
        changed_clause=changed_clause,
        duplicate_of=duplicate_of if value == Disposition.Value.DUPLICATE else None,
        proposed_by=by,
    )
    log(disposition, "consultations.propose_disposition", user=by)
    return disposition


def check_disposition(
    comment: Comment, *, value: str, reason: str, changed_clause: Clause | None, duplicate_of: Comment | None
) -> None:
    """A known value, a reason where one is owed, a clause of a later draft, another comment of the same round."""
    errors = {}
    if value not in Disposition.Value.values:
        errors["value"] = _("Choose what becomes of the comment.")
    if value not in Disposition.NEEDS_NO_REASON and not reason:
        errors["reason"] = _("Give the reason; the commenter reads it.")
    other = duplicate_of is not None and duplicate_of.round_id == comment.round_id and duplicate_of.pk != comment.pk
    if value == Disposition.Value.DUPLICATE and not other:
        errors["duplicate_of"] = _("Name another comment of this round, as in R1-0421.")
    draft = comment.round.draft
    if changed_clause is not None and (
        draft is None
        or changed_clause.draft_id == draft.pk
        or changed_clause.draft.standard_id != draft.standard_id
        or changed_clause.draft.created_at < draft.created_at
    ):
        errors["changed_clause"] = _("Name a clause of a later draft of the same standard.")
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def agree_disposition(*, by: User, disposition: Disposition) -> Disposition:
    """A second person stands behind the answer."""
    disposition = Disposition.objects.select_for_update().select_related("comment__round").get(pk=disposition.pk)
    can_agree(look_at(by), disposition).or_refuse()
    if disposition.agreed_at is None:
        disposition.agreed_at, disposition.agreed_by = clock.now(), by
        disposition.save(update_fields=["agreed_at", "agreed_by"])
        log(disposition, "consultations.agree_disposition", user=by)
    return disposition


@transaction.atomic
def translate_disposition(
    *,
    by: User,
    disposition: Disposition,
    language: str,
    text: str,
    status: str = TranslationStatus.DRAFT,
) -> DispositionTranslation:
    """The reason in another language; the hash says which reason it was made from."""
    can_propose_answers(look_at(by), disposition.comment.round).or_refuse()
    if not tidy(text):
        raise ValidationError({"text": _("Write the translation.")})
    row, _made = DispositionTranslation.objects.update_or_create(
        disposition=disposition,
        language=language,
        defaults={
            "text": tidy(text),
            "status": status,
            "source_sha256": hashlib.sha256(disposition.reason.encode()).hexdigest(),
        },
    )
    log(disposition, "consultations.translate_disposition", user=by)
    return row


@transaction.atomic
def write_synopsis(*, by: User, round: Round, language: str, body: str) -> Synopsis:
    """What was said and what was done with it, in one language; published with the answers."""
    can_propose_answers(look_at(by), round).or_refuse()
    if not tidy(body):
        raise ValidationError({"body": _("Write the synopsis.")})
    row, _made = Synopsis.objects.update_or_create(round=round, language=language, defaults={"body": tidy(body)})
    log(round, "consultations.write_synopsis", user=by)
    return row


def owed(round: Round) -> list[str]:
    """What is missing before the answers can be published, in words; nothing when they are ready."""
    counts = round.comments.answering()  # type: ignore[attr-defined]
    missing = []
    if counts["open"]:
        missing.append(_("Comments without an answer: %(number)s.") % {"number": counts["open"]})
    if counts["proposed"]:
        missing.append(_("Answers not agreed by a second person: %(number)s.") % {"number": counts["proposed"]})
    if not round.synopses.exists():  # type: ignore[attr-defined]
        missing.append(_("A synopsis in at least one language."))
    return missing


@transaction.atomic
def publish_answers(*, by: User, round: Round) -> None:
    """All at once, or none: nobody learns their answer before the others do."""
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    can_publish_answers(look_at(by), round).or_refuse()
    if missing := owed(round):
        raise ValidationError(missing)
    now = clock.now()
    current = Disposition.objects.current().filter(comment__round=round, agreed_at__isnull=False)
    current.update(published_at=now)
    round.answered_at, round.answered_by = now, by
    round.save(update_fields=["answered_at", "answered_by"])
    log(round, "consultations.publish_answers", user=by)
    note_news(round=round, event=Notice.Event.ANSWERED)
    for submission in Submission.objects.to_answer(round):  # type: ignore[attr-defined]
        emails.answered(submission=submission)
    tell(Comment, round.comments.values_list("pk", flat=True))
    tell(Round, [round.pk])
