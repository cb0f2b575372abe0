"""Who wants to hear of what, and what there is to be told: an address is asked twice, and forgotten when given up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.models.dates import DateChange
from consultations.models.drafts import Clause, Standard
from consultations.models.rounds import Round
from consultations.titles import title_of
from portal import clock
from portal.subscriptions.models import Subscription, SubscriptionQuerySet


class FollowingQuerySet(SubscriptionQuerySet["Following"]):
    """Verbs over followings."""

    def with_about(self) -> FollowingQuerySet:
        """With the round and the standard."""
        return self.select_related("round", "standard")

    def of(self, round: Round) -> FollowingQuerySet:
        """Everybody whom news of a round concern: who follows all, its standard, a clause of its draft, or itself."""
        about = Q(topic=Following.Topic.ALL) | Q(topic=Following.Topic.ROUND, round=round)
        if round.draft is not None:
            about |= Q(topic=Following.Topic.STANDARD, standard=round.draft.standard_id)
            keys = round.draft.clauses.values("key")
            about |= Q(topic=Following.Topic.CLAUSE, standard=round.draft.standard_id, clause_key__in=keys)
        return self.filter(about)


class Following(Subscription):
    """An address that wants news: of all consultations, of a standard, of a clause of it, or of one round."""

    class Topic(models.TextChoices):
        ALL = "all", _("all consultations")
        STANDARD = "standard", _("a standard")
        CLAUSE = "clause", _("a clause of a standard")
        ROUND = "round", _("a consultation")

    topic = models.CharField(max_length=8, choices=Topic.choices)
    standard = models.ForeignKey(Standard, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    clause_key = models.CharField(max_length=80, blank=True)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="followings")

    page = "consultations:following"
    objects = FollowingQuerySet.as_manager()

    class Meta(Subscription.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(topic="all", standard=None, round=None, clause_key="")
                | Q(topic="standard", standard__isnull=False, round=None, clause_key="")
                | (Q(topic="clause", standard__isnull=False, round=None) & ~Q(clause_key=""))
                | Q(topic="round", round__isnull=False, standard=None, clause_key=""),
                name="following_names_its_topic",
            ),
            models.UniqueConstraint(fields=["email"], condition=Q(topic="all"), name="following_all_once"),
            models.UniqueConstraint(fields=["email", "round"], condition=Q(topic="round"), name="following_round_once"),
            models.UniqueConstraint(
                fields=["email", "standard"], condition=Q(topic="standard"), name="following_standard_once"
            ),
            models.UniqueConstraint(
                fields=["email", "standard", "clause_key"], condition=Q(topic="clause"), name="following_clause_once"
            ),
        ]

    @property
    def about(self) -> str:
        """What is followed, by its title."""
        if self.round is not None:
            return str(title_of(self.round))
        if self.standard is None:
            return gettext("all consultations")
        if not self.clause_key:
            return str(self.standard.title)
        clause = Clause.objects.filter(draft__standard=self.standard, key=self.clause_key).last()
        told = {"clause": clause.label if clause else self.clause_key, "standard": self.standard.title}
        return gettext("clause %(clause)s of %(standard)s") % told


class Notice(models.Model):
    """Something that happened to a round and is to be told: noted by the act itself, told once by ``tick``."""

    class Event(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        OPENED = "opened", _("open for comment")
        LEFT = "left", _("closing soon")
        EXTENDED = "extended", _("more time")
        PAUSED = "paused", _("paused")
        RESUMED = "resumed", _("goes on")
        REOPENED = "reopened", _("open again")
        CANCELLED = "cancelled", _("cancelled")
        ANSWERED = "answered", _("answered")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="notices")
    event = models.CharField(max_length=10, choices=Event.choices)
    key = models.CharField(max_length=60)  # what makes it the same piece of news: "left:3:2026-12-18"
    change = models.ForeignKey(DateChange, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["happened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="notice_once")]
        indexes = [models.Index(fields=["happened_at"], condition=Q(told_at=None), name="notice_waiting")]

    def __str__(self) -> str:
        return f"notice {self.pk}"
