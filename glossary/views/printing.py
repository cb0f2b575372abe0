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

ON_A_PAGE = 300  # terms: some eighty sheets of paper
SECONDS = 10


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
    is_long = book.versions().count() > paper.MOST
    name = paper.stored_name(book, interface, alliance)
    if paper.can_print() and not is_long and not storages["private"].exists(name):
        paper.order(book, interface, alliance)
    if not is_long and storages["private"].exists(name):
        stream = storages["private"].open(name)
        return FileResponse(stream, filename=book.file_name, content_type="application/pdf")
    is_coming = paper.can_print() and not is_long
    context = {"book": book, "is_coming": is_coming, "is_long": is_long}
    context["crumbs"] = [(_("Glossary"), reverse("glossary:index")), (_("On paper"), reverse("glossary:print"))]
    answer = render(request, "glossary/pdf_wait.html", context, status=202 if is_coming else 503)
    if is_coming:
        answer["Refresh"] = str(SECONDS)
    return answer
