"""What the seats say: rows that are only ever added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.models.bodies import Seat
from governance.models.decisions import Decision
from portal import clock
from portal.members.models import StakeholderGroup


class PositionQuerySet(models.QuerySet["Position"]):
    """Verbs over positions."""

    def current(self) -> PositionQuerySet:
        """The last word of each seat; earlier ones stay in the record."""
        later = Position.objects.filter(
            decision=models.OuterRef("decision"), seat=models.OuterRef("seat"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later))


class Position(models.Model):
    """What a seat says to a decision. Append-only: a change of mind is a new row (trigger)."""

    class Value(models.TextChoices):
        SUPPORT = "support", _("supports")
        NO_OBJECTION = "no_objection", _("does not object")
        OBJECT = "object", _("objects")
        ABSTAIN = "abstain", _("abstains")
        RECUSE = "recuse", _("stood aside")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="positions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="positions")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")  # as on that day
    value = models.CharField(max_length=12, choices=Value.choices)
    reason = models.TextField(_("reason"), blank=True)
    comment = models.TextField(_("reservation or comment"), blank=True)
    language = models.CharField(max_length=35, default="en")
    taken_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "pk"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(value__in=["object", "recuse"]) | ~Q(reason=""), name="position_objection_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"position {self.pk}"
