"""One row per findable thing, in the main database: the source for every engine, written with its source."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal import clock


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Verbs over entries."""

    def standing(self) -> SearchEntryQuerySet:
        """What can be found; a deleted row only waits until a search server has forgotten it."""
        return self.filter(deleted=False)

    def behind(self) -> SearchEntryQuerySet:
        """What a search server does not know yet."""
        return self.filter(version__gt=F("synced"))


class SearchEntry(models.Model):
    """What can be found, in one language.

    ``audience`` is a rule: tokens of which a reader must hold one, sorted, joined by commas: ``public``, ``members``,
    ``g12``, ``g12,members``; ``staff`` is for the secretariat alone.
    """

    class Kind(models.TextChoices):
        TERM = "term", _("Term")
        CLAUSE = "clause", _("Clause")
        CONSULTATION = "consultation", _("Consultation")
        COMMENT = "comment", _("Comment")
        DECISION = "decision", _("Decision")
        TRADE_OFF = "trade-off", _("Trade-off")
        BODY = "body", _("Body")
        PAGE = "page", _("Page")

    key = models.CharField(max_length=120, unique=True)  # "glossary.concept:12:fr"
    model = models.CharField(max_length=60)  # what is told: "glossary.concept", "consultations.draft" for clauses
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    language = models.CharField(max_length=35)
    status = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=80, default="public")
    date = models.DateField()
    year = models.SmallIntegerField()
    url = models.CharField(max_length=300)  # without the language's prefix
    label = models.CharField(max_length=80, blank=True)  # RS-0042, 3.4, R1-0421: shown beside the kind
    place = models.CharField(max_length=300, blank=True)  # where it stands: the standard and draft, the body
    title = models.CharField(max_length=500)
    keywords = models.TextField(blank=True)
    body = models.TextField(blank=True)
    groups = models.JSONField(default=list)  # codes
    sectors = models.JSONField(default=list)  # codes
    checksum = models.CharField(max_length=32)
    generation = models.IntegerField(default=0)
    version = models.BigIntegerField(default=1)
    synced = models.BigIntegerField(default=0)
    deleted = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            models.Index(fields=["model", "object_id"], name="search_by_source"),
            models.Index(fields=["audience"], condition=~Q(audience="public"), name="search_closed"),
            models.Index(fields=["id"], condition=Q(version__gt=F("synced")), name="search_behind"),
        ]

    def __str__(self) -> str:
        return self.key
