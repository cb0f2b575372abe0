"""What happened to the dates of a round: every old one stays, with its public reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.rounds import Round
from portal import clock


class DateChange(models.Model):
    """An extension, a pause, a reopening: the old dates stay, with the public reason. Append-only."""

    class Kind(models.TextChoices):
        EXTENDED = "extended", _("extended")
        PAUSED = "paused", _("paused")
        RESUMED = "resumed", _("resumed")
        REOPENED = "reopened", _("reopened")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="date_changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    old_closes_at = models.DateTimeField()
    new_closes_at = models.DateTimeField()
    reason = models.TextField()
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "changed_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="date_change_has_a_reason")]

    def __str__(self) -> str:
        return f"date change {self.pk}"
