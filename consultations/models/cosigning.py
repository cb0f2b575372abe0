"""Standing behind somebody else's published comment, instead of sending it once more."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models.comments import Comment
from portal import clock
from portal.members.models import Organisation, StakeholderGroup


class CoSignatureQuerySet(models.QuerySet["CoSignature"]):
    """Verbs over co-signatures."""

    def counted(self) -> CoSignatureQuerySet:
        """Those whose address is confirmed; a name that was erased still counts."""
        return self.filter(confirmed_at__isnull=False)

    def named(self) -> CoSignatureQuerySet:
        """Those whose name stands beside the comment."""
        return self.counted().filter(is_public=True)


class CoSignature(models.Model):
    """One person, or one organisation, behind one comment: no comment of its own. Its name can be taken out alone."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="cosignatures")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # in the links of the mail
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_public = models.BooleanField(_("show my name"), default=False)
    language = models.CharField(max_length=35, default="en")
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CoSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "comment", Lower("email"), condition=~Q(email=""), name="cosignature_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["comment", "organisation"],
                condition=Q(organisation__isnull=False),
                name="cosignature_once_an_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(erased_at__isnull=False, email="", user=None, is_public=False),
                name="cosignature_has_a_name_until_erased",
            ),
        ]

    def __str__(self) -> str:
        """A number: the audit log keeps it."""
        return f"co-signature {self.pk}"
