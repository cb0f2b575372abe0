"""Standing behind somebody else's published comment, instead of sending it once more."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models.comments import Comment
from portal import clock
from portal.members.models import StakeholderGroup


class CoSignatureQuerySet(models.QuerySet["CoSignature"]):
    """Verbs over co-signatures."""

    def counted(self) -> CoSignatureQuerySet:
        """Those whose address is confirmed."""
        return self.filter(confirmed_at__isnull=False)


class CoSignature(models.Model):
    """One person behind one comment; deleting the row takes the person back and touches nothing frozen."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="cosignatures")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # in the links of the mail
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    is_public = models.BooleanField(_("show my name"), default=False)
    language = models.CharField(max_length=35, default="en")
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = CoSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint("comment", Lower("email"), name="cosignature_once_a_person"),
            models.CheckConstraint(condition=~Q(name=""), name="cosignature_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"co-signature {self.pk}"
