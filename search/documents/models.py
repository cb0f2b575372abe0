"""What a file says, kept beside the index so that the file is read once."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from portal import clock

LEASE = timedelta(minutes=5)  # after which another worker tries
MOST_TRIES = 3  # a file that takes the worker down with it is left alone


class FileTextQuerySet(models.QuerySet["FileText"]):
    """Verbs over texts of files."""

    def of(self, model: str, ids: list[int]) -> FileTextQuerySet:
        """Those of some files of one kind."""
        return self.filter(model=model, object_id__in=ids)

    def waiting(self) -> FileTextQuerySet:
        """To be read, and nobody is reading them; what failed comes last."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=clock.now())
        return self.filter(free, state=FileText.State.WAITING).order_by("tries", "pk")


class FileText(models.Model):
    """The words of one file that somebody may find. Gone with the right to find it, in the same transaction."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        SILENT = "silent"  # a picture, a scan, a table: nothing to read
        UNREADABLE = "unreadable"  # broken, locked, too large, or made to do harm

    model = models.CharField(max_length=60)  # "consultations.attachment"
    object_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    text = models.TextField(blank=True)  # pages parted by a form feed, where the file has pages
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = FileTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "object_id"], name="file_text_once"),
            models.CheckConstraint(condition=Q(state="read") | Q(text=""), name="file_text_when_read"),
        ]
        indexes = [
            models.Index(fields=["tries", "id"], condition=Q(state="waiting"), name="file_text_waiting"),
        ]

    def __str__(self) -> str:
        return f"text of {self.model} {self.object_id}"

    def claim(self) -> bool:
        """Whoever's update counts one row reads it."""
        until = clock.now() + LEASE
        mine = FileText.objects.waiting().filter(pk=self.pk, tries=self.tries)
        return bool(mine.update(tries=F("tries") + 1, claimed_until=until))
