"""A decision from draft to published, the positions taken on it, and what it adopts and answers."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment, Draft
from glossary.models import ConceptVersion
from governance.models.bodies import Body
from portal import clock
from portal.audience import AudienceQuerySet, HasAudience
from portal.hands import at_and_by
from portal.members.languages import Words, pick
from portal.members.viewer import Viewer


class DecisionQuerySet(AudienceQuerySet["Decision"]):
    """Verbs over decisions."""

    def visible_to(self, viewer: Viewer) -> DecisionQuerySet:
        """What is in last call, returned or published, within its audience; a body sees what it is working on."""
        if viewer.is_secretariat:
            return self
        shown = self.within_audience(viewer).exclude(state=Decision.State.DRAFT)
        return shown | self.filter(body__group__in=viewer.groups) if viewer.groups else shown

    def published(self) -> DecisionQuerySet:
        """Those that count."""
        return self.filter(published_at__isnull=False)

    def for_lists(self) -> DecisionQuerySet:
        """Body and successor without a query a row."""
        return self.select_related("body", "supersedes", "superseded_by", "trade_off")


class Decision(HasAudience):
    """A numbered decision. Its result is computed from ``rule_snapshot`` and positions. Frozen once published."""

    class Kind(models.TextChoices):
        STANDARD = "standard", _("standard")
        TERM = "term", _("agreed term")
        POLICY = "policy", _("policy")
        PROCEDURE = "procedure", _("procedure")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        LAST_CALL = "last_call", _("last call")
        RETURNED = "returned", _("returned to the body")
        IN_FORCE = "in_force", _("in force")
        SUPERSEDED = "superseded", _("replaced")
        SUSPENDED = "suspended", _("suspended")

    number = models.CharField(_("number"), max_length=40, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.POLICY)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    rule_snapshot = models.JSONField(default=dict)
    result = models.JSONField(default=dict, blank=True)  # {"passed", "reason", "checks"} as evaluate_rule answers
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    last_call_from = models.DateTimeField(null=True, blank=True)
    last_call_until = models.DateTimeField(null=True, blank=True)
    last_call_words = models.JSONField(default=dict, blank=True)  # language: hash of what was put to the seats
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            *HasAudience.Meta.constraints,
            at_and_by("published", "decision_published_at_and_by"),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "superseded", "suspended"])
                | Q(published_at__isnull=False, decided_at__isnull=False, review_on__isnull=False),
                name="decision_in_force_is_published_and_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(returned_at__isnull=False, published_at=None),
                name="decision_returned_at",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=models.F("pk")), name="decision_supersedes_another"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("governance:decision", args=[self.number])

    @property
    def record_name(self) -> str:
        """How its sealed words name it."""
        return f"decision {self.number}"

    @property
    def is_sealed(self) -> bool:
        """Published or returned: its words no longer change."""
        return self.published_at is not None or self.returned_at is not None

    @property
    def needs_trade_off(self) -> bool:
        """Standards and policies cost somebody something: what, is said before they are decided."""
        return self.kind in (self.Kind.STANDARD, self.Kind.POLICY)

    @property
    def needs_options(self) -> bool:
        """A procedure may be a plain yes or no."""
        return self.kind != self.Kind.PROCEDURE

    @property
    def seats_day(self) -> date:
        """The day whose seats count: when it was decided or returned, else today."""
        at = self.decided_at or self.returned_at
        return timezone.localtime(at).date() if at else clock.today()


class Option(models.Model):
    """One answer to the decision's question. Exactly one is the baseline: no action."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(_("title by language"))
    descriptions = models.JSONField(_("description by language"), default=dict, blank=True)
    rejections = models.JSONField(_("why it was not chosen, by language"), default=dict, blank=True)
    is_baseline = models.BooleanField(_("no action"), default=False)
    is_chosen = models.BooleanField(_("chosen"), default=False)

    class Meta:
        ordering = ["decision", "position"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="option_position_once"),
            models.UniqueConstraint(fields=["decision"], condition=Q(is_baseline=True), name="option_one_baseline"),
            models.UniqueConstraint(fields=["decision"], condition=Q(is_chosen=True), name="option_one_chosen"),
        ]

    def __str__(self) -> str:
        return f"option {self.pk}"

    @property
    def letter(self) -> str:
        """A, B, C: what people call it."""
        return chr(ord("A") + self.position)

    @property
    def title(self) -> Words:
        """The title for the reader."""
        return pick(self.titles)

    @property
    def description(self) -> Words:
        """The description for the reader."""
        return pick(self.descriptions)

    @property
    def rejection(self) -> Words:
        """Why it was not chosen, for the reader."""
        return pick(self.rejections)


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Verbs over adoptions."""

    def with_names(self) -> AdoptionQuerySet:
        """Terms with their designations, drafts with their standard; three queries however many."""
        return self.select_related("version__concept", "draft__standard").prefetch_related(
            "version__entries__designations"
        )


class Adoption(models.Model):
    """A term version or a draft that the decision makes binding."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="adoptions")
    version = models.ForeignKey(
        ConceptVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions"
    )
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions")

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version=None, draft__isnull=False) | Q(version__isnull=False, draft=None),
                name="adoption_of_one_thing",
            ),
            models.UniqueConstraint(fields=["decision", "version"], name="adoption_version_once"),
            models.UniqueConstraint(fields=["decision", "draft"], name="adoption_draft_once"),
        ]

    def __str__(self) -> str:
        return f"adoption {self.pk}"

    @property
    def term(self) -> Words:
        """The name of the term it adopts; needs ``with_names()``."""
        entry = self.version.entry_for() if self.version else None
        code = self.version.concept.code if self.version else ""
        return Words(entry.preferred.text, entry.language) if entry and entry.preferred else Words(code, "en")


class AnsweredComment(models.Model):
    """A comment that this decision answers: the end of the thread, walked from both sides."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answered_comments")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "comment"], name="answered_comment_once")]

    def __str__(self) -> str:
        return f"answered comment {self.pk}"


class Action(models.Model):
    """What follows from a decision: who does what by when. Open to updates after publication."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    titles = models.JSONField(_("what, by language"))
    owner = models.CharField(_("who"), max_length=200)
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["decision", "due_on"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def __str__(self) -> str:
        return f"action {self.pk}"

    @property
    def title(self) -> Words:
        """What is to be done, for the reader."""
        return pick(self.titles)

    @property
    def days_late(self) -> int:
        """0 when done or not yet due."""
        return 0 if self.done_on else max(0, (clock.today() - self.due_on).days)
