"""What can be found of each kind, and by whom: "why is this not found?" is answered here and in ``records``.

One function a kind: keys of the source in, findables out, in a fixed number of queries. What nobody may find yields
nothing; what some may find carries their audience.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from wagtail.documents.models import Document

from consultations.models import (
    Attachment,
    Clause,
    ClauseTranslation,
    Comment,
    Disposition,
    Draft,
    Edition,
    Material,
    Round,
    Standard,
)
from glossary.models import Concept, ConceptVersion, Designation, GroupPhrasing, LanguageEntry, Release
from governance.models import Body, Decision, TradeOff
from portal.audience import Audience
from portal.members.languages import pick
from portal.models import ContentPage
from search import records
from search.documents import sources as files
from search.findable import Findable, address, day
from search.prose import opening, paragraphs, plain, stream
from search.releases import releases
from search.standards import standards

WIDEST = (Audience.PUBLIC, Audience.MEMBERS, Audience.BODY)
# A concept is found by what holds now: agreed, else on its way, else what it was.
BEST: list[str] = [
    *(ConceptVersion.Status.AGREED, ConceptVersion.Status.UNDER_REVIEW, ConceptVersion.Status.PROPOSED),
    *(ConceptVersion.Status.WITHDRAWN, ConceptVersion.Status.SUPERSEDED),
]


# -- glossary ------------------------------------------------------------------------------------------------------


def concepts(ids: list[int]) -> Iterator[Findable]:
    """A term in each of its languages, by every name it has there; how groups say it counts as its text."""
    rows = (
        ConceptVersion.objects.filter(concept__in=ids, status__in=BEST)
        .with_words()
        .prefetch_related(Prefetch("concept__phrasings", GroupPhrasing.objects.select_related("group")))
    )
    best: dict[int, ConceptVersion] = {}
    for version in sorted(rows, key=lambda version: version.place):
        best.setdefault(version.concept_id, version)
    for version in best.values():
        for entry in version.entries.all():
            yield term(version, entry)


def term(version: ConceptVersion, entry: LanguageEntry) -> Findable:
    """One language of one term; terms are public in every state."""
    concept = version.concept
    names = [d.text for d in entry.designations.all()]
    preferred = next((d.text for d in entry.designations.all() if d.status == Designation.Status.PREFERRED), "")
    said = [p for p in concept.phrasings.all() if p.language == entry.language]
    instant = version.agreed_at or version.created_at
    return Findable(
        key=f"glossary.concept:{concept.pk}:{entry.language}",
        object_id=concept.pk,
        kind="term",
        language=entry.language,
        status="withdrawn" if concept.withdrawn_at else version.status,
        audience="public",
        date=day(instant),
        year=instant.year,
        url=address("glossary:concept", concept.code),
        title=preferred or (names[0] if names else concept.code),
        label=concept.code,
        keywords=paragraphs(concept.code, *names),
        body=paragraphs(entry.definition, *entry.notes, *entry.examples, *(p.text for p in said)),
        groups=sorted({p.group.code for p in said}),
    )


# -- consultations -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Door:
    """Where a draft is read: in a round, or as an edition that took effect."""

    url: str  # ends where the key of a clause begins
    audience: str
    instant: datetime
    is_edition: bool = False


def clauses(ids: list[int]) -> Iterator[Findable]:
    """Every clause of the drafts, in its own language and in each translation; a hit lands on the clause."""
    doors = doors_to(ids)
    drafts = Draft.objects.filter(pk__in=doors).select_related("standard")
    adopted = set(
        Draft.objects.filter(pk__in=doors, adoptions__decision__published_at__isnull=False).values_list("pk", flat=True)
    )
    by_key = {draft.pk: draft for draft in drafts}
    rows = Clause.objects.filter(draft__in=by_key).prefetch_related("translations").order_by("pk")
    for clause in rows.iterator(chunk_size=1000):
        draft, door = by_key[clause.draft_id], doors[clause.draft_id]
        words: list[Clause | ClauseTranslation] = [clause, *clause.translations.all()]
        for said in words:
            yield passage(clause, said, draft, door, is_adopted=door.is_edition or draft.pk in adopted)


def doors_to(drafts: list[int]) -> dict[int, Door]:
    """How each draft is read: in the announced round of the widest audience, then the latest; else as an edition."""
    doors: dict[int, Door] = {}
    rounds = Round.objects.announced().filter(draft__in=drafts).order_by("-opens_at", "-pk")
    for found in sorted(rounds, key=lambda r: WIDEST.index(Audience(r.audience))):
        if found.draft_id is not None:
            url = address("consultations:draft", found.slug) + "c/"
            doors.setdefault(found.draft_id, Door(url, found.audience_token, found.announced_at or found.created_at))
    for edition in Edition.objects.filter(draft__in=drafts).select_related("standard"):
        if edition.draft_id not in doors or doors[edition.draft_id].audience != Audience.PUBLIC:
            url = address("consultations:edition", edition.standard.code, edition.label) + "#"
            doors[edition.draft_id] = Door(url, Audience.PUBLIC, edition.recorded_at, is_edition=True)
    return doors


def passage(
    clause: Clause, said: Clause | ClauseTranslation, draft: Draft, door: Door, *, is_adopted: bool
) -> Findable:
    """One clause in one language."""
    language = draft.language if said is clause else said.language  # type: ignore[union-attr]
    text = clause.text or plain(clause.body) if said is clause else plain(said.body)
    standard = pick(draft.titles or draft.standard.titles, language).text or draft.standard.code
    return Findable(
        key=f"consultations.clause:{clause.pk}:{language}",
        object_id=draft.pk,
        kind="clause",
        language=language,
        status="adopted" if is_adopted else "consulted",
        audience=door.audience,
        date=day(door.instant),
        year=door.instant.year,
        url=f"{door.url}{clause.key}" + ("" if door.is_edition else "/"),
        title=said.heading or opening(text) or clause.label,
        label=clause.number[:80],
        place=f"{standard} ({draft.standard.code}/{draft.label})"[:300],
        keywords=paragraphs(clause.number, draft.standard.code),
        body=text,
    )


def comments(ids: list[int]) -> Iterator[Findable]:
    """Published comments, never one for the committee only; no name of a person is ever kept here."""
    answers = Disposition.objects.published().filter(comment=OuterRef("pk")).order_by("-pk")
    rows = (
        Comment.objects.published()
        .filter(pk__in=ids, round__announced_at__isnull=False)
        .select_related("round", "clause", "submission__group", "submission__sector", "submission__organisation")
        .defer("submission__content", "clause__body")  # a response of a thousand comments would come a thousand times
        .annotate(answer=Subquery(answers.values("value")[:1]))
    )
    for comment in rows:
        yield voice(comment)


def voice(comment: Comment) -> Findable:
    """One comment. Where the name is withheld, no organisation, sector or country helps to guess it."""
    submission = comment.submission
    is_named = submission.is_named
    organisation = submission.organisation.name if submission.organisation else submission.organisation_name
    number = comment.clause.label if comment.clause else ""
    return Findable(
        key=f"consultations.comment:{comment.pk}:{comment.language}",
        object_id=comment.pk,
        kind="comment",
        language=comment.language,
        status=comment.answer or "unanswered",  # type: ignore[attr-defined]
        audience=comment.round.audience_token,
        date=day(submission.sent_at),
        year=submission.sent_at.year,
        url=address("consultations:comment", comment.round.slug, comment.ref),
        title=opening(comment.body),
        label=comment.ref,
        place=number[:300],
        keywords=paragraphs(comment.ref, organisation if is_named else ""),
        body=paragraphs(comment.body, comment.proposed_change, comment.justification),
        groups=[submission.group.code],
        sectors=[submission.sector.code] if is_named and submission.sector else [],
        country=submission.country if is_named else "",
    )


# -- content pages -------------------------------------------------------------------------------------------------


def pages(ids: list[int]) -> Iterator[Findable]:
    """Plain pages that are live, in the languages in which they were written."""
    rows = ContentPage.objects.live().filter(pk__in=ids, alias_of=None).select_related("locale")
    for page in rows:
        instant = page.last_published_at or page.first_published_at or page.latest_revision_created_at
        if instant is None:
            continue
        yield Findable(
            key=f"portal.contentpage:{page.pk}:{page.locale.language_code}",
            object_id=page.pk,
            kind="page",
            language=page.locale.language_code,
            status="",
            audience="public",
            date=day(instant),
            year=instant.year,
            url="/" + page.url_path.strip("/").partition("/")[2] + "/",
            title=page.title[:500],
            body=paragraphs(page.lede, stream(page.body.get_prep_value())),
        )


Source = Callable[[list[int]], Iterable[Findable]]
SOURCES: dict[type[models.Model], Source] = {
    Concept: concepts,
    Round: records.rounds,
    Draft: clauses,
    Standard: standards,
    Comment: comments,
    Decision: records.decisions,
    TradeOff: records.trade_offs,
    Body: records.bodies,
    ContentPage: pages,
    Attachment: files.attachments,
    Material: files.materials,
    Document: files.documents,
    Release: releases,
}
TEXTS = (Attachment, Material, Document)  # files, whose words the worker reads
