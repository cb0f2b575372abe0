"""Files of a response being written, and voice notes of a session: kept, taken out, deleted."""

from __future__ import annotations

from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.formats.sniffing import SOUNDS, WRITTEN_OR_DRAWN
from consultations.models import Attachment, FacilitatedSession, Question, Round, UnsentResponse
from consultations.permissions import can_attach_file, can_keep_voice_note, can_take_file_out, can_write
from consultations.said import tidy
from consultations.taking_files import (
    LARGEST,
    LARGEST_NOTE,
    LONGEST,
    MB,
    MOST,
    MOST_NOTES,
    Taken,
    stored,
    take,
    too_many,
)
from portal import clock
from portal.members.models import User
from portal.members.viewer import look_at
from portal.signals import tell

Gone = Attachment.Gone


def attach(
    *,
    response: UnsentResponse,
    file: BinaryIO,
    name: str,
    description: str = "",
    committee_only: bool = False,
    comment: str = "",
    question: Question | None = None,
    by: User | None = None,
) -> Attachment:
    """One more file in a response that has not been sent: with all of it, with one comment or with one answer."""
    can_attach_file(look_at(by), response).or_refuse()
    if question is not None and (question.round_id != response.round_id or question.kind != Question.Kind.FILE):
        raise ValidationError({"file": _("This question does not ask for files.")})
    check_description(description)
    refuse_when_full(response)
    try:
        taken = take(file, name, wanted=WRITTEN_OR_DRAWN, largest=LARGEST)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    place = {"comment_id_unsent": comment, "question": question, "committee_only": committee_only}
    with stored(taken) as path, transaction.atomic():
        locked = UnsentResponse.objects.select_for_update().get(pk=response.pk)
        if comment and comment not in {row["id"] for row in locked.words.get("comments", [])}:
            raise ValidationError({"file": _("The comment of this file is no longer there.")})
        refuse_when_full(response, taken)
        owner = {"response": response, "round": response.round}
        return make(taken, path, description=tidy(description), **owner, **place)


def make(taken: Taken, path: str, **facts: object) -> Attachment:
    """The row of a file that is kept."""
    about = {"name": taken.name, "media_type": taken.media_type, "size": len(taken.data), "sha256": taken.sha256}
    return Attachment.objects.create(stored=path, scan=taken.scan, **about, **facts)


def check_description(description: str) -> None:
    """Words that stand for the file, not the file in words."""
    if len(description) > LONGEST:
        too_long = _("Say it in %(limit)s characters at most.") % {"limit": LONGEST}
        raise ValidationError({"description": too_long})


def refuse_when_full(response: UnsentResponse, taken: Taken | None = None) -> None:
    """Ten files a response, the same one once, and a round holds no more than its machine."""
    rows = Attachment.objects.filter(response=response)
    if rows.count() >= MOST:
        raise ValidationError({"file": too_many()})
    if taken is None:
        return
    if rows.filter(sha256=taken.sha256).exists():
        raise ValidationError({"file": _("This file is in your response already.")})
    if held_by(response.round) + len(taken.data) > settings.ATTACHMENTS_PER_ROUND * MB:
        raise ValidationError({"file": _("This consultation can take no more files. Describe yours in words.")})


def held_by(round: Round) -> int:
    """Bytes of all files of a round, sent and unsent."""
    rows = Attachment.with_locked.kept().filter(round=round)  # type: ignore[attr-defined]
    return int(rows.aggregate(all=Sum("size"))["all"] or 0)


@transaction.atomic
def detach(*, response: UnsentResponse, attachment: Attachment, by: User | None = None) -> None:
    """Takes a file out of a response that has not been sent; nothing of it stays, unless it was sent before."""
    can_write(look_at(by), response).or_refuse()
    row = Attachment.objects.select_for_update(of=("self",)).filter(response=response, pk=attachment.pk).first()
    if row is not None:
        path = row.stored
        row.delete()
        transaction.on_commit(partial(delete_unless_shared, path))


