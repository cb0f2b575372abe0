"""The files of a release are written by the worker, after the request, and kept as they are."""

from __future__ import annotations

import csv
import hashlib
import io
import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from glossary.actions import releases
from glossary.changes import Step
from glossary.exporting import rows_of
from glossary.formats.files import FORMATS, written
from glossary.formats.rows import TermRow
from glossary.models import Concept, ConceptVersion, Release, ReleaseFile, ReleaseTerm
from portal.files.csv_table import neutral
from portal.members.models import User

logger = logging.getLogger(__name__)
FOLDER = "glossary/releases"
LIST = ("code", "name", "language", "version", "sha256", "agreed_on", "decision", "change", "before", "replaced_by")
LIST += ("address", "difference")


def release(*, by: User, label: str, read: str, introduction: str = "", language: str = "en") -> Release:
    """Fixes it, and asks for its files."""
    made = releases.cut_release(by=by, label=label, read=read, introduction=introduction, language=language)
    build_release.enqueue(made.pk, by.pk)
    return made


def again(*, by: User, release: Release) -> None:
    """Asks for the files once more, where they could not be written."""
    if releases.retry_release(by=by, release=release):
        build_release.enqueue(release.pk, by.pk)


@task()
def build_release(pk: int, by: int) -> None:
    """Asked for twice, it is done once."""
    row, user = Release.objects.get(pk=pk), User.objects.get(pk=by)
    if not row.published_at:
        write_files(by=user, row=row)


def write_files(*, by: User, row: Release) -> None:
    """Writes every file, then publishes; what breaks down is told at the desk."""
    stored: list[str] = []
    try:
        with override(settings.LANGUAGE_CODE):
            files = [keep(row, *about, stored) for about in pieces_of(row)]
        releases.publish_release(by=by, release=row, files=files)
    except Exception as error:  # whatever it was, nobody waits for ever
        logger.error("release %s: %s", row.label, type(error).__name__, exc_info=error)
        for path in stored:
            storages["private"].delete(path)
        releases.fail_release(by=by, release=row, why=_("Please try again."))


def pieces_of(row: Release) -> Iterator[tuple[str, str, str, Iterator[bytes]]]:
    """Name, title, kind and bytes of each file: the terms in every format, and the list of versions and changes."""
    for form in FORMATS.values():
        data = written(as_released(row), settings.BASE_URL, form.name)
        yield f"glossary-{row.label}.{form.ending}", form.title, form.media_type, data
    yield f"versions-{row.label}.csv", "Versions and changes, CSV", "text/csv", list_of(row)


def keep(row: Release, name: str, title: str, kind: str, pieces: Iterable[bytes], stored: list[str]) -> ReleaseFile:
    """Written piece by piece into the private storage, counted and hashed on the way."""
    digest, size = hashlib.sha256(), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as handle:
            for piece in pieces:
                digest.update(piece)
                size += handle.write(piece)
        with path.open("rb") as handle:
            stored.append(storages["private"].save(f"{FOLDER}/{row.label}/{name}", File(handle)))
    facts = {"size": size, "sha256": digest.hexdigest(), "stored": stored[-1]}
    return ReleaseFile(name=name, title=title, media_type=kind, **facts)


def versions_of(row: Release) -> QuerySet[ConceptVersion]:
    """What was in force when it was made."""
    held = ReleaseTerm.objects.filter(release=row, version__isnull=False).values("version")
    return ConceptVersion.objects.filter(pk__in=held).order_by("concept__code")


def as_released(row: Release) -> Iterator[TermRow]:
    """Whatever has been decided since, they were agreed then."""
    return (replace(term, status="agreed", replaced_by="") for term in rows_of(versions_of(row)))


def list_of(row: Release) -> Iterator[bytes]:
    """A line a term: its version, the fingerprint of its words, and what has happened to it since the last release."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(LIST)
    yield b"\xef\xbb\xbf"
    terms = ReleaseTerm.objects.filter(release=row).with_words()
    for term in terms.order_by("concept__code").iterator(chunk_size=500):
        writer.writerow([neutral(str(cell)) for cell in line_of(term)])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def line_of(term: ReleaseTerm) -> list[object]:
    """One line of it."""
    shown, is_in = term.shown, term.version is not None
    entry = shown.entry_for(shown.source_language)
    return [
        term.concept.code,
        entry.name if entry else "",
        shown.source_language,
        shown.number if is_in else "",
        shown.content_sha256 if is_in else "",
        f"{shown.agreed_at:%Y-%m-%d}" if is_in and shown.agreed_at else "",
        shown.decision_number if is_in else "",
        term.change,
        term.before.number if term.before else "",
        term.replaced_by.code if term.replaced_by else "",
        f"{settings.BASE_URL}{shown.get_absolute_url()}",
        f"{settings.BASE_URL}{term.difference}" if term.difference else "",
    ]


def counts_of(row: Release) -> list[tuple[str, str, int]]:
    """Kind, words and number, of the kinds there are."""
    found = dict(row.terms.order_by().values_list("change").annotate(number=Count("pk")))
    return [(kind, str(kind.label), found[kind]) for kind in ReleaseTerm.Change if kind in found]


def as_terms(steps: Iterable[Step]) -> list[ReleaseTerm]:
    """What would stand in a release, not saved, with the words to show it by."""
    rows = [releases.term_of(Release(), step) for step in steps]
    wanted = {pk for row in rows for pk in (row.version_id, row.before_id) if pk}
    found = {version.pk: version for version in ConceptVersion.objects.filter(pk__in=wanted).with_words()}
    others = Concept.objects.in_bulk([row.replaced_by_id for row in rows if row.replaced_by_id])
    for row in rows:
        row.version, row.before = found.get(row.version_id or 0), found.get(row.before_id or 0)
        row.concept, row.replaced_by = row.shown.concept, others.get(row.replaced_by_id or 0)
    return rows
