"""What lies between a version and others: relations, mappings, and who agreed to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glossary.models.concepts import Concept, ConceptVersion
from portal import clock
from portal.members.models import StakeholderGroup


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
        AGREE = "agree", pgettext_lazy("a group", "agreed")
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
