"""One row per findable thing, in the main database: the source for every engine, written with its source."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models import Question
from glossary.models import Concept, ConceptVersion
from portal import clock


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Verbs over entries."""

    def standing(self) -> SearchEntryQuerySet:
        """What can be found; a deleted row only waits until a search server has forgotten it."""
        return self.filter(deleted=False)

    def open_to(self, tokens: list[str] | None) -> SearchEntryQuerySet:
        """What a reader who satisfies these audience rules may see; None sees all."""
        return self if tokens is None else self.filter(audience__in=tokens)

    def behind(self) -> SearchEntryQuerySet:
        """What a search server does not know yet."""
        return self.filter(version__gt=F("synced"))


class SearchEntry(models.Model):
    """What can be found, in one language.

    ``audience`` is a rule: tokens of which a reader must hold one, sorted, joined by commas: ``public``, ``members``,
    ``g12``, ``g12,members``; ``staff`` is for the secretariat alone.
    """

    class Kind(models.TextChoices):
        TERM = "term", _("Term")
        CLAUSE = "clause", _("Clause")
        CONSULTATION = "consultation", _("Consultation")
        COMMENT = "comment", _("Comment")
        DECISION = "decision", _("Decision")
        TRADE_OFF = "trade-off", _("Trade-off")
        BODY = "body", _("Body")
        STANDARD = "standard", _("Standard")
        PAGE = "page", _("Page")
        DOCUMENT = "document", pgettext_lazy("a file that is found", "Document")
        RELEASE = "release", _("Release of the glossary")

    key = models.CharField(max_length=120, unique=True)  # "glossary.concept:12:fr"
    model = models.CharField(max_length=60)  # what is told: "glossary.concept", "consultations.draft" for clauses
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    language = models.CharField(max_length=35)
    status = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=80, default="public")
    date = models.DateField()
    year = models.SmallIntegerField()
    url = models.CharField(max_length=300)  # without the language's prefix
    label = models.CharField(max_length=80, blank=True)  # RS-0042, 3.4, R1-0421: shown beside the kind
    place = models.CharField(max_length=300, blank=True)  # where it stands: the standard and draft, the body
    title = models.CharField(max_length=500)
    keywords = models.TextField(blank=True)
    body = models.TextField(blank=True)
    groups = models.JSONField(default=list)  # codes
    sectors = models.JSONField(default=list)  # codes
    of_body = models.CharField(max_length=60, blank=True)  # who decides, or weighs what it costs
    country = models.CharField(max_length=2, blank=True)  # of a comment, where its name may stand beside it
    checksum = models.CharField(max_length=32)
    generation = models.IntegerField(default=0)
    version = models.BigIntegerField(default=1)
    synced = models.BigIntegerField(default=0)
    deleted = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)
    found_at = models.DateTimeField(default=clock.now)  # since when those who may see it now can find it

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            models.Index(fields=["model", "object_id"], name="search_by_source"),
            models.Index(fields=["audience"], condition=~Q(audience="public"), name="search_closed"),
            models.Index(fields=["id"], condition=Q(version__gt=F("synced")), name="search_behind"),
            models.Index(fields=["found_at"], name="search_newest"),
        ]

    def __str__(self) -> str:
        return self.key


class TermUseQuerySet(models.QuerySet["TermUse"]):
    """Verbs over uses."""

    def of(self, concept: Concept) -> TermUseQuerySet:
        """Where one term is used."""
        return self.filter(concept=concept, entry__deleted=False)

    def once_each(self, language: str) -> TermUseQuerySet:
        """Every place in one language: the reader's if the place speaks it, else the one that was there first."""
        same = TermUse.objects.filter(concept=OuterRef("concept"), thing=OuterRef("thing"), entry__deleted=False)
        in_own = same.filter(entry__language=language)
        first = ~Exists(in_own) & ~Exists(same.filter(pk__lt=OuterRef("pk")))
        return self.filter(Q(entry__language=language) | first)


class TermUse(models.Model):
    """That a text uses a term, and the version that was in force when the text was fixed. Made anew, never edited."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="uses")
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="uses")
    version = models.ForeignKey(ConceptVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=120)  # the place whatever its language: "consultations.clause:12"
    fixed_at = models.DateTimeField(null=True, blank=True)  # None: the text follows what is agreed
    words = models.CharField(max_length=240)  # the first form in which it stands there

    objects = TermUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "concept"], condition=Q(question=None), name="use_once_a_text"),
            models.UniqueConstraint(fields=["entry", "question", "concept"], name="use_once_a_question"),
        ]
        indexes = [models.Index(fields=["concept", "thing"], name="use_by_thing")]

    def __str__(self) -> str:
        return f"{self.concept_id} in {self.thing}"


from search.alerts.models import SearchAlert  # noqa: E402, F401  Django looks for rows here
from search.curating.models import Pick, UnfoundSearch  # noqa: E402, F401
from search.documents.models import FileText  # noqa: E402, F401
