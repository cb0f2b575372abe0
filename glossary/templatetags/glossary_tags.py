"""What pages of the other rooms show of the glossary: terms agreed lately, and what waits at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import template
from django.core.cache import cache
from django.db.models import Count, Q

from glossary.models import Agreement, ConceptVersion, Designation
from portal.members.languages import Words, fallbacks
from portal.members.models import StakeholderGroup

register = template.Library()
A_MINUTE = 60  # seconds: counts of the front page may be as old


@dataclass
class Term:
    """A word, what it means, and who agreed only with a reservation."""

    version: ConceptVersion
    name: Words
    definition: Words
    reserving: list[StakeholderGroup] = field(default_factory=list)
    agreeing: int = 0


@register.simple_tag
def newest_terms(number: int = 3) -> list[Term]:
    """The latest to be agreed; three queries, however many languages."""
    newest = ConceptVersion.objects.agreed().order_by("-agreed_at", "-pk")
    asked = fallbacks()
    names = Designation.objects.filter(
        entry__version__in=list(newest.values_list("pk", flat=True)[:number]), status=Designation.Status.PREFERRED
    ).select_related("entry__version__concept")
    told: dict[int, Term] = {}
    for name in sorted(names, key=lambda name: nearness(name, asked)):
        entry = name.entry
        term = Term(entry.version, Words(name.text, entry.language), Words(entry.definition, entry.language))
        told.setdefault(entry.version_id, term)
    add_reservations(told)
    return sorted(told.values(), key=lambda term: (term.version.agreed_at, term.version.pk), reverse=True)


@register.simple_tag
def words_counted() -> dict[str, int]:
    """How many words are agreed, and how many are being looked at; one query a minute."""
    return cache.get_or_set("words-counted", count_words, A_MINUTE)


def count_words() -> dict[str, int]:
    """As they stand now."""
    return ConceptVersion.objects.aggregate(
        agreed=Count("pk", filter=Q(status=ConceptVersion.Status.AGREED)),
        review=Count("pk", filter=Q(status=ConceptVersion.Status.UNDER_REVIEW)),
    )


def nearness(name: Designation, asked: list[str]) -> int:
    """The reader's language first, then the source's, then any."""
    language = name.entry.language
    if language in asked:
        return asked.index(language)
    return len(asked) + (language != name.entry.version.source_language)


def add_reservations(told: dict[int, Term]) -> None:
    """Which groups agreed, and which of them with a reservation."""
    if not told:
        return
    said = Agreement.objects.filter(version__in=told).select_related("group").order_by("group__position")
    for agreement in said:
        term = told[agreement.version_id]
        if agreement.value == Agreement.Value.RESERVATION:
            term.reserving.append(agreement.group)
        term.agreeing += agreement.value in (Agreement.Value.AGREE, Agreement.Value.RESERVATION)


@register.simple_tag
def terms_at_the_desk() -> dict[str, int]:
    """How many versions wait for a word; one query."""
    return ConceptVersion.objects.aggregate(
        proposed=Count("pk", filter=Q(status=ConceptVersion.Status.PROPOSED)),
        review=Count("pk", filter=Q(status=ConceptVersion.Status.UNDER_REVIEW)),
    )
