"""A term on its way: proposed, edited, put under review, rejected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import emails, permissions
from glossary.actions.news import note_news
from glossary.actions.writing import clear_content, write_content
from glossary.checks import check_code, check_entries, check_links
from glossary.content import mappings_of, relations_of, words_of
from glossary.guards import check_homographs, check_ready
from glossary.models import Concept, ConceptVersion, TermNews
from glossary.translated import signed
from glossary.words import Entry, Mapped, Related
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

if TYPE_CHECKING:
    from portal.members.models import User

PREFIX = "RS"


@transaction.atomic
def propose_version(
    *,
    by: User | None,
    entries: Sequence[Entry],
    concept: Concept | None = None,
    code: str | None = None,
    domain: str = "",
    change_class: str = "meaning",
    reason: str = "",
    source_language: str = "en",
    relations: Sequence[Related] = (),
    mappings: Sequence[Mapped] = (),
) -> ConceptVersion:
    """Puts a new term on the table, or the next version of one; the agreed version stays in force meanwhile."""
    permissions.can_propose(look_at(by), concept).or_refuse()
    check_entries(entries, source_language)
    check_links(relations, mappings, concept)
    if change_class not in ConceptVersion.ChangeClass.values:
        raise ValidationError(_("“%(kind)s” is no kind of change.") % {"kind": change_class})
    if concept is None:
        concept = make_concept(code=code, domain=domain)
    version = next_version(
        concept, author=by, change_class=change_class, reason=reason.strip(), source_language=source_language
    )
    write_content(version, signed(entries, [], source_language, by), relations, mappings)
    log(concept, "glossary.propose", user=by, data={"version": version.number})
    note_news(version, TermNews.Event.PROPOSED)
    tell(Concept, [concept.pk])
    return version


def make_concept(*, code: str | None, domain: str) -> Concept:
    """With the next free code, or a given one that nobody has had."""
    if code is not None:
        check_code(code)
    try:
        with transaction.atomic():
            return Concept.objects.create(code=code or next_code(), domain=domain.strip())
    except IntegrityError:
        message = _("The code %(code)s is taken. A code is never used twice.") if code else _("Please try again.")
        raise ValidationError(message % {"code": code}) from None


def next_code() -> str:
    """One more than the highest, so that no code comes back."""
    codes = Concept.objects.filter(code__startswith=f"{PREFIX}-").values_list("code", flat=True)
    numbers = [int(code.partition("-")[2]) for code in codes if code.partition("-")[2].isdecimal()]
    return f"{PREFIX}-{max(numbers, default=0) + 1:04d}"


def next_version(concept: Concept, **fields: object) -> ConceptVersion:
    """The next number; refused while another version is on the table."""
    last = concept.versions.aggregate(last=Max("number"))["last"] or 0
    if concept.versions.filter(status__in=ConceptVersion.OPEN).exists():
        raise ValidationError(
            _("Another version of %(code)s is on the table. Edit or reject that one first.") % {"code": concept.code}
        )
    if last and not str(fields.get("reason", "")).strip():
        raise ValidationError(_("Say why it is changed: the reason is published."))
    return ConceptVersion.objects.create(concept=concept, number=last + 1, **fields)


@transaction.atomic
def edit_version(
    *,
    by: User | None,
    version: ConceptVersion,
    entries: Sequence[Entry],
    change_class: str | None = None,
    reason: str | None = None,
    relations: Sequence[Related] | None = None,
    mappings: Sequence[Mapped] | None = None,
) -> ConceptVersion:
    """Replaces the words of a proposal; what is None stays as it is."""
    version = ConceptVersion.objects.select_related("concept").get(pk=version.pk)
    permissions.can_edit(look_at(by), version).or_refuse()
    check_entries(entries, version.source_language)
    relations = relations_of(version) if relations is None else relations
    mappings = mappings_of(version) if mappings is None else mappings
    check_links(relations, mappings, version.concept)
    if change_class is not None:
        if change_class not in ConceptVersion.ChangeClass.values:
            raise ValidationError(_("“%(kind)s” is no kind of change.") % {"kind": change_class})
        version.change_class = change_class
    version.reason = version.reason if reason is None else reason.strip()
    if version.number > 1 and not version.reason:
        raise ValidationError(_("Say why it is changed: the reason is published."))
    version.save(update_fields=["change_class", "reason"])
    entries = signed(entries, words_of(version), version.source_language, by)
    clear_content(version)
    write_content(version, entries, relations, mappings)
    log(version.concept, "glossary.edit", user=by, data={"version": version.number})
    tell(Concept, [version.concept_id])
    return version


@transaction.atomic
def open_review(*, by: User | None, version: ConceptVersion, until: date | None = None) -> ConceptVersion:
    """Asks the groups to look; from here on the words stand still. The source must be complete."""
    version = ConceptVersion.objects.select_related("concept").get(pk=version.pk)
    permissions.can_open_review(look_at(by), version).or_refuse()
    check_ready(words_of(version), version.source_language)
    check_homographs(version)
    if until is not None and until < clock.today():
        raise ValidationError(_("The last day of the review is in the past."))
    version.status, version.review_opened_at, version.review_until = version.Status.UNDER_REVIEW, clock.now(), until
    version.save(update_fields=["status", "review_opened_at", "review_until"])
    log(version.concept, "glossary.open_review", user=by, data={"version": version.number})
    note_news(version, TermNews.Event.UNDER_REVIEW)
    tell(Concept, [version.concept_id])
    return version


@transaction.atomic
def reject(*, by: User | None, version: ConceptVersion, reason: str) -> ConceptVersion:
    """Closes a proposal with a public reason; the agreed version is left alone."""
    version = ConceptVersion.objects.select_related("concept").get(pk=version.pk)
    permissions.can_reject(look_at(by), version).or_refuse()
    if not reason.strip():
        raise ValidationError(_("Say why it is rejected: the reason is published."))
    version.status, version.closed_at, version.closing_reason = version.Status.REJECTED, clock.now(), reason.strip()
    version.save(update_fields=["status", "closed_at", "closing_reason"])
    log(version.concept, "glossary.reject", user=by, data={"version": version.number})
    note_news(version, TermNews.Event.REJECTED)
    emails.came_to_an_end(version=version)
    tell(Concept, [version.concept_id])
    return version
