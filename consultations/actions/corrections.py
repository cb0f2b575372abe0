"""A fixed draft is corrected in public: a minor version beside it, with what was wrong and why. Nothing moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.drafts import freeze_draft, store
from consultations.clauses import checked, rows_of
from consultations.models import Clause, Draft
from consultations.permissions import can_correct
from portal.members.viewer import look_at
from portal.signals import tell


@dataclass(frozen=True)
class Corrected:
    """How one clause should have read."""

    clause: Clause
    heading: str
    body: str


@transaction.atomic
def correct_draft(*, by: Any, draft: Draft, corrected: list[Corrected], why: dict[str, str]) -> Draft:
    """Draft 2 becomes 2.1, fixed at once: the clauses as corrected so far, and these. Comments stay where they are."""
    can_correct(look_at(by), draft).or_refuse()
    reasons = {language: text.strip() for language, text in why.items() if text.strip()}
    if not reasons:
        raise ValidationError({"why": _("Say in public what was wrong and why it is corrected.")})
    latest = draft.corrections.order_by("pk").last() or draft
    news = {one.clause.key: one for one in corrected}
    clauses = list(latest.clauses.order_by("position"))
    old = rows_of(clauses)
    rows = checked(
        replace(row, heading=news[row.key].heading.strip(), body=news[row.key].body) if row.key in news else row
        for row in old
    )
    if rows == old:
        raise ValidationError({"body": _("This is what it says already.")})
    made = Draft.objects.create(
        standard=draft.standard,
        label=next_label(draft),
        titles=draft.titles,
        language=draft.language,
        corrects=draft,
        correction=reasons,
    )
    store(draft=made, rows=rows, marks={clause.key: clause.term_marks for clause in clauses})
    freeze_draft(by=by, draft=made)
    log(instance=draft, action="consultations.correct_draft", user=by, data={"to": made.label, "keys": sorted(news)})
    tell(Draft, [draft.pk, made.pk])
    return made


def next_label(draft: Draft) -> str:
    """2.1, 2.2: the next that is free."""
    count = draft.corrections.count() + 1
    taken = set(draft.standard.drafts.values_list("label", flat=True))
    while f"{draft.label}.{count}" in taken:
        count += 1
    return f"{draft.label}.{count}"[:40]
