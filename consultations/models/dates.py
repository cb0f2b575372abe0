"""What happens to a round once it is announced: dates that move, acts of two people, late doors."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.rounds import Round
from portal import clock
from portal.hands import at_and_by
from portal.members.languages import Words, pick


class PublicReason(models.Model):
    """Why something was done, told to everybody: in one language, and in others where somebody wrote them."""

    reason = models.TextField(_("reason, in public"))
    language = models.CharField(max_length=35, default="en")
    translations = models.JSONField(_("the reason in other languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def words(self) -> Words:
        """The reason for the reader: where it is not in their language, as it was typed."""
        typed = {self.language: self.reason}
        return pick(typed | self.translations | typed)


class DateChange(PublicReason):
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
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "changed_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="date_change_has_a_reason")]

    def __str__(self) -> str:
        return f"date change {self.pk}"


class MotionQuerySet(models.QuerySet["Motion"]):
    """Verbs over motions."""

    def waiting(self) -> MotionQuerySet:
        """Moved by one, not yet seconded, not dropped."""
        return self.filter(seconded_at=None, dropped_at=None)

    def carried(self) -> MotionQuerySet:
        """Seconded: done."""
        return self.filter(seconded_at__isnull=False)


class Motion(PublicReason):
    """What takes two people, reopening and cancelling: moved by one, done when another seconds it."""

    class Kind(models.TextChoices):
        REOPEN = "reopen", _("reopen the round")
        CANCEL = "cancel", _("cancel the round")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="motions")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    closes_at = models.DateTimeField(null=True, blank=True)  # of a reopening
    moved_at = models.DateTimeField(default=clock.now)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MotionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "moved_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="motion_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind="reopen", closes_at__isnull=False) | Q(kind="cancel", closes_at=None),
                name="motion_to_reopen_names_a_date",
            ),
            at_and_by("seconded", "motion_seconded_at_and_by"),
            at_and_by("dropped", "motion_dropped_at_and_by"),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("moved_by")), name="motion_seconded_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(seconded_at=None) | Q(dropped_at=None), name="motion_seconded_or_dropped"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(seconded_at=None, dropped_at=None), name="motion_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"motion {self.pk}"


class LateDoor(PublicReason):
    """One more response, let in after the close by the secretariat: flagged as late wherever it is shown. Frozen."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="late_doors")
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "opened_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="late_door_has_a_reason")]

    def __str__(self) -> str:
        return f"late door {self.pk}"
