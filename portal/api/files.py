"""What came along with a comment, as data: never more than its page tells the same reader."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from consultations.files_shown import public_address
from consultations.models import Attachment, Comment
from portal.members.viewer import Viewer


def files_for(viewer: Viewer) -> list[Prefetch]:
    """For a page of comments, two queries: the files of each, and those of its response; answers are not published."""
    rows = Attachment.objects.visible_to(viewer).told()
    whole = rows.filter(comment=None, question=None)
    return [
        Prefetch("attachments", rows, to_attr="own_files"),
        Prefetch("submission__attachments", whole, to_attr="whole_files"),
    ]


def files_of(comment: Comment) -> list[dict[str, Any]]:
    """Of a comment read with ``files_for``."""
    own: list[Attachment] = comment.own_files  # type: ignore[attr-defined]
    whole: list[Attachment] = comment.submission.whole_files  # type: ignore[attr-defined]
    with_comment = [as_data(file, comment.language, "comment") for file in own]
    return with_comment + [as_data(file, comment.language, "response") for file in whole]


def as_data(file: Attachment, language: str, belongs_to: str) -> dict[str, Any]:
    """What is known of a file; once it is gone, that it was there and why it went."""
    return {
        "name": file.name,
        "kind": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "text": file.description,
        "language": language,
        "belongs_to": belongs_to,
        "gone": file.gone,
        "url": public_address(file) if file.is_there else None,
    }
