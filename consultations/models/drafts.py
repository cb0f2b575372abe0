"""A standard, its drafts, their clauses: rows, so that editing a page can never move what people commented on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.outline import label_of
from portal import clock
from portal.hands import at_and_by
from portal.members.languages import Words, pick
from portal.members.viewer import Viewer


class TranslationStatus(models.TextChoices):
    """How far a translated text can be trusted; *out of date* is computed from the source's hash."""

    MACHINE = "machine", _("by machine")
    DRAFT = "draft", pgettext_lazy("a translation", "draft")
    REVIEWED = "reviewed", pgettext_lazy("a translation", "reviewed")


class StandardQuerySet(models.QuerySet["Standard"]):
    """Verbs over standards."""

    def visible_to(self, viewer: Viewer) -> StandardQuerySet:
        """A standard is public once something of it is: its terms of reference, a draft in a round, an edition."""
        if viewer.is_secretariat:
            return self
        told = Q(terms__published_at__isnull=False) | Q(drafts__in=Draft.objects.visible_to(viewer))
        return self.filter(told).distinct()


class Standard(models.Model):
    """What is being written: lives on from edition to edition."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    titles = models.JSONField(_("title by language"), default=dict)
    summaries = models.JSONField(_("what it is for, by language"), default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("standard")
        verbose_name_plural = _("standards")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("consultations:standard", args=[self.code])

    @property
    def title(self) -> Words:
        """The title for the reader."""
        return pick(self.titles) if self.titles else Words(self.code, "en")

    @property
    def summary(self) -> Words:
        """What it is for, for the reader."""
        return pick(self.summaries)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Verbs over drafts."""

    def visible_to(self, viewer: Viewer) -> DraftQuerySet:
        """A draft is read through its rounds, or as an edition; a correction by whoever may read what it corrects."""
        if viewer.is_secretariat:
            return self
        from consultations.models.rounds import Round

        rounds = Round.objects.visible_to(viewer)
        own = Q(rounds__in=rounds) | Q(editions__isnull=False)
        corrected = Q(corrects__rounds__in=rounds) | Q(corrects__editions__isnull=False)
        return self.filter(own | corrected).distinct()

    def comparable_for(self, viewer: Viewer) -> DraftQuerySet:
        """Drafts whose words may stand in the redline of the next one: read by the viewer, or never kept for others.

        What was put before members or a body only stays theirs; a working draft that had no round of its own does not.
        """
        if viewer.is_secretariat:
            return self
        readable = Q(pk__in=Draft.objects.visible_to(viewer).values("pk"))
        return self.filter(readable | ~Q(rounds__announced_at__isnull=False))


class Draft(models.Model):
    """One version of a standard's text. Frozen with its hash before anybody is asked about it (trigger)."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="drafts")
    label = models.CharField(_("label"), max_length=40)
    titles = models.JSONField(_("title by language"), default=dict, blank=True)
    language = models.CharField(_("language that prevails"), max_length=35, default="en")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_drafts")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    correction = models.JSONField(_("what was corrected and why, by language"), default=dict, blank=True)
    source_name = models.CharField(_("imported from"), max_length=200, blank=True)
    own_names = models.JSONField(_("names in it that are no terms"), default=list, blank=True)  # list[str]
    terms_reason = models.JSONField(_("why it uses terms that are not agreed, by language"), default=dict, blank=True)
    terms_waived = models.JSONField(default=list, blank=True)  # list[{"mark", "words"}]: what that reason is about
    created_at = models.DateTimeField(default=clock.now)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["standard", "created_at"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["standard", "label"], name="draft_label_once"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, frozen_by=None, sha256="")
                | (Q(frozen_at__isnull=False, frozen_by__isnull=False) & ~Q(sha256="")),
                name="draft_frozen_at_and_by_and_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id}/{self.label}"

    @property
    def title(self) -> Words:
        """Its own title, or the standard's."""
        return pick(self.titles) if self.titles else self.standard.title

    @property
    def is_announced(self) -> bool:
        """People are, or were, asked about it; one query."""
        return self.rounds.filter(announced_at__isnull=False).exists()  # type: ignore[attr-defined]

    @property
    def terms_reason_words(self) -> Words:
        """Why terms stand in it that are not agreed, for the reader."""
        return pick(self.terms_reason)

    @property
    def terms_waived_words(self) -> list[str]:
        """The words that the reason is about, each once."""
        return list(dict.fromkeys(row["words"] for row in self.terms_waived))

    @property
    def correction_words(self) -> Words:
        """What was corrected and why, for the reader."""
        return pick(self.correction)


class ClauseQuerySet(models.QuerySet["Clause"]):
    """Verbs over clauses."""

    def with_counts(self) -> ClauseQuerySet:
        """``comment_count``: the published comments on each clause, counted by the database."""
        from consultations.models.comments import Comment

        published = (
            Comment.objects.published()
            .filter(clause=models.OuterRef("pk"))
            .order_by()
            .values("clause")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        count = Coalesce(models.Subquery(published), 0, output_field=models.IntegerField())
        return self.annotate(comment_count=count)

    def called(self, label: str) -> Clause | None:
        """The clause that somebody means: its key or number; 4.2 p3 and 4.2 3 stand for 4.2 ¶3, 4.2 a for 4.2 (a)."""
        said = " ".join(label.split()).rstrip(".")
        above, _space, mark = said.rpartition(" ")
        meant = [said, f"{said}."]
        if above:
            bare = mark.lstrip("pP¶§").strip("().") if mark[1:] else mark.strip("().")
            meant += [f"{above} ¶{bare}", f"{above} ({bare})"]
        exact = models.Q(key=label)
        for number in meant:
            exact |= models.Q(number__iexact=number)
        rows = list(self.filter(exact).order_by("position"))
        named = (row for row in rows if row.key == label)
        numbered = (row for number in meant for row in rows if row.number.casefold() == number.casefold())
        return next(named, None) or next(numbered, None)


class Clause(models.Model):
    """A passage that can be pointed at. ``body`` is canonical HTML (a small subset); ``text`` is derived from it."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="clauses")
    key = models.SlugField(_("permanent key"), max_length=60)
    number = models.CharField(_("number"), max_length=40, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField(_("position"))
    depth = models.PositiveSmallIntegerField(default=1)
    heading = models.CharField(_("heading"), max_length=500, blank=True)
    body = models.TextField(_("text"), blank=True)
    text = models.TextField(blank=True, editable=False)
    text_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    is_normative = models.BooleanField(_("normative"), default=True)
    level = models.CharField(_("level"), max_length=20, blank=True)
    term_marks = models.JSONField(
        _("terms linked, or not, in spite of the rules"), default=dict, blank=True
    )  # code → mark

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["draft", "position"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="clause_key_once"),
            models.UniqueConstraint(fields=["draft", "position"], name="clause_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}".strip()

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.number, self.heading, self.text, self.key)


class ClauseLineage(models.Model):
    """What became of a clause from one draft to the next; proposed by similarity, confirmed by a person."""

    class Kind(models.TextChoices):
        SAME = "same", _("unchanged")
        EDITED = "edited", _("edited")
        MOVED = "moved", _("moved")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        NEW = "new", _("new")
        GONE = "gone", _("taken out")

    before = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="lineage_to")
    after = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="lineage_from")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="lineage_once"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="lineage_has_an_end"
            ),
            at_and_by("confirmed", "lineage_confirmed_at_and_by"),
        ]

    def __str__(self) -> str:
        return f"lineage {self.pk}"
