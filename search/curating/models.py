"""Searches without a hit, as words and a number; and records that the secretariat has picked for a search."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock

ONCE_KEPT, KEPT = timedelta(days=30), timedelta(days=180)  # what was asked once, and what was asked again


class UnfoundSearchQuerySet(models.QuerySet["UnfoundSearch"]):
    """Verbs over searches without a hit."""

    def waiting(self) -> UnfoundSearchQuerySet:
        """Nobody has dismissed them."""
        return self.filter(dismissed_at=None)

    def outlived(self) -> UnfoundSearchQuerySet:
        """Nobody has asked for long."""
        today = clock.today()
        return self.filter(Q(last_on__lt=today - KEPT) | Q(times=1, last_on__lt=today - ONCE_KEPT))


class UnfoundSearch(models.Model):
    """Words that found nothing, and on how many searches; neither who asked nor when, but for the day."""

    words = models.CharField(max_length=80)  # folded, so that "Étain" and "etain" are counted together
    typed = models.CharField(_("words"), max_length=80)  # as they were first written, in small letters
    language = models.CharField(_("language"), max_length=35)  # of the page
    times = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    last_on = models.DateField()
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = UnfoundSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-times", "-last_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["words", "language"], name="unfound_once"),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_by=None)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="unfound_dismissed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"search without a hit {self.pk}"


class PickQuerySet(models.QuerySet["Pick"]):
    """Verbs over picks."""

    def of(self, words: str, language: str) -> PickQuerySet:
        """What stands above the hits of one search, in its order."""
        return self.filter(words=words, language=language).order_by("position", "pk")


class Pick(models.Model):
    """A record that the secretariat puts above the hits of a search, and why. Shown to those who may read the record.

    ``thing`` names it whatever its language, as entries do in their key: "governance.decision:12".
    """

    words = models.CharField(max_length=80)  # folded
    typed = models.CharField(_("words"), max_length=80)
    language = models.CharField(_("language of the page"), max_length=35)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    thing = models.CharField(max_length=120)
    why = models.CharField(_("why it is picked, in a line"), max_length=200)
    position = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PickQuerySet.as_manager()

    class Meta:
        ordering = ["words", "language", "position", "pk"]
        verbose_name = _("editors' pick")
        verbose_name_plural = _("editors' picks")
        constraints = [
            models.UniqueConstraint(fields=["words", "language", "thing"], name="pick_once"),
            models.CheckConstraint(condition=~Q(why="") & ~Q(words=""), name="pick_says_why"),
        ]

    def __str__(self) -> str:
        return f"pick {self.pk}"
