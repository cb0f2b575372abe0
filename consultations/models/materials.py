"""What is given along with a draft to understand it: a summary in Swahili, slides. Never part of its words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import Draft
from portal import clock
from portal.hands import at_and_by


class MaterialQuerySet(models.QuerySet["Material"]):
    """Verbs over supporting material."""

    def offered(self) -> MaterialQuerySet:
        """Not taken away again."""
        return self.filter(removed_at=None)


class Material(models.Model):
    """A file kept privately and served as a download to whoever may read its draft. In any language."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="materials")
    title = models.CharField(_("title, in its own language"), max_length=200)
    language = models.CharField(_("language"), max_length=35)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200)  # its name in the private storage
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["draft", "language", "title"]
        verbose_name = _("supporting material")
        constraints = [at_and_by("removed", "material_removed_at_and_by")]

    def __str__(self) -> str:
        return f"material {self.pk}"
