"""In which languages a round can be read and answered, and since when: a language's time begins when it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Clause, ClauseTranslation, Round
from consultations.models.drafts import TranslationStatus


@dataclass(frozen=True)
class HeldIn:
    """One language of a round's draft: how many clauses are reviewed and still fit, and since when all are."""

    code: str
    done: int
    all: int
    since: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Nothing of it is missing, by machine, unread or out of date."""
        return self.done >= self.all


def held_in(round: Round) -> list[HeldIn]:
    """The draft in every language but its own that the round names; two queries."""
    draft = round.draft
    others = [code for code in round.languages if draft is not None and code != draft.language]
    if draft is None or not others:
        return []
    clauses = Clause.objects.filter(draft=draft).exclude(heading="", text="").count()
    rows = ClauseTranslation.objects.filter(clause__draft=draft, language__in=others).to_trust().order_by()
    filed = Coalesce("reviewed_at", "clause__draft__created_at")  # as ``reviewed_since`` reads it
    counted = {
        code: (count, since)
        for code, count, since in rows.values_list("language").annotate(n=Count("pk"), at=Max(filed))
    }
    found = []
    for code in others:
        done, since = counted.get(code, (0, None))
        found.append(HeldIn(code, done, clauses, since if done >= clauses else None))
    return found


def spoken_in(round: Round) -> list[HeldIn]:
    """The languages it is held in, the draft's own first; of a survey those that it names."""
    own = [HeldIn(round.draft.language, 1, 1)] if round.draft is not None else []
    asked = [HeldIn(code, 1, 1) for code in round.languages] if round.draft is None else []
    return own + asked + [one for one in held_in(round) if one.is_whole]


def gaps_of(round: Round) -> list[str]:
    """What is not there yet in each language: clauses, the words of the round, its questions."""
    names = dict(settings.LANGUAGES)
    pages = round.pages.filter(alias_of=None)  # type: ignore[attr-defined]
    spoken = set(pages.values_list("locale__language_code", flat=True))
    questions = list(round.questions.with_targets())  # type: ignore[attr-defined]
    drafts = {one.code: one for one in held_in(round)}
    gaps = []
    for code in round.languages:
        lacks = [] if code in spoken or code not in names else [_("title and opening words")]
        draft = drafts.get(code)
        if draft is not None and not draft.is_whole:
            missing = draft.all - draft.done
            lacks.append(ngettext("%(n)s clause", "%(n)s clauses", missing) % {"n": missing})
        if unasked := sum(not said_in(question, code) for question in questions):
            lacks.append(ngettext("%(n)s question", "%(n)s questions", unasked) % {"n": unasked})
        if lacks:
            told = {"language": names.get(code, code), "what": ", ".join(lacks)}
            gaps.append(_("%(language)s, not there or not reviewed: %(what)s.") % told)
    return gaps


def said_in(question: object, code: str) -> bool:
    """The question can be read in that language, reviewed, and as it is worded now."""
    if question.language == code:  # type: ignore[attr-defined]
        return True
    return any(
        row.language == code and row.status == TranslationStatus.REVIEWED and row.source_sha256 == question.text_sha256  # type: ignore[attr-defined]
        for row in question.translations.all()  # type: ignore[attr-defined]
    )
