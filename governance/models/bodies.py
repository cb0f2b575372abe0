"""Bodies decide or advise; a seat belongs to a stakeholder group and is held by somebody for a time."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.members.languages import Words, pick
from portal.members.models import Organisation, StakeholderGroup


class BodyQuerySet(models.QuerySet["Body"]):
    """Verbs over bodies."""

    def with_seats_on(self, day: date) -> BodyQuerySet:
        """How many seats there are that day, how many of them are vacant, and how many decisions; one query."""
        sits = Q(seats__starts_on__lte=day) & (Q(seats__ends_on=None) | Q(seats__ends_on__gte=day))
        return self.annotate(
            seats_now=models.Count("seats", filter=sits, distinct=True),
            vacant_now=models.Count("seats", filter=sits & Q(seats__holder=None), distinct=True),
            decision_count=models.Count("decisions", distinct=True),
        )


class Body(models.Model):
    """A committee or group with a charter. ``rule`` is its pass rule as data; a decision keeps its own copy of it."""

    class Kind(models.TextChoices):
        DECIDING = "deciding", _("decides")
        ADVISORY = "advisory", _("advises")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    prefix = models.SlugField(_("prefix of its decisions' numbers"), max_length=6, unique=True)
    names = models.JSONField(_("name by language"))
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DECIDING)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="body")
    rule = models.JSONField(_("pass rule"), default=dict)
    last_call_days = models.PositiveSmallIntegerField(_("days of last call"), default=21)
    appeal_days = models.PositiveSmallIntegerField(_("days in which anybody may object"), default=60)
    review_months = models.PositiveSmallIntegerField(_("months until a decision is looked at again"), default=24)
    created_at = models.DateTimeField(default=clock.now)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:body", args=[self.slug])

    @property
    def name(self) -> Words:
        """The name for the reader."""
        return pick(self.names)

    @property
    def record_name(self) -> str:
        """How words would name it."""
        return f"body {self.slug}"

    @property
    def is_sealed(self) -> bool:
        """A body is not evidence: its words may change, its seats have terms."""
        return False


class SeatQuerySet(models.QuerySet["Seat"]):
    """Verbs over seats."""

    def on(self, day: date) -> SeatQuerySet:
        """Seats whose term covers the day, vacant ones too."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def overlapping(self, first: date, last: date | None) -> SeatQuerySet:
        """Seats whose term shares a day with this one."""
        begun = self if last is None else self.filter(starts_on__lte=last)
        return begun.filter(Q(ends_on=None) | Q(ends_on__gte=first))

    def for_lists(self) -> SeatQuerySet:
        """Group, holder and organisation without a query a row; those that last longest first."""
        return self.select_related("group", "holder", "organisation").order_by("group__position", "-starts_on", "pk")


class Seat(models.Model):
    """A place at the table. A vacant seat has no holder."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ending_reason = models.TextField(_("why it ended"), blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "group__position", "pk"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="seat_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @property
    def affiliation(self) -> str:
        """Seats of one organisation are one affiliation; a seat without one stands alone."""
        return f"organisation {self.organisation_id}" if self.organisation_id else f"seat {self.pk}"

    @property
    def is_over(self) -> bool:
        """Its term ended before today."""
        return self.ends_on is not None and self.ends_on < clock.today()

    @property
    def is_to_come(self) -> bool:
        """Its term begins after today."""
        return self.starts_on > clock.today()


class BodyChange(models.Model):
    """What a body went by before and after a change, when and why, for who checks an old decision. Append-only."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="changes")
    before = models.JSONField()  # only what changed: rule, last_call_days, appeal_days, review_months, names
    after = models.JSONField()
    reason = models.TextField(_("reason"))
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["body", "-changed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="body_change_has_a_reason")]

    def __str__(self) -> str:
        return f"change {self.pk}"
