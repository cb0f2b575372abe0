"""What surrounds the drafts of a standard: why it is written, what it overlaps with, what holds, what was tried."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import Draft, Standard
from portal import clock
from portal.hands import at_and_by
from portal.members.languages import Words, pick
from portal.members.models import Organisation, StakeholderGroup


class TermsOfReference(models.Model):
    """Why a standard is written at all, said before its first round; texts by language."""

    standard = models.OneToOneField(Standard, on_delete=models.PROTECT, related_name="terms")
    why = models.JSONField(_("why it is needed"), default=dict, blank=True)
    existing = models.JSONField(_("what exists already"), default=dict, blank=True)
    overlap = models.JSONField(_("how it overlaps with other standards"), default=dict, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("terms of reference")
        verbose_name_plural = _("terms of reference")
        constraints = [at_and_by("published", "terms_published_at_and_by")]

    def __str__(self) -> str:
        return f"terms of reference {self.pk}"

    @property
    def sections(self) -> list[tuple[Any, Words]]:
        """What is said, for the reader, under its headings."""
        told = [(self._meta.get_field(name).verbose_name, pick(getattr(self, name))) for name in TEXTS_OF_TERMS]  # type: ignore[union-attr]
        return [(heading, words) for heading, words in told if words.text]


TEXTS_OF_TERMS = ("why", "existing", "overlap")


class Overlap(models.Model):
    """A line of the crosswalk: one of our clauses beside what another standard asks. Keys outlive drafts."""

    class Relation(models.TextChoices):
        SAME = "same", _("asks the same")
        MORE = "more", _("asks for more than the other")
        LESS = "less", _("asks for less than the other")
        PARTLY = "partly", _("asks for something else on the same matter")
        AGAINST = "against", _("cannot be met together with the other")
        ALONE = "alone", _("has nothing like it in the other")

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="overlaps")
    clause_key = models.SlugField(_("clause (its permanent key)"), max_length=60, blank=True)
    other = models.CharField(_("the other standard"), max_length=200)
    other_clause = models.CharField(_("its clause"), max_length=100, blank=True)
    address = models.URLField(_("where it can be read"), blank=True)
    relation = models.CharField(_("ours"), max_length=8, choices=Relation.choices)
    notes = models.JSONField(_("note"), default=dict, blank=True)

    class Meta:
        ordering = ["standard", "other", "pk"]
        verbose_name = _("overlap with another standard")
        constraints = [
            models.UniqueConstraint(fields=["standard", "clause_key", "other", "other_clause"], name="overlap_once")
        ]

    def __str__(self) -> str:
        return f"overlap {self.pk}"

    @property
    def note(self) -> Words:
        """For the reader."""
        return pick(self.notes)


class EditionQuerySet(models.QuerySet["Edition"]):
    """Verbs over editions."""

    def in_force(self, on: date | None = None) -> EditionQuerySet:
        """Those that hold on a day; of one standard the latest is *the* edition."""
        day = on or clock.now().date()
        begun = self.filter(effective_on__lte=day)
        return begun.filter(Q(ended_on=None) | Q(ended_on__gt=day)).order_by("-effective_on")


class Edition(models.Model):
    """A fixed draft that took effect. Its errata are the corrections of that draft. Only its end is added later."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="editions")
    label = models.CharField(_("edition"), max_length=40)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="editions")
    effective_on = models.DateField(_("in force from"))
    ended_on = models.DateField(_("in force until"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["standard", "-effective_on"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["standard", "label"], name="edition_label_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("effective_on")), name="edition_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("consultations:edition", args=[self.standard.code, self.label])

    @property
    def is_in_force(self) -> bool:
        """Holds today."""
        today = clock.now().date()
        return self.effective_on <= today and (self.ended_on is None or self.ended_on > today)


class PilotQuerySet(models.QuerySet["Pilot"]):
    """Verbs over pilots."""

    def published(self) -> PilotQuerySet:
        """Those that outsiders see, the newest first, with what was found."""
        rows = self.filter(published_at__isnull=False).select_related("draft", "host")
        return rows.prefetch_related("findings__group").order_by("-starts_on", "-pk")


class Pilot(models.Model):
    """A draft tried where it would have to hold. The place is coarse: no pilot points at one mine."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="pilots")
    draft = models.ForeignKey(
        Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="pilots", verbose_name=_("what was tried")
    )
    names = models.JSONField(_("name by language"), default=dict)
    place = models.CharField(_("region"), max_length=200, blank=True)
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("held by")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    summaries = models.JSONField(_("what was done, by language"), default=dict, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PilotQuerySet.as_manager()

    class Meta:
        ordering = ["standard", "-starts_on"]
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="pilot_ends_after_it_starts"
            ),
            at_and_by("published", "pilot_published_at_and_by"),
        ]

    def __str__(self) -> str:
        return f"pilot {self.pk}"

    @property
    def name(self) -> Words:
        """For the reader."""
        return pick(self.names)

    @property
    def summary(self) -> Words:
        """For the reader."""
        return pick(self.summaries)


class Finding(models.Model):
    """What a pilot showed about one clause."""

    class Kind(models.TextChoices):
        WORKS = "works", _("can be met")
        HARD = "hard", _("can be met at a price")
        UNCLEAR = "unclear", _("was read in different ways")
        FAILS = "fails", _("could not be met")
        HARM = "harm", _("did harm")

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="findings")
    clause_key = models.SlugField(_("clause (its permanent key)"), max_length=60, blank=True)
    kind = models.CharField(_("the clause"), max_length=8, choices=Kind.choices)
    texts = models.JSONField(_("what was found, by language"), default=dict)
    group = models.ForeignKey(
        StakeholderGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("for whom")
    )

    class Meta:
        ordering = ["pilot", "pk"]
        verbose_name = _("finding of a pilot")

    def __str__(self) -> str:
        return f"finding {self.pk}"

    @property
    def words(self) -> Words:
        """For the reader."""
        return pick(self.texts)
