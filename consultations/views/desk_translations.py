"""Drafts in other languages at the desk: source and target side by side, one clause at a time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.actions.translations import review_translation, translate_clause
from consultations.forms.translations import LanguageForm, TranslationForm
from consultations.models import Clause, ClauseTranslation, Draft, reviewed_since
from consultations.models.drafts import TranslationStatus
from consultations.permissions import can_review_translation
from consultations.translated import progress_of, state_of
from consultations.views.desk_rounds import at_desk, crumbs_of
from portal.form_errors import put_on


def crumbs_to(draft: Draft, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where one is."""
    here = (f"{draft.standard.code} / {draft.label}", reverse("consultations:desk-draft", args=[draft.pk]))
    return crumbs_of((_("Drafts"), reverse("consultations:desk-drafts")), here, *more)


def languages(request: HttpRequest, number: int) -> HttpResponse:
    """How far each language is, and another one to begin."""
    at_desk(request)
    draft = get_object_or_404(Draft.objects.select_related("standard"), pk=number)
    form = LanguageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("consultations:desk-translation", number, form.cleaned_data["language"])
    context = {
        "draft": draft,
        "rows": progress_of(draft),
        "form": form,
        "crumbs": crumbs_to(draft, (_("Translations"), "")),
    }
    return render(request, "consultations/desk_languages.html", context)


def translation(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """The clause in the prevailing language beside the one it is put into."""
    viewer = at_desk(request)
    draft = get_object_or_404(Draft.objects.select_related("standard"), pk=number)
    if not LanguageForm({"language": language}).is_valid() or language == draft.language:
        raise Http404
    clauses = list(draft.clauses.order_by("position"))
    rows = {row.clause_id: row for row in ClauseTranslation.objects.filter(clause__draft=draft, language=language)}
    asked = request.GET.get("key", "")
    one = next((clause for clause in clauses if clause.key == asked), clauses[0] if clauses else None)
    there = rows.get(one.pk) if one is not None else None
    form = form_of(one, there, request.POST if request.POST.get("act") == "save" else None)
    if request.method == "POST" and one is not None and save(request, one, there, language, form):
        following = clauses[clauses.index(one) + 1 :][:1] or [one]
        return HttpResponseRedirect(f"{request.path}?key={following[0].key}#one")
    context = {
        **desk_of(draft, language, clauses, rows),
        "one": one,
        "there": there,
        "state": state_of(one, there) if one is not None else "",
        "form": form,
        "may_review": can_review_translation(viewer, there) if there is not None else None,
    }
    return render(request, "consultations/desk_translation.html", context)


def desk_of(draft: Draft, language: str, clauses: list[Clause], rows: dict[int, ClauseTranslation]) -> dict[str, Any]:
    """What stands around the clause in hand."""
    translations = (_("Translations"), reverse("consultations:desk-languages", args=[draft.pk]))
    return {
        "draft": draft,
        "language": language,
        "layout": "desk-pair",
        "lines": [{"clause": clause, "state": state_of(clause, rows.get(clause.pk))} for clause in clauses],
        "since": reviewed_since(draft, language),
        "crumbs": crumbs_to(draft, translations, (language, "")),
    }


def form_of(clause: Clause | None, there: ClauseTranslation | None, data: Any) -> TranslationForm:
    """What stands there now; a reviewed text that is changed is a draft again."""
    start = {"heading": there.heading, "body": there.body} if there is not None else {}
    if there is not None and there.status == TranslationStatus.MACHINE:
        start["status"] = TranslationStatus.MACHINE
    return TranslationForm(data, initial=start)


def save(
    request: HttpRequest, one: Clause, there: ClauseTranslation | None, language: str, form: TranslationForm
) -> bool:
    """Files the words, or marks them as reviewed; whether the desk may go on to the next clause."""
    try:
        if request.POST.get("act") == "review" and there is not None:
            review_translation(by=request.user, translation=there, seen=request.POST.get("seen", ""))
            messages.success(request, _("Reviewed."))
            return True
        if not form.is_valid():
            return False
        translate_clause(by=request.user, clause=one, language=language, **form.cleaned_data)
        messages.success(request, _("Saved. Somebody else reviews it."))
    except ValidationError as error:
        if form.is_bound:
            put_on(form, error)
        else:
            messages.error(request, " ".join(error.messages))
        return False
    return True
