"""Anybody signed in says what they think of a version; the secretariat looks it over and answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import emails, permissions
from glossary.checks import check_language
from glossary.models import ConceptVersion, VersionComment
from portal import clock
from portal.members.viewer import look_at

if TYPE_CHECKING:
    from portal.members.models import Organisation, User

AN_HOUR = 6  # comments of one person
LONGEST = 4000
State = VersionComment.State


@transaction.atomic
def comment(
    *, by: User, version: ConceptVersion, body: str, language: str = "en", organisation: Organisation | None = None
) -> VersionComment:
    """Of a member it is published at once; of others after somebody has looked."""
    viewer = look_at(by)
    version = ConceptVersion.objects.select_related("concept").get(pk=version.pk)
    permissions.can_comment(viewer, version).or_refuse()
    check_language(language)
    check_body(by, version, body)
    if organisation is not None and organisation.pk not in viewer.delegate_of:
        raise ValidationError({"organisation": _("Only a delegate of the organisation says what it thinks.")})
    now = clock.now()
    row = VersionComment.objects.create(
        version=version,
        author=by,
        organisation=organisation,
        group_id=organisation.group_id if organisation else None,
        body=body.strip(),
        language=language,
        posted_at=now,
        state=State.PUBLISHED if viewer.is_member else State.WAITING,
    )
    log(row, "glossary.comment", user=by, data={"code": version.concept.code, "version": version.number})
    return row


def check_body(by: User, version: ConceptVersion, body: str) -> None:
    """It says something, once, and leaves room for others."""
    if not body.strip():
        raise ValidationError({"body": _("Write what you think.")})
    if len(body) > LONGEST:
        raise ValidationError({"body": _("Write at most %(most)s characters.") % {"most": LONGEST}})
    mine = VersionComment.objects.filter(author=by)
    if mine.filter(version=version, body=body.strip()).exists():
        raise ValidationError({"body": _("You have said this already.")})
    if mine.filter(posted_at__gt=clock.now() - timedelta(hours=1)).count() >= AN_HOUR:
        raise ValidationError(_("You have written %(most)s comments within an hour. Go on later.") % {"most": AN_HOUR})


@transaction.atomic
def publish_comment(*, by: User, comment: VersionComment) -> VersionComment:
    """Somebody has looked: everybody reads it."""
    return screen(by, comment, State.PUBLISHED, "")


@transaction.atomic
def decline_comment(*, by: User, comment: VersionComment, reason: str) -> VersionComment:
    """It is not, or no longer, on the page; its author is told why."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: its author is told.")})
    return screen(by, comment, State.DECLINED, reason.strip())


def screen(by: User, comment: VersionComment, state: str, reason: str) -> VersionComment:
    """The last word counts; the audit log keeps each."""
    comment = locked(comment)
    permissions.can_screen_comment(look_at(by), comment).or_refuse()
    comment.state, comment.screening_reason = state, reason
    comment.screened_at, comment.screened_by = clock.now(), by
    comment.save(update_fields=["state", "screening_reason", "screened_at", "screened_by"])
    log(comment, "glossary.screen_comment", user=by, data={"state": state})
    emails.comment_screened(comment=comment)
    return comment


@transaction.atomic
def answer_comment(*, by: User, comment: VersionComment, answer: str, language: str = "en") -> VersionComment:
    """Below the comment, for everybody; its author is told."""
    comment = locked(comment)
    permissions.can_answer_comment(look_at(by), comment).or_refuse()
    check_language(language)
    if not answer.strip():
        raise ValidationError({"answer": _("Write the answer.")})
    comment.answer, comment.answer_language = answer.strip(), language
    comment.answered_at, comment.answered_by = clock.now(), by
    comment.save(update_fields=["answer", "answer_language", "answered_at", "answered_by"])
    log(comment, "glossary.answer_comment", user=by)
    emails.comment_answered(comment=comment)
    return comment


def locked(comment: VersionComment) -> VersionComment:
    """As it stands now, with whom to tell."""
    rows = VersionComment.objects.select_for_update(of=("self",)).select_related("version__concept", "author")
    return rows.get(pk=comment.pk)
