"""Two texts of one concept word by word; a version as an entry of a bibliography."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary import citing
from glossary.comparing import choices_of, chosen, compared, usual
from glossary.reading import concept_with_versions, standing
from portal.context_processors import alliance_of, site_address


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """``?before=1.en&after=2.en``; without them the last change."""
    row, versions = concept_with_versions(code)
    choices = choices_of(versions)
    if not choices:
        raise Http404
    before, after = usual(choices, get_language() or "en")
    before, after = (chosen(choices, request.GET.get(k, ""), s) for k, s in (("before", before), ("after", after)))
    entry = standing(versions).entry_for(get_language())
    context = {
        "concept": row,
        "name": entry.name if entry else row.code,
        "entry": entry,
        "choices": choices,
        "before": before,
        "after": after,
        **compared(before, after),
        "crumbs": [
            (_("Glossary"), reverse("glossary:index")),
            (row.code, row.get_absolute_url()),
            (_("Compare"), ""),
        ],
    }
    return render(request, "glossary/compare.html", context)


@require_safe
def bibtex(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """For a program that keeps bibliographies."""
    versions = concept_with_versions(code)[1]
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise Http404
    entry = version.entry_for(get_language())
    address = site_address(request) + version.get_absolute_url()
    words = citing.bibtex(version, entry.name if entry else code, alliance_of(request).name, address)
    answer = HttpResponse(words, content_type="application/x-bibtex; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{code.lower()}-v{number}.bib"'
    return answer
