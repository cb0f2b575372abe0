"""The terms of a draft at the desk: what is not agreed, no longer in use, undefined, or said in two ways."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.actions.term_marks import explain_terms, name_in_draft
from consultations.forms.drafts import TermsReasonForm
from consultations.models import Clause, Draft
from consultations.permissions import can_explain_terms, can_name
from consultations.views.desk_rounds import at_desk, crumbs_of
from consultations.vocabulary import TermCheck, check_terms, mark_of
from glossary.term_check import SAYS, Finding


def terms(request: HttpRequest, number: int) -> HttpResponse:
    """Every finding with its clause, and what can be done about it."""
    viewer = at_desk(request)
    draft = get_object_or_404(Draft.objects.select_related("standard"), pk=number)
    form = TermsReasonForm(request.POST if "explain" in request.POST else None, initial={"reason": draft.terms_reason})
    if request.method == "POST" and not form.is_bound:
        return named(request, draft)
    if form.is_valid():
        explain_terms(by=request.user, draft=draft, seen=request.POST.getlist("seen"), **form.cleaned_data)
        return HttpResponseRedirect(request.path)
    found = check_terms(draft)
    beyond = found.beyond(draft.terms_waived)
    context = {
        "draft": draft,
        "found": found,
        "rows": rows_of(found, beyond),
        "beyond": len(beyond),
        "form": form,
        "may_explain": can_explain_terms(viewer, draft),
        "may_name": can_name(viewer, draft),
        "crumbs": crumbs_of(
            (_("Drafts"), reverse("consultations:desk-drafts")),
            (f"{draft.standard.code} / {draft.label}", reverse("consultations:desk-draft", args=[draft.pk])),
            (_("Terms"), ""),
        ),
    }
    return render(request, "consultations/desk_terms.html", context)


def rows_of(found: TermCheck, beyond: Collection[str]) -> list[tuple[Clause, list[tuple[Finding, Any, bool]]]]:
    """Each finding with what is wrong, and whether the published reason is not about it."""
    return [
        (clause, [(one, SAYS[one.kind], mark_of(clause, one) in beyond) for one in findings])
        for clause, findings in found.rows
    ]


def named(request: HttpRequest, draft: Draft) -> HttpResponse:
    """A name, or no name after all."""
    is_name = "name" in request.POST
    words = request.POST.get("name") or request.POST.get("unname") or ""
    try:
        name_in_draft(by=request.user, draft=draft, words=words, is_name=is_name)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(request.path)
