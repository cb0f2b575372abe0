"""The desk of one seat: who takes it, when its term ends, or that it was given by mistake."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from governance import actions
from governance.forms.bodies import EndSeatForm, FillSeatForm
from governance.models import Seat
from governance.permissions import can_end_seat, can_fill_seat, can_take_back_seat
from governance.views.desk_bodies import crumbs_of
from governance.views.desk_parts import at_desk, done


def seat(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Three forms at the most, each with its own button."""
    viewer = at_desk(request)
    rows = Seat.objects.select_related("body", "group", "holder", "organisation")
    row = get_object_or_404(rows, body__slug=slug, pk=pk)
    act = request.POST.get("do", "")
    filled = forms_of(row, act, request.POST)
    if request.method == "POST" and carried_out(request.user, act, row, filled):
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('governance:desk-body', args=[slug])}#seats")
    context = {
        "seat": row,
        "forms": filled,
        "may_end": can_end_seat(viewer, row),
        "may_fill": can_fill_seat(viewer, row),
        "may_take_back": can_take_back_seat(viewer, row),
        "crumbs": crumbs_of((row.body.name, reverse("governance:desk-body", args=[slug])), (_("Seat"), "")),
    }
    return render(request, "governance/desk_seat.html", context)


def forms_of(row: Seat, act: str, posted: Any) -> dict[str, Any]:
    """The one that was sent holds what was typed."""
    return {
        "end": EndSeatForm.for_seat(posted if act == "end" else None, row, auto_id="end_%s"),
        "fill": FillSeatForm(posted if act == "fill" else None, auto_id="fill_%s"),
        "back": forms.Form({} if act == "back" else None),
    }


def carried_out(by: Any, act: str, row: Seat, filled: dict[str, Any]) -> bool:
    """The action behind one button; no such button, no such page."""
    if act not in filled:
        raise Http404
    form = filled[act]
    acts = {
        "end": lambda: actions.unseat(by=by, seat=row, **form.cleaned_data),
        "fill": lambda: actions.fill_seat(by=by, seat=row, **form.cleaned_data),
        "back": lambda: actions.take_back_seat(by=by, seat=row),
    }
    return done(form, acts[act])
