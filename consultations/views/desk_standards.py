"""The desk of standards: begin one before there is a draft, say what it is called, see its drafts and rounds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.actions.standards import create_standard, describe_standard
from consultations.forms.standards import NewStandardForm, StandardForm
from consultations.models import Standard
from consultations.views.desk_rounds import at_desk
from portal.form_errors import put_on


def crumbs_of(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where one is at the desk."""
    here = reverse("consultations:desk-standards") if more else ""
    return [(_("Desk"), reverse("desk")), (_("Standards"), here), *more]


def index(request: HttpRequest) -> HttpResponse:
    """Every standard, those of which the public knows nothing yet too."""
    at_desk(request)
    rows = Standard.objects.prefetch_related("drafts__rounds")
    return render(request, "consultations/desk_standards.html", {"standards": rows, "crumbs": crumbs_of()})


def new(request: HttpRequest) -> HttpResponse:
    """A standard of which nothing is written yet."""
    at_desk(request)
    form = NewStandardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_standard(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            put_on(form, error)
        else:
            messages.success(request, _("The standard is begun. The public sees it with its first round."))
            return redirect("consultations:desk-standard", made.code)
    context = {"form": form, "crumbs": crumbs_of((_("New standard"), ""))}
    return render(request, "consultations/desk_standard_new.html", context)


def standard(request: HttpRequest, code: str) -> HttpResponse:
    """One standard: its words, its drafts, what can be done next."""
    at_desk(request)
    row = get_object_or_404(Standard, code=code)
    form = StandardForm(request.POST or None, initial={"titles": row.titles, "summaries": row.summaries})
    if request.method == "POST" and form.is_valid():
        try:
            describe_standard(by=request.user, standard=row, **form.cleaned_data)
        except ValidationError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("consultations:desk-standard", row.code)
    drafts = row.drafts.prefetch_related("rounds").order_by("-created_at", "-pk")
    context = {"standard": row, "form": form, "drafts": drafts, "crumbs": crumbs_of((row.code, ""))}
    return render(request, "consultations/desk_standard.html", context)
