"""A trade-off statement: option by dimension by group. Empty cells read "not assessed"; there is no net score."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.models.decisions import Decision, Option
from portal import clock
from portal.audience import AudienceQuerySet, HasAudience
from portal.hands import at_and_by
from portal.members.languages import Words, pick
from portal.members.models import StakeholderGroup
from portal.members.viewer import Viewer


class TradeOffQuerySet(AudienceQuerySet["TradeOff"]):
    """Verbs over statements."""

    def visible_to(self, viewer: Viewer) -> TradeOffQuerySet:
        """Published and within its audience; the secretariat sees all."""
        if viewer.is_secretariat:
            return self
        return self.within_audience(viewer).filter(published_at__isnull=False)


class TradeOff(HasAudience):
    """What each option of a decision would cost and bring, and whom. Published before the decision that weighs it."""

    class Verdict(models.TextChoices):
        POSITIVE = "positive", _("positive")
        RESERVATIONS = "reservations", _("with reservations")
        NEGATIVE = "negative", _("negative")

    number = models.CharField(_("number"), max_length=40, unique=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="trade_off")
    currency = models.CharField(max_length=3, blank=True)
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    horizon_years = models.PositiveSmallIntegerField(null=True, blank=True)
    evaluate_on = models.DateField(_("to be compared with what came true on"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("what the reviewer says"), max_length=12, choices=Verdict.choices, blank=True)
    review_notes = models.JSONField(_("the reviewer's words, by language"), default=dict, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = TradeOffQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("trade-off statement")
        verbose_name_plural = _("trade-off statements")
        constraints = [
            *HasAudience.Meta.constraints,
            at_and_by("published", "tradeoff_published_at_and_by"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, verdict="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(verdict="")),
                name="tradeoff_reviewed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("created_by")), name="tradeoff_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(reviewed_at__isnull=False, evaluate_on__isnull=False),
                name="tradeoff_published_once_reviewed",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("governance:trade-off", args=[self.number])

    @property
    def record_name(self) -> str:
        """How its sealed words name it."""
        return f"trade-off {self.number}"

    @property
    def is_sealed(self) -> bool:
        """Published: neither words nor figures change."""
        return self.published_at is not None

    @property
    def review_note(self) -> Words:
        """What the reviewer said, for the reader."""
        return pick(self.review_notes)


class Impact(models.Model):
    """One effect of one option on one group in one dimension. Every cost has a bearer."""

    class Dimension(models.TextChoices):
        ECONOMIC = "economic", _("economic")
        SOCIAL = "social", _("social")
        ENVIRONMENTAL = "environmental", _("environmental")

    class Direction(models.TextChoices):
        COST = "cost", _("cost")
        BENEFIT = "benefit", _("benefit")
        NONE = "none", _("nothing that counts, because")

    class Magnitude(models.IntegerChoices):
        MINOR = 1, _("minor")
        MODERATE = 2, _("moderate")
        MAJOR = 3, _("major")
        SEVERE = 4, _("severe")

    class Confidence(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    trade_off = models.ForeignKey(TradeOff, on_delete=models.PROTECT, related_name="impacts")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="impacts")
    dimension = models.CharField(max_length=14, choices=Dimension.choices)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    group = models.ForeignKey(StakeholderGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    magnitude = models.PositiveSmallIntegerField(choices=Magnitude.choices, null=True, blank=True)
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    central = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)  # "million USD a year"
    texts = models.JSONField(_("what it is, by language"))
    evidence = models.TextField(_("evidence"), blank=True)
    is_assumption = models.BooleanField(_("assumed, not shown"), default=False)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["trade_off", "option__position", "dimension", "position", "pk"]
        verbose_name = _("impact")
        verbose_name_plural = _("impacts")
        constraints = [
            models.CheckConstraint(condition=Q(direction="none") | Q(group__isnull=False), name="impact_has_a_bearer"),
            models.CheckConstraint(
                condition=Q(direction="none") | Q(magnitude__isnull=False), name="impact_has_a_magnitude"
            ),
            models.CheckConstraint(
                condition=Q(low=None, central=None, high=None)
                | (Q(low__lte=F("central"), central__lte=F("high")) & ~Q(unit="")),
                name="impact_figures_are_ordered_and_have_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"impact {self.pk}"

    @property
    def text(self) -> Words:
        """What it is, for the reader."""
        return pick(self.texts)

    @property
    def sign(self) -> str:
        """Its drawing: solid for a cost, open for a benefit."""
        if self.direction == self.Direction.NONE:
            return ""
        return f"c{self.magnitude}" if self.direction == self.Direction.COST else f"b{min(3, self.magnitude or 1)}"

    @property
    def sign_words(self) -> str:
        """What the drawing says."""
        words = {"magnitude": self.get_magnitude_display() or ""}
        if self.direction == self.Direction.COST:
            return gettext("%(magnitude)s cost") % words
        return gettext("%(magnitude)s benefit") % words

    @property
    def figures(self) -> str:
        """From the lowest to the highest estimate, with the unit; empty where it was not said in figures."""
        if self.low is None or self.high is None:
            return ""
        low, high = (number_format(value.normalize(), use_l10n=True) for value in (self.low, self.high))
        return gettext("%(low)s to %(high)s %(unit)s") % {"low": low, "high": high, "unit": self.unit}
