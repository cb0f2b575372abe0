"""Looking at terms again: when the alliance does it, and who is told when something happens to one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.models.concepts import Concept, ConceptVersion
from portal import clock
from portal.members.languages import interface_language
from portal.subscriptions.models import Subscription, SubscriptionQuerySet


class Reconfirmation(models.Model):
    """Somebody looked at an agreed version again and found that it still holds; its words stay (trigger)."""

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="reconfirmations")
    confirmed_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("what was looked at"))
    language = models.CharField(max_length=35, default="en")
    next_on = models.DateField(_("to be looked at again on"))

    class Meta:
        ordering = ["version", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="reconfirmation_has_words")]

    def __str__(self) -> str:
        return f"reconfirmation {self.pk}"


class TermWatchQuerySet(SubscriptionQuerySet["TermWatch"]):
    """Verbs over watches."""

    def with_about(self) -> TermWatchQuerySet:
        """With the term."""
        return self.select_related("concept")


class TermWatch(Subscription):
    """An address that wants news of one term, or of all."""

    concept = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.CASCADE, related_name="watches")

    page = "glossary:watch"
    objects = TermWatchQuerySet.as_manager()

    class Meta(Subscription.Meta):
        constraints = [
            models.UniqueConstraint(fields=["email", "concept"], name="watch_once_a_term"),
            models.UniqueConstraint(fields=["email"], condition=Q(concept=None), name="watch_all_once"),
        ]

    @property
    def about(self) -> str:
        """The term by its name and code, or all of them."""
        from glossary.names import called

        return called(self.concept, interface_language(self.language)) if self.concept else gettext("all terms")


class TermNews(models.Model):
    """Something that happened to a term: noted by the act itself, told once by ``tick``, and read in the feed."""

    class Event(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        UNDER_REVIEW = "under_review", _("under review")
        AGREED = "agreed", _("agreed")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RECONFIRMED = "reconfirmed", _("looked at again, and still right")

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="news")
    event = models.CharField(max_length=12, choices=Event.choices)
    happened_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["happened_at", "pk"]
        indexes = [
            models.Index(fields=["happened_at"], condition=Q(told_at=None), name="term_news_waiting"),
            models.Index(fields=["-happened_at", "-id"], name="term_news_newest"),
        ]

    def __str__(self) -> str:
        return f"news {self.pk}"
