"""Pages of the glossary: index, concept, version, the fragment a popover shows, and the URI of a concept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary.content import content_bytes
from glossary.formats.files import FORMATS
from glossary.formats.tags import LANGUAGE
from glossary.index import STATUSES, listed, opening_words, with_definitions
from glossary.models import ConceptVersion
from glossary.names import names_in
from glossary.reading import concept_with_versions, page_of, standing

PAGE = 200


def asked_language(request: HttpRequest) -> str | None:
    """``?in=ar``: a language beyond those of the interface."""
    asked = request.GET.get("in", "")
    return asked if LANGUAGE.fullmatch(asked) else None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every term by letter, in the order of the language's own alphabet."""
    language = asked_language(request) or get_language() or settings.LANGUAGE_CODE
    names = names_in(language)
    status = request.GET.get("status", "") if request.GET.get("status") in STATUSES else ""
    rows, letters = listed(names, status)
    letter = request.GET.get("letter", "") if request.GET.get("letter") in letters else ""
    rows = [row for row in rows if row.letter == letter] if letter else rows
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": with_definitions(page.object_list, language),
        "words": opening_words(),
        "statuses": STATUSES,
        "status": status,
        "letters": letters,
        "letter": letter,
        "jumps": not letter and not page.has_other_pages(),
        "languages": [code for code in names.languages if code != language],
        "language": language,
        "asked": asked_language(request),
        "formats": FORMATS.values(),
        "crumbs": [(_("Glossary"), "")],
    }
    return render(request, "glossary/index.html", context)


@require_safe
def concept(request: HttpRequest, code: str) -> HttpResponse:
    """A concept as agreed now; withdrawn ones answer as well, with their replacement."""
    row, versions = concept_with_versions(code)
    context = page_of(row, versions, standing(versions), asked_language(request))
    to_letter = f"{reverse('glossary:index')}?letter={context['letter']}"
    context["crumbs"] = [(_("Glossary"), reverse("glossary:index")), (context["letter"], to_letter), (row.code, "")]
    return render(request, "glossary/concept.html", context)


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version for ever; a banner says when it is not the one in force."""
    row, versions = concept_with_versions(code)
    shown = next((v for v in versions if v.number == number), None)
    if shown is None:
        raise Http404
    context = page_of(row, versions, shown, asked_language(request)) | {"is_version_page": True}
    here = _("version %(number)s") % {"number": number}
    context["crumbs"] = [(_("Glossary"), reverse("glossary:index")), (row.code, row.get_absolute_url()), (here, "")]
    return render(request, "glossary/concept.html", context)


def card_of(shown: ConceptVersion, asked: str | None) -> dict[str, Any]:
    """What a popover says, and in which language it was asked."""
    return {"version": shown, "entry": shown.entry_for(asked), "asked": asked or ""}


@require_safe
def concept_card(request: HttpRequest, code: str) -> HttpResponse:
    """The definition alone, for a popover."""
    _row, versions = concept_with_versions(code)
    shown = standing(versions)
    return render(request, "glossary/_card.html", card_of(shown, asked_language(request)))


@require_safe
def version_card(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The definition of that version, for a popover in a text that was written with it."""
    shown = get_object_or_404(ConceptVersion.objects.with_words(), concept__code=code, number=number)
    return render(request, "glossary/_card.html", card_of(shown, asked_language(request)))


@require_safe
def version_content(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Exactly the bytes that the version's hash covers."""
    shown = get_object_or_404(ConceptVersion.objects.select_related("concept"), concept__code=code, number=number)
    return HttpResponse(content_bytes(shown), content_type="application/json")