def carry_over(mine: UnsentResponse, theirs: UnsentResponse) -> None:
    """Files go with the words to another response; one that is there already stays behind. Within an action."""
    there = list(Attachment.objects.filter(response=theirs).values_list("sha256", flat=True))
    Attachment.objects.filter(response=mine).exclude(sha256__in=there).update(response=theirs)


def let_go(
    rows: QuerySet[Attachment], *, gone: str, by: User | None = None, reason: str = "", language: str = "en"
) -> int:
    """Deletes the files and forgets their names; rows and hashes stay. Within the transaction of an action."""
    let = []
    for row in rows.filter(gone_at=None):
        path = row.stored
        row.stored, row.name, row.gone_at = "", f"file.{row.ending.lower()}", clock.now()
        row.gone, row.taken_out_by, row.reason, row.reason_language = gone, by, reason, language
        row.save(update_fields=["stored", "name", "gone_at", "gone", "taken_out_by", "reason", "reason_language"])
        transaction.on_commit(partial(delete_unless_shared, path))
        let.append(row.pk)
    tell(Attachment, let)
    return len(let)


def delete_unless_shared(path: str) -> None:
    """A file that was sent, and is being sent anew unchanged, is kept once."""
    if path and not Attachment.with_locked.filter(stored=path).exists():
        storages["private"].delete(path)


@transaction.atomic
def take_file_out(*, by: User, attachment: Attachment, reason: str, language: str = "en") -> None:
    """A file that gives somebody away is deleted; that there was one, its hash and the reason stay."""
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    can_take_file_out(look_at(by), attachment).or_refuse()
    if not tidy(reason):
        raise ValidationError({"reason": _("Say why; everybody reads this.")})
    same = Attachment.objects.filter(submission=attachment.submission_id, sha256=attachment.sha256)
    forget_copies(attachment)
    let_go(same, gone=Gone.WORDS, by=by, reason=tidy(reason), language=language)
    log(attachment.submission, "consultations.take_file_out", user=by, data={"sha256": attachment.sha256})


def forget_copies(attachment: Attachment) -> None:
    """The same file in a change that was begun, or in what is written anew since the response was withdrawn."""
    mine = Q(response__changes=attachment.submission_id, sha256=attachment.sha256)
    kept = Q(response__isnull=False, stored=attachment.stored) if attachment.stored else Q()
    for row in Attachment.objects.filter(response__isnull=False).filter(mine | kept):
        path = row.stored
        row.delete()
        transaction.on_commit(partial(delete_unless_shared, path))


def keep_voice_note(
    *, by: User, session: FacilitatedSession, file: BinaryIO, name: str, description: str = ""
) -> Attachment:
    """A recording of a session, to be written down beside its player. Nobody but its host and the desk hears it."""
    can_keep_voice_note(look_at(by), session).or_refuse()
    check_description(description)
    try:
        taken = take(file, name, wanted=SOUNDS, largest=LARGEST_NOTE)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    with stored(taken) as path, transaction.atomic():
        FacilitatedSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        rows = Attachment.objects.kept().filter(session=session)
        if rows.count() >= MOST_NOTES:
            raise ValidationError({"file": _("A session holds %(limit)s recordings at most.") % {"limit": MOST_NOTES}})
        if rows.filter(sha256=taken.sha256).exists():
            raise ValidationError({"file": _("This recording is here already.")})
        note = make(taken, path, session=session, round=session.round, description=tidy(description))
        log(session, "consultations.keep_voice_note", user=by, data={"sha256": note.sha256})
        return note


@transaction.atomic
def drop_voice_note(*, by: User, note: Attachment) -> None:
    """Voices give people away: once a recording is written down it is deleted, and its hash stays."""
    note = Attachment.objects.select_for_update(of=("self",)).select_related("session__round").get(pk=note.pk)
    session = note.session
    if session is None:
        raise ValidationError({"file": _("There is no such recording.")})
    can_keep_voice_note(look_at(by), session).or_refuse()
    let_go(Attachment.objects.filter(pk=note.pk), gone=Gone.DONE, by=by)
    log(session, "consultations.drop_voice_note", user=by, data={"sha256": note.sha256})
