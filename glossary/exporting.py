"""The glossary as rows for any format, read a few hundred concepts at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.db.models import QuerySet

from glossary.content import as_entry
from glossary.formats.asides import STATES
from glossary.formats.files import written
from glossary.formats.rows import TermRow, in_order
from glossary.formats.tags import canonical_tag
from glossary.models import Concept, ConceptVersion
from glossary.words import Mapped, Phrasing

TOGETHER = 100
Status = ConceptVersion.Status


def versions(status: str = "agreed") -> QuerySet[ConceptVersion]:
    """What is agreed; or, with ``all``, of each concept the version that stands, rejected ones aside."""
    rows = ConceptVersion.objects.shown() if status == "all" else ConceptVersion.objects.agreed()
    return rows.order_by("concept__code")


def rows_of(found: QuerySet[ConceptVersion]) -> Iterator[TermRow]:
    """A row for each version."""
    related = found.with_words().select_related("concept__replaced_by")
    related = related.prefetch_related("relations__target", "mappings", "concept__phrasings__group")
    for number, version in enumerate(related.iterator(chunk_size=TOGETHER), start=1):
        yield row_of(version, number)


def row_of(version: ConceptVersion, number: int = 1) -> TermRow:
    """One version, with everything prefetched or asked for now."""
    concept, base = version.concept, f"{settings.BASE_URL}/id/"
    entries = [as_entry(entry) for entry in version.entries.all()]
    entries = [replace(one, language=canonical_tag(one.language), names=in_order(one.names)) for one in entries]
    return TermRow(
        number,
        f"{base}{concept.code}",
        concept.code,
        canonical_tag(version.source_language),
        tuple(sorted(entries, key=lambda entry: entry.language)),
        tuple(sorted((relation.kind, f"{base}{relation.target.code}") for relation in version.relations.all())),
        tuple(Mapped(mapping.match, mapping.uri, mapping.label) for mapping in version.mappings.all()),
        domain=concept.domain,
        code=concept.code,
        status=str(Status.WITHDRAWN if concept.withdrawn_at else version.status),
        replaced_by=f"{base}{concept.replaced_by.code}" if concept.replaced_by else "",
        phrasings=phrasings_of(concept),
        states=tuple((one.language, one.translation_state) for one in entries if one.translation_state in STATES),
    )


def phrasings_of(concept: Concept) -> tuple[Phrasing, ...]:
    """How the groups say it."""
    rows = sorted(concept.phrasings.all(), key=lambda row: (row.group.code, row.language))
    return tuple(
        Phrasing(
            row.group.code, canonical_tag(row.language), *map(str.strip, (row.text, row.definition, row.attribution))
        )
        for row in rows
    )


def exported(form: str, status: str = "agreed") -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    return written(rows_of(versions(status)), settings.BASE_URL, form)
