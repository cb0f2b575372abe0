"""A clause as plain data: what the readers of files give, what an import takes, what a fingerprint covers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from consultations.canonical import clean
from portal.sealing import canonical

if TYPE_CHECKING:
    from consultations.models import Clause, Draft


@dataclass(frozen=True)
class ClauseRow:
    """One clause in document order; ``parent`` is the key of a clause before it, ``body`` canonical HTML."""

    key: str
    number: str = ""
    parent: str = ""
    heading: str = ""
    body: str = ""
    normative: bool = True
    level: str = ""


def checked(rows: Iterable[ClauseRow]) -> list[ClauseRow]:
    """Cleaned rows, or a ``ValidationError`` with one line for each fault."""
    good: list[ClauseRow] = []
    faults: list[str] = []
    keys: set[str] = set()
    for position, row in enumerate(rows, start=1):
        faults += [f"{position} {row.key}: {fault}" for fault in faults_of(row, keys)]
        keys.add(row.key)
        good.append(replace(row, body=clean(row.body)))
    if not good:
        faults.append(_("There is no clause in it."))
    if faults:
        raise ValidationError(faults)
    return good


def faults_of(row: ClauseRow, before: set[str]) -> list[str]:
    """What is wrong with one row, in the reader's language."""
    faults = []
    try:
        validate_slug(row.key)
    except ValidationError:
        faults.append(_("a key is made of letters, digits, - and _"))
    if len(row.key) > 60:
        faults.append(_("the key is longer than 60 characters"))
    if row.key in before:
        faults.append(_("the key is there twice"))
    if row.parent and row.parent not in before:
        faults.append(_("its parent “%(parent)s” does not stand before it") % {"parent": row.parent})
    if len(row.heading) > 500:
        faults.append(_("the heading is longer than 500 characters"))
    if len(row.number) > 40:
        faults.append(_("the number is longer than 40 characters"))
    return faults


def rows_of(clauses: Iterable[Clause]) -> list[ClauseRow]:
    """Stored clauses as rows again, in their order."""
    every = list(clauses)
    keys = {clause.pk: clause.key for clause in every}
    return [
        ClauseRow(
            key=clause.key,
            number=clause.number,
            parent=keys.get(clause.parent_id, "") if clause.parent_id else "",
            heading=clause.heading,
            body=clause.body,
            normative=clause.is_normative,
            level=clause.level,
        )
        for clause in every
    ]


def fixed_words(draft: Draft, rows: Iterable[ClauseRow]) -> str:
    """The bytes that a draft's fingerprint covers: canonical JSON of its title and all its clauses."""
    words: dict[str, Any] = {
        "standard": draft.standard.code,
        "label": draft.label,
        "language": draft.language,
        "titles": draft.titles,
        "clauses": [vars(row) for row in rows],
    }
    return canonical(words)


def sha256(text: str) -> str:
    """The fingerprint as it is shown."""
    return hashlib.sha256(text.encode()).hexdigest()
