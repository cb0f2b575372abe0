"""What a version says in each language, and how each group says it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glossary.models.concepts import Concept, ConceptVersion
from portal import clock
from portal.members.languages import Words
from portal.members.models import StakeholderGroup


class LanguageEntry(models.Model):
    """What a version says in one language: definition, notes, examples, sources (TBX langSec)."""

    class TranslationState(models.TextChoices):
        SOURCE = "source", _("source")
        DRAFT = "draft", pgettext_lazy("a translation", "draft")
        REVIEWED = "reviewed", pgettext_lazy("a translation", "reviewed")
        AGREED = "agreed", pgettext_lazy("a translation", "agreed")
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

    class PartOfSpeech(models.TextChoices):
        NOUN = "noun", _("noun")
        VERB = "verb", _("verb")
        ADJECTIVE = "adjective", _("adjective")
        ADVERB = "adverb", _("adverb")
        PROPER_NOUN = "proper_noun", _("proper noun")
        OTHER = "other", pgettext_lazy("part of speech", "other")

    class Gender(models.TextChoices):
        MASCULINE = "masculine", _("masculine")
        FEMININE = "feminine", _("feminine")
        NEUTER = "neuter", _("neuter")
        OTHER = "other", pgettext_lazy("grammatical gender", "other")

    entry = models.ForeignKey(LanguageEntry, on_delete=models.PROTECT, related_name="designations")
    text = models.CharField(_("designation"), max_length=240)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PREFERRED)
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.FULL)
    matching = models.CharField(max_length=14, choices=Matching.choices, default=Matching.NORMAL)
    part_of_speech = models.CharField(_("part of speech"), max_length=11, choices=PartOfSpeech.choices, blank=True)
    gender = models.CharField(_("grammatical gender"), max_length=9, choices=Gender.choices, blank=True)
    region = models.CharField(_("where it is said"), max_length=35, blank=True)
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
    definition = models.TextField(_("how they would define it"), blank=True)
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
