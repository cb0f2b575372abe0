"""The desk's side of a round's steps: ready, approved, announced; more time, pause, what takes two, late doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.actions import clocks, opening
from consultations.forms.desk_clocks import FORMS, fault_of, form_for
from consultations.models import Motion, Round
from consultations.views.desk_rounds import at_desk, desk_of
from portal.form_errors import put_on
from portal.members.permissions import Refused
from portal.members.viewer import Viewer


def round_at_desk(slug: str) -> Round:
    """The round, announced or not."""
    return get_object_or_404(Round.objects.select_related("draft__standard"), slug=slug)


def back(slug: str, place: str) -> HttpResponse:
    """To the round, where one came from."""
    return redirect(f"{reverse('consultations:desk-round', args=[slug])}#{place}")


def attempt(request: HttpRequest, slug: str, place: str, *, done: str, act: Callable[[], object]) -> HttpResponse:
    """A step without a form: done, or the reason why not, above the page."""
    try:
        act()
    except (ValidationError, Refused) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, done)
    return back(slug, place)


@require_POST
def step(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Made ready, approved, announced, taken back: one button each."""
    at_desk(request)
    row, by = round_at_desk(slug), request.user
    if name == "announce" and request.POST.get("sure") != "yes":
        messages.error(request, _("Tick that you want to fix the words: after that nothing of it can change."))
        return back(slug, "announce")
    acts: dict[str, tuple[str, Callable[[], object]]] = {
        "ready": (_("It waits for a second person."), lambda: opening.make_ready(by=by, round=row)),
        "approve": (_("You have approved it. It can be announced."), lambda: opening.approve(by=by, round=row)),
        "take-back": (
            _("It is back in preparation."),
            lambda: opening.take_back(by=by, round=row, reason=request.POST.get("reason", "")),
        ),
        "announce": (
            _("The round is announced. Its words and its draft are fixed."),
            lambda: opening.announce(by=by, round=row),
        ),
    }
    done, act = acts[name]
    return attempt(request, slug, "guards", done=done, act=act)


def act_of(name: str, row: Round, by: Any, form: Any) -> tuple[str, Callable[[], object]]:
    """What is said once it is done, and the action."""
    both = _("Noted. It is done as soon as another person agrees.")
    acts: dict[str, tuple[str, Callable[[], object]]] = {
        "dates": (
            _("The new closing date is published with its reason."),
            lambda: clocks.change_dates(by=by, round=row, **form.said()),
        ),
        "pause": (_("The round is paused."), lambda: clocks.pause(by=by, round=row, **form.said())),
        "resume": (_("The round goes on."), lambda: clocks.resume(by=by, round=row, **form.said())),
        "reopen": (both, lambda: clocks.move(by=by, round=row, kind="reopen", **form.said())),
        "cancel": (both, lambda: clocks.move(by=by, round=row, kind="cancel", **form.said())),
        "late-door": (
            _("One late response can be sent by the address shown below."),
            lambda: clocks.open_late_door(by=by, round=row, **form.cleaned_data),
        ),
    }
    return acts[name]


@require_POST
def clock_step(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """More time, a pause, a motion, a late door: with the reason; what was typed stays when something is wrong."""
    viewer = at_desk(request)
    row = round_at_desk(slug)
    form = form_for(name, row, request.POST)
    if form.is_valid():
        done, act = act_of(name, row, request.user, form)
        try:
            act()
        except (ValidationError, Refused) as error:
            put_on(form, fault_of(error))
        else:
            messages.success(request, done)
            return back(slug, "clock")
    return again(request, viewer, row, name, form)


def again(request: HttpRequest, viewer: Viewer, row: Round, name: str, form: forms.Form) -> HttpResponse:
    """The desk's page with the one form that could not be taken."""
    row.refresh_from_db()
    context = desk_of(viewer, row, None) | {FORMS[name][0]: form, "open_step": name}
    return render(request, "consultations/desk_round.html", context, status=400)


@require_POST
def motion(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A second person agrees, or it is given up."""
    at_desk(request)
    found = get_object_or_404(Motion.objects.select_related("round"), pk=number, round__slug=slug)
    if "drop" in request.POST:
        done = _("It is given up.")
        return attempt(request, slug, "clock", done=done, act=lambda: clocks.drop(by=request.user, motion=found))
    done = _("It is done, and everybody it concerns will be told.")
    return attempt(request, slug, "clock", done=done, act=lambda: clocks.second(by=request.user, motion=found))
