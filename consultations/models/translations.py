"""A clause in other languages, how far each can be trusted, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from consultations.models.drafts import Clause, Draft, TranslationStatus
from consultations.two_windows import fingerprint
from portal.hands import TwoHands, at_and_by, reviewed_by_another


class ClauseTranslationQuerySet(models.QuerySet["ClauseTranslation"]):
    """Verbs over translations of clauses."""

    def to_trust(self) -> ClauseTranslationQuerySet:
        """Reviewed, and of the words as they stand."""
        return self.filter(status=TranslationStatus.REVIEWED, source_sha256=models.F("clause__text_sha256"))


def reviewed_since(draft: Draft, language: str) -> datetime | None:
    """Since when the whole of a draft can be read, reviewed, in a language: then its minimum period begins.

    The prevailing language is there from the moment the words were fixed. None while a clause with words has no
    translation, one that nobody reviewed, or one of words that have changed since.
    """
    if language == draft.language:
        return draft.frozen_at
    worded = draft.clauses.exclude(heading="", text="")
    rows = ClauseTranslation.objects.filter(clause__in=worded, language=language).to_trust()
    filed = Coalesce("reviewed_at", "clause__draft__created_at")  # reviewed before moments were kept
    found = rows.aggregate(count=models.Count("pk"), since=models.Max(filed))
    count = worded.count()
    return found["since"] if count and found["count"] == count else None


class ClauseTranslation(TwoHands):
    """A clause in another language; out of date when the source's hash has moved on. Reviewed by a second person."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=35)
    heading = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=TranslationStatus.choices, default=TranslationStatus.DRAFT)
    source_sha256 = models.CharField(max_length=64)

    objects = ClauseTranslationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clause", "language"], name="clause_translation_once"),
            at_and_by("translated", "clause_translation_made_at_and_by"),
            at_and_by("reviewed", "clause_translation_reviewed_at_and_by"),
            reviewed_by_another("clause_translation_reviewed_by_another"),
        ]

    def __str__(self) -> str:
        return f"translation {self.pk}"

    @property
    def mark(self) -> str:
        """Which words, and of which source, somebody had before them when they found them right."""
        return fingerprint([self.language, self.heading, self.body, self.source_sha256])

    def is_outdated(self, clause: Any = None) -> bool:
        """The source says something else by now."""
        return (clause or self.clause).text_sha256 != self.source_sha256
