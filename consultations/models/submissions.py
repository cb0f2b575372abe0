"""What people said: plain rows, append-only. Who said it is a row of its own, so that it alone can be erased."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultations.barriers import Obstacle, Severity
from consultations.models.dates import LateDoor
from consultations.models.questions import Question
from consultations.models.rounds import Round
from portal import clock
from portal.hands import at_and_by
from portal.members.languages import Words
from portal.members.models import Organisation, Sector, StakeholderGroup


def readable_by_all(prefix: str = "") -> Q:
    """The one rule of what the public reads of a response: meant for it, screened, not withdrawn, not locked."""
    public = [Submission.Confidentiality.NAMED, Submission.Confidentiality.WITHHELD]
    return Q(
        **{
            f"{prefix}confidentiality__in": public,
            f"{prefix}screening": Submission.ScreeningState.PUBLISHED,
            f"{prefix}withdrawn_at": None,
            f"{prefix}locked_at": None,
        }
    )


def that_counts(prefix: str = "") -> Q:
    """The one rule of what is answered and counted: not withdrawn, not declined, not locked."""
    declined = Q(**{f"{prefix}screening": Submission.ScreeningState.DECLINED})
    return ~declined & Q(**{f"{prefix}withdrawn_at": None, f"{prefix}locked_at": None})


def count_voices() -> models.Count:
    """How many have spoken: a session is one, however many sheets came of it."""
    session = models.ExpressionWrapper(models.F("session_record__session") * -1, models.BigIntegerField())
    return models.Count(Coalesce(session, models.F("pk")), distinct=True)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Verbs over submissions."""

    def published(self) -> SubmissionQuerySet:
        """What the public may read."""
        return self.filter(readable_by_all())

    def standing_there(self) -> SubmissionQuerySet:
        """Neither taken back by its sender, nor declined, nor locked."""
        return self.filter(that_counts())

    def official(self) -> SubmissionQuerySet:
        """The positions of organisations that stand: one for each in a round."""
        return self.filter(is_official=True, withdrawn_at=None).exclude(screening=Submission.ScreeningState.DECLINED)

    def asking(self) -> SubmissionQuerySet:
        """Their senders ask for something, or a reader says that it was not they; nobody has settled it yet."""
        from consultations.models.care import Plea, Report

        mine = {"submission": models.OuterRef("pk"), "settled_at": None}
        disputed = Report.objects.filter(**mine, kind=Report.Kind.NOT_ME)
        return self.filter(models.Exists(Plea.objects.filter(**mine)) | models.Exists(disputed))

    def to_answer(self, round: Round) -> SubmissionQuerySet:
        """Responses of a round with identity, comments and published answers: what the letters back need."""
        from consultations.models.answers import Disposition
        from consultations.models.comments import Comment

        answers = models.Prefetch("comments__dispositions", Disposition.objects.published())
        comments = models.Prefetch("comments", Comment.objects.select_related("round"))
        found = self.standing_there().filter(round=round).select_related("identity", "round")
        return found.prefetch_related(comments, answers)


class UnlockedManager(models.Manager.from_queryset(SubmissionQuerySet)):  # type: ignore[misc]
    """What is locked because somebody is at risk does not exist, for whoever asks without knowing of locks."""

    def get_queryset(self) -> SubmissionQuerySet:
        return super().get_queryset().filter(locked_at=None)


