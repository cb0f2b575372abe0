"""Sealing: the words of a record become evidence, one row a language."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from portal import clock
from portal.models import SealedWords
from portal.sealing import RecordPage, canonical


def seal(*, page: RecordPage, record: str, by: Any) -> SealedWords:
    """Publishes the latest draft of one page and keeps its words byte for byte. Inside the caller's transaction.

    ``record`` names the record, as in "decision SC-2026-014". Also for a translation that comes later: one more row.
    """
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = draft.expire_at = None  # else "publish" only schedules, or unpublishes one day
    draft.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    body = canonical(draft.spoken_words())
    return SealedWords.objects.create(
        page_id=page.pk,
        record=record,
        language=page.locale.language_code,
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        sealed_at=clock.now(),
    )


def seal_all(*, pages: Iterable[RecordPage], record: str, by: Any) -> list[SealedWords]:
    """Every language that is there and not sealed yet; aliases show the source and are left alone."""
    with override("en"):  # Wagtail's log messages are stored as text
        return [seal(page=page, record=record, by=by) for page in pages]
