"""What an author says of terms in a draft: link this one, not that one here, and this is a name and no term."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.repairs import at_work, held
from consultations.models import Clause, Draft
from consultations.permissions import can_explain_terms, can_name
from consultations.vocabulary import check_terms
from glossary.asking import LINK, NOT_HERE
from glossary.models import Concept
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def mark_terms(*, by: Any, clause: Clause, marks: Mapping[str, str]) -> Clause:
    """Code by code: link it here whatever the rules say, or do not link it here; no mark takes the one before away."""
    one = held(at_work(by, clause.draft), clause)
    said = {code.strip().upper(): mark for code, mark in marks.items() if mark and code.strip()}
    known = set(Concept.objects.filter(code__in=said).values_list("code", flat=True))
    if unknown := sorted(set(said) - known):
        raise ValidationError(_("There is no term %(code)s.") % {"code": unknown[0]})
    if set(said.values()) - {LINK, NOT_HERE}:
        raise ValidationError(_("A term is linked here, or it is not."))
    one.term_marks = said
    one.save(update_fields=["term_marks"])
    log(instance=clause.draft, action="consultations.mark_terms", user=by, data={"key": one.key, "marks": said})
    tell(Draft, [clause.draft_id])
    return one


@transaction.atomic
def name_in_draft(*, by: Any, draft: Draft, words: str, is_name: bool = True) -> Draft:
    """These words are somebody's name and no term, in this draft: the check asks about them no more. Or they are."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    can_name(look_at(by), draft).or_refuse()
    said = " ".join(words.split())[:80]
    if not said:
        raise ValidationError(_("Say which words are a name."))
    others = [name for name in draft.own_names if name.casefold() != said.casefold()]
    draft.own_names = sorted([*others, said] if is_name else others)
    draft.save(update_fields=["own_names"])
    log(instance=draft, action="consultations.name_in_draft", user=by, data={"words": said, "is_name": is_name})
    return draft


@transaction.atomic
def explain_terms(*, by: Any, draft: Draft, reason: Mapping[str, str], seen: Collection[str] | None = None) -> Draft:
    """Why binding clauses use terms that nobody has agreed yet, in public; said before a round is announced.

    It is about what was found when it was given, and ``seen``: the marks of what its writer had before them.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    can_explain_terms(look_at(by), draft).or_refuse()
    draft.terms_reason = {language: text.strip() for language, text in reason.items() if text and text.strip()}
    found = check_terms(draft).marks() if draft.terms_reason else {}
    draft.terms_waived = [
        {"mark": mark, "words": words} for mark, words in found.items() if seen is None or mark in seen
    ]
    draft.save(update_fields=["terms_reason", "terms_waived"])
    data = {"reason": draft.terms_reason, "findings": len(draft.terms_waived)}
    log(instance=draft, action="consultations.explain_terms", user=by, data=data)
    return draft
