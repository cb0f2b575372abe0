"""What can be found of a standard beside its clauses: why it is written, what holds, what was tried."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch

from consultations.models import Pilot, Round, Standard
from portal.audience import Audience
from search.findable import Findable, address, day, rule
from search.prose import paragraphs
from search.records import in_language


def standards(ids: list[int]) -> Iterator[Findable]:
    """A standard in each language of its title, once something of it is public."""
    rows = Standard.objects.filter(pk__in=ids).select_related("terms")
    pilots = Prefetch("pilots", Pilot.objects.published(), to_attr="told_pilots")
    told = tokens_of(ids)
    for row in rows.prefetch_related("editions", "overlaps", pilots):
        if audience := told.get(row.pk, set()) | opened_by(row):
            for language in row.titles or ["en"]:
                yield standard(row, language, rule(*audience))


def tokens_of(ids: list[int]) -> dict[int, set[str]]:
    """For whom its rounds are."""
    told: dict[int, set[str]] = {}
    for found in Round.objects.announced().filter(draft__standard__in=ids).select_related("draft"):
        if found.draft is not None:
            told.setdefault(found.draft.standard_id, set()).add(found.audience_token)
    return told


def opened_by(row: Standard) -> set[str]:
    """Terms of reference and editions are everybody's."""
    terms = getattr(row, "terms", None)
    return {str(Audience.PUBLIC)} if (terms and terms.published_at) or row.editions.all() else set()  # type: ignore[attr-defined]


def standard(row: Standard, language: str, audience: str) -> Findable:
    """One standard in one language."""
    return Findable(
        key=f"consultations.standard:{row.pk}:{language}",
        object_id=row.pk,
        kind="standard",
        language=language,
        status="",
        audience=audience,
        date=day(row.created_at),
        year=row.created_at.year,
        url=address("consultations:standard", row.code),
        title=in_language(row.titles, language) or row.code,
        label=row.code,
        keywords=paragraphs(row.code, *(edition.label for edition in row.editions.all())),  # type: ignore[attr-defined]
        body=paragraphs(in_language(row.summaries, language), *purpose(row, language), *trials(row, language)),
    )


def purpose(row: Standard, language: str) -> Iterator[str]:
    """The terms of reference, once published, and the crosswalk that stands with them."""
    terms = getattr(row, "terms", None)
    if terms is None or terms.published_at is None:
        return
    for texts in (terms.why, terms.existing, terms.overlap):
        yield in_language(texts, language)
    for overlap in row.overlaps.all():  # type: ignore[attr-defined]
        yield overlap.other
        yield in_language(overlap.notes, language)


def trials(row: Standard, language: str) -> Iterator[str]:
    """Published pilots and what they showed."""
    for pilot in row.told_pilots:  # type: ignore[attr-defined]
        yield in_language(pilot.names, language)
        yield pilot.place
        yield in_language(pilot.summaries, language)
        for finding in pilot.findings.all():
            yield in_language(finding.texts, language)
