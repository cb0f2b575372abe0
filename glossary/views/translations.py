"""Terms in other languages: how far each is, what is to be done in one, and source and target side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from glossary import actions, coverage, permissions
from glossary.content import as_entry
from glossary.formats.tags import canonical_tag, is_language
from glossary.forms import translations as f
from glossary.forms.details import SeenForm
from glossary.models import ConceptVersion, LanguageEntry, Translation
from glossary.reading import concept_with_versions, standing
from glossary.templatetags.glossary_marks import language_name
from glossary.translated import changes, entry_in, source_then, words_data, words_from
from glossary.views.desk import CHANGED_MEANWHILE, at_desk
from portal import typed_words
from portal.form_errors import tried
from portal.members.viewer import Viewer

PAGE = 50
DONE = {
    "save": gettext_lazy("The draft is kept. Nobody reads it yet."),
    "hand": gettext_lazy("It waits for somebody else to look it over."),
    "review": gettext_lazy("It is reviewed. Readers have it from now on."),
    "return": gettext_lazy("It is returned, with the reason."),
    "confirm": gettext_lazy("It is confirmed: the words stay as they are."),
    "discard": gettext_lazy("The draft is discarded."),
}


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where one is."""
    return [(_("Glossary"), reverse("glossary:desk")), *more]


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Terms by languages, with the state of each; fifty at a time."""
    at_desk(request)
    form = f.NarrowForm(request.GET, languages=coverage.languages(), domains=coverage.domains())
    language, state, domain = (form.chosen(name) for name in ("language", "state", "domain"))
    rows = ConceptVersion.objects.standing()
    rows = rows.filter(concept__domain=domain) if domain else rows
    if state:
        rows = coverage.in_language(rows, language or coverage.columns()[-1]).filter(coverage=state)
    page = Paginator(rows.with_words().order_by("concept__code"), PAGE).get_page(request.GET.get("page"))
    shown = coverage.columns(language)
    context = {
        "page_obj": page,
        "form": form,
        "shown": shown,
        "cells": coverage.cells_of(list(page), shown),
        "progress": coverage.progress(),
        "states": coverage.STATES,
        "crumbs": crumbs((_("Translations"), "")),
    }
    return render(request, "glossary/desk_translations.html", context)


@require_safe
def work(request: HttpRequest, language: str) -> HttpResponse:
    """What is to be done in one language: what waits, what is left behind, what is begun, what is missing."""
    at_desk(request)
    if not is_language(language) or canonical_tag(language) != language:
        raise Http404
    form = f.NarrowForm(request.GET, languages=None, domains=coverage.domains())
    rows = ConceptVersion.objects.standing().exclude(source_language=language)
    state, domain = form.chosen("state"), form.chosen("domain")
    rows = coverage.in_language(rows.filter(concept__domain=domain) if domain else rows, language)
    rows = rows.filter(coverage=state) if state else rows
    rows = rows.with_words().order_by("urgency", "concept__code")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "form": form,
        "language": language,
        "cells": coverage.cells_of(list(page), [language]),
        "crumbs": crumbs((_("Translations"), reverse("glossary:desk-translations")), (language_name(language), "")),
    }
    return render(request, "glossary/desk_work.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The source and one language of it side by side, what changed since, and the ways on."""
    viewer = at_desk(request)
    row, versions = concept_with_versions(code)
    version = standing(versions)
    version.concept = row
    if not is_language(language) or canonical_tag(language) != language or language == version.source_language:
        raise Http404
    translation = Translation.objects.filter(concept=row, language=language).select_related("translated_by").first()
    desk = Desk(version, versions, language, translation)
    do = request.POST.get("do", "")
    kept = typed_words.take(request)
    forms = desk.forms("save", kept) if kept else desk.forms(do, request.POST)
    if request.method == "POST" and acted(request, do, forms, desk):
        messages.success(request, str(DONE[do]))
        return redirect(request.path if do == "save" else reverse("glossary:desk-work", args=[language]))
    return render(request, "glossary/desk_translate.html", desk.context(viewer) | {"forms": forms, "kept": kept})


