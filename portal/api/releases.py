"""Releases of the glossary: the editions, their files with checksums, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Query, Router, Schema

from glossary.models import Release, ReleaseFile, ReleaseTerm
from portal.api import links
from portal.api.shapes import Item, Language, Page, Window, page_of

router = Router(tags=["releases"])


class ReleasedFile(Schema):
    """One file, and the hash of its bytes."""

    name: str
    url: str
    media_type: str
    size: int
    sha256: str


class GlossaryRelease(Item):
    """An edition of the whole glossary, which never changes."""

    title: str
    introduction: str
    published_at: datetime
    sha256: str
    terms: int
    changed: int
    files: list[ReleasedFile]


class Change(Item):
    """A term that changed from one release to the next; ``difference`` shows its words side by side."""

    name: str
    change: str
    version: int | None
    before: int | None
    difference: str


@router.get("", response=Page[GlossaryRelease], summary="Releases of the glossary, the newest first")
def releases(request: HttpRequest, window: Query[Window]) -> dict[str, Any]:
    """Every edition that was published."""
    rows = Release.objects.published().with_counts().select_related("previous").prefetch_related("files")
    with override(window.lang):
        return page_of(request, rows, window, lambda found: map(item, found))


@router.get("/{label}/changes", response=Page[Change], summary="What has changed since the release before")
def release_changes(request: HttpRequest, label: str, window: Query[Window]) -> dict[str, Any]:
    """Every term that is new, other or gone."""
    release = Release.objects.published().filter(label=label).first()
    if release is None:
        raise Http404
    with override(window.lang):
        return page_of(request, release.terms.changed().with_words(), window, changes)


@router.get("/{label}", response=GlossaryRelease, summary="One release of the glossary")
def release(request: HttpRequest, label: str, lang: Language = "en") -> dict[str, Any]:
    """With its files."""
    rows = Release.objects.published().with_counts().select_related("previous").prefetch_related("files")
    found = rows.filter(label=label).first()
    if found is None:
        raise Http404
    with override(lang):
        return item(found)


def item(row: Release) -> dict[str, Any]:
    """One edition as data."""
    return {
        "id": row.label,
        "status": row.state,
        "url": row.get_absolute_url(),
        "language": row.language,
        "title": row.title,
        "introduction": row.introduction,
        "published_at": row.published_at,
        "sha256": row.sha256,
        "terms": row.held,  # type: ignore[attr-defined]
        "changed": row.moved,  # type: ignore[attr-defined]
        "files": [file_of(file) for file in row.files.all()],
        "links": {"releases": [links.to_release(row.previous)] if row.previous else []},
    }


def file_of(file: ReleaseFile) -> dict[str, Any]:
    """One file as data."""
    facts = {name: getattr(file, name) for name in ("name", "media_type", "size", "sha256")}
    return {"url": file.get_absolute_url(), **facts}


def changes(rows: list[ReleaseTerm]) -> Iterator[dict[str, Any]]:
    """Changes as data, each with the term it is about and the one in its place."""
    for row in rows:
        entry = row.shown.entry_for()
        terms = [row.concept, *([row.replaced_by] if row.replaced_by else [])]
        yield {
            "id": row.concept.code,
            "status": row.shown.status,
            "url": row.shown.get_absolute_url(),
            "language": entry.language if entry else row.shown.source_language,
            "name": entry.name if entry else row.concept.code,
            "change": row.change,
            "version": row.version.number if row.version else None,
            "before": row.before.number if row.before else None,
            "difference": row.difference,
            "links": {"terms": [links.to_term(term) for term in terms]},
        }
