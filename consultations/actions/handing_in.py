"""Files change hands when a response is sent, changed, or erased: what was said and what came with it stay together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultations.actions.attachments import Gone, let_go
from consultations.actions.keeping import came_meanwhile
from consultations.models import Attachment, Comment, Hand, Submission, UnsentResponse
from consultations.said import Said

Place = tuple[str, str, bool, int | None, int | None]
FIELDS = ("response", "submission", "comment", "comment_id_unsent")


def hand_in(submission: Submission, files: Iterable[Attachment], placed: Mapping[str, Comment]) -> None:
    """From the response being written to the one that is sent; ``placed``: the comments by their names in it."""
    rows = list(files)
    for row in rows:
        row.response, row.submission = None, submission
        row.comment, row.comment_id_unsent = placed.get(row.comment_id_unsent), ""
    if rows and Attachment.objects.bulk_update(rows, FIELDS) != len(rows):
        raise ValidationError({"file": _("A file was taken out in another window meanwhile. Press once more.")})


def refuse_other_files(response: UnsentResponse, files: Iterable[Attachment]) -> None:
    """A file that came from another window since would go with the response that it was added to."""
    here = Attachment.objects.kept().filter(response=response)
    if here.exclude(pk__in=[row.pk for row in files]).exists():
        raise came_meanwhile()


def put_away(response: UnsentResponse) -> None:
    """What was written has been handed in, all of it; the caller's row keeps its number, should this be rolled back."""
    left = list(Attachment.objects.filter(response=response))
    if any(row.gone_at is None for row in left):
        raise came_meanwhile()
    if left:  # files in which a virus was found
        Attachment.objects.filter(response=response).delete()
    if response.organisation_id is not None:
        Hand.objects.filter(response=response).delete()
    rows = UnsentResponse.objects.filter(pk=response.pk)
    rows._raw_delete(rows.db)  # one statement; nothing else may belong to it any more, or the database says so


def by_name(said: Said, comments: Iterable[Comment]) -> dict[str, Comment]:
    """The comments as they were called while they were written; both stand in the same order."""
    return {one.mark: comment for one, comment in zip(said.comments, comments, strict=True)}


def place_of(row: Attachment, comment: Comment | None) -> Place:
    """What makes a file the same as one that was sent before."""
    return row.sha256, row.description, row.committee_only, row.question_id, comment.pk if comment else None


def exchange_files(submission: Submission, said: Said, placed: Mapping[str, Comment]) -> None:
    """Files that stand where they stood stay as they are; the others go, and new ones come in."""
    here = Attachment.objects.kept().filter(submission=submission).select_related("comment")
    old = {place_of(row, row.comment): row.pk for row in here}
    new = {place_of(row, placed.get(row.comment_id_unsent)): row for row in said.attached}
    let_go(here.exclude(pk__in=[old[place] for place in old.keys() & new.keys()]), gone=Gone.SENDER)
    hand_in(submission, [row for place, row in new.items() if place not in old], placed)


def take_along(submission: Submission, response: UnsentResponse, content: Mapping[str, Any]) -> None:
    """The files of what was sent, in the response that is to change it: the same bytes, kept once."""
    marks = {
        file["sha256"]: f"c{place}"
        for place, comment in enumerate(content["comments"])
        for file in comment.get("files", ())
    }
    rows = list(Attachment.objects.kept().filter(submission=submission))
    for row in rows:
        row.pk, row.key = None, Attachment._meta.get_field("key").get_default()
        row.comment_id_unsent = marks.get(row.sha256, "") if row.comment_id else ""
        row.submission, row.comment, row.response = None, None, response
    Attachment.objects.bulk_create(rows)


def forget_files(submission: Submission) -> None:
    """Whatever stands in them may say who sent them."""
    let_go(Attachment.with_locked.filter(submission=submission), gone=Gone.PERSON)
