"""The desk of what surrounds a standard: each part of the page has a form of its own, named by ``act``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.actions import surroundings as actions
from consultations.forms.surroundings import EditionForm, FindingForm, OverlapForm, PilotForm, TermsForm
from consultations.models import Edition, Finding, Overlap, Pilot, Standard, TermsOfReference
from consultations.models.standards import TEXTS_OF_TERMS
from consultations.surroundings import editions_of
from consultations.views.desk_rounds import at_desk
from consultations.views.desk_standards import crumbs_of
from portal import clock
from portal.form_errors import put_on
from portal.numbers import row_number


def about(request: HttpRequest, code: str) -> HttpResponse:
    """Terms of reference, crosswalk, editions and pilots of one standard."""
    at_desk(request)
    row = get_object_or_404(Standard, code=code)
    forms = forms_of(row)
    if request.method == "POST":
        act = request.POST.get("act", "")
        done = FORMED[act](request, row, forms) if act in FORMED else pressed(request, row, act)
        if done:
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}#{act.partition('-')[0]}")
    context = {
        "standard": row,
        "forms": forms,
        "terms": TermsOfReference.objects.filter(standard=row).first(),
        "overlaps": row.overlaps.all(),
        "editions": editions_of([row.pk]),
        "pilots": row.pilots.prefetch_related("findings__group").order_by("-starts_on", "-pk"),
        "crumbs": crumbs_of(
            (row.code, reverse("consultations:desk-standard", args=[row.code])), (_("What surrounds it"), "")
        ),
    }
    return render(request, "consultations/desk_about.html", context)


def forms_of(row: Standard) -> dict[str, Any]:
    """Every form of the page, empty but for the terms."""
    terms = TermsOfReference.objects.filter(standard=row).first()
    texts = {name: getattr(terms, name) for name in TEXTS_OF_TERMS} if terms else None
    return {
        "terms": TermsForm(initial=texts, prefix="terms"),
        "overlap": OverlapForm(prefix="overlap"),
        "edition": EditionForm(standard=row, prefix="edition"),
        "pilot": PilotForm(standard=row, prefix="pilot"),
        "finding": FindingForm(prefix="finding"),
    }


def saved(forms: dict[str, Any], name: str, form: Any, act: Callable[..., Any]) -> bool:
    """Whether the action took what the form says; what is wrong stands in the form."""
    forms[name] = form
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except ValidationError as error:
        put_on(form, error)
        return False
    return True


def save_terms(request: HttpRequest, row: Standard, forms: dict[str, Any]) -> bool:
    """Writes the terms of reference."""
    form = TermsForm(request.POST, prefix="terms")
    return saved(forms, "terms", form, lambda **d: actions.write_terms(by=request.user, standard=row, **d))


def save_overlap(request: HttpRequest, row: Standard, forms: dict[str, Any]) -> bool:
    """Adds a line to the crosswalk."""
    form = OverlapForm(request.POST, prefix="overlap")
    return saved(forms, "overlap", form, lambda **d: actions.record_overlap(by=request.user, standard=row, **d))


def save_edition(request: HttpRequest, row: Standard, forms: dict[str, Any]) -> bool:
    """Puts an edition into force."""
    form = EditionForm(request.POST, standard=row, prefix="edition")
    return saved(forms, "edition", form, lambda **d: actions.record_edition(by=request.user, standard=row, **d))


def save_pilot(request: HttpRequest, row: Standard, forms: dict[str, Any]) -> bool:
    """Writes down a pilot."""
    form = PilotForm(request.POST, standard=row, prefix="pilot")
    return saved(forms, "pilot", form, lambda **d: actions.write_pilot(by=request.user, standard=row, **d))


def save_finding(request: HttpRequest, row: Standard, forms: dict[str, Any]) -> bool:
    """Adds what a pilot showed."""
    number = request.POST.get("pilot", "")
    pilot = get_object_or_404(Pilot, standard=row, pk=row_number(number))
    form = FindingForm(request.POST, prefix="finding")
    return saved(forms, "finding", form, lambda **d: actions.record_finding(by=request.user, pilot=pilot, **d))


FORMED: dict[str, Callable[[HttpRequest, Standard, dict[str, Any]], bool]] = {
    "terms": save_terms,
    "overlap": save_overlap,
    "edition": save_edition,
    "pilot": save_pilot,
    "finding": save_finding,
}


def pressed(request: HttpRequest, row: Standard, act: str) -> bool:
    """A button without a form."""
    pk = row_number(request.POST.get("one", ""))
    user: Any = request.user
    try:
        if act == "terms-publish":
            actions.publish_terms(by=user, standard=row)
        elif act == "overlap-out":
            actions.remove_overlap(by=user, overlap=get_object_or_404(Overlap, standard=row, pk=pk))
        elif act == "edition-end":
            edition = get_object_or_404(Edition, standard=row, pk=pk)
            actions.end_edition(by=user, edition=edition, ended_on=clock.now().date())
        elif act == "pilot-publish":
            actions.publish_pilot(by=user, pilot=get_object_or_404(Pilot, standard=row, pk=pk))
        elif act == "finding-out":
            actions.remove_finding(by=user, finding=get_object_or_404(Finding, pilot__standard=row, pk=pk))
        else:
            raise ValidationError(_("Nothing was done: press one of the buttons."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    return True
