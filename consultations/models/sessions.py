"""Sessions in which somebody writes down what others say: who held it, how they agreed, and a way past the host."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations import receipts
from consultations.models.rounds import Round
from consultations.models.submissions import OfUnlockedManager, Submission
from consultations.regions import Region
from portal import clock
from portal.hands import at_and_by
from portal.members.models import Organisation, Sector, StakeholderGroup
from portal.members.viewer import Viewer


class FacilitatedSessionQuerySet(models.QuerySet["FacilitatedSession"]):
    """Verbs over sessions."""

    def visible_to(self, viewer: Viewer) -> FacilitatedSessionQuerySet:
        """With place, day and notes: the secretariat, whoever recorded it, and the delegates of its host."""
        if viewer.is_secretariat:
            return self
        if viewer.user is None:
            return self.none()
        own = Q(recorded_by=viewer.user, organisation__in=viewer.organisations)
        return self.filter(own | Q(organisation__in=viewer.delegate_of))

    def published(self) -> FacilitatedSessionQuerySet:
        """Those of which something may be read by everybody; the round is asked for apart."""
        return self.filter(pk__in=SessionRecord.objects.published().values("session"))

    def count_of_rounds(self) -> models.functions.Coalesce:
        """For a list of rounds, in its own query: of how many sessions something is published."""
        rows = self.published().filter(round=models.OuterRef("pk")).order_by().values("round")
        counted = models.Subquery(rows.annotate(n=models.Count("pk")).values("n"))
        return models.functions.Coalesce(counted, 0, output_field=models.IntegerField())

    def people_of_rounds(self, fewest: int) -> models.functions.Coalesce:
        """For a list of rounds, in its own query: how many people took part in those that had at least so many."""
        rows = self.published().filter(round=models.OuterRef("pk"), people__gte=fewest).order_by().values("round")
        counted = models.Subquery(rows.annotate(n=models.Sum("people")).values("n"))
        return models.functions.Coalesce(counted, 0, output_field=models.IntegerField())

    def with_counts(self) -> FacilitatedSessionQuerySet:
        """``record_count``: how many responses came of it."""
        there = Q(records__submission__locked_at=None)
        return self.annotate(record_count=models.Count("records", filter=there)).order_by("-held_on", "-pk")


class FacilitatedSession(models.Model):
    """A session held for a round. Once something of it is sent, what the public knows of it is frozen (trigger)."""

    class Kind(models.TextChoices):
        SITE = "site", _("at a site")
        WORKSHOP = "workshop", _("workshop")
        WEBINAR = "webinar", _("online")

    class Consent(models.TextChoices):
        ORAL = "oral", _("each said yes aloud")
        SIGNED = "signed", _("each signed or gave a thumbprint")
        REPRESENTATIVE = "proxy", _("somebody whom they chose said yes for all")

    class Wording(models.TextChoices):
        VERBATIM = "verbatim", _("word for word")
        PARAPHRASED = "paraphrased", _("in the host's words")

    class Role(models.TextChoices):
        DIGGING = "digging", _("dig or drill")
        PROCESSING = "processing", _("crush, wash or refine")
        CARRYING = "carrying", _("carry or guard")
        TRADING = "trading", _("buy or sell")
        SERVING = "serving", _("cook, repair, provide services")
        LIVING = "living", _("live nearby")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sessions")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # its code is made again from it
    code_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("host")
    )  # none: the secretariat
    host = models.CharField(_("who led it"), max_length=200)
    interest = models.TextField(_("the host's own interest"))
    written_in = models.CharField(_("language in which its host writes of it"), max_length=35, default="en")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.SITE)
    held_on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    region = models.CharField(_("region"), max_length=3, choices=Region.choices)
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language spoken"), max_length=35, default="en")
    interpreter = models.BooleanField(_("with an interpreter"), default=False)
    people = models.PositiveSmallIntegerField(_("how many people took part"))
    women = models.PositiveSmallIntegerField(_("women among them"), null=True, blank=True)
    youth = models.PositiveSmallIntegerField(_("people under 25 among them"), null=True, blank=True)
    roles = models.JSONField(_("what they do"), default=dict, blank=True)  # Role: how many
    consent = models.CharField(_("how they agreed"), max_length=8, choices=Consent.choices)
    wording = models.CharField(_("written down"), max_length=11, choices=Wording.choices)
    read_back_on = models.DateField(_("read back to them on"), null=True, blank=True)
    read_back_how = models.CharField(_("how it was read back"), max_length=300, blank=True)
    complaints = models.TextField(_("how they were told to correct or complain without the host"))
    confidentiality = models.CharField(
        max_length=10, choices=Submission.Confidentiality.choices, default=Submission.Confidentiality.WITHHELD
    )
    notes = models.TextField(_("notes, for the secretariat only"), blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = FacilitatedSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="session_of_somebody"),
            models.CheckConstraint(condition=Q(women=None) | Q(women__lte=F("people")), name="session_women_among_all"),
            models.CheckConstraint(condition=Q(youth=None) | Q(youth__lte=F("people")), name="session_youth_among_all"),
            models.CheckConstraint(condition=~Q(interest=""), name="session_host_declares_interest"),
            models.CheckConstraint(condition=~Q(complaints=""), name="session_has_a_way_past_the_host"),
            models.CheckConstraint(condition=~Q(confidentiality="name"), name="session_names_nobody"),
            models.CheckConstraint(
                condition=Q(read_back_on=None, read_back_how="")
                | Q(read_back_on__isnull=False, read_back_on__gte=F("held_on")),
                name="session_read_back_afterwards",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("consultations:desk-session", args=[self.pk])

    @property
    def code(self) -> str:
        """Printed on every slip: with it a participant reaches the secretariat past the host."""
        return receipts.code_for(self.key)

    def key_of(self, slip: int, part: int = 1) -> uuid.UUID:
        """The key of what a numbered slip stands for: its code is known, and handed out, before it is sent."""
        return uuid.uuid5(self.key, f"slip {slip}" if part == 1 else f"slip {slip} part {part}")

    @property
    def held_at(self) -> datetime:
        """The first instant of its day at which the round was open; outside the round where there is none."""
        start = datetime.combine(self.held_on, time(), self.round.zone)
        return min(max(start, self.round.opens_at), start + timedelta(days=1))


class SessionRecordQuerySet(models.QuerySet["SessionRecord"]):
    """Verbs over records of sessions: they are read wherever their response is."""

    def published(self) -> SessionRecordQuerySet:
        """The response may be read by everybody."""
        return self.filter(submission__in=Submission.objects.published())


class SessionRecord(models.Model):
    """One response of channel *session*: of which session, and for how many of its people it stands. Frozen."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="session_record")
    session = models.ForeignKey(FacilitatedSession, on_delete=models.PROTECT, related_name="records")
    people = models.PositiveSmallIntegerField(_("people it stands for"))
    slip = models.PositiveSmallIntegerField(_("number of the slip"), null=True, blank=True)
    part = models.PositiveSmallIntegerField(default=1)  # what came later for the same slip is sent as its next part
    wording = models.CharField(
        _("written down"), max_length=11, choices=FacilitatedSession.Wording.choices, blank=True
    )  # empty: as the session says
    note = models.ForeignKey(
        "consultations.Attachment", null=True, blank=True, on_delete=models.PROTECT, related_name="records"
    )  # the recording it was written down from

    objects = OfUnlockedManager.from_queryset(SessionRecordQuerySet)()
    with_locked = SessionRecordQuerySet.as_manager()  # numbers of slips, and whether the session is used

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="session_record_of_somebody"),
            models.UniqueConstraint(fields=["session", "slip", "part"], name="session_slip_once_a_part"),
        ]

    def __str__(self) -> str:
        return f"record {self.pk}"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Verbs over corrections."""

    def waiting(self) -> CorrectionQuerySet:
        """Nobody has looked into them yet."""
        return self.filter(settled_at=None)


class Correction(models.Model):
    """*This is not what I said*: from a participant to the secretariat. The host never learns of it."""

    session = models.ForeignKey(FacilitatedSession, on_delete=models.PROTECT, related_name="corrections")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )  # none: the code of the whole session was used
    words = models.TextField()
    contact = models.CharField(max_length=200, blank=True)  # emptied once it is settled
    language = models.CharField(max_length=35, default="en")
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(_("what was found and done"), blank=True)
    outcome_language = models.CharField(max_length=35, default="en")

    objects = OfUnlockedManager.from_queryset(CorrectionQuerySet)()
    with_locked = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            at_and_by("settled", "correction_settled_at_and_by"),
            models.CheckConstraint(condition=~Q(words=""), name="correction_says_something"),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"
