"""What must hold before people are asked to look at a version, and before it is agreed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from glossary.inflection import fold
from glossary.models import ConceptVersion, Designation
from glossary.words import Entry

POINTER = re.compile(r"(?:see(?: also)?|cf\.?|voir|v\u00e9ase|ver)\s*:?\s+(.+?)[.\s]*", re.IGNORECASE | re.DOTALL)


def check_ready(entries: Sequence[Entry], source_language: str) -> None:
    """The source says something; every language names the term; no definition leads back to its own name."""
    source = next((entry for entry in entries if entry.language == source_language), None)
    if source is None or not source.definition.strip():
        message = _("Write the definition in the source language (%(language)s) before anybody is asked to look.")
        raise ValidationError(message % {"language": source_language})
    for entry in entries:
        if not entry.preferred:
            message = _("Write a preferred name in “%(language)s”, or take that language out.")
            raise ValidationError(message % {"language": entry.language})
        if points_at_itself(entry):
            message = _("The definition in “%(language)s” only points at the term itself. Say what it means.")
            raise ValidationError(message % {"language": entry.language})


def points_at_itself(entry: Entry) -> bool:
    """“See forced labour”, as the definition of forced labour."""
    found = POINTER.fullmatch(entry.definition.strip())
    return bool(found) and fold(found[1]) in {fold(name.text) for name in entry.names}  # type: ignore[index]


def check_homographs(version: ConceptVersion) -> None:
    """Two agreed terms share a preferred name in a language only where their fields tell them apart."""
    other = homograph_of(version)
    if other is not None:
        message = _("%(code)s is called “%(name)s” (%(language)s) as well. Give one of them a field of its own.")
        about = {"code": other.entry.version.concept.code, "name": other.text, "language": other.entry.language}
        raise ValidationError(message % about)


def homograph_of(version: ConceptVersion) -> Designation | None:
    """The name of another agreed term of the same field that a reader could not tell from one of this version."""
    preferred = Designation.Status.PREFERRED
    mine = Designation.objects.filter(entry__version=version, entry__is_current=True, status=preferred)
    mine_said = mine.values_list("entry__language", "text")
    same = Q()
    for language, text in mine_said:
        same |= Q(entry__language=language, text__iexact=text)
    if not same:
        return None
    others = Designation.objects.filter(same, status=preferred, entry__version__status=ConceptVersion.Status.AGREED)
    others = others.filter(entry__is_current=True)
    others = others.exclude(entry__version__concept=version.concept_id)
    rows = others.filter(entry__version__concept__domain__iexact=version.concept.domain)
    return rows.select_related("entry__version__concept").first()
