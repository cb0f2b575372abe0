"""Files that come with what somebody says: with a response, a comment, the answer to a question; and voice notes."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.comments import Comment
from consultations.models.questions import Question
from consultations.models.rounds import Round
from consultations.models.sessions import FacilitatedSession
from consultations.models.submissions import Submission, readable_by_all, that_counts
from consultations.models.unsent import UnsentResponse
from portal import clock
from portal.members.viewer import Viewer

NOTES_KEPT = timedelta(days=30)  # a recording, once no record may arrive any more; said on the page


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Verbs over attachments: the only doors to what people sent along."""

    def kept(self) -> AttachmentQuerySet:
        """Still there: neither taken back by the sender nor taken out."""
        return self.filter(gone_at=None)

    def told(self) -> AttachmentQuerySet:
        """Still there, or gone for a reason that readers are told."""
        return self.exclude(gone__in=[Attachment.Gone.SENDER, Attachment.Gone.DONE])

    def checked(self) -> AttachmentQuerySet:
        """Looked at by the scanner, where there is one; the others are handed to nobody."""
        return self.kept().filter(scan__in=[Attachment.Scan.CLEAN, Attachment.Scan.UNASKED])

    def waiting(self) -> AttachmentQuerySet:
        """The scanner did not answer when they came."""
        return self.kept().filter(scan=Attachment.Scan.WAITING)

    def notes_read_back(self, session: FacilitatedSession) -> AttachmentQuerySet:
        """Recordings of a session of which something was written down: once it is read back they are not needed."""
        return self.kept().filter(session=session, records__isnull=False).distinct()

    def outlived_notes(self) -> AttachmentQuerySet:
        """Recordings whose round takes no records any more, since the time that their page names."""
        notes = self.kept().filter(session__isnull=False)
        rounds = Round.objects.filter(pk__in=notes.values("round"))
        over = [round.pk for round in rounds if round.sheets_until + NOTES_KEPT < clock.now()]
        return notes.filter(round__in=over)

    def of_locked(self) -> AttachmentQuerySet:
        """For the safeguarding officer alone."""
        return self.filter(submission__locked_at__isnull=False)

    def published(self) -> AttachmentQuerySet:
        """What anybody may know of: the strictest of the file, its comment and its response decides.

        Answers are not published one by one, and so are no files that answer a question.
        """
        with_comment = Q(comment=None) | Q(comment__replaced_at=None, comment__committee_only=False)
        public = readable_by_all("submission__") & Q(submission__isnull=False, committee_only=False, question=None)
        return self.filter(public, with_comment)

    def visible_to(self, viewer: Viewer) -> AttachmentQuerySet:
        """What is published in rounds the viewer may read; for who works on answers all that came. No voice notes."""
        if viewer.is_secretariat:
            return self.filter(submission__isnull=False)
        rounds = Round.objects.visible_to(viewer)
        published = self.published().filter(round__in=rounds)
        if not viewer.committees:
            return published
        counts = that_counts("submission__") & Q(submission__isnull=False, comment__replaced_at=None)
        seen = self.filter(counts, round__in=rounds)
        return self.filter(Q(pk__in=published.values("pk")) | Q(pk__in=seen.values("pk")))


class UnlockedManager(models.Manager.from_queryset(AttachmentQuerySet)):  # type: ignore[misc]
    """As for submissions: what came with something that is locked does not exist."""

    def get_queryset(self) -> AttachmentQuerySet:
        return super().get_queryset().filter(submission__locked_at=None)


class Attachment(models.Model):
    """One file, kept privately under a name that says nothing. Once sent it is frozen (trigger); the file can go.

    It belongs to a response being written, to one that was sent, or to a session as a voice note. Its hash is part of
    what was said; its name is not, so that it can be forgotten.
    """

    class Scan(models.TextChoices):
        UNASKED = "unasked", _("not checked for viruses")
        CLEAN = "clean", _("checked for viruses")
        WAITING = "waiting", _("not yet checked")

    class Gone(models.TextChoices):
        SENDER = "sender", _("taken out by its sender")
        PERSON = "person", _("deleted with the name of its sender")
        WORDS = "words", _("taken out because it gave somebody away")
        VIRUS = "virus", _("deleted because it held a virus")
        DONE = "done", _("deleted once it was written down")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # its address
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="attachments")
    response = models.ForeignKey(
        UnsentResponse, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    session = models.ForeignKey(
        FacilitatedSession, null=True, blank=True, on_delete=models.PROTECT, related_name="voice_notes"
    )
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments")
    comment_id_unsent = models.CharField(max_length=8, blank=True)  # of a comment in a response being written
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(_("file name"), max_length=120)
    description = models.TextField(_("in words: what it shows or says"), blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=100, blank=True)  # its name in the private storage; empty once it is gone
    committee_only = models.BooleanField(_("only the committee"), default=False)  # stricter than what it came with
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.UNASKED)
    added_at = models.DateTimeField(default=clock.now)
    gone_at = models.DateTimeField(null=True, blank=True)
    gone = models.CharField(max_length=8, choices=Gone.choices, blank=True)
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("why it was taken out"), blank=True)
    reason_language = models.CharField(max_length=35, default="en")

    objects = UnlockedManager()
    with_locked = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=Q(response__isnull=False, submission=None, session=None)
                | Q(response=None, submission__isnull=False, session=None)
                | Q(response=None, submission=None, session__isnull=False),
                name="attachment_belongs_to_one",
            ),
            models.CheckConstraint(
                condition=Q(comment=None) | Q(question=None), name="attachment_of_a_comment_or_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(comment=None) | Q(submission__isnull=False), name="attachment_of_a_comment_that_was_sent"
            ),
            models.CheckConstraint(
                condition=Q(gone_at=None, gone="") & ~Q(stored="") | Q(gone_at__isnull=False, stored="") & ~Q(gone=""),
                name="attachment_is_there_or_gone",
            ),
            models.UniqueConstraint(fields=["response", "sha256"], name="attachment_once_a_response"),
            models.UniqueConstraint(
                fields=["submission", "sha256"], condition=Q(gone_at=None), name="attachment_once_a_submission"
            ),
        ]
        indexes = [models.Index(fields=["stored"], name="attachment_stored")]

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @property
    def is_there(self) -> bool:
        """Can be fetched by whoever may."""
        return self.gone_at is None and self.scan != self.Scan.WAITING

    @property
    def ending(self) -> str:
        """What kind it is, for the reader: PDF, DOCX."""
        return self.name.rpartition(".")[2].upper()

    def as_data(self) -> dict[str, object]:
        """Its part of the canonical content: the bytes by their hash, and what was said of them; never its name."""
        told = {"sha256": self.sha256, "size": self.size, "media_type": self.media_type}
        more = {"description": self.description, "committee_only": self.committee_only}
        return {**told, **{name: value for name, value in more.items() if value}}
