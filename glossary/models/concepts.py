"""A concept is a unit of knowledge with a permanent code; what it means is a version.

A version is agreed by publishing a governance decision and by nothing else, and from then on never changes.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal import clock
from portal.hands import at_and_by
from portal.members.languages import fallbacks, nearness
from portal.sealing import HousePage

if TYPE_CHECKING:
    from glossary.models.words import LanguageEntry


class GlossaryIndexPage(HousePage):
    """The words above the index; the index itself is a list of rows at ``/glossary/``."""

    lede = models.TextField(_("opening"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("glossary: opening words")


class Concept(models.Model):
    """A unit of knowledge. Its code is never reused, and it is never deleted: it can only be withdrawn."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    domain = models.CharField(_("field"), max_length=80, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        ordering = ["code"]
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        constraints = [
            at_and_by("withdrawn", "concept_withdrawn_at_and_by"),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("pk")), name="concept_replaced_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("glossary:concept", args=[self.code])


class ConceptVersionQuerySet(models.QuerySet["ConceptVersion"]):
    """Verbs over versions."""

    def agreed(self) -> ConceptVersionQuerySet:
        """The version in force of each concept."""
        return self.filter(status=ConceptVersion.Status.AGREED)

    def shown(self) -> ConceptVersionQuerySet:
        """Of each concept the version that its own address shows; a rejected one says nothing for the house."""
        rank = models.Case(
            *(models.When(status=status, then=place) for place, status in enumerate(ConceptVersion.RANK)),
            output_field=models.IntegerField(),
        )
        said = self.model._default_manager.exclude(status=ConceptVersion.Status.REJECTED)
        never = models.Case(models.When(agreed_at=None, then=1), default=0, output_field=models.IntegerField())
        best = said.filter(concept=models.OuterRef("concept")).order_by(rank, never, "-number").values("pk")[:1]
        return self.filter(pk=models.Subquery(best))

    def overdue(self) -> ConceptVersionQuerySet:
        """In force, and the day has passed on which they were to be looked at again."""
        return self.agreed().filter(review_on__lt=clock.today())

    def with_comments_counted(self) -> ConceptVersionQuerySet:
        """How many comments stand on the page of each, in the same query."""
        rows = self.model._meta.get_field("comments").related_model._default_manager  # type: ignore[union-attr]
        here = rows.filter(version=models.OuterRef("pk"), state="published").order_by().values("version")
        counted = models.Subquery(here.annotate(number=models.Count("pk")).values("number"))
        return self.annotate(commented=Coalesce(counted, 0))

    def with_words(self) -> ConceptVersionQuerySet:
        """What readers get in every language, with its designations, in two more queries however many rows."""
        entries = self.model._meta.get_field("entries").related_model._default_manager  # type: ignore[union-attr]
        current = models.Prefetch("entries", entries.filter(is_current=True))
        return self.select_related("concept").prefetch_related(current, "entries__designations")

    def standing(self) -> ConceptVersionQuerySet:
        """Of each term that is in use or on the table the version its own address shows."""
        agreed = self.model._default_manager.filter(concept=models.OuterRef("concept"), status="agreed")
        is_alone = Q(status__in=ConceptVersion.OPEN) & ~models.Exists(agreed)
        return self.filter(Q(status=ConceptVersion.Status.AGREED) | is_alone)


class ConceptVersion(models.Model):
    """What a concept means, at one time. Once agreed its content is frozen (trigger)."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        UNDER_REVIEW = "under_review", _("under review")
        AGREED = "agreed", _("agreed")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REJECTED = "rejected", _("rejected")

    class ChangeClass(models.TextChoices):
        MEANING = "meaning", _("change of meaning")
        WORDING = "wording", _("change of wording")
        TRANSLATION = "translation", _("change of a translation")

    OPEN = (Status.PROPOSED, Status.UNDER_REVIEW)
    FROZEN = (Status.AGREED, Status.SUPERSEDED, Status.WITHDRAWN)
    RANK = (Status.AGREED, Status.UNDER_REVIEW, Status.PROPOSED, Status.WITHDRAWN, Status.SUPERSEDED, Status.REJECTED)

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PROPOSED)
    change_class = models.CharField(
        _("kind of change"), max_length=12, choices=ChangeClass.choices, default=ChangeClass.MEANING
    )
    reason = models.TextField(_("reason for the change"), blank=True)
    source_language = models.CharField(max_length=35, default="en")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    review_opened_at = models.DateTimeField(null=True, blank=True)
    review_until = models.DateField(_("under review until"), null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_number = models.CharField(_("agreed by decision"), max_length=40, blank=True)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # superseded, withdrawn or rejected
    closing_reason = models.TextField(_("why it was rejected"), blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)

    objects = ConceptVersionQuerySet.as_manager()

    class Meta:
        ordering = ["concept", "-number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["concept", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["concept"], condition=Q(status="agreed"), name="version_one_agreed"),
            models.UniqueConstraint(
                fields=["concept"], condition=Q(status__in=["proposed", "under_review"]), name="version_one_open"
            ),
            at_and_by("agreed", "version_agreed_at_and_by"),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "superseded"])
                | (Q(agreed_at__isnull=False) & ~Q(decision_number="") & ~Q(content_sha256="")),
                name="version_agreed_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concept_id}/v/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("glossary:version", args=[self.concept.code, self.number])

    @property
    def is_open(self) -> bool:
        """Its words may still change."""
        return self.status in self.OPEN

    @property
    def is_overdue(self) -> bool:
        """In force, and due to be looked at again."""
        return bool(self.status == self.Status.AGREED and self.review_on and self.review_on < clock.today())

    @property
    def place(self) -> tuple[int, bool, int]:
        """The lowest is the one that its concept's own address shows."""
        return place_of(self.status, self.agreed_at, self.number)

    def entry_in(self, language: str) -> LanguageEntry | None:
        """The entry in exactly this language: words are only compared within one; needs ``with_words()``."""
        return next((entry for entry in self.entries.all() if entry.language == language), None)

    def entry_for(self, language: str | None = None) -> LanguageEntry | None:
        """The entry in the reader's language, then its parent language, then the source; needs ``with_words()``."""
        order = fallbacks(language)
        entries = list(self.entries.all())
        return min(entries, key=lambda one: nearness(one.language, self.source_language, order), default=None)

    @property
    def source_entry(self) -> LanguageEntry | None:
        """What the others translate; needs ``with_words()``."""
        return next((entry for entry in self.entries.all() if entry.language == self.source_language), None)


def place_of(status: str, agreed_at: datetime | None, number: int) -> tuple[int, bool, int]:
    """Of what is withdrawn the words that were in force come first: what nobody agreed, nobody withdrew."""
    return ConceptVersion.RANK.index(status), agreed_at is None, -number  # type: ignore[arg-type]


class GlossaryState(models.Model):
    """One row whose token is new after each change: what is kept in memory is kept by it."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
