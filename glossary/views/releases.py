"""Editions of the whole glossary: what changed, every file with its checksum, how to cite them."""

from __future__ import annotations

from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary import citing
from glossary.models import Release, ReleaseFile
from glossary.models.releases import checksums
from glossary.releasing import counts_of
from glossary.views.data import open_to_all
from portal.context_processors import alliance_of, site_address

EACH_PAGE = 100
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    page = Paginator(Release.objects.published().with_counts(), EACH_PAGE).get_page(request.GET.get("page"))
    crumbs = [(_("Glossary"), reverse("glossary:index")), (_("Releases"), "")]
    return render(request, "glossary/releases.html", {"page_obj": page, "crumbs": crumbs})


@require_safe
def one(request: HttpRequest, label: str) -> HttpResponse:
    """One release: words, changes, files, citation."""
    release = get_object_or_404(Release.objects.published().select_related("previous"), label=label)
    page = Paginator(release.terms.changed().with_words(), EACH_PAGE).get_page(request.GET.get("page"))
    address = site_address(request) + release.get_absolute_url()
    publisher = alliance_of(request).name
    context = {
        "release": release,
        "counts": counts_of(release),
        "page_obj": page,
        "files": release.files.all(),
        "newer": Release.objects.published().filter(previous=release).first(),
        "citation": citing.release_line(release, publisher, address),
        "bibtex": citing.release_bibtex(release, publisher, address),
        "crumbs": [
            (_("Glossary"), reverse("glossary:index")),
            (_("Releases"), reverse("glossary:releases")),
            (release.label, ""),
        ],
    }
    return render(request, "glossary/release.html", context)


@require_safe
def file(request: HttpRequest, label: str, name: str) -> HttpResponseBase:
    """The bytes that were published, for ever."""
    row = get_object_or_404(ReleaseFile, release__label=label, name=name)
    if request.headers.get("If-None-Match") == f'"{row.sha256}"':
        return unchanging(HttpResponseNotModified(), row.sha256)
    try:
        stream = storages["private"].open(row.stored)
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(stream, as_attachment=True, filename=row.name, content_type=row.media_type)
    return unchanging(answer, row.sha256)


@require_safe
def sums(request: HttpRequest, label: str) -> HttpResponseBase:
    """What ``sha256sum -c SHA256SUMS`` reads beside the files."""
    release = get_object_or_404(Release.objects.published(), label=label)
    answer = HttpResponse(checksums(release.files.all()), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="SHA256SUMS"'
    return unchanging(answer, release.sha256)


def unchanging(answer: HttpResponseBase, sha256: str) -> HttpResponseBase:
    """It may be kept by anybody."""
    answer["ETag"], answer["Cache-Control"] = f'"{sha256}"', FOR_EVER
    answer["X-Content-Type-Options"] = "nosniff"
    return open_to_all(answer)


@require_safe
def bibtex(request: HttpRequest, label: str) -> HttpResponse:
    """For a program that keeps bibliographies."""
    release = get_object_or_404(Release.objects.published(), label=label)
    words = citing.release_bibtex(
        release, alliance_of(request).name, site_address(request) + release.get_absolute_url()
    )
    answer = HttpResponse(words, content_type="application/x-bibtex; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="glossary-{release.label}.bib"'
    return answer
