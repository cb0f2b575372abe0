"""A whole draft as plainly as can be: number, heading and words of every clause, in one language each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from consultations.corrected import Correction, corrections_of, versions_of
from consultations.models import ClauseTranslation, Draft
from consultations.models.drafts import TranslationStatus


@dataclass
class Plain:
    """One clause."""

    clause: Any
    heading: str
    body: SafeString
    language: str
    doubt: str = ""  # how far the translation can be trusted, where that is less than wholly
    corrections: list[Correction] | None = None

    @property
    def lone(self) -> SafeString:
        """The words of a body that is one paragraph, which then needs no mark around it; empty for any other."""
        inner = self.body[3:-4]
        is_one = (
            self.body.startswith("<p>") and self.body.endswith("</p>") and "<p" not in inner and "</p>" not in inner
        )
        return mark_safe(inner) if is_one else mark_safe("")

    @property
    def level(self) -> int:
        """Of its heading."""
        return min(self.clause.depth + 1, 4)


def plain_rows(draft: Draft, language: str, *, reviewed: bool = False) -> list[Plain]:
    """Every clause; four queries at the most. ``reviewed``: a translation that cannot be trusted is not shown."""
    clauses = list(draft.clauses.order_by("position"))
    spoken = {}
    if language != draft.language:
        rows = ClauseTranslation.objects.filter(clause__draft=draft, language=language)
        spoken = {row.clause_id: row for row in rows}
    corrections = corrections_of(versions_of(draft), clauses)
    found = []
    for clause in clauses:
        said = spoken.get(clause.pk)
        if reviewed and doubt_of(said, clause):
            said = None
        heading, body = (said.heading or clause.heading, said.body) if said else (clause.heading, clause.body)
        row = Plain(clause, heading, mark_safe(body), said.language if said else draft.language)
        row.doubt = doubt_of(said, clause)
        row.corrections = corrections.get(clause.key)
        found.append(row)
    return found


def doubt_of(said: ClauseTranslation | None, clause: Any) -> str:
    """``outdated``, ``machine`` or ``draft``; empty for the source and for what was reviewed."""
    if said is None:
        return ""
    if said.is_outdated(clause):
        return "outdated"
    return "" if said.status == TranslationStatus.REVIEWED else said.status
