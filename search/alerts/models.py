"""A search that an address wants to be told about, and how far it has been told."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.subscriptions.models import Subscription, SubscriptionQuerySet


class SearchAlertQuerySet(SubscriptionQuerySet["SearchAlert"]):
    """Verbs over alerts."""

    def of_address(self, email: str) -> SearchAlertQuerySet:
        """What one address is told, or is to confirm."""
        return self.filter(email=email, ended_at=None)

    def due(self, newest: datetime, before: datetime) -> SearchAlertQuerySet:
        """Something has come since they were told, and no mail has gone since ``before``; who waited longest first."""
        waited = Q(mailed_at=None) | Q(mailed_at__lte=before)
        return self.confirmed().filter(waited, looked_at__lt=newest).order_by("looked_at", "pk")


class SearchAlert(Subscription):
    """An address that wants to hear of new results of one search."""

    search = models.TextField()  # as ``searches.Search`` writes it
    signature = models.CharField(max_length=64)
    looked_at = models.DateTimeField(default=clock.now)  # what could be found before has been told, or was there
    mailed_at = models.DateTimeField(null=True, blank=True)

    page = "search:alerts"
    objects = SearchAlertQuerySet.as_manager()

    class Meta(Subscription.Meta):
        verbose_name_plural = _("new results of a search")
        constraints = [
            models.UniqueConstraint(fields=["email", "signature"], name="alert_once_a_search"),
            models.CheckConstraint(condition=~Q(search=""), name="alert_has_a_search"),
        ]
        indexes = [models.Index(fields=["looked_at"], condition=Q(ended_at=None), name="alert_waited_longest")]

    @property
    def about(self) -> str:
        """The search in words."""
        from search.alerts import searches

        return searches.told(searches.read(self.search))
