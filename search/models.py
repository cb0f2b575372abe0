"""One row per findable thing, in the main database: the source for every engine, written with its source."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from portal import clock


class SearchEntry(models.Model):
    """What can be found, in one language. ``audience`` is the token a reader must hold: public, members, g12."""

    class Kind(models.TextChoices):
        TERM = "term"
        CLAUSE = "clause"
        CONSULTATION = "consultation"
        COMMENT = "comment"
        DECISION = "decision"
        TRADE_OFF = "trade-off"
        BODY = "body"
        PAGE = "page"

    key = models.CharField(max_length=120, unique=True)  # "glossary.concept:12:fr"
    model = models.CharField(max_length=60)  # "glossary.concept"
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    language = models.CharField(max_length=35)
    status = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=20, default="public")
    date = models.DateField()
    year = models.SmallIntegerField()
    url = models.CharField(max_length=300)  # without the language's prefix
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

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            models.Index(fields=["model", "object_id"], name="search_by_source"),
            models.Index(fields=["id"], condition=Q(version__gt=F("synced")), name="search_behind"),
        ]

    def __str__(self) -> str:
        return self.key
