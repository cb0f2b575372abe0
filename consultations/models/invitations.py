"""Who is invited by name to an early round: an address, how far it has come, and whose account took it up."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.rounds import Round
from portal import clock
from portal.hands import at_and_by

KEPT_WITHDRAWN = timedelta(days=30)  # how long a withdrawn invitation can be given anew
KEPT_AFTER = timedelta(days=180)  # how long names are kept once a round is over


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Verbs over invitations."""

    def standing(self) -> InvitationQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def outlived(self) -> InvitationQuerySet:
        """Withdrawn for some time, or of a round that is long over: nobody needs the names any more."""
        now = clock.now()
        over = Q(round__closes_at__lt=now - KEPT_AFTER) | Q(round__cancelled_at__lt=now - KEPT_AFTER)
        return self.filter(over | Q(withdrawn_at__lt=now - KEPT_WITHDRAWN))


class Invitation(models.Model):
    """One person asked by name; whoever holds the link in the mail takes it up, once, with an account."""

    class State(models.TextChoices):
        WAITS = "waits", _("goes out with the announcement")
        SENT = "sent", _("invited")
        TAKEN_UP = "taken_up", _("taken up")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=35, default="en")
    invited_at = models.DateTimeField(default=clock.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mailed_at = models.DateTimeField(null=True, blank=True)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["round", "-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "email"], name="invitation_once_an_address"),
            at_and_by("withdrawn", "invitation_withdrawn_at_and_by"),
            models.CheckConstraint(
                condition=Q(user=None) | Q(taken_up_at__isnull=False), name="invitation_of_an_account_is_taken_up"
            ),
        ]

    def __str__(self) -> str:
        """A number: the audit log keeps it, and it gives nobody away."""
        return f"invitation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("consultations:invitation", args=[self.key])

    @property
    def state(self) -> Invitation.State:
        """How far it has come."""
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.taken_up_at:
            return self.State.TAKEN_UP
        return self.State.SENT if self.mailed_at else self.State.WAITS
