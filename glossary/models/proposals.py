"""What members ask for: a new term, or other words for one. Each gets an outcome with its reason."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from glossary.models.concepts import Concept, ConceptVersion
from portal import clock
from portal.erasing import TakenOut, has_a_reason
from portal.members.languages import Words
from portal.members.models import Organisation, StakeholderGroup
from portal.sealing import canonical

SAID = ("name", "definition", "justification", "source", "source_url")


class TermProposalQuerySet(models.QuerySet["TermProposal"]):
    """Verbs over proposals."""

    def waiting(self) -> TermProposalQuerySet:
        """Nobody has said yet what becomes of them."""
        return self.filter(state=TermProposal.State.WAITING)

    def with_outcome(self) -> TermProposalQuerySet:
        """All that a row of the queue shows, in one query."""
        return self.select_related("concept", "version__concept", "instead", "organisation", "group")


class TermProposal(models.Model):
    """A member's words, as they were sent (trigger); what becomes of them is a version, or a reason why not."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        TAKEN_UP = "taken_up", _("taken up")
        DECLINED = "declined", _("declined")

    concept = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="asked_changes")
    language = models.CharField(_("language"), max_length=35)
    name = models.CharField(_("name"), max_length=240)
    definition = models.TextField(_("definition"))
    justification = models.TextField(_("why it is needed"))
    source = models.CharField(_("source"), max_length=400, blank=True)
    source_url = models.URLField(_("its address"), max_length=500, blank=True)
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(StakeholderGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    outcome = models.TextField(_("reason"), blank=True)
    outcome_language = models.CharField(max_length=35, default="en")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        ConceptVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="asked_for_by"
    )
    instead = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TermProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None, settled_by=None)
                | (~Q(state="waiting") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="proposal_settled_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_up") | Q(version__isnull=False), name="proposal_taken_up_as_a_version"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(outcome=""), name="proposal_declined_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state="waiting"), name="proposal_waiting")]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("glossary:proposal", args=[self.pk])

    @property
    def words(self) -> Words:
        """The name with its language."""
        return Words(self.name, self.language)

    @property
    def sha256(self) -> str:
        """The fingerprint of what was sent, and of what it was answered."""
        said = {name: getattr(self, name) for name in (*SAID, "outcome", "language")}
        return hashlib.sha256(canonical(said).encode()).hexdigest()


class ProposalRedaction(TakenOut):
    """Words of a declined proposal that hurt or gave somebody away."""

    proposal = models.ForeignKey(TermProposal, on_delete=models.PROTECT, related_name="redactions")

    class Meta(TakenOut.Meta):
        constraints = [has_a_reason("proposal_redaction_has_a_reason")]

    @property
    def words(self) -> Words:
        """The reason with its language."""
        return Words(self.reason, self.language)
