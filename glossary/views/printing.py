"""Terms on paper, in the order of ISO 10241-1: a page to print, and a PDF; all of them, one, or those of a release."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary import paper
from glossary.names import names_in
from glossary.views.pages import asked_language
from portal.context_processors import alliance_of
from portal.members.languages import fallbacks
from portal.throttle import MINUTES, is_shut, network, note_miss

ON_A_PAGE = 300  # terms: some eighty sheets of paper
SECONDS = 10
MOST_SET = 60  # for one network in ten minutes: it may be that of a whole town
STATUS = {"coming": 202, "often": 429, "long": 503, "missing": 503}


def book_of(request: HttpRequest) -> paper.Book:
    """``?in=`` and ``?beside=`` choose the languages, ``?of=``, ``?v=`` and ``?release=`` what is on the paper."""
    here = get_language() or settings.LANGUAGE_CODE
    language = next(filter(is_written, fallbacks(asked_language(request) or here)), here)
    beside, number = request.GET.get("beside", ""), request.GET.get("v", "")
    beside = beside if beside != language and is_written(beside) else ""
    number_of = int(number) if number.isdecimal() and len(number) < 5 else 0
    book = paper.Book(language, beside, request.GET.get("of", ""), number_of, request.GET.get("release", ""))
    if not paper.exists(book):
        raise Http404
    return book


def is_written(language: str) -> bool:
    """Of the house, or something is said in it: a file is kept for each, so a stranger cannot make up others."""
    return language in dict(settings.LANGUAGES) or language in names_in(settings.LANGUAGE_CODE).languages


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """To be read as it is, or printed by the browser."""
    book = book_of(request)
    page = Paginator(book.versions().with_words(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [paper.row_of(version, book.languages) for version in page],
        "book": book,
        "language": book.language,
        "beside": book.beside,
        "languages": [code for code in names_in(book.language).languages if code != book.language],
        "crumbs": [(_("Glossary"), reverse("glossary:index")), (_("On paper"), "")],
    }
    return render(request, "glossary/print.html", context)


@require_safe
def pdf(request: HttpRequest) -> HttpResponseBase:
    """The PDF as soon as it is set; until then a page that says so, or why none can be set here."""
    book, interface, alliance = book_of(request), get_language() or "en", alliance_of(request).name
    if not paper.can_print() or book.versions().count() > paper.MOST:
        return wait(request, book, "missing" if not paper.can_print() else "long")
    name, stored = paper.stored_name(book, interface, alliance), storages["private"]
    if not stored.exists(name) and not paper.is_ordered(name):
        if is_shut("pdf", network(request), most=MOST_SET):
            return wait(request, book, "often")
        note_miss("pdf", network(request))
        paper.order(book, interface, alliance, name)
    if not stored.exists(name):
        return wait(request, book, "coming")
    return FileResponse(stored.open(name), filename=book.file_name, content_type="application/pdf")


def wait(request: HttpRequest, book: paper.Book, why: str) -> HttpResponse:
    """Instead of the PDF: when to look again, or what to take in its place."""
    crumbs = [(_("Glossary"), reverse("glossary:index")), (_("On paper"), reverse("glossary:print"))]
    context = {"book": book, "why": why, "crumbs": crumbs}
    answer = render(request, "glossary/pdf_wait.html", context, status=STATUS[why])
    if why == "coming":
        answer["Refresh"] = str(SECONDS)
    if why == "often":
        answer["Retry-After"] = str(MINUTES * 60)
    return answer
