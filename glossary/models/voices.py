"""What is said of a version that people are asked about: soundings of the groups, and comments of anybody."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glossary.models.concepts import ConceptVersion
from portal import clock
from portal.hands import at_and_by
from portal.members.languages import Words
from portal.members.models import Organisation, StakeholderGroup


class SoundingQuerySet(models.QuerySet["Sounding"]):
    """Verbs over soundings."""

    def newest(self) -> SoundingQuerySet:
        """The last word of each organisation on each version."""
        later = Sounding.objects.filter(
            version=models.OuterRef("version"),
            organisation=models.OuterRef("organisation"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.filter(~models.Exists(later))


class Sounding(models.Model):
    """What an organisation thinks of a version under review, for its group. The last one counts; none is lost."""

    class Value(models.TextChoices):
        AGREE = "agree", pgettext_lazy("a group", "would agree")
        RESERVATION = "reservation", _("would agree, with a reservation")
        OBJECT = "object", _("would object")

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="soundings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")  # as on that day
    value = models.CharField(max_length=12, choices=Value.choices)
    text = models.TextField(_("reservation or objection, in its own words"), blank=True)
    language = models.CharField(max_length=35, default="en")
    given_at = models.DateTimeField(default=clock.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_written_down = models.BooleanField(default=False)  # by the secretariat, who was told

    objects = SoundingQuerySet.as_manager()

    class Meta:
        ordering = ["version", "group__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(value__in=["reservation", "object"]) | ~Q(text=""), name="sounding_reservation_has_words"
            )
        ]

    def __str__(self) -> str:
        return f"sounding {self.pk}"

    @property
    def words(self) -> Words:
        """The text with its language."""
        return Words(self.text, self.language)


class VersionCommentQuerySet(models.QuerySet["VersionComment"]):
    """Verbs over comments."""

    def published(self) -> VersionCommentQuerySet:
        """Those that everybody reads."""
        return self.filter(state=VersionComment.State.PUBLISHED)

    def waiting(self) -> VersionCommentQuerySet:
        """Those that somebody has to look at first."""
        return self.filter(state=VersionComment.State.WAITING)


class VersionComment(models.Model):
    """What somebody signed in says of a version; the secretariat answers once, below it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be looked at")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("not published")

    version = models.ForeignKey(ConceptVersion, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # only where the comment speaks for it
    group = models.ForeignKey(StakeholderGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("comment"))
    language = models.CharField(max_length=35, default="en")
    posted_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    screened_at = models.DateTimeField(null=True, blank=True)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    screening_reason = models.TextField(_("why it is not published"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_language = models.CharField(max_length=35, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = VersionCommentQuerySet.as_manager()

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="version_comment_has_words"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="version_comment_answered_at_and_by",
            ),
            at_and_by("screened", "version_comment_screened_at_and_by"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(screening_reason=""), name="version_comment_declined_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state="waiting"), name="version_comment_waiting")]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    def get_absolute_url(self) -> str:
        """Beside the others of its version."""
        version = self.version
        return f"{reverse('glossary:comments', args=[version.concept.code, version.number])}#comment-{self.pk}"
