"""The desk of what hangs on a version: relations and matches, the names and sources of one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from glossary import actions, permissions
from glossary.content import mappings_of, relations_of, sha256_of, words_of
from glossary.forms import details as f
from glossary.models import ConceptVersion
from glossary.names import names_in
from glossary.reading import at_work, concept_with_versions
from glossary.views.desk import CHANGED_MEANWHILE, at_desk
from portal.form_errors import tried


def loaded(code: str) -> ConceptVersion:
    """The version that is being worked on, else the one that stands."""
    row, versions = concept_with_versions(code)
    version = at_work(versions)
    version.concept = row
    return version


def crumbs_of(version: ConceptVersion, here: Any) -> list[tuple[Any, str]]:
    """From the list of terms to here."""
    code = version.concept.code
    return [
        (_("Glossary"), reverse("glossary:desk")),
        (code, reverse("glossary:desk-concept", args=[code])),
        (here, ""),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, code: str) -> HttpResponse:
    """Broader, related, part of, not to be confused with; and the same term elsewhere."""
    viewer = at_desk(request)
    version = loaded(code)
    related, mapped = relations_of(version), mappings_of(version)
    posted = request.POST or None
    relations = f.RelationRows(
        posted, prefix="relation", initial=[{"kind": row.kind, "target": row.target.code} for row in related]
    )
    mappings = f.MappingRows(posted, prefix="mapping", initial=[vars(row) for row in mapped])
    seen = f.SeenForm(posted, initial={"seen": sha256_of(version)})
    if saved(request, version, seen, [relations, mappings], lambda: linked(request.user, version, relations, mappings)):
        return redirect("glossary:desk-concept", code)
    names = names_in(get_language() or "en").by_concept
    context = {
        "version": version,
        "relations": relations,
        "mappings": mappings,
        "seen": seen,
        "named": [(row.target.code, names[row.target.pk].words) for row in related if row.target.pk in names],
        "may_edit": permissions.can_edit(viewer, version),
        "crumbs": crumbs_of(version, _("Relations")),
    }
    return render(request, "glossary/desk_links.html", context)


def linked(by: Any, version: ConceptVersion, relations: Any, mappings: Any) -> None:
    """The words stay as they are."""
    actions.edit_version(
        by=by,
        version=version,
        entries=words_of(version),
        relations=f.rows_of(relations),
        mappings=f.rows_of(mappings),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Every name in one language with its kind and its linking, and where the definition comes from."""
    viewer = at_desk(request)
    version = loaded(code)
    entries = {entry.language: entry for entry in words_of(version)}
    if language not in entries:
        raise Http404
    entry, posted = entries[language], request.POST or None
    rows = f.NameRows(posted, prefix="name", initial=f.names_asked(entry))
    sources = f.SourceRows(posted, prefix="source", initial=[dict(source) for source in entry.sources])
    seen = f.SeenForm(posted, initial={"seen": sha256_of(version)})

    def save() -> None:
        said = replace(entry, names=tuple(f.rows_of(rows)), sources=tuple(f.rows_of(sources)))
        actions.edit_version(by=request.user, version=version, entries=list((entries | {language: said}).values()))

    if saved(request, version, seen, [rows, sources], save):
        return redirect(f"{reverse('glossary:desk-concept', args=[code])}?{urlencode({'in': language})}")
    may_edit = permissions.can_edit(viewer, version)
    context = {"version": version, "language": language, "rows": rows, "sources": sources, "seen": seen}
    context |= {"may_edit": may_edit, "crumbs": crumbs_of(version, _("Names and sources"))}
    return render(request, "glossary/desk_names.html", context)


def saved(request: HttpRequest, version: ConceptVersion, seen: Any, sets: list[Any], act: Callable[[], None]) -> bool:
    """The action ran; else what it refuses stands above the rows, and what was typed stays in them."""
    if request.method != "POST" or not all([seen.is_valid(), *(rows.is_valid() for rows in sets)]):
        return False

    def unless_changed() -> None:
        if seen.cleaned_data["seen"] not in ("", sha256_of(version)):
            raise ValidationError(CHANGED_MEANWHILE)
        act()

    if done := tried(seen, unless_changed):
        messages.success(request, _("Kept."))
    return done
