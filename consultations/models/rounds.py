"""A round: who is asked what, from when to when. Facts only; its words stand on the ConsultationPage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import Draft
from portal import clock
from portal.audience import AudienceQuerySet, HasAudience
from portal.hands import at_and_by
from portal.members.models import StakeholderGroup
from portal.members.viewer import Viewer

if TYPE_CHECKING:
    from consultations.models.questions import Question


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
        return self.standing().filter(opens_at__lte=now, closes_at__gt=now, paused_at=None)

    def standing(self) -> RoundQuerySet:
        """Announced and not cancelled."""
        return self.announced().filter(cancelled_at=None)

    def to_announce(self) -> RoundQuerySet:
        """Planned for a moment that has come, and approved before it did; a light round only has to be ready."""
        agreed = Q(approved_at__lte=F("announce_at")) | Q(profile=Round.Profile.LIGHT, ready_at__lte=F("announce_at"))
        return self.filter(agreed, announced_at=None, announce_at__lte=clock.now())

    def counting(self) -> RoundQuerySet:
        """Those that count as public rounds of a standard: an early round and a survey do not."""
        return self.standing().filter(kind__in=Round.COUNTING)


INVITED = "invited: "  # how the name of the Django group of those invited to a round begins


ACTS = ("edited", "ready", "approved", "announced", "paused", "answered", "cancelled")


class Round(HasAudience):
    """A window in which people are asked about a draft, or only asked questions."""

    class Profile(models.TextChoices):
        LIGHT = "light", _("light: an hour to set up, few conditions")
        FULL = "full", _("full: the clocks and conditions of a standard")

    class Kind(models.TextChoices):
        EARLY = "early", _("early round: who was invited speaks first; it does not count as a public round")
        PUBLIC = "public", _("public round: the whole draft")
        RESTRICTED = "restricted", _("restricted round: only what changed since the last draft")
        SURVEY = "survey", _("survey: questions without a draft")

    class Anonymity(models.TextChoices):
        NAMED = "named", _("a name is asked, and may be withheld from the public")
        OPEN = "open", _("nobody has to say who they are")

    class Screening(models.TextChoices):
        AFTER = "after", _("published at once, looked at afterwards")
        BEFORE = "before", _("published once the secretariat has looked at it")

    class Phase(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        READY = "ready", _("waits for approval")
        APPROVED = "approved", _("approved, not announced")
        UPCOMING = "upcoming", _("opens soon")
        OPEN = "open", _("open for comment")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed, being answered")
        ANSWERED = "answered", _("answered")
        CANCELLED = "cancelled", _("cancelled")

    COUNTING = (Kind.PUBLIC, Kind.RESTRICTED)

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    number = models.PositiveSmallIntegerField(_("round"), default=1)
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PUBLIC)
    profile = models.CharField(max_length=6, choices=Profile.choices, default=Profile.FULL)
    languages = models.JSONField(_("languages in which it is held"), default=list, blank=True)  # codes
    planned_rounds = models.PositiveSmallIntegerField(_("public rounds planned for this standard"), default=2)
    announce_at = models.DateTimeField(_("announced by itself at"), null=True, blank=True)  # once it is approved
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    time_zone = models.CharField(_("time zone of the round"), max_length=64, default="UTC")
    minimum_days = models.PositiveSmallIntegerField(_("minimum length in days"), default=60)
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes after the close in which a response begun before it may still be sent"), default=30
    )
    sheets_days = models.PositiveSmallIntegerField(
        _("days after the close in which paper sheets and records of sessions held before it may arrive"), default=14
    )
    waiver = models.TextField(_("published reason for departing from the conditions"), blank=True)
    waiver_language = models.CharField(max_length=35, default="en")
    lifted = models.JSONField(default=list, blank=True, editable=False)  # names of the conditions that it lifted
    anonymity = models.CharField(max_length=6, choices=Anonymity.choices, default=Anonymity.NAMED)
    screening = models.CharField(max_length=6, choices=Screening.choices, default=Screening.AFTER)
    target_groups = models.ManyToManyField(StakeholderGroup, blank=True, related_name="+")
    synopsis_due_on = models.DateField(_("every comment answered by"), null=True, blank=True)
    decision_due_on = models.DateField(_("decision by"), null=True, blank=True)
    contact_email = models.EmailField(_("who answers questions about it"), blank=True)
    competition_notice = models.JSONField(
        _("what competitors must not tell each other, by language"), default=dict, blank=True
    )  # empty: as the alliance says
    asks_acknowledgement = models.BooleanField(_("whoever sends says that they have read it"), default=False)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paused_at = models.DateTimeField(null=True, blank=True)  # while it is paused
    paused_by = models.ForeignKey(
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
                condition=Q(announce_at=None) | Q(announce_at__lt=F("opens_at")), name="round_announced_before_it_opens"
            ),
            *(at_and_by(act, f"round_{act}_at_and_by") for act in ACTS),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("edited_by")), name="round_approved_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(ready_at__isnull=False), name="round_approved_once_ready"
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(announced_at__isnull=False), name="round_paused_once_announced"
            ),
            models.CheckConstraint(condition=~Q(kind="survey") | Q(draft=None), name="round_survey_has_no_draft"),
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
            return self.before_announcement
        if now < self.opens_at:
            return self.Phase.UPCOMING
        if self.paused_at:
            return self.Phase.PAUSED
        if now < self.closes_at:
            return self.Phase.OPEN
        return self.Phase.ANSWERED if self.answered_at else self.Phase.CLOSED

    @property
    def before_announcement(self) -> Phase:
        """How far its preparation has come."""
        if self.ready_at is None:
            return self.Phase.PREPARING
        return self.Phase.APPROVED if self.approved_at else self.Phase.READY

    @property
    def is_overtaken(self) -> bool:
        """The moment planned for its announcement came before anybody had agreed: it waits for a hand."""
        if self.announced_at is not None or self.announce_at is None or self.announce_at > clock.now():
            return False
        agreed_at = self.approved_at or (self.ready_at if self.profile == self.Profile.LIGHT else None)
        return agreed_at is None or agreed_at > self.announce_at

    @property
    def last_call_at(self) -> datetime:
        """Until when a response begun before the close may still be sent."""
        return self.closes_at + timedelta(minutes=self.grace_minutes)

    @property
    def sheets_until(self) -> datetime:
        """Until when sheets and records of sessions that were held before the close may arrive."""
        closing = self.local(self.closes_at)  # the same hour by the clock on the wall, whatever was put forward or back
        return (closing + timedelta(days=self.sheets_days)).astimezone(UTC)

    @cached_property
    def asked(self) -> list[Question]:
        """What it asks, each question with whom it is meant for: locked since it is known, and so read once."""
        return list(self.questions.with_targets())  # type: ignore[attr-defined]

    @property
    def counts(self) -> bool:
        """As a public round of its standard."""
        return self.kind in self.COUNTING

    @property
    def is_by_invitation(self) -> bool:
        """Only for those invited by name. Asks for the group where the audience is a body's."""
        return self.audience_group is not None and self.audience_group.name.startswith(INVITED)

    @property
    def is_open(self) -> bool:
        """Takes responses now."""
        return self.phase == self.Phase.OPEN

    def local(self, instant: datetime) -> datetime:
        """An instant as the round's own clock shows it."""
        return instant.astimezone(self.zone)
