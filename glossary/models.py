"""Four levels, as TBX and ISO 10241-1 have them: concept, version, language entry, designation.

A concept is a unit of knowledge with a permanent code. What it means is a version; a version is agreed by publishing a
governance decision and by nothing else, and from then on never changes.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal import clock
from portal.members.languages import Words, fallbacks
from portal.members.models import StakeholderGroup
from portal.sealing import HousePage


class GlossaryIndexPage(HousePage):
    """The words above the index; the index itself is a list of rows at ``/glossary/``."""

    lede = models.TextField(_("opening"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("glossary: opening words")


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Verbs over concepts."""

    def with_agreed(self) -> ConceptQuerySet:
        """Only concepts that have an agreed version."""
        return self.filter(versions__status=ConceptVersion.Status.AGREED).distinct()


class Concept(models.Model):
    """A unit of knowledge. Its code is never reused, and it is never deleted: it can only be withdrawn."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    domain = models.CharField(_("field"), max_length=80, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    objects = ConceptQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="concept_withdrawn_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("pk")), name="concept_replaced_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("glossary:concept", args=[self.code])


class ConceptVersionQuerySet(models.QuerySet["ConceptVersion"]):
    """Verbs over versions."""

    def agreed(self) -> ConceptVersionQuerySet:
        """The version in force of each concept."""
        return self.filter(status=ConceptVersion.Status.AGREED)

    def with_words(self) -> ConceptVersionQuerySet:
        """Entries and designations of every language, in two more queries however many rows."""
        return self.select_related("concept").prefetch_related("entries__designations")


class ConceptVersion(models.Model):
    """What a concept means, at one time. Once agreed its content is frozen (trigger)."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        UNDER_REVIEW = "under_review", _("under review")
        AGREED = "agreed", _("agreed")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REJECTED = "rejected", _("rejected")

    class ChangeClass(models.TextChoices):
        MEANING = "meaning", _("change of meaning")
        WORDING = "wording", _("change of wording")
        TRANSLATION = "translation", _("change of a translation")

    OPEN = (Status.PROPOSED, Status.UNDER_REVIEW)
    FROZEN = (Status.AGREED, Status.SUPERSEDED, Status.WITHDRAWN)

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PROPOSED)
    change_class = models.CharField(
        _("kind of change"), max_length=12, choices=ChangeClass.choices, default=ChangeClass.MEANING
    )
    reason = models.TextField(_("reason for the change"), blank=True)
    source_language = models.CharField(max_length=35, default="en")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    review_opened_at = models.DateTimeField(null=True, blank=True)
    review_until = models.DateField(_("under review until"), null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_number = models.CharField(_("agreed by decision"), max_length=40, blank=True)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # superseded, withdrawn or rejected
    closing_reason = models.TextField(_("why it was rejected"), blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)

    objects = ConceptVersionQuerySet.as_manager()

    class Meta:
        ordering = ["concept", "-number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["concept", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["concept"], condition=Q(status="agreed"), name="version_one_agreed"),
            models.UniqueConstraint(
                fields=["concept"], condition=Q(status__in=["proposed", "under_review"]), name="version_one_open"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None) | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="version_agreed_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "superseded"])
                | (Q(agreed_at__isnull=False) & ~Q(decision_number="") & ~Q(content_sha256="")),
                name="version_agreed_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concept_id}/v/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("glossary:version", args=[self.concept.code, self.number])

    @property
    def is_open(self) -> bool:
        """Its words may still change."""
        return self.status in self.OPEN

    def entry_for(self, language: str | None = None) -> LanguageEntry | None:
        """The entry in the reader's language, then its parent language, then the source; needs ``with_words()``."""
        by_language = {entry.language: entry for entry in self.entries.all()}
        for code in [*fallbacks(language), self.source_language]:
            if code in by_language:
                return by_language[code]
        return next(iter(by_language.values()), None)


class LanguageEntry(models.Model):
    """What a version says in one language: definition, notes, examples, sources (TBX langSec)."""

    class TranslationState(models.TextChoices):
        SOURCE = "source", _("source")
        DRAFT = "draft", _("draft")
        REVIEWED = "reviewed", _("reviewed")
        AGREED = "agreed", _("agreed")
        OUTDATED = "outdated", _("outdated")

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="entries")
    language = models.CharField(_("language"), max_length=35)
    definition = models.TextField(_("definition"), blank=True)
    notes = models.JSONField(_("notes to entry"), default=list, blank=True)  # list[str]
    examples = models.JSONField(_("examples"), default=list, blank=True)  # list[str]
    sources = models.JSONField(_("sources"), default=list, blank=True)  # list[{"citation", "url", "relation"}]
    translation_state = models.CharField(
        max_length=10, choices=TranslationState.choices, default=TranslationState.DRAFT
    )

    class Meta:
        ordering = ["version", "language"]
        verbose_name = _("language entry")
        verbose_name_plural = _("language entries")
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="entry_once_a_language")]

    def __str__(self) -> str:
        return f"entry {self.pk} ({self.language})"

    @property
    def preferred(self) -> Designation | None:
        """The preferred designation; uses prefetched designations where there are some."""
        return next((d for d in self.designations.all() if d.status == Designation.Status.PREFERRED), None)

    @property
    def name(self) -> str:
        """What to call the concept in this language."""
        return self.preferred.text if self.preferred else self.version.concept.code


