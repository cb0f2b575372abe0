"""A round: who is asked what, from when to when. Facts only; its words stand on the ConsultationPage."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import Draft
from portal import clock
from portal.audience import AudienceQuerySet, HasAudience
from portal.members.models import StakeholderGroup
from portal.members.viewer import Viewer


class RoundQuerySet(AudienceQuerySet["Round"]):
    """Verbs over rounds."""

    def visible_to(self, viewer: Viewer) -> RoundQuerySet:
        """Announced, and within the round's audience; the secretariat sees all."""
        if viewer.is_secretariat:
            return self
        return self.within_audience(viewer).filter(announced_at__isnull=False, announced_at__lte=clock.now())

    def announced(self) -> RoundQuerySet:
        """Known to their audience."""
        return self.filter(announced_at__isnull=False)

    def open(self) -> RoundQuerySet:
        """Taking responses at this instant."""
        now = clock.now()
        return self.announced().filter(opens_at__lte=now, closes_at__gt=now, cancelled_at=None)


class Round(HasAudience):
    """A window in which people are asked about a draft, or only asked questions."""

    class Profile(models.TextChoices):
        LIGHT = "light", _("light: an hour to set up, few conditions")
        FULL = "full", _("full: the clocks and conditions of a standard")

    class Anonymity(models.TextChoices):
        NAMED = "named", _("a name is asked, and may be withheld from the public")
        OPEN = "open", _("nobody has to say who they are")

    class Screening(models.TextChoices):
        AFTER = "after", _("published at once, looked at afterwards")
        BEFORE = "before", _("published once the secretariat has looked at it")

    class Phase(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        UPCOMING = "upcoming", _("opens soon")
        OPEN = "open", _("open for comment")
        CLOSED = "closed", _("closed, being answered")
        ANSWERED = "answered", _("answered")
        CANCELLED = "cancelled", _("cancelled")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    number = models.PositiveSmallIntegerField(_("round"), default=1)
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    profile = models.CharField(max_length=6, choices=Profile.choices, default=Profile.FULL)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    time_zone = models.CharField(_("time zone of the round"), max_length=64, default="UTC")
    minimum_days = models.PositiveSmallIntegerField(_("minimum length in days"), default=60)
    waiver = models.TextField(_("published reason for departing from the conditions"), blank=True)
    anonymity = models.CharField(max_length=6, choices=Anonymity.choices, default=Anonymity.NAMED)
    screening = models.CharField(max_length=6, choices=Screening.choices, default=Screening.AFTER)
    target_groups = models.ManyToManyField(StakeholderGroup, blank=True, related_name="+")
    synopsis_due_on = models.DateField(_("every comment answered by"), null=True, blank=True)
    decision_due_on = models.DateField(_("decision by"), null=True, blank=True)
    contact_email = models.EmailField(_("who answers questions about it"), blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)  # all answers published at once
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            *HasAudience.Meta.constraints,
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(announced_at=None, announced_by=None)
                | Q(announced_at__isnull=False, announced_by__isnull=False),
                name="round_announced_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="round_answered_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="round_cancelled_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("consultations:round", args=[self.slug])

    @property
    def record_name(self) -> str:
        """How its sealed words name it."""
        return f"round {self.slug}"

    @property
    def is_sealed(self) -> bool:
        """Announced: its words no longer change."""
        return self.announced_at is not None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which its dates were promised."""
        return ZoneInfo(self.time_zone)

    @property
    def phase(self) -> Phase:
        """Computed at request time, so that no dead scheduler can leave a round open or shut."""
        now = clock.now()
        if self.cancelled_at:
            return self.Phase.CANCELLED
        if self.announced_at is None:
            return self.Phase.PREPARING
        if now < self.opens_at:
            return self.Phase.UPCOMING
        if now < self.closes_at:
            return self.Phase.OPEN
        return self.Phase.ANSWERED if self.answered_at else self.Phase.CLOSED

    @property
    def is_open(self) -> bool:
        """Takes responses now."""
        return self.phase == self.Phase.OPEN

    @property
    def days_left(self) -> int:
        """Whole days until it closes; 0 on the last day and after."""
        return max(0, (self.closes_at - clock.now()).days)

    def local(self, instant: datetime) -> datetime:
        """An instant as the round's own clock shows it."""
        return instant.astimezone(self.zone)
