"""Results as the page shows them: facets with their names, hits with their state, the agreed word first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.models import Round
from glossary.models import ConceptVersion, Designation, LanguageEntry
from glossary.templatetags.glossary_marks import language_name
from portal.members.languages import Words
from portal.members.models import Sector, StakeholderGroup
from portal.members.viewer import Viewer
from search.finding import Hit, Results
from search.marking import Marker
from search.models import SearchEntry
from search.statuses import ANY, PHASES, State, state

HEADINGS: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "group": _("Group"),
    "language": _("Language"),
    "status": _("State"),
    "sector": _("Sector"),
    "year": _("Year"),
}


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


def named(facet: str, groups: dict[str, StakeholderGroup], sectors: dict[str, Sector]) -> Any:
    """How the values of a facet are called; a value without a name is shown as it is."""
    return {
        "kind": dict(SearchEntry.Kind.choices),
        "group": {code: group.words for code, group in groups.items()},
        "sector": {code: sector.words for code, sector in sectors.items()},
        "language": dict(settings.LANGUAGES),
        "status": {value: words for value, (_sign, words) in ANY.items()},
    }.get(facet, {})


def facets(
    results: Results, ticked: dict[str, list[str]], groups: dict[str, StakeholderGroup]
) -> list[tuple[str, str | Promise, list[Choice]]]:
    """Boxes with numbers; what is ticked stays in view even where nothing is left of it."""
    sectors = {sector.code: sector for sector in Sector.objects.all()} if results.facets.get("sector") else {}
    shown = []
    for facet, heading in HEADINGS.items():
        counts = dict(results.facets.get(facet, [])) | {}
        names = named(facet, groups, sectors)
        values = [*counts, *(value for value in ticked.get(facet, []) if value not in counts)]
        if facet == "year":
            values.sort(reverse=True)
        choices = [
            Choice(
                value,
                names.get(value, value),
                counts.get(value, 0),
                value in ticked.get(facet, []),
                f"g-{value}" if facet == "group" else ANY.get(value, ("", ""))[0] if facet == "status" else "",
                value if facet == "language" else "",
            )
            for value in values
        ]
        if choices:
            shown.append((facet, heading, choices))
    return shown


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
