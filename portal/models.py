"""What every page shares: home, plain content, the alliance's settings, sealed words, mail that waits to leave."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from portal import clock
from portal.admin_forms import AllianceForm
from portal.blocks import PROSE
from portal.members.languages import SOURCE, fallbacks
from portal.sealing import HousePage


class HomePage(HousePage):
    """The front door: says in ten seconds what the alliance does and what is open."""

    promise = models.CharField(_("the sentence at the top"), max_length=240, blank=True)
    lede = models.TextField(_("what the alliance does"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("promise"), FieldPanel("lede")]
    template = "portal/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 3

    class Meta:
        verbose_name = _("home page")


class ContentPage(HousePage):
    """A plain page of prose: about us, privacy, how a standard is made."""

    class Terms(models.TextChoices):
        """Which terms of the glossary are linked in the text."""

        AGREED = "agreed", _("agreed terms")
        OPEN = "open", _("agreed terms, and those on the table")
        NOTHING = "nothing", _("none")

    lede = models.TextField(_("opening"), blank=True)
    body = StreamField(PROSE, blank=True, verbose_name=_("text"))
    terms = models.CharField(_("terms linked in it"), max_length=8, choices=Terms.choices, default=Terms.AGREED)

    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body"), FieldPanel("terms")]
    template = "portal/content_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["portal.ContentPage"]

    class Meta:
        verbose_name = _("content page")


@register_setting(icon="site")
class AllianceSettings(BaseSiteSetting):
    """What differs from one alliance to the next, and is not worth a deployment."""

    name = models.CharField(_("name of the alliance"), max_length=160, default="The alliance")
    colophon = models.JSONField(_("sentence at the foot, by language"), default=dict, blank=True)
    contact_email = models.EmailField(_("the secretariat's address"), blank=True)
    time_zone = models.CharField(_("time zone of the secretariat"), max_length=64, default="UTC")
    competition_notice = models.JSONField(
        _("what competitors must not tell each other, by language"),
        default=dict,
        blank=True,
        help_text=_("Shown wherever somebody comments. A round may say something else; empty: the usual words."),
    )

    base_form_class = AllianceForm

    class Meta:
        verbose_name = _("alliance")


class SealedWordsQuerySet(models.QuerySet["SealedWords"]):
    """Verbs over sealed words."""

    def of(self, record: str) -> SealedWordsQuerySet:
        """Every language of one record."""
        return self.filter(record=record)

    def for_reader(self, record: str, language: str | None = None) -> SealedWords | None:
        """In the reader's language, else the source's, marked by its ``language``; one query."""
        seals = {seal.language: seal for seal in self.of(record).order_by("pk")}
        asked = fallbacks(language or get_language())
        return next((seals[code] for code in asked if code in seals), next(iter(seals.values()), None))

    def spoken_for(self, kind: str, key: str, language: str | None = None) -> Subquery:
        """What ``for_reader`` finds, for every row of a list in the list's own query; ``speech()`` opens it.

        ``Round.objects.annotate(sealed=SealedWords.objects.spoken_for("round", "slug"))``
        """
        asked = fallbacks(language or get_language())
        nearest = Case(*(When(language=code, then=rank) for rank, code in enumerate(asked)), default=len(asked))
        rows = self.filter(record=Concat(Value(f"{kind} "), OuterRef(key))).order_by(nearest, "pk")
        return Subquery(rows.values(words=JSONObject(language="language", body="body"))[:1])


def speech(sealed: dict[str, str] | None) -> tuple[dict[str, Any], str]:
    """The sealed words of a row that ``spoken_for`` has annotated, and their language."""
    return (json.loads(sealed["body"]), sealed["language"]) if sealed else ({}, SOURCE)


class SealedWords(models.Model):
    """The words of a published record in one language, byte for byte, with their hash. Frozen by trigger."""

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="sealed_words")
    record = models.CharField(max_length=80)  # "decision SC-2026-014"
    language = models.CharField(max_length=35)
    body = models.TextField()  # a TextField: JSONB would reorder the keys, and the hash would no longer hold
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=clock.now)

    objects = SealedWordsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "language"], name="sealed_once_a_language")]

    def __str__(self) -> str:
        return f"{self.record} ({self.language})"

    @property
    def words(self) -> dict[str, Any]:
        """What was sealed, as data."""
        return json.loads(self.body)


class MailOutbox(models.Model):
    """A mail that an action has decided on; ``tick`` sends it once and blanks it."""

    event = models.CharField(max_length=120)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    leave_url = models.URLField(max_length=300, blank=True)  # one press in the mail program ends such mails (RFC 8058)
    created_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="mail_once_an_event"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(body=""), name="mail_sent_is_blank"),
        ]
        indexes = [models.Index(fields=["attempts", "id"], condition=Q(sent_at=None), name="mail_waiting")]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class Heartbeat(models.Model):
    """When the worker last ran: ``/readyz`` and the desk say so."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name
