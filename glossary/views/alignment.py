"""One concept, many voices: how each group says it and would define it, and the common text that is drafted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary.alignment import board_of
from glossary.models import ConceptVersion
from glossary.reading import agreements_of, at_work, concept_with_versions
from glossary.sounding_board import sides_of


@require_safe
def voices(request: HttpRequest, code: str) -> HttpResponse:
    """In one language at a time, since words are compared; ``?in=fr`` chooses it."""
    row, versions = concept_with_versions(code)
    version = at_work(versions)
    phrasings = list(row.phrasings.select_related("group").order_by("group__position", "language"))  # type: ignore[attr-defined]
    languages = sorted({one.language for one in phrasings})
    language = chosen(languages, request.GET.get("in", ""), version)
    spoken = [one for one in phrasings if one.language == language]
    entry = version.entry_in(language)
    own = version.entry_for(get_language())
    context = {
        "concept": row,
        "version": version,
        "name": own.name if own else row.code,
        "entry": own,
        "language": language,
        "languages": languages,
        "phrasings": spoken,
        "drafted": entry,
        "board": board_of(spoken, entry.definition if entry else "", language),
        "sides": [side for side in sides_of(version) if side.in_words] if version.is_open else [],
        "agreements": agreements_of(version) if version.agreed_at else None,
        "crumbs": [(_("Glossary"), reverse("glossary:index")), (code, row.get_absolute_url()), (_("Voices"), "")],
    }
    return render(request, "glossary/voices.html", context)


def chosen(languages: list[str], asked: str, version: ConceptVersion) -> str:
    """The one that was asked for, the reader's, the source's, or the first that anybody speaks."""
    for code in (asked, get_language() or "", version.source_language):
        if code in languages:
            return code
    return languages[0] if languages else version.source_language
