"""The agreed terms on paper, in the order of ISO 10241-1, in one language or two side by side."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary.exporting import versions
from glossary.formats.tags import LANGUAGE
from glossary.models import ConceptVersion, LanguageEntry
from glossary.names import names_in
from glossary.views.pages import asked_language

AT_ONCE = 300  # terms: some eighty sheets of paper


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """Every agreed term by its code; ``?in=`` and ``?beside=`` choose the languages."""
    language = asked_language(request) or get_language() or settings.LANGUAGE_CODE
    beside = request.GET.get("beside", "")
    beside = beside if LANGUAGE.fullmatch(beside) and beside != language else ""
    page = Paginator(versions().with_words(), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [row_of(version, [language, *filter(None, [beside])]) for version in page],
        "language": language,
        "beside": beside,
        "languages": [code for code in names_in(language).languages if code != language],
        "crumbs": [(_("Glossary"), reverse("glossary:index")), (_("On paper"), "")],
    }
    return render(request, "glossary/print.html", context)


def row_of(version: ConceptVersion, languages: list[str]) -> dict[str, Any]:
    """One entry; a language in which nothing is written is left empty, but for the first."""
    there = {entry.language: entry for entry in version.entries.all()}
    first = version.entry_for(languages[0])
    entries = [first, *(there.get(language) for language in languages[1:])]
    return {"version": version, "columns": [column_of(entry) if entry else None for entry in entries]}


def column_of(entry: LanguageEntry) -> dict[str, Any]:
    """Preferred name, the others by what is said of them, then the words."""
    names = list(entry.designations.all())
    by_status = {status: [n for n in names if n.status == status] for status in ("preferred", "admitted", "deprecated")}
    return {"entry": entry, **by_status}
