"""Taking words out of texts: every place where they stand, whatever their case and their spaces."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal import clock

MARK = "[…]"
SHORTEST = 2


class TakenOut(models.Model):
    """Words taken out of frozen texts and kept nowhere: who did it, why, and both fingerprints.

    While it is open, in one transaction, the frozen words may change; once closed it is frozen itself (triggers).
    """

    reason = models.TextField(_("why words were taken out"))
    language = models.CharField(max_length=35, default="en")  # of the reason
    places = models.PositiveIntegerField(default=0)
    before_sha256 = models.CharField(max_length=64)
    after_sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"redaction {self.pk}"


def has_a_reason(name: str) -> models.CheckConstraint:
    """Nothing is taken out in silence."""
    return models.CheckConstraint(condition=~Q(reason=""), name=name)


def check(phrases: Sequence[str], reason: str, *, everything: bool = False) -> None:
    """Something to take out, and a reason that does not say it again; else a ValidationError."""
    if any(len(phrase) < SHORTEST for phrase in phrases) or not (phrases or everything):
        raise ValidationError({"words": gettext("Write the words to take out, each on a line of its own.")})
    if not reason:
        raise ValidationError({"reason": gettext("Say why; everybody reads this.")})
    eraser = Eraser(phrases)
    eraser.text(reason)
    if phrases and eraser.places:
        raise ValidationError({"reason": gettext("Everybody reads the reason: do not repeat the words in it.")})


class Eraser:
    """Knows what to take out, and counts the places."""

    def __init__(self, phrases: Sequence[str]) -> None:
        longest_first = sorted(phrases, key=len, reverse=True)
        wanted = (r"\s+".join(re.escape(part) for part in phrase.split()) for phrase in longest_first)
        self.pattern = re.compile("|".join(wanted), re.IGNORECASE)
        self.places = 0

    def text(self, text: str) -> str:
        """The text without the words."""
        clean, places = self.pattern.subn(MARK, text)
        self.places += places
        return clean
