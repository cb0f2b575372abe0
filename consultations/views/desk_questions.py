"""The desk's side of questions and of what each group may gain and lose."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.actions.questions import review_question
from consultations.actions.rounds import add_question, edit_question, remove_question, state_benefit
from consultations.forms.desk_questions import BenefitForm, QuestionForm
from consultations.models import Round
from consultations.titles import title_of
from consultations.views.desk_rounds import at_desk, crumbs_of
from portal.form_errors import tried
from portal.members.permissions import Refused


def back(slug: str, place: str) -> HttpResponse:
    """To the round, where one came from."""
    return redirect(f"{reverse('consultations:desk-round', args=[slug])}#{place}")


def question(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Adds a question, or edits one, until the round is announced."""
    at_desk(request)
    row = get_object_or_404(Round, slug=slug)
    asked = get_object_or_404(row.questions.with_targets(), pk=number) if number is not None else None
    form = QuestionForm(request.POST or None, question=asked, auto_id="q_%s")
    act = partial(edit_question, question=asked) if asked else partial(add_question, round=row)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: act(by=request.user, **form.said())):
        messages.success(request, _("The question is kept."))
        return back(slug, "questions")
    crumbs = crumbs_of((title_of(row), reverse("consultations:desk-round", args=[slug])), (_("Question"), ""))
    context = {"round": row, "question": asked, "form": form, "crumbs": crumbs}
    return render(request, "consultations/desk_question.html", context)


def pressed(request: HttpRequest, slug: str, act: Callable[..., object], says: str) -> HttpResponse:
    """A button beside a question: what it did, or why not, above the questions."""
    try:
        act(by=request.user)
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, says)
    return back(slug, "questions")


@require_POST
def take_out(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Removes a question before anybody was asked."""
    at_desk(request)
    asked = get_object_or_404(get_object_or_404(Round, slug=slug).questions, pk=number)
    return pressed(request, slug, partial(remove_question, question=asked), _("The question is taken out."))


@require_POST
def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A second person finds that the question asks the same in another language."""
    at_desk(request)
    asked = get_object_or_404(get_object_or_404(Round, slug=slug).questions, pk=number)
    there = get_object_or_404(asked.translations, language=request.POST.get("language", ""))
    act = partial(review_question, translation=there, seen=request.POST.get("seen", ""))
    return pressed(request, slug, act, _("Reviewed."))


def benefit(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    """What one group may gain and what it may cost it, in every language of the house."""
    at_desk(request)
    row = get_object_or_404(Round, slug=slug)
    whom = get_object_or_404(row.target_groups, code=group)
    form = BenefitForm.for_group(request.POST or None, row.benefits.filter(group=whom).first())
    act = partial(state_benefit, by=request.user, round=row, group=whom)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: act(**form.cleaned_data)):
        messages.success(request, _("Saved."))
        return back(slug, "benefits")
    crumbs = crumbs_of((title_of(row), reverse("consultations:desk-round", args=[slug])), (whom.words, ""))
    context = {"round": row, "group": whom, "form": form, "crumbs": crumbs}
    return render(request, "consultations/desk_benefit.html", context)
