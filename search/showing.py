"""Results as the page shows them: facets with their names, hits with their state, the agreed word first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language

from consultations.models import Round
from glossary.models import ConceptVersion, Designation, LanguageEntry
from glossary.templatetags.glossary_marks import language_name
from portal.members.countries import country_name
from portal.members.languages import Words, own_name, pick
from portal.members.models import StakeholderGroup
from portal.members.viewer import Viewer
from search import naming
from search.asking import Asking
from search.fields import HEADINGS
from search.finding import Hit, Results
from search.marking import Marker
from search.models import SearchEntry
from search.statuses import ANY, PHASES, State, state


@dataclass
class Choice:
    """One box of a facet."""

    value: str
    name: Words | str | Promise
    number: int
    is_ticked: bool
    sign: str = ""
    language: str = ""


@dataclass
class Shown:
    """A hit with all that its line says."""

    hit: Hit
    address: str
    kind: str | Promise
    sign: str
    state: str | Promise
    group: StakeholderGroup | None
    is_foreign: bool
    language: str


@dataclass
class Card:
    """The agreed word that is just what was asked."""

    version: ConceptVersion
    entry: LanguageEntry
    name: str  # marked
    also: list[Designation]
    avoid: list[Designation]


Names = dict[str, dict[str, Any]]


def all_groups() -> dict[str, StakeholderGroup]:
    """By code; few, and wanted by names, signs and hits alike."""
    return {group.code: group for group in StakeholderGroup.objects.all()}


def names_of(results: Results, groups: dict[str, StakeholderGroup]) -> Names:
    """How the values of each facet are called; a value without a name is shown as it is."""
    values = {name: {*dict(results.facets.get(name, [])), *results.filters.get(name, [])} for name in HEADINGS}
    rows = naming.of_sectors_and_bodies() if values["sector"] or values["body"] else {"sector": {}, "body": {}}
    return called(groups, rows, values["country"])


def called(groups: dict[str, StakeholderGroup], rows: naming.Stored, countries: Iterable[str]) -> Names:
    """In the language of the reader."""
    return {
        "kind": dict(SearchEntry.Kind.choices),
        "group": {code: group.words for code, group in groups.items()},
        "sector": {code: pick(names) for code, names in rows["sector"].items()},
        "body": {code: pick(names) for code, names in rows["body"].items()},
        "country": {code: country_name(code) for code in countries},
        "language": dict(settings.LANGUAGES),
        "status": {value: words for value, (_sign, words) in ANY.items()},
    }


def signs_of(facet: str, value: str) -> str:
    """The sign beside a name."""
    return f"g-{value}" if facet == "group" else ANY.get(value, ("", ""))[0] if facet == "status" else ""


def facets(results: Results, names: Names) -> list[tuple[str, str | Promise, list[Choice]]]:
    """Boxes with numbers; what is ticked stays in view even where nothing is left of it."""
    shown = []
    for facet, heading in HEADINGS.items():
        counts, ticked = dict(results.facets.get(facet, [])), results.filters.get(facet, [])
        values = [*counts, *(value for value in ticked if value not in counts)]
        if facet == "year":
            values.sort(reverse=True)
        choices = [
            Choice(
                value,
                names.get(facet, {}).get(value) or (own_name(value) if facet == "language" else value),
                counts.get(value, 0),
                value in ticked,
                signs_of(facet, value),
                value if facet == "language" else "",
            )
            for value in values
        ]
        if choices:
            shown.append((facet, heading, choices))
    return shown


@dataclass
class Chosen:
    """A filter that holds, and the address without it."""

    heading: str | Promise
    name: Words | str | Promise
    address: str


def chosen(asking: Asking, results: Results, names: Names) -> list[Chosen]:
    """Ticked or typed: each goes with one click, and the words stay."""
    asked = replace(asking, text=asking.words, ticked=results.filters)
    return [
        Chosen(HEADINGS[facet], names.get(facet, {}).get(value, value), asked.without(facet, value).address())
        for facet, values in results.filters.items()
        for value in values
    ]


def shown(asking: Asking, results: Results, viewer: Viewer) -> dict[str, Any]:
    """What a page of results shows of what was found."""
    is_asked = results.query.is_asked
    groups = all_groups() if is_asked else {}
    names = names_of(results, groups)
    return {
        "is_asked": is_asked,
        "chosen": chosen(asking, results, names),
        "facets": facets(results, names),
        "hits": hits(results, viewer, groups),
        "card": card(results),
    }


def hits(results: Results, viewer: Viewer, groups: dict[str, StakeholderGroup]) -> list[Shown]:
    """One line a hit; the concept that stands above as a card is left out."""
    left = [h for h in results.hits if not (h.entry.kind == "term" and h.entry.object_id == results.concept)]
    phases = phases_of(left, viewer)
    return [line(hit, phases, groups) for hit in left]


def line(hit: Hit, phases: dict[tuple[str, int], State], groups: dict[str, StakeholderGroup]) -> Shown:
    """What stands above and below the title of a hit."""
    entry, here = hit.entry, get_language()
    sign, words = phases.get((entry.model, entry.object_id)) or state(entry.kind, entry.status)
    return Shown(
        hit=hit,
        address=f"/{here}{entry.url}",
        kind=SearchEntry.Kind(entry.kind).label,
        sign=sign,
        state=words,
        group=groups.get(entry.groups[0]) if entry.kind == "comment" and entry.groups else None,
        is_foreign=entry.language != here,
        language=language_name(entry.language),
    )


def phases_of(shown: list[Hit], viewer: Viewer) -> dict[tuple[str, int], State]:
    """Open or closed is told by the clock, now: one query for the consultations and clauses on this page."""
    rounds = {h.entry.object_id for h in shown if h.entry.kind == "consultation"}
    drafts = {h.entry.object_id for h in shown if h.entry.kind == "clause" and h.entry.status == "consulted"}
    if not rounds and not drafts:
        return {}
    phases: dict[tuple[str, int], State] = {}
    for found in Round.objects.visible_to(viewer).filter(Q(pk__in=rounds) | Q(draft__in=drafts)).order_by("opens_at"):
        told = (PHASES[found.phase], found.phase.label)
        phases["consultations.round", found.pk] = told
        if found.draft_id in drafts:
            phases["consultations.draft", found.draft_id] = told
    return phases


def card(results: Results) -> Card | None:
    """The agreed version in the reader's language, by all its names."""
    if results.concept is None or results.page > 1:
        return None
    version = ConceptVersion.objects.agreed().with_words().filter(concept=results.concept).first()
    entry = version.entry_for() if version else None
    if version is None or entry is None:
        return None
    names = list(entry.designations.all())
    return Card(
        version,
        entry,
        Marker(results.query, entry.language).whole(entry.name),
        [d for d in names if d.status == Designation.Status.ADMITTED],
        [d for d in names if d.status == Designation.Status.DEPRECATED],
    )
