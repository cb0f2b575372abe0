"""The glossary as rows for any format, read a few hundred concepts at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import QuerySet

from glossary.formats.asides import STATES
from glossary.formats.files import written
from glossary.formats.rows import TermRow, in_order
from glossary.formats.tags import canonical_tag
from glossary.models import ConceptVersion, Designation, GroupPhrasing, LanguageEntry, Mapping, Relation
from glossary.words import Entry, Mapped, Name, Phrasing

TOGETHER = 200  # versions that are read in one go
OF_VERSION = ("pk", "concept_id", "concept__code", "source_language", "status", "concept__domain")
OF_VERSION += ("concept__withdrawn_at", "concept__replaced_by__code")
OF_ENTRY = ("pk", "version_id", "language", "definition", "translation_state", "notes", "examples", "sources")
OF_NAME = ("pk", "entry_id", "text", "status", "kind", "matching", "part_of_speech", "gender", "region", "short_for_id")
OF_MAPPING = ("version_id", "match", "uri", "label")
OF_PHRASING = ("concept_id", "group__code", "language", "text", "definition", "attribution")
Status = ConceptVersion.Status


def versions(status: str = "agreed") -> QuerySet[ConceptVersion]:
    """What is agreed; or, with ``all``, of each concept the version that stands, rejected ones aside."""
    rows = ConceptVersion.objects.shown() if status == "all" else ConceptVersion.objects.agreed()
    return rows.order_by("concept__code")


def rows_of(found: QuerySet[ConceptVersion]) -> Iterator[TermRow]:
    """A row for each version, in their order."""
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), TOGETHER):
        yield from rows_in(keys[start : start + TOGETHER], start + 1)


def row_of(version: ConceptVersion) -> TermRow:
    """One version."""
    return next(rows_in([version.pk], 1))


def rows_in(keys: Sequence[int], first: int) -> Iterator[TermRow]:
    """A query for each kind of thing, however many versions; plain values, since models cost as much again."""
    base = f"{settings.BASE_URL}/id/"
    about = {values[0]: values for values in ConceptVersion.objects.filter(pk__in=keys).values_list(*OF_VERSION)}
    entries, relations, mappings = entries_of(keys), relations_of(keys, base), mappings_of(keys)
    phrasings = phrasings_of([values[1] for values in about.values()])
    for number, pk in enumerate(filter(about.__contains__, keys), start=first):
        _pk, concept, code, language, status, domain, withdrawn_at, replaced_by = about[pk]
        said = tuple(sorted(entries[pk], key=lambda entry: entry.language))
        yield TermRow(
            number,
            f"{base}{code}",
            code,
            canonical_tag(language),
            said,
            tuple(sorted(relations[pk])),
            tuple(mappings[pk]),
            domain=domain,
            code=code,
            status=str(Status.WITHDRAWN if withdrawn_at else status),
            replaced_by=f"{base}{replaced_by}" if replaced_by else "",
            phrasings=tuple(phrasings[concept]),
            states=tuple((one.language, one.translation_state) for one in said if one.translation_state in STATES),
        )


def entries_of(keys: Sequence[int]) -> dict[int, list[Entry]]:
    """By version, what readers get of each language."""
    names = names_of(keys)
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    rows = LanguageEntry.objects.current().filter(version__in=keys).order_by("pk").values_list(*OF_ENTRY)
    for pk, version, language, definition, state, *lists in rows:
        notes, examples, sources = map(tuple, lists)
        tag, said = canonical_tag(language), in_order(names[pk])
        found[version].append(Entry(tag, definition, notes, examples, sources, said, state))
    return found


def names_of(keys: Sequence[int]) -> dict[int, list[Name]]:
    """By entry."""
    rows = Designation.objects.filter(entry__version__in=keys, entry__is_current=True)
    values = list(rows.order_by("entry_id", "position", "pk").values_list(*OF_NAME))
    texts = {row[0]: row[2] for row in values}
    found: defaultdict[int, list[Name]] = defaultdict(list)
    for _pk, entry, *said, full in values:
        found[entry].append(Name(*said, texts.get(full, "")))
    return found


def relations_of(keys: Sequence[int], base: str) -> dict[int, list[tuple[str, str]]]:
    """By version."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Relation.objects.filter(version__in=keys).order_by("pk")
    for version, kind, code in rows.values_list("version_id", "kind", "target__code"):
        found[version].append((kind, f"{base}{code}"))
    return found


def mappings_of(keys: Sequence[int]) -> dict[int, list[Mapped]]:
    """By version."""
    found: defaultdict[int, list[Mapped]] = defaultdict(list)
    for version, *said in Mapping.objects.filter(version__in=keys).order_by("match", "uri").values_list(*OF_MAPPING):
        found[version].append(Mapped(*said))
    return found


def phrasings_of(concepts: Sequence[int]) -> dict[int, list[Phrasing]]:
    """By concept, how the groups say it."""
    found: defaultdict[int, list[Phrasing]] = defaultdict(list)
    rows = GroupPhrasing.objects.filter(concept__in=concepts).values_list(*OF_PHRASING)
    for concept, group, language, *said in sorted(rows.order_by("pk"), key=lambda row: row[1:3]):
        found[concept].append(Phrasing(group, canonical_tag(language), *map(str.strip, said)))
    return found


def exported(form: str, status: str = "agreed") -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    return written(rows_of(versions(status)), settings.BASE_URL, form)
