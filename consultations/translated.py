"""How far a draft is in other languages: missing, by machine, draft, reviewed, or out of date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from consultations.models import Clause, ClauseTranslation, Draft, reviewed_since
from consultations.models.drafts import TranslationStatus

OUTDATED, MISSING = "outdated", "missing"


@dataclass
class Progress:
    """One language of a draft, in clauses."""

    language: str
    reviewed: int
    draft: int
    machine: int
    outdated: int
    missing: int
    since: datetime | None


def state_of(clause: Clause, translation: ClauseTranslation | None) -> str:
    """The one word that matters: out of date comes before how good it was."""
    if not clause.heading and not clause.text:
        return ""
    if translation is None:
        return MISSING
    return OUTDATED if translation.is_outdated(clause) else translation.status


def progress_of(draft: Draft) -> list[Progress]:
    """Every language there is something in; a few queries a language, of which a draft has a handful."""
    whole = draft.clauses.exclude(heading="", text="").count()
    rows = ClauseTranslation.objects.filter(clause__draft=draft).exclude(clause__heading="", clause__text="")
    fresh = Q(source_sha256=F("clause__text_sha256"))
    counts = (
        rows.order_by("language")
        .values("language")
        .annotate(
            all=Count("pk"),
            reviewed=Count("pk", fresh & Q(status=TranslationStatus.REVIEWED)),
            draft=Count("pk", fresh & Q(status=TranslationStatus.DRAFT)),
            machine=Count("pk", fresh & Q(status=TranslationStatus.MACHINE)),
            outdated=Count("pk", ~fresh),
        )
    )
    return [
        Progress(
            language=row["language"],
            reviewed=row["reviewed"],
            draft=row["draft"],
            machine=row["machine"],
            outdated=row["outdated"],
            missing=whole - row["all"],
            since=reviewed_since(draft, row["language"]),
        )
        for row in counts
    ]
