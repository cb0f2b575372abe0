"""What one response says about one place of a draft: the row that clauses, answers and decisions point at."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import Clause
from consultations.models.rounds import Round
from consultations.models.submissions import Submission, readable_by_all, that_counts
from portal.members.viewer import Viewer


class CommentQuerySet(models.QuerySet["Comment"]):
    """Verbs over comments: the only doors to what people said."""

    def published(self) -> CommentQuerySet:
        """What anybody may read."""
        return self.filter(readable_by_all("submission__"), replaced_at=None, committee_only=False)

    def standing_there(self) -> CommentQuerySet:
        """What is answered and counted: said, and neither taken back nor replaced."""
        return self.filter(that_counts("submission__"), replaced_at=None)

    def taken_back(self) -> CommentQuerySet:
        """Was public and is withdrawn or replaced: its number stays, its words are hidden."""
        was_public = readable_by_all("submission__") | Q(
            submission__withdrawn_at__isnull=False,
            submission__locked_at=None,
            submission__screening=Submission.ScreeningState.PUBLISHED,
            submission__confidentiality__in=[Submission.Confidentiality.NAMED, Submission.Confidentiality.WITHHELD],
        )
        was_said = self.filter(was_public, committee_only=False)
        return was_said.exclude(submission__withdrawn_at=None, replaced_at=None)

    def visible_to(self, viewer: Viewer) -> CommentQuerySet:
        """Published comments of rounds the viewer may read; the secretariat sees what was sent."""
        if viewer.is_secretariat:
            return self
        return self.published().filter(round__in=Round.objects.visible_to(viewer))

    def with_voices(self) -> CommentQuerySet:
        """Group, organisation and name of whoever speaks, without a query a row."""
        voice = ("group", "sector", "organisation", "identity")
        rows = self.select_related("clause", "round", *(f"submission__{part}" for part in voice))
        return rows.defer("submission__content")

    def count_of_rounds(self) -> models.functions.Coalesce:
        """For a list of rounds, in its own query: how many published comments each has."""
        rows = self.published().filter(round=models.OuterRef("pk")).order_by().values("round")
        counted = models.Subquery(rows.annotate(n=models.Count("pk")).values("n"))
        return models.functions.Coalesce(counted, 0, output_field=models.IntegerField())

    def first_on_each(self, clauses: Iterable[int], *, each: int) -> CommentQuerySet:
        """Of what is published on each clause the first few; the database counts on keys alone, then fetches these."""
        order = models.Window(
            models.functions.RowNumber(), partition_by=models.F("clause_id"), order_by=models.F("number").asc()
        )
        found = self.published().filter(clause__in=clauses).annotate(place=order).filter(place__lte=each)
        return self.published().filter(pk__in=found.values("pk")).order_by("clause_id", "number")

    def answering(self) -> dict[str, int]:
        """How far the answers are: ``all``, ``agreed``, ``proposed`` and ``open``, in one query."""
        current = Q(dispositions__superseded_at=None)
        counts = self.standing_there().aggregate(
            all=models.Count("pk", distinct=True),
            agreed=models.Count("pk", distinct=True, filter=current & Q(dispositions__agreed_at__isnull=False)),
            answered=models.Count("pk", distinct=True, filter=current & Q(dispositions__isnull=False)),
        )
        return {
            "all": counts["all"],
            "agreed": counts["agreed"],
            "proposed": counts["answered"] - counts["agreed"],
            "open": counts["all"] - counts["answered"],
            "answered": counts["answered"],
            "not_ready": counts["all"] - counts["agreed"],
            "scale": counts["all"] or 1,
        }


class UnlockedManager(models.Manager.from_queryset(CommentQuerySet)):  # type: ignore[misc]
    """As for submissions: what is locked does not exist."""

    def get_queryset(self) -> CommentQuerySet:
        return super().get_queryset().filter(submission__locked_at=None)


class Comment(models.Model):
    """What one response says about a clause, or about the document as a whole. Frozen (trigger)."""

    class Kind(models.TextChoices):
        GENERAL = "ge", _("general")
        TECHNICAL = "te", _("technical")
        EDITORIAL = "ed", _("editorial")

    class ChangeMode(models.TextChoices):
        REPLACE = "replace", _("replace")
        ADD = "add", _("add")
        DELETE = "delete", _("delete")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="comments")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=2, choices=Kind.choices, default=Kind.GENERAL)
    language = models.CharField(max_length=35)
    line = models.CharField(_("line"), max_length=100, blank=True)
    element = models.CharField(_("paragraph, figure or table"), max_length=200, blank=True)
    quote = models.TextField(_("words it is about"), blank=True)
    body = models.TextField()
    proposed_change = models.TextField(blank=True)
    change_mode = models.CharField(max_length=7, choices=ChangeMode.choices, blank=True)
    justification = models.TextField(blank=True)
    committee_only = models.BooleanField(_("only the committee"), default=False)  # stricter than its response

    replaced_at = models.DateTimeField(null=True, blank=True)  # its sender says something else instead

    objects = UnlockedManager()
    with_locked = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="comment_number_once"),
            models.CheckConstraint(condition=~Q(body=""), name="comment_says_something"),
        ]
        indexes = [
            models.Index(fields=["clause", "number"], name="comment_by_clause"),
            models.Index(  # what is counted on every list of rounds
                fields=["round", "submission"],
                condition=Q(replaced_at=None, committee_only=False),
                name="comment_counted",
            ),
            models.Index(  # what is counted, and read first, beside each clause
                fields=["clause", "number", "submission"],
                condition=Q(replaced_at=None, committee_only=False),
                name="comment_beside_clause",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("consultations:comment", args=[self.round.slug, self.ref])

    @property
    def difference(self) -> str:
        """The clause with what would go and what would come, as HTML; needs the clause."""
        from consultations.proposals import difference_of

        return difference_of(self)

    @property
    def is_public(self) -> bool:
        """The same rule as ``published()``, for a row in hand with its submission."""
        return self.replaced_at is None and not self.committee_only and self.submission.is_public

    @property
    def ref(self) -> str:
        """R1-0421: the round's number and the comment's own, as printed everywhere."""
        return f"R{self.round.number}-{self.number:04d}"
