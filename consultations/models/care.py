"""What protects those who speak: earlier words kept, words taken out, pleas of senders, reports of readers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.comments import Comment
from consultations.models.submissions import Submission
from portal import clock
from portal.erasing import TakenOut, has_a_reason
from portal.hands import at_and_by


class Revision(models.Model):
    """What a response said before its sender changed it. Frozen (trigger), but for words that are taken out."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True)  # of the unsent response that took its place: a second click finds it
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["submission", "number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"revision {self.pk}"


class Redaction(TakenOut):
    """Words of a response that gave a person away, taken out everywhere."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="redactions")
    comments = models.ManyToManyField(Comment, related_name="redactions")

    class Meta(TakenOut.Meta):
        constraints = [has_a_reason("redaction_has_a_reason")]


class PleaQuerySet(models.QuerySet["Plea"]):
    """Verbs over pleas."""

    def waiting(self) -> PleaQuerySet:
        """Nobody has settled them yet, and what they are about is not locked."""
        return self.filter(settled_at=None, submission__locked_at=None)


class Plea(models.Model):
    """What a sender asks of the secretariat, with receipt and PIN: take words out, or look again at a screening."""

    class Kind(models.TextChoices):
        TAKE_OUT = "take_out", _("take words out")
        CONTEST = "contest", _("look again")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="pleas")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.TextField(blank=True)  # gone once the person is erased, or the words are taken out
    language = models.CharField(max_length=35, default="en")  # of the page on which it was written
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_granted = models.BooleanField(default=False)
    answer = models.TextField(_("what the sender is told"), blank=True)
    answer_language = models.CharField(max_length=35, default="en")

    objects = PleaQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission"], condition=Q(kind="contest"), name="plea_contests_once"),
            at_and_by("settled", "plea_settled_at_and_by"),
        ]

    def __str__(self) -> str:
        return f"plea {self.pk}"


class ReportQuerySet(models.QuerySet["Report"]):
    """Verbs over reports."""

    def of_risk(self) -> ReportQuerySet:
        """For the safeguarding officer alone."""
        return self.filter(kind=Report.Kind.AT_RISK)

    def waiting(self) -> ReportQuerySet:
        """Nobody has settled them yet."""
        return self.filter(settled_at=None)

    def disputes(self) -> ReportQuerySet:
        """*This was not me*, waiting; what is locked is not told of."""
        return self.waiting().filter(kind=Report.Kind.NOT_ME, submission__locked_at=None)


class Report(models.Model):
    """What a reader says about a published comment: it was not me, or somebody is at risk. Nobody's name is kept."""

    class Kind(models.TextChoices):
        NOT_ME = "not_me", _("This was not me")
        AT_RISK = "at_risk", _("Somebody is at risk")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reports")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=35, default="en")  # of the page on which it was written
    origin = models.CharField(max_length=16, blank=True)  # a fingerprint of the network and the day; emptied after two
    made_at = models.DateTimeField(default=clock.now)
    has_effect = models.BooleanField(default=False)  # False past the limit of a network: a person decides
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(_("what was found"), blank=True)
    outcome_language = models.CharField(max_length=35, default="en")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [at_and_by("settled", "report_settled_at_and_by")]
        indexes = [models.Index(fields=["kind", "settled_at"], name="report_waiting")]

    def __str__(self) -> str:
        return f"report {self.pk}"
