"""What pages of the other rooms show of the glossary: terms agreed lately, and what waits at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django import template
from django.core.cache import cache
from django.db.models import Count, Q
from django.template.context import Context
from django.utils.translation import get_language

from glossary import state
from glossary.models import Agreement, ConceptVersion, Designation
from portal.members.languages import Words, fallbacks
from portal.members.models import StakeholderGroup

register = template.Library()
A_MINUTE = 60  # seconds: counts of the front page may be as old


@dataclass
class Term:
    """A word, what it means, and who agreed only with a reservation; a cache keeps all of it but the groups."""

    code: str
    name: Words
    definition: Words
    order: tuple[datetime | None, int]
    reservations: list[int] = field(default_factory=list)  # keys of groups
    agreeing: int = 0
    reserving: list[StakeholderGroup] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def newest_terms(context: Context, number: int = 3) -> list[Term]:
    """The latest to be agreed; one query, and three more when the glossary has changed."""
    key = f"newest-terms-{state.key()}-{get_language()}-{number}"
    terms: list[Term] = cache.get_or_set(key, lambda: read_newest(number), A_MINUTE)
    groups = context["every_group"]
    return [replace(term, reserving=[groups[pk] for pk in term.reservations]) for term in terms]


def read_newest(number: int) -> list[Term]:
    """Three queries, however many languages."""
    newest = ConceptVersion.objects.agreed().order_by("-agreed_at", "-pk")
    asked = fallbacks()
    names = Designation.objects.filter(
        entry__version__in=list(newest.values_list("pk", flat=True)[:number]),
        entry__is_current=True,
        status=Designation.Status.PREFERRED,
    ).select_related("entry__version__concept")
    told: dict[int, Term] = {}
    for name in sorted(names, key=lambda name: nearness(name, asked)):
        entry, version = name.entry, name.entry.version
        meant = Words(entry.definition, entry.language)
        order = (version.agreed_at, version.pk)
        told.setdefault(version.pk, Term(version.concept.code, Words(name.text, entry.language), meant, order))
    add_reservations(told)
    return sorted(told.values(), key=lambda term: term.order, reverse=True)


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
    said = Agreement.objects.filter(version__in=told).order_by("group__position")
    for version, group, value in said.values_list("version_id", "group_id", "value"):
        if value == Agreement.Value.RESERVATION:
            told[version].reservations.append(group)
        told[version].agreeing += value in (Agreement.Value.AGREE, Agreement.Value.RESERVATION)


@register.simple_tag
def terms_at_the_desk() -> dict[str, int]:
    """How many versions wait for a word; one query."""
    return ConceptVersion.objects.aggregate(
        proposed=Count("pk", filter=Q(status=ConceptVersion.Status.PROPOSED)),
        review=Count("pk", filter=Q(status=ConceptVersion.Status.UNDER_REVIEW)),
    )
