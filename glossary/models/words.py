"""What a version says in each language, and how each group says it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glossary.models.concepts import Concept, ConceptVersion
from portal import clock
from portal.hands import TwoHands, at_and_by, reviewed_by_another
from portal.members.languages import Words
from portal.members.models import StakeholderGroup


class LanguageEntryQuerySet(models.QuerySet["LanguageEntry"]):
    """Verbs over entries."""

    def current(self) -> LanguageEntryQuerySet:
        """What readers get of each language: the newest edition."""
        return self.filter(is_current=True)

    def sealed(self) -> LanguageEntryQuerySet:
        """What belongs to the version itself, and to its hash."""
        return self.filter(edition=0)


class LanguageEntry(TwoHands):
    """What a version says in one language: definition, notes, examples, sources (TBX langSec).

    Edition 0 is part of the version and of its seal. A translation that comes once the words are fixed is a further
    edition beside it, with a hash of its own; none is ever changed, and readers get the newest.
    """

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
    edition = models.PositiveSmallIntegerField(default=0)
    is_current = models.BooleanField(default=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of an edition beside the seal
    source_words = models.JSONField(default=dict, blank=True)  # the source as whoever translated it had it

    objects = LanguageEntryQuerySet.as_manager()

    class Meta:
        ordering = ["version", "language", "edition"]
        verbose_name = _("language entry")
        verbose_name_plural = _("language entries")
        constraints = [
            models.UniqueConstraint(fields=["version", "language", "edition"], name="entry_once_an_edition"),
            models.UniqueConstraint(
                fields=["version", "language"], condition=Q(is_current=True), name="entry_once_a_language"
            ),
            at_and_by("translated", "entry_translated_at_and_by"),
            at_and_by("reviewed", "entry_reviewed_at_and_by"),
            reviewed_by_another("entry_reviewed_by_another"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk} ({self.language})"

    @property
    def preferred(self) -> Designation | None:
        """The preferred designation; uses prefetched designations where there are some."""
        return next((d for d in self.designations.all() if d.status == Designation.Status.PREFERRED), None)

    @property
    def is_beside_the_seal(self) -> bool:
        """It came after the words were fixed: nobody was asked about it."""
        return self.edition > 0

    @property
    def as_source(self) -> dict[str, Any]:
        """What a translator has before them; needs its designations."""
        names = [name.text for name in self.designations.all() if name.status != Designation.Status.LOOKUP]
        words = {"names": "\n".join(names), "definition": self.definition}
        return words | {"notes": "\n".join(self.notes), "examples": "\n".join(self.examples)}

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
    short_for = models.ForeignKey(  # CAHRA → conflict-affected and high-risk area, of the same entry (trigger)
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="short_forms"
    )
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
            models.CheckConstraint(
                condition=Q(short_for=None) | ~Q(short_for=F("pk")), name="designation_short_for_another"
            ),
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
    imported_by = models.ForeignKey(
        "glossary.ImportRow", null=True, blank=True, on_delete=models.SET_NULL, related_name="phrasings"
    )

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
