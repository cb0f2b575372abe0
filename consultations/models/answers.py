"""What became of it: a disposition for each comment, proposed by one, agreed by another, published all at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.comments import Comment
from consultations.models.drafts import Clause, TranslationStatus
from consultations.models.rounds import Round
from portal import clock
from portal.hands import at_and_by
from portal.members.languages import Words, pick

SIGNS = {
    "accepted": "d-accepted",
    "accepted_modified": "d-modified",
    "partly": "d-partly",
    "not_accepted": "d-not",
    "out_of_scope": "d-later",
    "deferred": "d-later",
    "duplicate": "d-same",
    "withdrawn": "s-withdrawn",
}


class DispositionQuerySet(models.QuerySet["Disposition"]):
    """Verbs over dispositions."""

    def current(self) -> DispositionQuerySet:
        """The one that counts for each comment."""
        return self.filter(superseded_at=None)

    def published(self) -> DispositionQuerySet:
        """What the public and the commenter see."""
        return self.current().filter(published_at__isnull=False)


class Disposition(models.Model):
    """What was done with a comment and why; codes after the ISO/IEC commenting practice. Frozen once published."""

    class Value(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        MODIFIED = "accepted_modified", _("accepted with modifications")
        PARTLY = "partly", _("partly accepted")
        NOTED = "noted", _("noted, no change needed")
        NOT_ACCEPTED = "not_accepted", _("not accepted")
        OUT_OF_SCOPE = "out_of_scope", _("out of the scope of this round")
        DEFERRED = "deferred", _("deferred to the next revision")
        DUPLICATE = "duplicate", _("the same as another comment")
        ANSWERED = "answered", _("question answered")
        WITHDRAWN = "withdrawn", _("withdrawn by the commenter")

    NEEDS_NO_REASON = (Value.ACCEPTED, Value.DUPLICATE, Value.WITHDRAWN)

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="dispositions")
    value = models.CharField(max_length=20, choices=Value.choices)
    reason = models.TextField(_("reason"), blank=True)
    language = models.CharField(max_length=35, default="en")
    duplicate_of = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    changed_clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="caused_by"
    )
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = DispositionQuerySet.as_manager()

    class Meta:
        ordering = ["comment", "proposed_at"]
        verbose_name = _("answer to a comment")
        verbose_name_plural = _("answers to comments")
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(superseded_at=None), name="disposition_one_current"
            ),
            at_and_by("agreed", "disposition_agreed_at_and_by"),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by")), name="disposition_agreed_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(agreed_at__isnull=False), name="disposition_published_once_agreed"
            ),
            models.CheckConstraint(
                condition=Q(value__in=["accepted", "duplicate", "withdrawn"]) | ~Q(reason=""),
                name="disposition_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(value="duplicate") | Q(duplicate_of__isnull=False),
                name="disposition_duplicate_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"disposition {self.pk}"

    @property
    def sign(self) -> str:
        """The shape that goes with its word."""
        return SIGNS.get(self.value, "d-noted")

    @property
    def words(self) -> Words:
        """The reason for the reader, in a language that is there."""
        return pick({row.language: row.text for row in self.translations.all()} | {self.language: self.reason})


class DispositionTranslation(models.Model):
    """The reason in another language."""

    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=35)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=TranslationStatus.choices, default=TranslationStatus.DRAFT)
    source_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disposition", "language"], name="disposition_translation_once")]

    def __str__(self) -> str:
        return f"translation {self.pk}"


class Synopsis(models.Model):
    """What was said and what was done with it, in one page, by language; published with the answers."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="synopses")
    language = models.CharField(max_length=35)
    body = models.TextField(_("synopsis"))

    class Meta:
        verbose_name_plural = "synopses"
        constraints = [models.UniqueConstraint(fields=["round", "language"], name="synopsis_once_a_language")]

    def __str__(self) -> str:
        return f"synopsis {self.pk}"
