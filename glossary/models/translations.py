"""A translation on its way: what a translator has written and nobody has reviewed, so that no reader gets it yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glossary.models.concepts import Concept
from portal import clock
from portal.hands import at_and_by


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Verbs over work in progress."""

    def waiting(self) -> TranslationQuerySet:
        """Handed over: a second person looks at them."""
        return self.filter(state=Translation.State.WAITING)


class Translation(models.Model):
    """One language of a concept at the desk; gone once it is reviewed and readers have it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("a translation", "draft")
        WAITING = "waiting", _("waits for review")
        RETURNED = "returned", _("returned")

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(_("language"), max_length=35)
    words = models.JSONField(default=dict)  # definition, notes, examples, names
    source_words = models.JSONField(default=dict)  # the source as it stood when this was written
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    translated_at = models.DateTimeField(default=clock.now)
    translated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("why it is returned"), blank=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["concept", "language"]
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(fields=["concept", "language"], name="translation_once_a_language"),
            at_and_by("returned", "translation_returned_at_and_by"),
            models.CheckConstraint(
                condition=~Q(state="returned") | (Q(returned_at__isnull=False) & ~Q(reason="")),
                name="translation_returned_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["language", "state"], name="translation_language_state")]

    def __str__(self) -> str:
        return f"translation {self.pk}"
