"""Which files can be found, by whom and where: attachments of responses, supporting material, files of plain pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from django.db.models import Prefetch
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction

from consultations.models import Attachment, Comment, Draft, Material
from portal.members.languages import pick
from portal.models import ContentPage
from search.documents.models import FileText
from search.findable import Findable, address, day

LINK = re.compile(r"<a\b[^>]*\blinktype=\\?[\"']document\\?[\"'][^>]*>")
NUMBER = re.compile(r"\bid=\\?[\"'](\d{1,15})\\?[\"']")


def ending_of(name: str) -> str:
    """What kind it says it is."""
    return name.rpartition(".")[2].lower()[:8] if "." in name else ""


def texts_of(model: str, ids: list[int]) -> dict[int, str]:
    """What has been read of these files; one query."""
    rows = FileText.objects.of(model, ids).filter(state=FileText.State.READ)
    return dict(rows.values_list("object_id", "text"))


def attachments(ids: list[int]) -> Iterator[Findable]:
    """What anybody may fetch of a published response; found where its comment stands."""
    said = Comment.objects.published().order_by("number")
    rows = (
        Attachment.objects.published()
        .checked()
        .filter(pk__in=ids, round__announced_at__isnull=False)
        .select_related("round", "submission__group", "comment")
        .prefetch_related(Prefetch("submission__comments", said.select_related("round"), to_attr="told_comments"))
    )
    texts = texts_of("consultations.attachment", ids)
    for row in rows:
        yield attachment(row, texts.get(row.pk, ""))


def attachment(row: Attachment, text: str) -> Findable:
    """One file of a response; nothing of who sent it."""
    submission = row.submission
    assert submission is not None
    told: list[Comment] = submission.told_comments  # type: ignore[attr-defined]
    place = row.comment or (told[0] if told else None)
    url = address("consultations:attachment", str(row.key))
    if place is not None:
        url = address("consultations:comment", row.round.slug, place.ref)
    return Findable(
        key=f"consultations.attachment:{row.pk}:{submission.language}",
        object_id=row.pk,
        kind="document",
        language=submission.language,
        status="",
        audience=row.round.audience_token,
        date=day(submission.sent_at),
        year=submission.sent_at.year,
        url=url,
        title=row.name,
        label=ending_of(row.name).upper(),
        place=place.ref if place else "",
        keywords=row.description,
        body=text,
        groups=[submission.group.code],
    )


def materials(ids: list[int]) -> Iterator[Findable]:
    """What is given along with a draft, for whoever may read the draft; found beside it."""
    from search.entries import doors_to

    rows = list(Material.objects.offered().filter(pk__in=ids).select_related("draft__standard"))
    doors = doors_to([row.draft_id for row in rows])
    texts = texts_of("consultations.material", ids)
    for row in rows:
        door = doors.get(row.draft_id)
        if door is None:
            continue
        draft: Draft = row.draft
        standard = pick(draft.titles or draft.standard.titles, row.language).text or draft.standard.code
        yield Findable(
            key=f"consultations.material:{row.pk}:{row.language}",
            object_id=row.pk,
            kind="document",
            language=row.language,
            status="",
            audience=door.audience,
            date=day(row.added_at),
            year=row.added_at.year,
            url=address("consultations:material", str(row.pk)) if door.is_edition else door.url.removesuffix("c/"),
            title=row.title,
            label=ending_of(row.name).upper(),
            place=f"{standard} ({draft.standard.code}/{draft.label})"[:300],
            keywords=row.name,
            body=texts.get(row.pk, ""),
        )


def documents(ids: list[int]) -> Iterator[Findable]:
    """Files of the editor that a public page leads to: until then they are nobody's business."""
    pages = pages_with(set(ids))
    closed = closed_collections()
    rows = Document.objects.filter(pk__in=pages).select_related("collection")
    texts = texts_of("wagtaildocs.document", ids)
    for row in rows:
        if any(row.collection.path.startswith(path) for path in closed):
            continue
        page = pages[row.pk]
        yield Findable(
            key=f"wagtaildocs.document:{row.pk}:{page.locale.language_code}",
            object_id=row.pk,
            kind="document",
            language=page.locale.language_code,
            status="",
            audience="public",
            date=day(row.created_at),
            year=row.created_at.year,
            url="/" + page.url_path.strip("/").partition("/")[2] + "/",
            title=row.title[:500],
            label=ending_of(row.filename).upper(),
            place=page.title[:300],
            keywords=row.filename,
            body=texts.get(row.pk, ""),
        )


def closed_collections() -> list[str]:
    """Where not everybody may fetch files, and all below."""
    return list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def pages_with(wanted: set[int]) -> dict[int, ContentPage]:
    """The first live page that leads to each of these files; one query."""
    found: dict[int, ContentPage] = {}
    rows = ContentPage.objects.live().filter(alias_of=None)
    for page in rows.select_related("locale").order_by("pk"):
        for number in linked(page) & wanted:
            found.setdefault(number, page)
    return found


def linked(page: ContentPage) -> set[int]:
    """The files that a page leads to."""
    words = json.dumps(page.body.get_prep_value(), default=str)
    tags = (match.group() for match in LINK.finditer(words))
    return {int(number[1]) for tag in tags if (number := NUMBER.search(tag))}
