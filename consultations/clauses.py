"""A clause as plain data: what the readers of files give, what an import takes, what a fingerprint covers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from consultations.canonical import clean
from portal.files.reports import Fault
from portal.sealing import canonical

if TYPE_CHECKING:
    from consultations.models import Clause, Draft


LONGEST = {"key": 60, "number": 40, "heading": 500, "level": 20}  # characters, as the database keeps them


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
    every = list(rows)
    faults = [str(fault) for fault in faults_in(every)]
    if not every:
        faults.append(_("There is no clause in it."))
    if faults:
        raise ValidationError(faults)
    return [replace(row, body=in_blocks(clean(row.body))) for row in every]


def in_blocks(html: str) -> str:
    """Canonical HTML whose words stand in a block: words alone become a paragraph."""
    return f"<p>{html}</p>" if html and "<" not in html else html


def faults_in(rows: Iterable[ClauseRow], places: Sequence[int] = ()) -> list[Fault]:
    """Every fault of every row; ``places`` are the rows of the file they came from."""
    faults: list[Fault] = []
    keys: set[str] = set()
    for position, row in enumerate(rows):
        place = places[position] if position < len(places) else position + 1
        faults += [Fault(place, row.key, field, reason) for field, reason in faults_of(row, keys)]
        keys.add(row.key)
    return faults


def faults_of(row: ClauseRow, before: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one row, by field, in the reader's language."""
    try:
        validate_slug(row.key)
    except ValidationError:
        yield "key", _("a key is made of letters, digits, - and _")
    if row.key in before:
        yield "key", _("the key is there twice")
    if row.parent and row.parent not in before:
        yield "parent", _("its parent “%(parent)s” does not stand before it") % {"parent": row.parent}
    for field, longest in LONGEST.items():
        if len(getattr(row, field)) > longest:
            yield field, _("it is longer than %(longest)s characters") % {"longest": longest}


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
    if draft.corrects is not None:
        words |= {"corrects": draft.corrects.label, "correction": draft.correction}
    return canonical(words)


def sha256(text: str) -> str:
    """The fingerprint as it is shown."""
    return hashlib.sha256(text.encode()).hexdigest()
