"""Terms as a book, in the order of ISO 10241-1: by their number, one language or two, an index of names at the end.

Few terms are set at once; many by the worker, once for each text, kept under the hash of the words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.cache import cache as shared
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from glossary.alphabets import letter_of, sort_key
from glossary.content import content_of
from glossary.exporting import versions
from glossary.models import Concept, ConceptVersion, LanguageEntry, Release
from portal import clock
from portal.paper import bound, can_print
from portal.sealing import canonical

__all__ = ["Book", "can_print", "exists", "is_ordered", "order", "row_of", "stored_name", "sweep"]
FOLDER = "glossary/pdf"
SET_BY = 2  # another one whenever the book is set otherwise
AT_ONCE, MOST = 40, 3000  # terms set while the reader waits; terms of one book
KEPT = timedelta(days=7)  # a file that was set
AGAIN = 10 * 60  # seconds after which one that was ordered may be ordered again
STATUSES = ("preferred", "admitted", "deprecated")


@dataclass(frozen=True)
class Book:
    """What is on the paper: one version, one release, or all that is agreed; and in which languages."""

    language: str
    beside: str = ""
    of: str = ""  # a code
    number: int = 0  # its version; 0 for the one in force
    release: str = ""  # a label

    def versions(self) -> QuerySet[ConceptVersion]:
        """In the order of their codes."""
        if self.of and self.number:
            return ConceptVersion.objects.filter(concept__code=self.of, number=self.number)
        if self.of:
            return versions("all").filter(concept__code=self.of)
        if self.release:
            held = Release.objects.published().filter(label=self.release).values("terms__version")
            return ConceptVersion.objects.filter(pk__in=held).order_by("concept__code")
        return versions()

    @property
    def languages(self) -> list[str]:
        """One column or two."""
        return [self.language, *filter(None, [self.beside])]

    @property
    def title(self) -> str:
        """On the cover and above every page."""
        if self.release:
            return _("Glossary %(label)s") % {"label": self.release}
        return f"{_('Glossary')}: {self.of}" if self.of else _("Glossary")

    @property
    def address(self) -> str:
        """Where the same stands in the portal."""
        if self.release:
            return reverse("glossary:release", args=[self.release])
        if self.of and self.number:
            return reverse("glossary:version", args=[self.of, self.number])
        return reverse("glossary:concept", args=[self.of]) if self.of else reverse("glossary:index")

    @property
    def file_name(self) -> str:
        """As it is saved."""
        what = self.of.lower() or f"glossary-{self.release or clock.today().isoformat()}"
        return "-".join([what, *([f"v{self.number}"] if self.number else []), *self.languages]) + ".pdf"


def row_of(version: ConceptVersion, languages: list[str]) -> dict[str, Any]:
    """One entry; a language in which nothing is written is left empty, but for the first."""
    there = {entry.language: entry for entry in version.entries.all()}
    first = version.entry_for(languages[0])
    entries = [first, *(there.get(language) for language in languages[1:])]
    pairs = zip(entries, languages, strict=True)
    return {"version": version, "columns": [column_of(entry, asked) if entry else None for entry, asked in pairs]}


def column_of(entry: LanguageEntry, asked: str) -> dict[str, Any]:
    """Preferred name, the others by what is said of them, then the words; and in which language they were wanted."""
    names = list(entry.designations.all())
    about = {"entry": entry, "language": entry.language, "asked": asked, "names": names}
    return about | {status: [n for n in names if n.status == status] for status in STATUSES}


def indexes_of(rows: list[dict[str, Any]], languages: list[str]) -> list[dict[str, Any]]:
    """For each language every name by its letter, with the entry where it stands; those that were asked for first."""
    names = [
        {"text": name.text, "code": row["version"].concept.code, "status": status, "language": column["entry"].language}
        for row in rows
        for column in filter(None, row["columns"])
        for status in STATUSES
        for name in column[status]
    ]
    names.sort(key=lambda name: (sort_key(name["text"], name["language"]), name["code"]))
    others = sorted({name["language"] for name in names} - set(languages))
    found = []
    for language in [*languages, *others]:
        some = [name for name in names if name["language"] == language]
        letters = [
            (letter, list(part))
            for letter, part in groupby(some, key=lambda name: letter_of(name["text"], name["language"]))
        ]
        found += [{"language": language, "letters": letters}] if letters else []
    return found


def stored_name(book: Book, interface: str, alliance: str) -> str:
    """Where the file stands: other words, other languages are another file."""
    rows = book.versions().with_words().select_related("concept")
    said = [
        [
            row.pk,
            row.status,
            row.content_sha256 or canonical(content_of(row)),
            *(entry.sha256 for entry in row.entries.all() if entry.is_beside_the_seal),
        ]
        for row in rows
    ]
    facts = [SET_BY, settings.BASE_URL, interface, alliance, book.title, book.languages, said]
    return f"{FOLDER}/{hashlib.sha256(canonical({'facts': facts}).encode()).hexdigest()}.pdf"


def order(book: Book, interface: str, alliance: str, name: str) -> None:
    """Asks the worker for it, once in a while; a few terms are set at once."""
    if book.versions().count() <= AT_ONCE:
        keep(book, interface, alliance, name)
    elif shared.add(ordered(name), 1, AGAIN):
        set_book.enqueue(vars(book), interface, alliance)


def ordered(name: str) -> str:
    """Where it is noted that the worker was asked."""
    return f"pdf:{name}"


def is_ordered(name: str) -> bool:
    """The worker has been asked for it already: to look again costs nothing."""
    return shared.get(ordered(name)) is not None


def sweep() -> int:
    """Deletes what was set some time ago: the words have moved on, or it is set anew when somebody asks."""
    storage, gone = storages["private"], 0
    if not storage.exists(FOLDER):
        return gone
    for name in storage.listdir(FOLDER)[1]:
        if storage.get_modified_time(f"{FOLDER}/{name}") < clock.now() - KEPT:
            storage.delete(f"{FOLDER}/{name}")
            gone += 1
    return gone


@task()
def set_book(about: dict[str, Any], interface: str, alliance: str) -> str:
    """Sets the book, unless somebody else's order made it meanwhile."""
    book = Book(**about)
    return keep(book, interface, alliance, stored_name(book, interface, alliance))


def keep(book: Book, interface: str, alliance: str, name: str) -> str:
    """Under the hash of its words."""
    if not storages["private"].exists(name):
        storages["private"].save(name, ContentFile(pdf_of(book, interface, alliance)))
    return name


def pdf_of(book: Book, interface: str, alliance: str) -> bytes:
    """The bytes."""
    with override(interface):
        found = book.versions().with_words().select_related("concept")
        rows = [row_of(version, book.languages) for version in found[:MOST]]
        context = {
            "book": book,
            "alliance": alliance,
            "rows": rows,
            "indexes": indexes_of(rows, book.languages),
            "release": Release.objects.published().filter(label=book.release).first() if book.release else None,
            "today": clock.today(),
            "base": settings.BASE_URL,
            "address": book.address,
        }
        page = render_to_string("glossary/book.html", context)
    return bound(page, "portal/book.css")


def exists(book: Book) -> bool:
    """Whether there is such a term, version or release."""
    if book.release:
        return Release.objects.published().filter(label=book.release).exists()
    if book.number:
        return book.versions().exists()
    return not book.of or Concept.objects.filter(code=book.of).exists()
