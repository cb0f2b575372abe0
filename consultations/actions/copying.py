"""A round held once more begins with what was asked before: questions, benefits, and its words in other languages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from consultations.actions.questions import add_question, state_benefit
from consultations.models import Round
from portal.members.languages import SOURCE
from portal.translating import write_translation


def copy_matter(*, by: Any, source: Round, round: Round) -> None:
    """Part of ``create_round``: every question with its targets, and what each named group may gain and lose."""
    for question in source.questions.with_targets():  # type: ignore[attr-defined]
        copied = add_question(
            by=by,
            round=round,
            text=question.text,
            kind=question.kind,
            language=question.language,
            target_groups=list(question.target_groups.all()),
            target_sectors=list(question.target_sectors.all()),
            options=question.options,
            is_required=question.is_required,
            translations={row.language: row.text for row in question.translations.all()},
        )
        keep_reviews(question, copied)
    named = set(round.target_groups.values_list("pk", flat=True))
    for row in source.benefits.filter(group__in=named).select_related("group"):  # type: ignore[attr-defined]
        state_benefit(by=by, round=round, group=row.group, benefits=row.benefits, costs=row.costs)
    copy_words(by=by, source=source, round=round)


def keep_reviews(question: Any, copied: Any) -> None:
    """The same words in the same language were filed and reviewed by whom they were."""
    names = ("status", "translated_at", "translated_by", "reviewed_at", "reviewed_by")
    for row in question.translations.all():
        if row.source_sha256 == copied.text_sha256:
            facts = {name: getattr(row, name) for name in names}
            copied.translations.filter(language=row.language).update(**facts)


def copy_words(*, by: Any, source: Round, round: Round) -> None:
    """Its words in the languages in which they were written; the source language was typed anew."""
    page = round.pages.get(locale__language_code=SOURCE)  # type: ignore[attr-defined]
    written = source.pages.filter(alias_of=None).exclude(locale__language_code=SOURCE)  # type: ignore[attr-defined]
    for other in written.select_related("locale"):
        old = other.get_latest_revision_as_object()
        words = {"title": old.title, "lede": old.lede, "purpose": old.purpose}
        there = write_translation(page=page, language=other.locale.language_code, **words)
        with override("en"):
            there.save_revision(user=by)
