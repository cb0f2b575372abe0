"""A term becomes binding, and stops being so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import emails, permissions
from glossary.actions.news import note_news
from glossary.actions.proposals import reject
from glossary.actions.reviews import REVIEW_YEARS, later
from glossary.actions.translating import carry_over
from glossary.content import sha256_of
from glossary.guards import check_homographs
from glossary.models import Agreement, Concept, ConceptVersion, LanguageEntry, TermNews
from glossary.words import GroupAgreement
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

if TYPE_CHECKING:
    from portal.members.models import User


@transaction.atomic
def agree(
    *,
    by: User | None,
    version: ConceptVersion,
    decision_number: str,
    agreements: Sequence[GroupAgreement],
) -> ConceptVersion:
    """Called by the publication of a decision and by nothing else: supersedes, copies positions, seals the content."""
    version = ConceptVersion.objects.select_related("concept").get(pk=version.pk)
    permissions.can_agree(look_at(by), version).or_refuse()
    check_agreements(version, decision_number, agreements)
    check_homographs(version)
    now = clock.now()
    before = version.concept.versions.agreed().first()
    if before is not None:
        mark_outdated(version, before)
        before.status, before.closed_at = version.Status.SUPERSEDED, now
        before.save(update_fields=["status", "closed_at"])
    record_agreements(version, agreements)
    reviewed = version.entries.sealed().filter(translation_state=LanguageEntry.TranslationState.REVIEWED)
    reviewed.update(translation_state=LanguageEntry.TranslationState.AGREED)
    version.content_sha256 = sha256_of(version)
    version.decision_number = decision_number
    version.status, version.agreed_at, version.agreed_by = version.Status.AGREED, now, by
    version.review_on = version.review_on or later(clock.today(), REVIEW_YEARS)
    fields = ["content_sha256", "decision_number", "status", "agreed_at", "agreed_by", "review_on"]
    version.save(update_fields=fields)
    data = {"version": version.number, "decision": decision_number, "sha256": version.content_sha256}
    log(version.concept, "glossary.agree", user=by, data=data)
    if before is not None:
        carry_over(version, before)
    note_news(version, TermNews.Event.AGREED)
    emails.came_to_an_end(version=version)
    tell(Concept, [version.concept_id])
    return version


def check_agreements(version: ConceptVersion, decision_number: str, agreements: Sequence[GroupAgreement]) -> None:
    """A decision names itself, somebody spoke, each group once, a reservation has words."""
    if not decision_number.strip():
        raise ValidationError(_("A term is agreed by a decision: give its number."))
    if all(agreement.value == Agreement.Value.ABSENT for agreement in agreements):
        raise ValidationError(_("No group has taken a position: a term is not agreed by silence."))
    groups = [agreement.group.pk for agreement in agreements]
    if len(groups) != len(set(groups)):
        raise ValidationError(_("A stakeholder group has two positions on one version."))
    for agreement in agreements:
        if agreement.value not in Agreement.Value.values:
            raise ValidationError(_("“%(value)s” is no position on a term.") % {"value": agreement.value})
        if agreement.value in ("reservation", "object") and not agreement.text.strip():
            raise ValidationError(_("A reservation or an objection needs its words."))


def record_agreements(version: ConceptVersion, agreements: Sequence[GroupAgreement]) -> None:
    """Copies the positions, so that the glossary can say who agreed without asking governance."""
    Agreement.objects.bulk_create(
        Agreement(
            version=version,
            group=agreement.group,
            value=agreement.value,
            text=agreement.text.strip(),
            language=agreement.language,
            filed_at=agreement.filed_at or clock.now(),
        )
        for agreement in agreements
    )


def mark_outdated(version: ConceptVersion, before: ConceptVersion) -> None:
    """A new meaning leaves behind what other languages carried over unchanged; new wording does not."""
    earlier = {entry.language: entry for entry in before.entries.current().prefetch_related("designations")}
    for entry in version.entries.current().exclude(language=version.source_language).prefetch_related("designations"):
        old = earlier.get(entry.language)
        if old is None or not says_the_same(entry, old):
            continue
        was_outdated = old.translation_state == LanguageEntry.TranslationState.OUTDATED
        if was_outdated or version.change_class == ConceptVersion.ChangeClass.MEANING:
            entry.translation_state = LanguageEntry.TranslationState.OUTDATED
            entry.save(update_fields=["translation_state"])


def says_the_same(entry: LanguageEntry, old: LanguageEntry) -> bool:
    """The definition carries the meaning; where there is none, the names do."""
    if entry.definition or old.definition:
        return entry.definition == old.definition
    return {name.text for name in entry.designations.all()} == {name.text for name in old.designations.all()}


@transaction.atomic
def withdraw(*, by: User | None, concept: Concept, reason: str, replaced_by: Concept | None = None) -> Concept:
    """Takes a term out of use. Its pages stay, with a banner that leads to the term in its place."""
    concept = Concept.objects.get(pk=concept.pk)
    permissions.can_withdraw(look_at(by), concept).or_refuse()
    if not reason.strip():
        raise ValidationError(_("Say why it is withdrawn: the reason is published."))
    if replaced_by is not None:
        check_replacement(concept, replaced_by)
    if concept.versions.agreed().exists():  # what nobody agreed is not what is withdrawn
        for version in concept.versions.filter(status__in=ConceptVersion.OPEN):
            reject(by=by, version=version, reason=reason)
    now = clock.now()
    concept.withdrawn_at, concept.withdrawn_by = now, by
    concept.withdrawal_reason, concept.replaced_by = reason.strip(), replaced_by
    concept.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "replaced_by"])
    standing = [ConceptVersion.Status.AGREED, *ConceptVersion.OPEN]
    versions = list(concept.versions.filter(status__in=standing).order_by("-number"))
    concept.versions.filter(status__in=standing).update(status=ConceptVersion.Status.WITHDRAWN, closed_at=now)
    for version in versions[:1]:
        note_news(version, TermNews.Event.WITHDRAWN)
    log(concept, "glossary.withdraw", user=by, data={"replaced_by": replaced_by.code if replaced_by else ""})
    tell(Concept, [concept.pk])
    return concept


def check_replacement(concept: Concept, replacement: Concept) -> None:
    """A reader who follows it arrives at a term in use, so no chain ends nowhere and none is a circle."""
    replacement = Concept.objects.get(pk=replacement.pk)
    if replacement.pk == concept.pk:
        raise ValidationError(_("A term cannot replace itself."))
    if replacement.withdrawn_at:
        message = _("%(code)s has been withdrawn itself. Name a term that is in use.")
        raise ValidationError(message % {"code": replacement.code})