class Submission(models.Model):
    """One response, sent once. Group, sector and organisation are kept as they were on that day. Frozen (trigger)."""

    class Standing(models.TextChoices):
        SELF = "self", _("for oneself")
        ORGANISATION = "organisation", _("for an organisation")
        PROXY = "proxy", _("for others who asked for it")
        EXPERT = "expert", _("as an expert")

    class Channel(models.TextChoices):
        WEB = "web", _("on this site")
        SESSION = "session", _("in a facilitated session")
        IMPORT = "import", _("from a form")

    class Confidentiality(models.TextChoices):
        NAMED = "name", _("everybody, with my name")
        WITHHELD = "withheld", _("everybody, without my name")
        COMMITTEE = "committee", _("only the committee")

    class ScreeningState(models.TextChoices):
        PENDING = "pending", _("waiting for a look")
        PUBLISHED = "published", _("published")
        HELD = "held", _("held back")
        DECLINED = "declined", _("declined")

    class DeclineCode(models.TextChoices):
        ABUSE = "abuse", _("insults or threatens people")
        ADVERTISING = "advertising", _("advertises something")
        OFF_TOPIC = "off_topic", _("is not about the draft or its questions")
        NOT_THEIRS = "not_theirs", _("was not sent by the person or organisation it names")
        UNLAWFUL = "unlawful", _("must not be published by law")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField(_("number in the round"))
    idempotency_key = models.UUIDField(unique=True)
    receipt_sha256 = models.CharField(max_length=64, unique=True)
    pin_sha256 = models.CharField(max_length=64)
    content = models.TextField()  # canonical JSON of all that was said; its hash is on the receipt
    content_sha256 = models.CharField(max_length=64)
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.SELF)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200, blank=True)  # as written, where it is not a known organisation
    language = models.CharField(max_length=35)
    confidentiality = models.CharField(max_length=10, choices=Confidentiality.choices, default=Confidentiality.WITHHELD)
    consent = models.CharField(_("version of the consent text"), max_length=20)
    sent_at = models.DateTimeField(default=clock.now)
    late_door = models.ForeignKey(LateDoor, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    screening = models.CharField(max_length=10, choices=ScreeningState.choices, default=ScreeningState.PENDING)
    screened_at = models.DateTimeField(null=True, blank=True)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hold_reason = models.TextField(_("why it is held back"), blank=True)
    hold_language = models.CharField(max_length=35, default="en")
    decline_code = models.CharField(_("code"), max_length=12, choices=DeclineCode.choices, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # the person; the words stay
    is_official = models.BooleanField(default=False)  # the one position of its organisation, sent by a delegate
    disputed_at = models.DateTimeField(null=True, blank=True)  # somebody says that it was not they: no name is shown
    locked_at = models.DateTimeField(null=True, blank=True)  # somebody is at risk: one safeguarding officer sees it

    objects = UnlockedManager()
    with_locked = SubmissionQuerySet.as_manager()  # numbers, keys and the officer's page only

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="submission_number_once"),
            models.UniqueConstraint(
                fields=["round", "organisation"],
                condition=Q(is_official=True, withdrawn_at=None) & ~Q(screening="declined"),
                name="submission_one_position_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(is_official=False) | Q(organisation__isnull=False),
                name="submission_position_is_an_organisations",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, organisation_name="") | Q(standing="organisation"),
                name="submission_names_an_organisation_only_when_it_speaks_for_it",
            ),
            at_and_by("screened", "submission_screened_at_and_by"),
            models.CheckConstraint(
                condition=~Q(screening="held") | ~Q(hold_reason=""), name="submission_held_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(screening="declined") & ~Q(decline_code="") | ~Q(screening="declined") & Q(decline_code=""),
                name="submission_declined_by_a_code",
            ),
        ]

    def __str__(self) -> str:
        """A number: the audit log keeps it, and it gives nobody away."""
        return f"submission {self.pk}"

    def holds_secrets(self) -> bool:
        """Something in it is for the committee only: the receipt's code alone does not show it."""
        if self.confidentiality == self.Confidentiality.COMMITTEE:
            return True
        rows = (self.comments, self.answers, self.attachments)  # type: ignore[attr-defined]
        return any(some.filter(committee_only=True).exists() for some in rows)

    @property
    def is_public(self) -> bool:
        """The same rule as ``published()``, for a row in hand."""
        return (
            self.confidentiality != self.Confidentiality.COMMITTEE
            and self.screening == self.ScreeningState.PUBLISHED
            and self.withdrawn_at is None
            and self.locked_at is None
        )

    @property
    def is_named(self) -> bool:
        """Name and organisation may stand beside it: the sender wanted that, and nobody says that it was not they."""
        return self.confidentiality == self.Confidentiality.NAMED and self.disputed_at is None


class OfResponseQuerySet(models.QuerySet[Any]):
    """Rows that belong to a response."""


class OfUnlockedManager(models.Manager):  # type: ignore[type-arg]
    """Rows that belong to a response: what is locked does not exist here either."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(submission__locked_at=None)


class Identity(models.Model):
    """Who sent it. Deleting this row erases the person and touches no frozen one."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="identity")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="identities"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    confirm_by = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = OfUnlockedManager()
    with_locked = OfResponseQuerySet.as_manager()  # erasing and confirming one's own, and the officer's page only

    def __str__(self) -> str:
        return f"identity {self.pk}"


class Answer(models.Model):
    """What one response says to one question. ``value`` by kind: text, choice, choices, scale, or a barrier's parts."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField()
    text = models.TextField(blank=True)  # the words in it, for reading and search
    committee_only = models.BooleanField(_("only the committee"), default=False)  # stricter than its response

    objects = OfUnlockedManager()
    with_locked = OfResponseQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "question__position"]
        constraints = [models.UniqueConstraint(fields=["submission", "question"], name="answer_once_a_question")]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def said(self) -> str:
        """The answer in words, for the reader. Needs the question."""
        return "; ".join(str(part) for part in self.told("en"))

    def told(self, language: str) -> list[Words]:
        """Each part of it in its own language: what was chosen in the reader's, what was written in ``language``."""
        value, texts, reader = self.value, dict(self.question.choices), get_language() or "en"
        codes = [code for code in value.get("choices") or [value.get("choice")] if code]
        parts: list[Any] = [texts.get(code, code) for code in codes]
        if self.question.kind == Question.Kind.SCALE and codes:
            parts = [gettext("%(number)s of 5") % {"number": value["choice"]}]
        parts += [dict(Obstacle.choices).get(value.get("category"), "")]
        parts += [dict(Severity.choices).get(value.get("severity"), "")]
        parts += [Words(self.text, language), Words(value.get("clauses", ""), language)]
        files = len(value.get("files") or ())
        parts += [ngettext("%(number)s file", "%(number)s files", files) % {"number": files}] if files else []
        told = [part if isinstance(part, Words) else Words(str(part), reader) for part in parts]
        return [part for part in told if part.text]
