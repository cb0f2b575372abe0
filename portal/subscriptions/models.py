"""What every subscription holds, whatever it is about."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, Self, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from portal import clock, outbox

UNCONFIRMED, ENDED = timedelta(days=7), timedelta(days=30)  # how long an address stays that nobody confirmed, or ended
Row = TypeVar("Row", bound="Subscription")


class SubscriptionQuerySet(models.QuerySet[Row]):
    """Verbs over subscriptions."""

    def confirmed(self) -> Self:
        """Those that are written to."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def outlived(self) -> Self:
        """Addresses that nobody confirmed, and those that want nothing any more."""
        now = clock.now()
        return self.filter(Q(confirmed_at=None, asked_at__lt=now - UNCONFIRMED) | Q(ended_at__lt=now - ENDED))

    def with_about(self) -> Self:
        """With the rows that ``about`` is told from; a room says which."""
        return self


class Subscription(models.Model):
    """An address that wants news: asked twice, and forgotten when given up. Each room says of what."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # in the links of the mails
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField()
    language = models.CharField(max_length=35, default="en")
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    page: str  # the name of the address where one asks for these news
    objects: Any

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        """A number: an address would stay in the audit log for ever."""
        return f"{self._meta.model_name} {self.pk}"

    @property
    def about(self) -> str:
        """What the news are about, in the language that is spoken here."""
        return str(self._meta.verbose_name_plural)

    @property
    def mark(self) -> str:
        """How the events of its mails begin, so that they are forgotten with it."""
        return f"{self._meta.model_name}:{self.pk}:"

    def link(self, act: str) -> str:
        """The whole address that confirms, stops or leaves."""
        return outbox.address(f"{self.page}-{act}", self.key)


def kinds() -> list[type[Subscription]]:
    """Every kind that a room has."""
    return [model for model in apps.get_models() if issubclass(model, Subscription)]
