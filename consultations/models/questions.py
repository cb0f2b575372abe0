"""What a round asks, and what each group may gain and lose by its draft: said before anybody is asked."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import TranslationStatus
from consultations.models.rounds import Round
from consultations.two_windows import fingerprint
from portal.hands import TwoHands, at_and_by, reviewed_by_another
from portal.members.languages import Words, pick
from portal.members.models import Sector, StakeholderGroup


class Benefit(models.Model):
    """What a targeted group may gain and lose by the draft, said before it is asked."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="benefits")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    benefits = models.JSONField(_("expected benefit, by language"), default=dict)
    costs = models.JSONField(_("expected cost, by language"), default=dict)

    class Meta:
        ordering = ["round", "group__position"]
        constraints = [models.UniqueConstraint(fields=["round", "group"], name="benefit_once_a_group")]

    def __str__(self) -> str:
        return f"benefit {self.pk}"

    @property
    def gain(self) -> Words:
        """The expected benefit, for the reader."""
        return pick(self.benefits)

    @property
    def price(self) -> Words:
        """The expected cost, for the reader."""
        return pick(self.costs)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Verbs over questions."""

    def with_targets(self) -> QuestionQuerySet:
        """Target groups, sectors and translations in three more queries, however many questions."""
        return self.prefetch_related("target_groups", "target_sectors", "translations")


class Question(models.Model):
    """Asked of some or of everybody; locked once the round is announced (trigger)."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        CHOICE = "choice", _("one choice")
        CHOICES = "choices", _("several choices")
        SCALE = "scale", _("scale from 1 to 5")
        BARRIER = "barrier", _("what would keep you from taking part")
        FILE = "file", _("files")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    text = models.TextField(_("question"))
    language = models.CharField(max_length=35, default="en")
    text_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    options = models.JSONField(_("choices: code and text by language"), default=list, blank=True)
    is_required = models.BooleanField(_("required of those it is meant for"), default=False)
    target_groups = models.ManyToManyField(StakeholderGroup, blank=True, related_name="+")
    target_sectors = models.ManyToManyField(Sector, blank=True, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="question_position_once")]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def choices(self) -> list[tuple[str, Words]]:
        """Code and words of each choice, for the reader."""
        return [(option["code"], pick(option["text"])) for option in self.options]

    @property
    def words(self) -> Words:
        """The question for the reader, in a language that is there. Needs ``with_targets()``."""
        texts = {self.language: self.text}
        texts |= {row.language: row.text for row in self.translations.all()}
        return pick(texts)

    @property
    def is_unreviewed(self) -> bool:
        """What the reader is shown is a translation that nobody has reviewed yet. Needs ``with_targets()``."""
        shown = self.words.language
        return any(
            row.language == shown and row.status != TranslationStatus.REVIEWED for row in self.translations.all()
        )

    def choices_in(self, language: str) -> list[str]:
        """The words of its choices in one language; empty where there is none."""
        return [option["text"].get(language, "") for option in self.options]

    @property
    def is_said(self) -> bool:
        """Can be answered aloud or on paper: not by a file."""
        return self.kind != self.Kind.FILE

    def is_for(self, group: Any, sector: Any) -> bool:
        """Meant for somebody of this group and sector; no target at all means everybody. Needs ``with_targets()``."""
        groups, sectors = list(self.target_groups.all()), list(self.target_sectors.all())
        if not groups and not sectors:
            return True
        return group in groups or (sector is not None and sector in sectors)


class QuestionTranslation(TwoHands):
    """A question in another language, with its choices; filed by one person, reviewed by another."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=35)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=TranslationStatus.choices, default=TranslationStatus.DRAFT)
    source_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "language"], name="question_translation_once"),
            at_and_by("translated", "question_translation_made_at_and_by"),
            at_and_by("reviewed", "question_translation_reviewed_at_and_by"),
            reviewed_by_another("question_translation_reviewed_by_another"),
        ]

    def __str__(self) -> str:
        return f"translation {self.pk}"

    @property
    def mark(self) -> str:
        """Which words, choices among them and those of the source, somebody had before them."""
        source, choices = self.question, [option["text"] for option in self.question.options]
        return fingerprint([self.language, self.text, self.source_sha256, source.kind, choices])
