"""An edition of the whole glossary: which versions were in force, what had changed, and the files as they went out.

The files are kept, not made anew: a writer may be mended one day, and what somebody downloaded still has to match.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, IntegerField, Q, When
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glossary.models.concepts import Concept, ConceptVersion
from glossary.models.words import LanguageEntry
from portal import clock

GIVEN_UP = timedelta(hours=1)  # after which nobody writes its files any more: a worker that was stopped says nothing


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Verbs over releases."""

    def published(self) -> ReleaseQuerySet:
        """Those whose files are there, the newest first."""
        return self.filter(state=Release.State.PUBLISHED).order_by("-published_at", "-pk")

    def to_write_again(self) -> ReleaseQuerySet:
        """Those whose files could not be written, or whose worker was stopped."""
        stopped = Q(state=Release.State.BUILDING, made_at__lt=clock.now() - GIVEN_UP)
        return self.filter(Q(state=Release.State.FAILED) | stopped)

    def with_counts(self) -> ReleaseQuerySet:
        """How many terms each holds, and how many have changed, in the same query."""
        held = Count("terms", filter=Q(terms__version__isnull=False))
        moved = Count("terms", filter=~Q(terms__change="same"))
        return self.annotate(held=held, moved=moved).order_by("-made_at", "-pk")


class ReleaseTermQuerySet(models.QuerySet["ReleaseTerm"]):
    """Verbs over what stands in releases."""

    def changed(self) -> ReleaseTermQuerySet:
        """All but what stands as before: by the kind of change, then by code."""
        kinds = [When(change=kind, then=place) for place, kind in enumerate(ReleaseTerm.Change)]
        rows = self.exclude(change=ReleaseTerm.Change.SAME).annotate(place=Case(*kinds, output_field=IntegerField()))
        return rows.order_by("place", "concept__code")

    def with_words(self) -> ReleaseTermQuerySet:
        """What a reader is shown of each, in a fixed number of queries."""
        rows = self.select_related("concept", "replaced_by", "version__concept", "before__concept")
        for side in ("version__entries", "before__entries"):
            current = models.Prefetch(side, LanguageEntry.objects.current())
            rows = rows.prefetch_related(current, f"{side}__designations")
        return rows


class Release(models.Model):
    """“Glossary 2026.1”. Once published nothing of it changes (trigger); a mistake is mended by the next one."""

    class State(models.TextChoices):
        BUILDING = "building", _("files are being written")
        PUBLISHED = "published", pgettext_lazy("a release", "published")
        FAILED = "failed", _("files could not be written")

    label = models.CharField(_("number of the release"), max_length=12, unique=True)
    introduction = models.TextField(_("opening words"), blank=True)
    language = models.CharField(_("language"), max_length=35, default="en")  # of the opening words
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    state = models.CharField(max_length=9, choices=State.choices, default=State.BUILDING)
    failure = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)  # what was in force at this instant is in it
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the list of checksums, and so of all files

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("release of the glossary")
        verbose_name_plural = _("releases of the glossary")
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=~Q(state="published"), name="release_one_at_work"),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False) & ~Q(sha256="")
                | Q(published_at=None, sha256="") & ~Q(state="published"),
                name="release_published_with_its_files",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("glossary:release", args=[self.label])

    @property
    def is_to_write_again(self) -> bool:
        """The same of one row that was read."""
        is_stopped = self.state == self.State.BUILDING and self.made_at < clock.now() - GIVEN_UP
        return is_stopped or self.state == self.State.FAILED

    @property
    def title(self) -> str:
        """As people cite it, in the reader's language."""
        return say("Glossary %(label)s") % {"label": self.label}


class ReleaseTerm(models.Model):
    """One term in a release: the version in force, and what has happened to it since the release before."""

    class Change(models.TextChoices):
        NEW = "new", pgettext_lazy("a term in a release", "new")
        MEANING = "meaning", _("means something else")
        WORDING = "wording", _("other words")
        TRANSLATION = "translation", _("another translation")
        REPLACED = "replaced", _("replaced by another term")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SAME = "same", _("as before")

    GONE = (Change.REPLACED, Change.WITHDRAWN)

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="terms")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        ConceptVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="released_in"
    )
    before = models.ForeignKey(ConceptVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    change = models.CharField(max_length=11, choices=Change.choices)
    replaced_by = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReleaseTermQuerySet.as_manager()

    class Meta:
        ordering = ["release", "concept__code"]
        constraints = [
            models.UniqueConstraint(fields=["release", "concept"], name="release_term_once"),
            models.CheckConstraint(
                condition=Q(change__in=["withdrawn", "replaced"], version=None, before__isnull=False)
                | Q(change="new", version__isnull=False, before=None)
                | Q(
                    change__in=["meaning", "wording", "translation", "same"],
                    version__isnull=False,
                    before__isnull=False,
                ),
                name="release_term_in_force_or_gone",
            ),
        ]
        indexes = [models.Index(fields=["release", "change"], name="release_term_change")]

    def __str__(self) -> str:
        return f"term {self.concept_id} in release {self.release_id}"

    @property
    def shown(self) -> ConceptVersion:
        """The version it is called by: the one in force, else the last that was."""
        version = self.version or self.before
        assert version
        return version

    @property
    def difference(self) -> str:
        """Where the words stand side by side, if they are others."""
        if not self.version or not self.before or self.version_id == self.before_id:
            return ""
        language = self.version.source_language
        sides = f"before={self.before.number}.{language}&after={self.version.number}.{language}"
        return f"{reverse('glossary:compare', args=[self.concept.code])}?{sides}"


class ReleaseFile(models.Model):
    """One file of a release, as it was first downloaded."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=40)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200)  # in the private storage

    class Meta:
        ordering = ["release", "pk"]
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="release_file_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("glossary:release-file", args=[self.release.label, self.name])


def checksums(files: Iterable[ReleaseFile]) -> str:
    """As ``sha256sum -c`` reads it; its own hash stands for all of them."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda file: file.name))
