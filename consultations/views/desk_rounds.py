"""The desk's side of rounds: prepare, check, announce, give more time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.actions.rounds import create_round, edit_round
from consultations.forms.desk_clocks import FORMS, form_for
from consultations.forms.desk_rounds import RoundForm
from consultations.guards import every_guard
from consultations.models import Question, QuestionTranslation, Round
from consultations.models.drafts import TranslationStatus
from consultations.permissions import STEPS, can_approve, can_edit_round, can_review_translation, can_second, can_take
from consultations.timeline import timeline
from consultations.titles import title_of
from portal.form_errors import put_on
from portal.members.permissions import Verdict, can_work_at_desk
from portal.members.viewer import Viewer, viewer_of


def at_desk(request: HttpRequest) -> Viewer:
    """Refuses with its reason before anything is looked up, so that nothing is told."""
    viewer = viewer_of(request)
    can_work_at_desk(viewer).or_refuse()
    return viewer


def crumbs_of(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where one is at the desk."""
    return [(_("Desk"), reverse("desk")), (_("Consultations"), reverse("consultations:desk-rounds")), *more]


def index(request: HttpRequest) -> HttpResponse:
    """Every round, those in preparation too."""
    at_desk(request)
    rows = Round.objects.select_related("draft__standard").prefetch_related("pages")
    crumbs = [(_("Desk"), reverse("desk")), (_("Consultations"), "")]
    return render(request, "consultations/desk_rounds.html", {"rounds": rows, "crumbs": crumbs})


def new(request: HttpRequest) -> HttpResponse:
    """A new round in one form: empty, with questions only, or begun from a round that was held."""
    at_desk(request)
    source = Round.objects.filter(slug=request.POST.get("copy_from") or request.GET.get("from", "")).first()
    form = RoundForm(request.POST or None, initial=beginning(request, source))
    if request.method == "POST" and form.is_valid():
        try:
            made = create_round(by=request.user, copy_of=source, **form.cleaned_data)
        except ValidationError as error:
            put_on(form, error)
        else:
            messages.success(request, _("The round is prepared. Nobody outside sees it before you announce it."))
            return redirect("consultations:desk-round", made.slug)
    crumbs = crumbs_of((_("New round"), ""))
    context = {"form": form, "source": source, "rounds": Round.objects.order_by("-opens_at")[:30], "crumbs": crumbs}
    return render(request, "consultations/desk_round_new.html", context)


def beginning(request: HttpRequest, source: Round | None) -> dict[str, Any]:
    """What stands in the form at first: today, and what the round it is begun from says."""
    zone = source.time_zone if source else getattr(request.user, "time_zone", "UTC")
    start: dict[str, Any] = {"time_zone": zone, **RoundForm.today(zone)}
    if source is not None:
        return RoundForm.start(source) | RoundForm.again(source) | start
    if request.GET.get("only") == "questions":
        start |= {"kind": Round.Kind.SURVEY, "profile": Round.Profile.LIGHT, "number": 0}
    return start


def round(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: its conditions, its facts and words, its questions, and the way to announce it."""
    viewer = at_desk(request)
    row = get_object_or_404(Round.objects.select_related("draft__standard"), slug=slug)
    may_edit = can_edit_round(viewer, row)
    form = RoundForm(request.POST or None, initial=RoundForm.start(row)) if may_edit else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            changes = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "slug"}
            edit_round(by=request.user, round=row, **changes)
        except ValidationError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("consultations:desk-round", row.slug)
        row.refresh_from_db()
    return render(request, "consultations/desk_round.html", desk_of(viewer, row, form))


def translations_of(viewer: Viewer, question: Question) -> list[tuple[QuestionTranslation, list[str], Verdict | None]]:
    """A question in other languages with its choices, and whether the viewer may review it; None: it is reviewed."""
    return [
        (
            row,
            [words for words in question.choices_in(row.language) if words],
            can_review_translation(viewer, row) if row.status != TranslationStatus.REVIEWED else None,
        )
        for row in question.translations.all()
    ]


def desk_of(viewer: Viewer, row: Round, form: RoundForm | None) -> dict[str, Any]:
    """What the page of one round shows."""
    stated = {benefit.group_id: benefit for benefit in row.benefits.select_related("group")}
    title = title_of(row)
    return {
        "round": row,
        "title": title,
        "guards": every_guard(row) if row.announced_at is None else [],
        "may": {step: can_take(step, viewer, row) for step in STEPS} | {"approve": can_approve(viewer, row)},
        "form": form,
        "questions": [(one, translations_of(viewer, one)) for one in row.questions.with_targets()],
        "benefits": [(group, stated.get(group.pk)) for group in row.target_groups.all()],
        "moments": timeline(row),
        "motions": [(one, can_second(viewer, one)) for one in row.motions.waiting().select_related("moved_by")],
        "late_doors": row.late_doors.all(),
        **{shown: form_for(name, row) for name, (shown, _kind) in FORMS.items()},
        "crumbs": crumbs_of((title, "")),
    }
