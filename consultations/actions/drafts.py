"""Drafts come in, are fixed with their fingerprint, are translated, and know what each clause was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.lineage import propose_lineage
from consultations.canonical import plain_text, words_sha256
from consultations.clauses import ClauseRow, checked, fixed_words, rows_of, sha256
from consultations.models import Clause, Draft, Standard
from consultations.permissions import can_freeze, can_import_draft
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def import_draft(
    *,
    by: Any,
    standard: str,
    label: str,
    rows: Sequence[ClauseRow],
    title: str = "",
    standard_title: str = "",
    language: str = "en",
    source_name: str = "",
    previous: Draft | None = None,
) -> Draft:
    """A new draft of a standard (made with its first), its clauses, and what each seems to have been before.

    A new standard is called ``standard_title``, else by its code: the title of one draft may name that draft only.
    """
    can_import_draft(look_at(by)).or_refuse()
    good = checked(rows)
    code, label = standard.strip(), label.strip()
    check_names(code, label)
    house, _made = Standard.objects.get_or_create(code=code, defaults={"titles": {language: standard_title or code}})
    draft = Draft.objects.create(
        standard=house,
        label=label,
        titles={language: title} if title else {},
        language=language,
        source_name=source_name[:200],
        previous=previous,
    )
    made = store(draft=draft, rows=good)
    propose_lineage(draft=draft)
    log(instance=draft, action="consultations.import_draft", user=by, data={"clauses": len(made)})
    tell(Draft, [draft.pk])
    return draft


def check_names(code: str, label: str) -> None:
    """A draft is called CODE/LABEL, once."""
    if not code or not label or "/" in code + label:
        raise ValidationError(_("A standard needs a code and a draft a label, both without “/”."))
    if Draft.objects.filter(standard__code=code, label=label).exists():
        message = _("There is a draft %(label)s of %(code)s already. Give this one another label.")
        raise ValidationError(message % {"label": label, "code": code})


def store(*, draft: Draft, rows: Sequence[ClauseRow], marks: Mapping[str, Any] | None = None) -> list[Clause]:
    """Writes the rows, one insert for each depth, since a child names its parent's row; ``marks``: on terms, by key."""
    clauses: dict[str, Clause] = {}
    depths: dict[str, int] = {}
    for position, row in enumerate(rows):
        text = plain_text(row.body)
        depths[row.key] = depths.get(row.parent, 0) + 1
        clauses[row.key] = Clause(
            draft=draft,
            key=row.key,
            number=row.number,
            position=position,
            depth=depths[row.key],
            heading=row.heading,
            body=row.body,
            text=text,
            text_sha256=words_sha256(row.heading, text),
            is_normative=row.normative,
            level=row.level,
            term_marks=(marks or {}).get(row.key, {}),
        )
    parents = {row.key: row.parent for row in rows}
    for depth in sorted(set(depths.values())):
        level = [clause for key, clause in clauses.items() if depths[key] == depth]
        for clause in level:
            clause.parent = clauses.get(parents[clause.key])
        Clause.objects.bulk_create(level, batch_size=500)
    return list(clauses.values())


@transaction.atomic
def freeze_draft(*, by: Any, draft: Draft) -> Draft:
    """Fixes the words: from here on a trigger refuses any change, and the fingerprint covers ``fixed_words``."""
    can_freeze(look_at(by), draft).or_refuse()
    clauses = list(draft.clauses.order_by("position"))
    if not clauses:
        raise ValidationError(_("A draft without clauses cannot be fixed."))
    propose_lineage(draft=draft)
    draft.sha256 = sha256(fixed_words(draft, rows_of(clauses)))
    draft.frozen_at, draft.frozen_by = clock.now(), by
    draft.save(update_fields=["sha256", "frozen_at", "frozen_by"])
    log(instance=draft, action="consultations.freeze_draft", user=by, data={"sha256": draft.sha256})
    tell(Draft, [draft.pk])
    return draft
