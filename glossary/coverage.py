"""Which terms are written in which languages, and how far each can be relied on; a page of them at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, CharField, Count, F, FilteredRelation, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glossary.models import ConceptVersion, ConceptVersionQuerySet, LanguageEntry, Translation

STATES = {  # in the order in which somebody looks at them
    "waiting": _("waits for review"),
    "outdated": _("outdated"),
    "draft": pgettext_lazy("a translation", "draft"),
    "missing": _("missing"),
    "reviewed": pgettext_lazy("a translation", "reviewed"),
    "agreed": pgettext_lazy("a translation", "agreed"),
    "source": _("source"),
}


@dataclass(frozen=True)
class Progress:
    """One language of the whole glossary, in terms."""

    language: str
    counts: dict[str, int]

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """In the order of the columns."""
        return [(state, self.counts.get(state, 0)) for state in STATES]


@dataclass(frozen=True)
class Cell:
    """One term in one language."""

    language: str
    state: str
    entry: LanguageEntry | None
    translation: Translation | None


def columns(asked: str = "") -> list[str]:
    """The languages of the house, and the one that was asked for."""
    return list(dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *filter(None, [asked])]))


def languages() -> list[str]:
    """The house's own first, then every other in which something is written."""
    there = LanguageEntry.objects.current().order_by("language").values_list("language", flat=True).distinct()
    begun = Translation.objects.order_by("language").values_list("language", flat=True).distinct()
    return list(dict.fromkeys([*columns(), *there, *begun]))


def domains() -> list[str]:
    """Fields of terms that are in use or on the table."""
    rows = ConceptVersion.objects.standing().exclude(concept__domain="").order_by("concept__domain")
    return list(rows.values_list("concept__domain", flat=True).distinct())


def in_language(rows: ConceptVersionQuerySet, language: str) -> ConceptVersionQuerySet:
    """Each with ``coverage``, the state of that language, and ``urgency``, by which a work list is sorted."""
    is_said = Q(entries__language=language, entries__is_current=True)  # one of each at most, so no row comes twice
    is_begun = Q(concept__translations__language=language)
    rows = rows.annotate(said=FilteredRelation("entries", condition=is_said))
    rows = rows.annotate(begun=FilteredRelation("concept__translations", condition=is_begun))
    coverage = Case(
        When(begun__state=Translation.State.WAITING, then=Value("waiting")),
        When(said__isnull=False, then=F("said__translation_state")),
        When(begun__isnull=False, then=Value("draft")),
        default=Value("missing"),
        output_field=CharField(),
    )
    rows = rows.annotate(coverage=coverage)
    order = [When(coverage=state, then=Value(place)) for place, state in enumerate(STATES)]
    return rows.annotate(urgency=Case(*order, default=Value(len(STATES)), output_field=IntegerField()))


def progress() -> list[Progress]:
    """Every language, counted; four queries however many terms."""
    standing = ConceptVersion.objects.standing()
    total = standing.count()
    entries = LanguageEntry.objects.current().filter(version__in=standing.order_by().values("pk")).order_by()
    work = Translation.objects.filter(concept__in=standing.order_by().values("concept")).order_by()
    found: dict[str, Counter[str]] = {language: Counter() for language in languages()}
    for language, state, count in entries.values_list("language", "translation_state").annotate(n=Count("pk")):
        found[language][state] += count
    written = {language: counts.total() for language, counts in found.items()}
    for language, state, count in work.values_list("language", "state").annotate(n=Count("pk")):
        found[language]["waiting"] += count if state == Translation.State.WAITING else 0
    return [Progress(language, {**counts, "missing": total - written[language]}) for language, counts in found.items()]


def cells_of(versions: Sequence[ConceptVersion], shown: Iterable[str]) -> dict[int, list[Cell]]:
    """A row of the matrix for each version; one more query. Needs ``with_words()``."""
    codes = list(shown)
    work = Translation.objects.filter(concept__in=[version.concept_id for version in versions], language__in=codes)
    begun = {(row.concept_id, row.language): row for row in work.select_related("translated_by")}
    return {
        version.pk: [cell_of(version, language, begun.get((version.concept_id, language))) for language in codes]
        for version in versions
    }


def cell_of(version: ConceptVersion, language: str, translation: Translation | None) -> Cell:
    """What the database says in ``in_language``, for rows that are here."""
    entry = next((one for one in version.entries.all() if one.language == language), None)
    return Cell(language, state_of(entry, translation), entry, translation)


def state_of(entry: LanguageEntry | None, translation: Translation | None) -> str:
    """The one word that matters."""
    if translation is not None and translation.state == Translation.State.WAITING:
        return "waiting"
    if entry is not None:
        return entry.translation_state
    return "draft" if translation is not None else "missing"
