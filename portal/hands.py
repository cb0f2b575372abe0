"""Whose hand did it and when: facts that the database keeps together, and a second hand that is not the first."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


def at_and_by(did: str, name: str) -> models.CheckConstraint:
    """``<did>_at`` and ``<did>_by``: both, or neither."""
    at, by = f"{did}_at", f"{did}_by"
    together = Q(**{at: None, by: None}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return models.CheckConstraint(condition=together, name=name)


def reviewed_by_another(name: str) -> models.CheckConstraint:
    """Nobody reviews a translation of their own (ISO 17100, 5.3.3)."""
    apart = Q(reviewed_by=None) | Q(translated_by=None) | ~Q(reviewed_by=F("translated_by"))
    return models.CheckConstraint(condition=apart, name=name)


class TwoHands(models.Model):
    """Who translated it and who reviewed it; the constraints above are named by each model."""

    translated_at = models.DateTimeField(null=True, blank=True)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