class Desk:
    """What lies on the desk: a version, one language of it, and what somebody has begun to write."""

    def __init__(
        self, version: ConceptVersion, versions: list[ConceptVersion], language: str, translation: Translation | None
    ) -> None:
        self.version, self.versions, self.language, self.translation = version, versions, language, translation
        self.entry: LanguageEntry | None = entry_in(version, language)
        there = as_entry(self.entry) if self.entry else None
        self.words = words_from(translation) if translation else there
        source = version.source_entry
        said = [words_data(words) if words else {} for words in (self.words, there)]
        state = [translation.state if translation else "", self.entry.translation_state if self.entry else ""]
        self.mark = f.mark_of([said, state, source.as_source if source else {}, version.pk])

    def forms(self, do: str, posted: Any) -> dict[str, Form]:
        """The form that was sent holds what was typed."""
        seen = {"seen": self.mark}
        start = (f.initial_of(self.words) if self.words else {}) | seen
        text = f.TranslationForm(posted if do in ("save", "hand") else None, language=self.language, initial=start)
        kinds = {"review": SeenForm, "confirm": SeenForm, "discard": SeenForm, "return": f.ReturnForm}
        others = {
            name: kind(posted if do == name else None, auto_id=f"{name}-%s", initial=seen)
            for name, kind in kinds.items()
        }
        return {"save": text, "hand": text, **others}

    def save(self, by: Any, form: Any, *, hand_over: bool) -> None:
        """As a draft, or for somebody else to look over."""
        words = form.entry(self.language, self.words)
        actions.save_translation(by=by, concept=self.version.concept, entry=words, hand_over=hand_over)

    def unchanged(self, form: Form) -> None:
        """Refused where somebody else has written meanwhile: what was typed stays in the form."""
        if form.cleaned_data["seen"] != self.mark:
            raise ValidationError(CHANGED_MEANWHILE)

    def begun(self) -> Translation:
        """What was begun; somebody may have finished it meanwhile."""
        if self.translation is None:
            raise ValidationError(_("Somebody has answered this translation meanwhile."))
        return self.translation

    def context(self, viewer: Viewer) -> dict[str, Any]:
        """The page, with a reason wherever something is not allowed."""
        source, version, translation = self.version.source_entry, self.version, self.translation
        then: dict[str, str] = translation.source_words if translation else {}
        if not then and self.entry is not None:
            then = source_then(self.entry, version, self.versions)
        return {
            "concept": version.concept,
            "version": version,
            "language": self.language,
            "source": source,
            "entry": self.entry,
            "translation": translation,
            "state": coverage.state_of(self.entry, translation),
            "changes": changes(then, source.as_source) if source else [],
            "may_write": permissions.can_translate(viewer, version.concept),
            "may_review": permissions.can_review_translation(viewer, translation) if translation else None,
            "may_confirm": permissions.can_confirm_translation(viewer, version, self.entry) if self.entry else None,
            "crumbs": crumbs(
                (_("Translations"), reverse("glossary:desk-translations")),
                (language_name(self.language), reverse("glossary:desk-work", args=[self.language])),
                (version.concept.code, ""),
            ),
        }


ACTS: dict[str, Callable[[Any, Any, Desk], object]] = {
    "save": lambda by, form, desk: desk.save(by, form, hand_over=False),
    "hand": lambda by, form, desk: desk.save(by, form, hand_over=True),
    "review": lambda by, form, desk: actions.review_translation(by=by, translation=desk.begun()),
    "return": lambda by, form, desk: actions.return_translation(
        by=by, translation=desk.begun(), reason=form.cleaned_data["reason"]
    ),
    "confirm": lambda by, form, desk: actions.confirm_translation(by=by, version=desk.version, language=desk.language),
    "discard": lambda by, form, desk: actions.discard_translation(by=by, translation=desk.begun()),
}


def acted(request: HttpRequest, do: str, forms: dict[str, Form], desk: Desk) -> bool:
    """The form that was sent is acted on; what is refused stands above it."""
    if do not in forms:
        raise Http404
    form = forms[do]

    def act() -> None:
        desk.unchanged(form)
        ACTS[do](request.user, form, desk)

    return form.is_valid() and tried(form, act)
