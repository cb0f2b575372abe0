"""Bodies decide or advise; a seat belongs to a stakeholder group and is held by somebody for a time."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.members.languages import Words, pick
from portal.members.models import Organisation, StakeholderGroup


class Body(models.Model):
    """A committee or group with a charter. ``rule`` is its pass rule as data; a decision keeps its own copy of it."""

    class Kind(models.TextChoices):
        DECIDING = "deciding", _("decides")
        ADVISORY = "advisory", _("advises")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    prefix = models.SlugField(_("prefix of its decisions' numbers"), max_length=6, unique=True)
    names = models.JSONField(_("name by language"))
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DECIDING)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="body")
    rule = models.JSONField(_("pass rule"), default=dict)
    last_call_days = models.PositiveSmallIntegerField(_("days of last call"), default=21)
    appeal_days = models.PositiveSmallIntegerField(_("days in which anybody may object"), default=60)
    review_months = models.PositiveSmallIntegerField(_("months until a decision is looked at again"), default=24)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["kind", "slug"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:body", args=[self.slug])

    @property
    def name(self) -> Words:
        """The name for the reader."""
        return pick(self.names)

    @property
    def record_name(self) -> str:
        """How words would name it."""
        return f"body {self.slug}"

    @property
    def is_sealed(self) -> bool:
        """A body is not evidence: its words may change, its seats have terms."""
        return False


class SeatQuerySet(models.QuerySet["Seat"]):
    """Verbs over seats."""

    def on(self, day: date) -> SeatQuerySet:
        """Seats whose term covers the day, vacant ones too."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Seat(models.Model):
    """A place at the table. A vacant seat has no holder."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "group__position", "pk"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="seat_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @property
    def affiliation(self) -> str:
        """Seats of one organisation are one affiliation; a seat without one stands alone."""
        return f"organisation {self.organisation_id}" if self.organisation_id else f"seat {self.pk}"