class Designation(models.Model):
    """A name of the concept in one language (TBX termSec)."""

    class Status(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ADMITTED = "admitted", _("also accepted")
        DEPRECATED = "deprecated", _("please avoid")
        LOOKUP = "lookup", _("only to be found by")

    class Kind(models.TextChoices):
        FULL = "full_form", _("full form")
        ACRONYM = "acronym", _("acronym")
        ABBREVIATION = "abbreviation", _("abbreviation")
        SHORT = "short_form", _("short form")
        VARIANT = "variant", _("variant")
        PHRASE = "phrase", _("phrase")

    class Matching(models.TextChoices):
        NORMAL = "normal", _("linked in any form")
        CASE = "case_sensitive", _("linked only as written")
        NEVER = "never", _("never linked by itself")

    entry = models.ForeignKey(LanguageEntry, on_delete=models.PROTECT, related_name="designations")
    text = models.CharField(_("designation"), max_length=240)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PREFERRED)
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.FULL)
    matching = models.CharField(max_length=14, choices=Matching.choices, default=Matching.NORMAL)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["entry", "position", "pk"]
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(status="preferred"), name="designation_one_preferred"
            ),
            models.UniqueConstraint(fields=["entry", "text"], name="designation_once_an_entry"),
            models.CheckConstraint(condition=~Q(text=""), name="designation_has_text"),
        ]

    def __str__(self) -> str:
        return self.text


class GroupPhrasing(models.Model):
    """How one stakeholder group says it, in its own words: never normative."""

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="phrasings")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=35)
    text = models.TextField(_("how they say it"))
    attribution = models.CharField(_("who said it, where"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["concept", "group__position", "language"]
        verbose_name = _("group phrasing")
        verbose_name_plural = _("group phrasings")
        constraints = [
            models.UniqueConstraint(fields=["concept", "group", "language"], name="phrasing_once_a_group_and_language")
        ]

    def __str__(self) -> str:
        return f"phrasing {self.pk}"

    @property
    def words(self) -> Words:
        """The text with its language."""
        return Words(self.text, self.language)


class Relation(models.Model):
    """From a version to another concept; broader concepts form no cycle (checked by the action)."""

    class Kind(models.TextChoices):
        BROADER = "broader", _("broader")
        RELATED = "related", _("related")
        PART_OF = "part_of", _("part of")
        CONTRAST = "contrast", _("not to be confused with")

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    target = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="related_from")

    class Meta:
        ordering = ["version", "kind", "target"]
        constraints = [models.UniqueConstraint(fields=["version", "kind", "target"], name="relation_once")]

    def __str__(self) -> str:
        return f"relation {self.pk}"


class Mapping(models.Model):
    """The same or nearly the same concept in somebody else's vocabulary (SKOS mapping properties)."""

    class Match(models.TextChoices):
        EXACT = "exact", _("the same")
        CLOSE = "close", _("nearly the same")
        BROAD = "broad", _("broader there")
        NARROW = "narrow", _("narrower there")
        RELATED = "related", _("related there")

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="mappings")
    match = models.CharField(max_length=8, choices=Match.choices)
    uri = models.URLField(max_length=500)
    label = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["version", "match", "uri"]
        constraints = [models.UniqueConstraint(fields=["version", "uri"], name="mapping_once")]

    def __str__(self) -> str:
        return self.uri


class Agreement(models.Model):
    """What one group said when the version was agreed; copied from the decision's positions, frozen."""

    class Value(models.TextChoices):
        AGREE = "agree", _("agreed")
        RESERVATION = "reservation", _("agreed, with a reservation")
        OBJECT = "object", _("objected")
        ABSTAIN = "abstain", _("abstained")
        ABSENT = "absent", _("gave no answer")

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="agreements")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=12, choices=Value.choices)
    text = models.TextField(_("reservation or objection, in its own words"), blank=True)
    language = models.CharField(max_length=35, default="en")
    filed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["version", "group__position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "group"], name="agreement_once_a_group"),
            models.CheckConstraint(
                condition=~Q(value__in=["reservation", "object"]) | ~Q(text=""), name="agreement_reservation_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class GlossaryState(models.Model):
    """One row whose token is new after each change: what is kept in memory is kept by it."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
