"""Files in which somebody sent comments, row by row until each is a comment, mended, or left out with a reason."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.comments import Comment
from consultations.models.rounds import Round
from consultations.models.sessions import FacilitatedSession, SessionRecord
from consultations.models.submissions import Submission
from consultations.sheets import CommentRow
from portal import clock
from portal.members.models import Organisation, StakeholderGroup
from portal.members.viewer import Viewer

NAMES = {part.name for part in fields(CommentRow)} - {"row"}
NAMELESS = "–"  # a file's name that was forgotten


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Verbs over what came in."""

    def visible_to(self, viewer: Viewer) -> IntakeQuerySet:
        """The secretariat sees every file; a delegate forms of his or her organisations; a host those of the session.

        None with what is locked.
        """
        is_locked = Q(comment__submission__locked_at__isnull=False) | Q(record__submission__locked_at__isnull=False)
        is_locked |= Q(earlier__submission__locked_at__isnull=False)
        unlocked = self.filter(~models.Exists(IntakeRow.objects.filter(is_locked, intake=models.OuterRef("pk"))))
        if viewer.is_secretariat:
            return unlocked
        own = Q(organisation__in=viewer.delegate_of) & ~Q(kind=Intake.Kind.LETTER)
        return unlocked.filter(own | Q(session__in=FacilitatedSession.objects.visible_to(viewer)))

    def brought(self, submission: Submission) -> IntakeQuerySet:
        """The files a response came in, locked or not; also those that were sent again once it was withdrawn."""
        sent = Q(comment__submission=submission) | Q(record__submission=submission)
        sent |= Q(earlier__submission=submission)
        return self.filter(pk__in=IntakeRow.objects.filter(sent).values("intake"))

    def forget_names(self) -> int:
        """What the files were called, what was noted of them, and who sent them: written out at once."""
        return self.update(file_name=NAMELESS, notes=[], sender_name="", sender_email="")

    def with_counts(self) -> IntakeQuerySet:
        """``waiting_count`` and ``accepted_count``, for lists."""
        waiting = Q(rows__state=IntakeRow.State.WAITING)
        accepted = Q(rows__state=IntakeRow.State.ACCEPTED, rows__comment__submission__withdrawn_at=None)
        return self.annotate(
            waiting_count=models.Count("rows", filter=waiting),
            accepted_count=models.Count("rows", filter=accepted),
        ).order_by("-brought_at", "-pk")

    def of(self, round: Round, *, organisation: Organisation | None, name: str, sha256: str) -> IntakeQuerySet:
        """The same file from the same sender in the same round: there is one at most."""
        same = self.filter(round=round, file_sha256=sha256)
        return same.filter(organisation=organisation) if organisation else same.filter(organisation_name=name)


class Intake(models.Model):
    """One file that came in, from whom, and by whom it was brought here. Who sent it is forgotten once it is done."""

    class Kind(models.TextChoices):
        FORM = "form", _("commenting form")
        COPY = "copy", _("copy of the draft with notes")
        LETTER = "letter", _("letter or e-mail")
        SESSION = "sheets", _("form of a session")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="intakes")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.FORM)
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=200, blank=True)  # where a letter is kept in the private storage
    session = models.ForeignKey(
        FacilitatedSession, null=True, blank=True, on_delete=models.PROTECT, related_name="forms"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    sender_name = models.CharField(_("name of the sender"), max_length=200, blank=True)
    sender_email = models.EmailField(_("e-mail address of the sender"), blank=True)
    language = models.CharField(_("language"), max_length=35, default="en")
    confidentiality = models.CharField(
        max_length=10, choices=Submission.Confidentiality.choices, default=Submission.Confidentiality.NAMED
    )
    is_official = models.BooleanField(_("the one position of its organisation"), default=False)
    received_on = models.DateField(_("day on which it came"), null=True, blank=True)
    notes = models.JSONField(default=list, blank=True)
    brought_at = models.DateTimeField(default=clock.now)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        verbose_name = _("file with comments")
        verbose_name_plural = _("files with comments")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation", "file_sha256"],
                condition=Q(organisation__isnull=False),
                name="intake_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["round", "organisation_name", "file_sha256"],
                condition=Q(organisation=None),
                name="intake_once_a_sender",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(organisation_name=""), name="intake_from_one_organisation"
            ),
            models.CheckConstraint(
                condition=Q(is_official=False) | Q(organisation__isnull=False),
                name="intake_position_is_an_organisations",
            ),
            models.CheckConstraint(
                condition=Q(session=None) & ~Q(kind="sheets")
                | Q(session__isnull=False, kind="sheets", organisation=None, organisation_name="", sender_name=""),
                name="intake_of_a_session_has_no_other_sender",
            ),
        ]

    def __str__(self) -> str:
        return f"file with comments {self.pk}"

    def get_absolute_url(self) -> str:
        if self.session_id is not None:
            return reverse("consultations:desk-session-form", args=[self.session_id, self.pk])
        return reverse("consultations:desk-intake", args=[self.round.slug, self.pk])

    @property
    def speaks(self) -> str:
        """The organisation that speaks; empty for a person."""
        return self.organisation.name if self.organisation else self.organisation_name


class IntakeRowQuerySet(models.QuerySet["IntakeRow"]):
    """Verbs over rows of files."""

    def standing(self) -> IntakeRowQuerySet:
        """What is said or waits to be: neither left out, nor withdrawn since by whoever held the receipt."""
        states = (IntakeRow.State.WAITING, IntakeRow.State.ACCEPTED)
        return self.filter(state__in=states, comment__submission__withdrawn_at=None)

    def withdrawn(self) -> IntakeRowQuerySet:
        """Sent, and taken back: they are sent again when the same file is brought in again."""
        return self.filter(state=IntakeRow.State.ACCEPTED, comment__submission__withdrawn_at__isnull=False)


class IntakeRow(models.Model):
    """One row of a file. Once it is a comment its words stand there alone; its own number and column 8 stay here."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        ACCEPTED = "accepted", _("accepted")
        REPEATED = "repeated", _("here before")
        LEFT_OUT = "left_out", _("left out")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(_("row"))
    words = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reference = models.TextField(blank=True)  # column 1, as the sender numbered it
    observation = models.TextField(blank=True)  # column 8, where the file had it filled
    comment = models.OneToOneField(Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="intake_row")
    earlier = models.ManyToManyField(Comment, blank=True, related_name="earlier_rows")  # sent before, and withdrawn
    record = models.ForeignKey(
        SessionRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="rows"
    )  # what a row of a session's form was sent in: its comment, or the answer to a question

    objects = IntakeRowQuerySet.as_manager()

    class Meta:
        ordering = ["intake", "place"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "place"], name="intake_row_once"),
            models.CheckConstraint(
                condition=Q(comment=None, record=None, state__in=["waiting", "repeated", "left_out"])
                | Q(comment__isnull=False, state="accepted")
                | Q(record__isnull=False, state="accepted"),
                name="intake_row_accepted_is_sent",
            ),
        ]
        indexes = [models.Index(fields=["fingerprint"], name="intake_row_fingerprint")]

    def __str__(self) -> str:
        return f"row {self.pk}"

    @property
    def said(self) -> CommentRow:
        """The row as data."""
        words: dict[str, Any] = {name: text for name, text in self.words.items() if name in NAMES}
        return CommentRow(row=self.place, **words)
