"""Files as a page lists them: with the address at which this reader may fetch them, beside what they came with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from consultations.models import Attachment, Round, Submission, UnsentResponse
from consultations.models.attachments import AttachmentQuerySet

Address = Callable[[Attachment], str]


def public_address(row: Attachment) -> str:
    """For whoever may see it, by who they are."""
    return reverse("consultations:attachment", args=[row.key])


def addressed(rows: Iterable[Attachment], language: str, address: Address = public_address) -> list[Attachment]:
    """Each with its address, none where it is gone or not checked yet; and with the language it is described in."""
    listed = list(rows)
    for row in listed:
        row.address = address(row) if row.is_there else ""  # type: ignore[attr-defined]
        row.language = language or row.submission.language  # type: ignore[attr-defined, union-attr]
    return listed


def of_unsent(response: UnsentResponse) -> dict[Any, list[Attachment]]:
    """By the comment's name or the question's number; those of the whole stand under nothing. One query."""
    slug = response.round.slug
    rows = Attachment.objects.kept().filter(response=response) if response.pk else Attachment.objects.none()

    def address(row: Attachment) -> str:
        return reverse("consultations:unsent-file", args=[slug, row.key])

    marks = {row["id"] for row in (response.words or {}).get("comments", [])}
    found: dict[Any, list[Attachment]] = defaultdict(list)
    for row in addressed(rows, str((response.words or {}).get("language") or response.language), address):
        mark = row.comment_id_unsent if row.comment_id_unsent in marks else ""
        found[row.question_id or mark].append(row)
    return found


def files_of_answers(round: Round) -> dict[tuple[int | None, int | None], list[Attachment]]:
    """By response and question, for those who work on the answers. One query."""
    found: dict[tuple[int | None, int | None], list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.told().filter(round=round, question__isnull=False, submission__isnull=False)
    for row in addressed(rows.select_related("submission"), ""):
        found[row.submission_id, row.question_id].append(row)
    return found


def hang_on(
    submission: Submission,
    comments: Iterable[Any],
    answers: Iterable[Any] = (),
    *,
    rows: QuerySet[Attachment] | AttachmentQuerySet | None = None,
    address: Address = public_address,
) -> list[Attachment]:
    """Gives each comment and answer its ``files``; returns those of the whole response. One query."""
    found: dict[Any, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.told() if rows is None else rows
    for row in addressed(rows.filter(submission=submission), submission.language, address):
        with_answer = f"q{row.question_id}" if row.question_id else ""
        found[f"c{row.comment_id}" if row.comment_id else with_answer].append(row)
    for comment in comments:
        comment.files = found[f"c{comment.pk}"]
    for answer in answers:
        answer.files = found[f"q{answer.question_id}"]
    return found[""]
