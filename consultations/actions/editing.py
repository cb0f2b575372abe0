"""Whoever changes anything of a round in preparation is its last editor, and does not approve it."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log

from consultations.models import Round
from portal import clock


def note_edit(*, by: Any, round: Round, verb: str, data: dict[str, Any] | None = None) -> None:
    """Part of every action that edits a round, its words, its questions or its benefits; logged under ``verb``."""
    round.edited_at, round.edited_by = clock.now(), by
    round.save(update_fields=["edited_at", "edited_by"])
    log(instance=round, action=f"consultations.{verb}", user=by, data=data)
