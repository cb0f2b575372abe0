"""Files of terms that came in, row by row, with what became of each: so that a whole import can be taken back."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from glossary.models.concepts import Concept, ConceptVersion
from portal import clock

GIVEN_UP = timedelta(hours=1)  # after which nobody works on it any more: a worker that was stopped says nothing


class ImportQuerySet(models.QuerySet["Import"]):
    """Verbs over files."""

    def given_up(self) -> ImportQuerySet:
        """Those that are said to be at work, and whose worker must have been stopped."""
        return self.filter(state__in=Import.BUSY, begun_at__lt=clock.now() - GIVEN_UP)


class Import(models.Model):
    """One file: read, looked at, carried out in one transaction, perhaps taken back."""

    class State(models.TextChoices):
        WAITING = "waiting", _("is being read")
        READY = "ready", _("to be looked at")
        RUNNING = "running", _("is being imported")
        DONE = "done", _("imported")
        UNDONE = "undone", _("taken back")
        FAILED = "failed", _("could not be read")

    BUSY = (State.WAITING, State.RUNNING)

    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=200, blank=True)  # in the private storage, until it has been read
    format = models.CharField(_("format"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)  # rows looked at so far
    total = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list, blank=True)  # list[str], about the file as a whole
    failure = models.TextField(blank=True)
    brought_at = models.DateTimeField(default=clock.now)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=clock.now)  # when somebody last asked for it, or a worker took it up
    carried_out_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        verbose_name = _("import of terms")
        verbose_name_plural = _("imports of terms")

    def __str__(self) -> str:
        return f"import of terms {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("glossary:desk-import", args=[self.pk])

    @property
    def is_busy(self) -> bool:
        """Somebody is at it; look again in a moment."""
        return self.state in self.BUSY


class ImportRow(models.Model):
    """One row of a file: what it would do, whether that is wanted, and the version it became."""

    class Action(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        CONFLICT = "conflict", _("conflict")
        ERROR = "error", _("error")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        IMPORTED = "imported", _("imported")
        UNDONE = "undone", _("taken back")
        KEPT = "kept", _("kept: it has moved on")

    WANTED = (Action.NEW, Action.CHANGED)

    file = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # its order in the file
    place = models.PositiveIntegerField(_("row"))  # what a reader of the file would call it
    key = models.CharField(max_length=240, blank=True)
    action = models.CharField(max_length=9, choices=Action.choices)
    field = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    words = models.JSONField(default=dict, blank=True)  # the row as data
    difference = models.JSONField(default=list, blank=True)  # list[{"field", "language", "old", "new"}]
    is_redefined = models.BooleanField(default=False)  # a definition that stands there would be another
    is_chosen = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    concept = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        ConceptVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="imported_by"
    )
    before = models.JSONField(default=dict, blank=True)  # the words of a proposal that was changed in its place
    after_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(version__isnull=False),
                name="import_row_taken_has_a_version",
            ),
        ]
        indexes = [models.Index(fields=["file", "action"], name="import_row_action")]

    def __str__(self) -> str:
        return f"row {self.pk}"

    @property
    def may_be_chosen(self) -> bool:
        """It would do something."""
        return self.action in self.WANTED and self.state == self.State.WAITING
