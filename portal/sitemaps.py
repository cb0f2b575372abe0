"""The map of the site for search engines: what everybody may read, in every language, with when it last changed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from portal.context_processors import site_address
from portal.models import ContentPage

HOURS = 12 * 60 * 60
KEYS = ("first-key", "second-key")
UNLISTED = ("desk", "search", "receipts", "continue", "cosignatures", "invitations")


class Place(NamedTuple):
    """An address without its language, and when what stands there last changed, where that is known."""

    tail: str
    changed: datetime | None = None


def tail(name: str, *keys: str) -> str:
    """An address without its language."""
    with override("en"):
        return reverse(name, args=keys).removeprefix("/en")


def filled(pattern: str, *keys: str) -> str:
    """``tail(name, *KEYS)`` with the keys of one row: ten thousand addresses are not resolved one by one."""
    for place, key in zip(KEYS, keys, strict=False):
        pattern = pattern.replace(place, quote(key))
    return pattern


class Chapter(Sitemap):
    """One kind of page; each row once a language, naming the others. Its rooms ask for ``ANYBODY``."""

    i18n = alternates = x_default = True
    limit = 3_000

    def __init__(self, places: Iterable[Place] | None = None) -> None:
        self.places = self.gathered() if places is None else list(places)

    def gathered(self) -> list[Place]:
        """A fixed number of queries."""
        return []

    def items(self) -> list[Place]:
        """As gathered."""
        return self.places

    def location(self, item: Place) -> str:  # type: ignore[override]
        """In the language that is asked for."""
        return f"/{get_language()}{item.tail}"

    def lastmod(self, item: Place) -> datetime | None:
        """When it last changed."""
        return item.changed

    @property
    def parts(self) -> int:
        """In how many files it is told."""
        return int(self.paginator.num_pages) if self.places else 0


class PlainPages(Chapter):
    """Home, pages of prose, and the lists of every room."""

    LISTS = ("data", "glossary:index", "glossary:releases", "glossary:proposals", "consultations:standards")
    LISTS += ("consultations:index", "consultations:promises", "consultations:declined", "governance:index")

    def gathered(self) -> list[Place]:
        """One query; pages have the same tail in every language."""
        prose = ContentPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")
        rows = prose.values_list("url_path", "last_published_at")
        pages = [Place(f"/{path.strip('/').partition('/')[2]}/", changed) for path, changed in rows]
        return [Place("/"), *(Place(tail(name)) for name in self.LISTS), *pages]


Chapters = dict[str, type[Chapter]]


@require_safe
def sitemap(request: HttpRequest, chapters: Chapters) -> HttpResponse:
    """Everything in one file while it is small, else the list of the files."""
    told = {name: kind() for name, kind in chapters.items()}
    every = [place for chapter in told.values() for place in chapter.places]
    if len(every) * len(settings.LANGUAGES) <= Chapter.limit:
        return answered(request, "sitemap.xml", Chapter(every))
    at = site_address(request)
    files = [
        {"location": f"{at}{reverse('sitemap-part', args=[name, page])}"}
        for name, chapter in told.items()
        for page in range(1, chapter.parts + 1)
    ]
    body = render_to_string("sitemap_index.xml", {"sitemaps": files})
    return kept(request, body.encode(), hashlib.sha256(body.encode()).hexdigest())


@require_safe
def part(request: HttpRequest, name: str, page: int, chapters: Chapters) -> HttpResponse:
    """One file of a large map."""
    if name not in chapters:
        raise Http404
    chapter = chapters[name]()
    if not 1 <= page <= chapter.parts:
        raise Http404
    return answered(request, "sitemap.xml", chapter, page)


def answered(request: HttpRequest, template: str, chapter: Chapter, page: int = 1) -> HttpResponse:
    """Written anew only when a row has changed: what is kept is kept by what it says."""
    at = site_address(request)
    said = hashlib.sha256(f"{at}{page}{chapter.places}".encode()).hexdigest()
    place = f"sitemap:{said}"
    body = cache.get(place)
    if body is None:
        scheme, host = urlsplit(at)[:2]
        here: Any = SimpleNamespace(domain=host)
        urls = chapter.get_urls(page, site=here, protocol=scheme)
        body = zlib.compress(render_to_string(template, {"urlset": urls}).encode())
        cache.set(place, body, HOURS)
    return kept(request, zlib.decompress(body), said)


def kept(request: HttpRequest, body: bytes, said: str) -> HttpResponse:
    """With its tag, so that nobody fetches it twice; for machines, not for lists of results."""
    answer = HttpResponse(body, content_type="application/xml")
    answer["Cache-Control"], answer["X-Robots-Tag"] = "public, max-age=3600", "noindex, noodp, noarchive"
    answer["ETag"] = f'"{said[:32]}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What has no place in lists of results, and where the map is."""
    closed = ["/admin/", "/accounts/", *(f"/{code}/{name}/" for code, _n in settings.LANGUAGES for name in UNLISTED)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    text = "\n".join([*lines, "", f"Sitemap: {site_address(request)}{reverse('sitemap')}", ""])
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "public, max-age=3600"}
    )
