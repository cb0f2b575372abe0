"""What a reader of one version is shown: gathered here, so that views and templates ask nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils.translation import get_language

from glossary.alphabets import letter_of
from glossary.citing import since
from glossary.history import with_changes
from glossary.models import Agreement, Concept, ConceptVersion, Designation, GroupPhrasing, LanguageEntry, Relation
from glossary.names import names_in
from glossary.sounding_board import sides_of
from portal.members.languages import fallbacks
from portal.members.models import StakeholderGroup

Status = ConceptVersion.Status


def concept_with_versions(code: str) -> tuple[Concept, list[ConceptVersion]]:
    """Newest version first; 404 for a code nobody has had."""
    concept = Concept.objects.select_related("replaced_by").filter(code=code).first()
    if concept is None:
        raise Http404
    versions = list(concept.versions.with_words().with_comments_counted().order_by("-number"))
    for version in versions:
        version.concept = concept
    if not versions:
        raise Http404
    return concept, versions


def standing(versions: list[ConceptVersion]) -> ConceptVersion:
    """The version the concept's own address shows: what is agreed, else what is on the table, else the last."""
    return min(versions, key=lambda version: version.place)


def at_work(versions: list[ConceptVersion]) -> ConceptVersion:
    """The version the desk works on: what is on the table, else the one that stands."""
    return next((version for version in versions if version.is_open), None) or standing(versions)


def page_of(
    concept: Concept, versions: list[ConceptVersion], version: ConceptVersion, asked: str | None
) -> dict[str, Any]:
    """Everything on the page of one version, in the reader's language or the one asked for."""
    language = asked or get_language() or settings.LANGUAGE_CODE
    entry = version.entry_for(language)
    name = entry.name if entry else concept.code
    groups = list(StakeholderGroup.objects.order_by("position", "pk"))
    return {
        "concept": concept,
        "version": version,
        "current": standing(versions),
        "open_version": next((v for v in versions if v.is_open and v.pk != version.pk), None),
        "entry": entry,
        "name": name,
        "letter": letter_of(name, get_language() or settings.LANGUAGE_CODE),
        "is_fallback": bool(entry and entry.language != language),
        "asked": language,
        "rows": name_rows(version),
        "meaning_since": meaning_since(version, versions),
        "agreements": agreements_of(version),
        "sides": sides_of(version, groups) if version.review_opened_at and not version.agreed_at else [],
        "since": since(version, versions, entry),
        "commented": version.commented,  # type: ignore[attr-defined]
        "phrasings": phrasings_of(concept, groups),
        "related": relations_of(version),
        "mappings": list(version.mappings.all()),
        "history": with_changes(versions, entry.language if entry else language),
    }


def name_rows(version: ConceptVersion) -> list[dict[str, Any]]:
    """A row a language: the source first, then the house's languages, written or not, then the others."""
    entries = {entry.language: entry for entry in version.entries.all()}
    house = [code for code, _name in settings.LANGUAGES]
    order = list(dict.fromkeys([version.source_language, *house, *sorted(entries)]))
    return [{"language": code, "entry": entries.get(code), **names_by_status(entries.get(code))} for code in order]


def names_by_status(entry: LanguageEntry | None) -> dict[str, list[Designation]]:
    """Designations of one entry: all of them, and by what the house says of them."""
    every = list(entry.designations.all()) if entry else []
    found: dict[str, list[Designation]] = {"names": every, "preferred": [], "admitted": [], "deprecated": []}
    for row in every:
        found.setdefault(row.status, []).append(row)
    return found


def meaning_since(version: ConceptVersion, versions: list[ConceptVersion]) -> int | None:
    """The version that last changed the meaning: what is outdated is outdated since then."""
    numbers = [
        v.number
        for v in versions
        if v.number <= version.number and v.change_class == v.ChangeClass.MEANING and v.agreed_at
    ]
    return max(numbers, default=None)


def agreements_of(version: ConceptVersion) -> dict[str, Any]:
    """Who said what: counted for the sentence, listed for the signs."""
    rows = list(version.agreements.select_related("group").order_by("group__position"))
    value = Agreement.Value
    by_value: defaultdict[str, list[Agreement]] = defaultdict(list)
    for row in rows:
        by_value[row.value].append(row)
    return {
        "rows": rows,
        "agreed": len(by_value[value.AGREE]) + len(by_value[value.RESERVATION]),
        "in_words": [row for row in rows if row.text],
        "reservations": by_value[value.RESERVATION],
        "objections": by_value[value.OBJECT],
        "abstained": by_value[value.ABSTAIN],
        "absent": by_value[value.ABSENT],
    }


def phrasings_of(concept: Concept, groups: list[StakeholderGroup]) -> dict[str, Any]:
    """What each group says, in the best language for the reader; and who has said nothing."""
    said: defaultdict[int, list[GroupPhrasing]] = defaultdict(list)
    for row in concept.phrasings.select_related("group").order_by("group__position", "language"):
        said[row.group_id].append(row)
    order = fallbacks(get_language())
    best = [
        min(rows, key=lambda row: order.index(row.language) if row.language in order else len(order))
        for rows in said.values()
    ]
    silent = [group for group in groups if group.is_active and group.pk not in said]
    return {"said": best, "silent": silent}


def relations_of(version: ConceptVersion) -> list[dict[str, Any]]:
    """Both directions, by kind, each with the other term's name; what is narrower says so itself."""
    names = names_in(get_language() or settings.LANGUAGE_CODE).by_concept
    rows = Relation.objects.filter(
        Q(version=version) | Q(target=version.concept_id, kind="broader", version__status=Status.AGREED)
    ).values_list("version", "kind", "target", "version__concept")
    links: defaultdict[str, list[Any]] = defaultdict(list)
    for source, kind, target, concept in rows:
        what, other = (kind, target) if source == version.pk else ("narrower", concept)
        if other in names:
            links[what].append(names[other])
    return [{"kind": kind, "headings": links[kind]} for kind in KINDS if links[kind]]


KINDS = ("broader", "narrower", "part_of", "related", "contrast")
