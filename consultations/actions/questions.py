"""Questions of a round and what each group may gain and lose: written until the round is announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.editing import note_edit
from consultations.actions.translations import refuse_unread
from consultations.canonical import words_sha256
from consultations.models import Benefit, Question, QuestionTranslation, Round
from consultations.models.drafts import TranslationStatus
from consultations.permissions import can_edit_round, can_review_translation
from portal import clock
from portal.members.languages import SOURCE
from portal.members.models import StakeholderGroup
from portal.members.viewer import look_at


def texts(words: str | Mapping[str, str]) -> dict[str, str]:
    """Words by language: a plain text is in the source language."""
    return {SOURCE: words.strip()} if isinstance(words, str) else {code: text for code, text in words.items() if text}


CHOOSING = (Question.Kind.CHOICE, Question.Kind.CHOICES)


@transaction.atomic
def add_question(
    *,
    by: Any,
    round: Round,
    text: str,
    kind: str = "text",
    target_groups: Sequence[Any] = (),
    target_sectors: Sequence[Any] = (),
    options: Sequence[Any] = (),
    is_required: bool = False,
    language: str = "en",
    translations: Mapping[str, str] | None = None,
) -> Question:
    """One more question, after those there are; without a target it is everybody's."""
    can_edit_round(look_at(by), round).or_refuse()
    last = round.questions.aggregate(last=Max("position"))["last"]
    question = Question(round=round, position=0 if last is None else last + 1, language=language)
    fill(question, text=text, kind=kind, options=options, is_required=is_required)
    question.save()
    aim(question, target_groups=target_groups, target_sectors=target_sectors)
    put_into(question=question, translations=translations or {}, by=by)
    note_edit(by=by, round=round, verb="add_question", data={"question": question.pk})
    return question


@transaction.atomic
def edit_question(
    *,
    by: Any,
    question: Question,
    text: str,
    kind: str = "text",
    target_groups: Sequence[Any] = (),
    target_sectors: Sequence[Any] = (),
    options: Sequence[Any] = (),
    is_required: bool = False,
    translations: Mapping[str, str] | None = None,
) -> Question:
    """Another wording or another target, before anybody has been asked."""
    can_edit_round(look_at(by), question.round).or_refuse()
    offered = {code: question.choices_in(code) for code in translations or {}}
    fill(question, text=text, kind=kind, options=options, is_required=is_required)
    question.save()
    aim(question, target_groups=target_groups, target_sectors=target_sectors)
    put_into(question=question, translations=translations or {}, by=by, offered=offered)
    note_edit(by=by, round=question.round, verb="edit_question", data={"question": question.pk})
    return question


@transaction.atomic
def remove_question(*, by: Any, question: Question) -> None:
    """Takes a question out before anybody has been asked."""
    can_edit_round(look_at(by), question.round).or_refuse()
    note_edit(by=by, round=question.round, verb="remove_question", data={"question": question.pk})
    question.delete()


def fill(question: Question, *, text: str, kind: str, options: Sequence[Any], is_required: bool) -> None:
    """Checks and sets what stands on the question's own row."""
    question.text, question.kind, question.is_required = text.strip(), kind, is_required
    question.options = [option_of(option, number) for number, option in enumerate(options, start=1)]
    faults = {}
    if not question.text:
        faults["text"] = _("Write the question.")
    if kind not in Question.Kind.values:
        faults["kind"] = _("“%(value)s” is not one of the choices.") % {"value": kind}
    if kind in CHOOSING and len(question.options) < 2:
        faults["options"] = _("Give at least two choices.")
    if len({option["code"] for option in question.options}) < len(question.options):
        faults["options"] = _("Two choices are the same.")
    if faults:
        raise ValidationError(faults)
    question.text_sha256 = words_sha256("", question.text)


def option_of(option: Any, number: int) -> dict[str, Any]:
    """A choice as it is kept: a code for the answer and its words by language."""
    if isinstance(option, str):
        option = {"text": texts(option)}
    words = texts(option["text"])
    return {"code": option.get("code") or slugify(next(iter(words.values())))[:40] or str(number), "text": words}


def aim(question: Question, *, target_groups: Any, target_sectors: Any) -> None:
    """Whom it is meant for."""
    question.target_groups.set(target_groups)
    question.target_sectors.set(target_sectors)


def put_into(
    *, question: Question, translations: Mapping[str, str], by: Any, offered: Mapping[str, list[str]] | None = None
) -> None:
    """Its words in other languages: a draft until somebody else reviews it; what stays as it was stays reviewed.

    ``offered``: the words of its choices before, by language.
    """
    question.translations.filter(language__in=[code for code, words in translations.items() if not words]).delete()  # type: ignore[attr-defined]
    there = {row.language: row for row in QuestionTranslation.objects.filter(question=question)}
    for language, words in translations.items():
        before = there.get(language)
        is_same = (
            before is not None
            and (before.text, before.source_sha256) == (words, question.text_sha256)
            and (offered or {}).get(language) == question.choices_in(language)
        )
        if not words or is_same:
            continue
        QuestionTranslation.objects.update_or_create(
            question=question,
            language=language,
            defaults={
                "text": words,
                "status": TranslationStatus.DRAFT,
                "source_sha256": question.text_sha256,
                "translated_at": clock.now(),
                "translated_by": by,
                "reviewed_at": None,
                "reviewed_by": None,
            },
        )


@transaction.atomic
def review_question(*, by: Any, translation: QuestionTranslation, seen: str | None = None) -> QuestionTranslation:
    """A second person finds that it asks the same, its choices among it; possible while the round is open, too.

    ``seen``: the mark of the words that were read, else those of the row in hand.
    """
    seen = translation.mark if seen is None else seen
    rows = QuestionTranslation.objects.select_for_update(of=("self",)).select_related("question__round")
    translation = rows.get(pk=translation.pk)
    can_review_translation(look_at(by), translation).or_refuse()
    refuse_unread(translation, seen)
    if translation.status != TranslationStatus.REVIEWED:
        translation.status = TranslationStatus.REVIEWED
        translation.reviewed_at, translation.reviewed_by = clock.now(), by
        translation.save(update_fields=["status", "reviewed_at", "reviewed_by"])
        data = {"question": translation.question_id, "language": translation.language}
        log(translation.question.round, "consultations.review_question", user=by, data=data)
    return translation


@transaction.atomic
def state_benefit(
    *,
    by: Any,
    round: Round,
    group: StakeholderGroup,
    benefits: str | Mapping[str, str],
    costs: str | Mapping[str, str],
) -> Benefit:
    """What a group may gain by the draft and what it may cost it, said before it is asked."""
    can_edit_round(look_at(by), round).or_refuse()
    benefit, _made = Benefit.objects.update_or_create(
        round=round, group=group, defaults={"benefits": texts(benefits), "costs": texts(costs)}
    )
    note_edit(by=by, round=round, verb="state_benefit", data={"group": group.code})
    return benefit
