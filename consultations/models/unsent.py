"""What is being written and not sent yet: by one person, or by the colleagues of an organisation together."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from consultations.models.dates import LateDoor
from consultations.models.rounds import Round
from consultations.receipts import stored_code
from portal import clock
from portal.members.models import Organisation

KEPT_AFTER_CLOSE = timedelta(days=30)  # said on the page of the response
EMPTY_KEPT = timedelta(days=2)


class UnsentResponseQuerySet(models.QuerySet["UnsentResponse"]):
    """Verbs over responses that are being written."""

    def coded(self, code: str) -> UnsentResponseQuerySet:
        """The one that a code opens. Whoever has signed in goes on by signing in, and so do colleagues."""
        return self.filter(code_sha256=stored_code(code)).nobodys()

    def nobodys(self) -> UnsentResponseQuerySet:
        """Of people who have not signed in: whoever holds the key or the code goes on with them."""
        return self.filter(user=None, organisation=None)

    def position(self, round: Round, organisation: int | None) -> UnsentResponse | None:
        """What the colleagues of an organisation write together; a change of what they took back is none."""
        rows = self.filter(round=round, organisation=organisation).exclude(changes__withdrawn_at__isnull=False)
        return rows.select_related("organisation").first()

    def outlived(self) -> UnsentResponseQuerySet:
        """Their round closed long ago and nobody has written since, or nobody ever wrote a word."""
        now = clock.now()
        closed = Q(round__closes_at__lt=now - KEPT_AFTER_CLOSE, saved_at__lt=now - KEPT_AFTER_CLOSE)
        return self.filter(closed | Q(words={}, saved_at__lt=now - EMPTY_KEPT))


class UnsentResponse(models.Model):
    """A response being written: kept on the server, so that no closed browser and no lost line takes the words.

    ``words`` is ``{"group", "sector", "country", "answers": {question pk: {...}}, "comments": [{"id", "clause", "type",
    "body", "proposed_change", "justification"}]}``; it is deleted when it has been sent.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # becomes the submission's idempotency key
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="unsent_responses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # whose colleagues write it together; then it is no one person's
    language = models.CharField(max_length=35, default="en")
    words = models.JSONField(default=dict)
    late_door = models.ForeignKey(LateDoor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changes = models.ForeignKey(
        "consultations.Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="changing"
    )  # what was sent, and is being changed by its sender
    code_sha256 = models.CharField(max_length=64, unique=True, null=True, blank=True)  # once a code was asked for
    started_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)

    objects = UnsentResponseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "user"], name="unsent_round_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], condition=Q(changes=None), name="unsent_one_an_organisation"
            ),
            models.UniqueConstraint(
                fields=["changes"],
                condition=Q(organisation__isnull=False),
                name="unsent_one_change_of_a_position",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(user=None), name="unsent_is_a_persons_or_an_organisations"
            ),
        ]

    def __str__(self) -> str:
        return f"unsent response {self.pk}"

    @property
    def version(self) -> str:
        """Which saving a page has seen."""
        return f"{self.saved_at.timestamp():.6f}"


class HandQuerySet(models.QuerySet["Hand"]):
    """Verbs over who wrote what."""

    def of_colleagues(self) -> HandQuerySet:
        """Of those who still belong to the organisation: who has left hears nothing more of it."""
        belongs = {"organisation": models.F("response__organisation"), "confirmed_at__isnull": False, "ended_at": None}
        theirs = {f"user__memberships__{name}": value for name, value in belongs.items()}
        return self.filter(user__is_active=True, **theirs)


class Hand(models.Model):
    """Who wrote or changed a line of what colleagues draft together: for their eyes, and gone once it is sent."""

    response = models.ForeignKey(UnsentResponse, on_delete=models.CASCADE, related_name="hands")
    line = models.CharField(max_length=60)  # a comment's id, or the field: "q12", "group"
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = HandQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["response", "line", "user"], name="hand_once_a_line")]

    def __str__(self) -> str:
        return f"hand {self.pk}"
