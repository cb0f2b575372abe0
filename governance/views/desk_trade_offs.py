"""The desk of trade-off statements: words, the grid of impacts, review, publication."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance import actions
from governance.forms.trade_offs import ImpactForm, ReviewForm, StatementFactsForm, StatementWordsForm
from governance.guards import for_statement
from governance.models import Impact, TradeOff
from governance.permissions import can_edit_trade_off, can_review_trade_off
from governance.reading import drafts_of, words_for
from governance.views.desk_parts import at_desk, done, saved
from portal.members.languages import SOURCE

FACTS = ("currency", "price_year", "horizon_years", "evaluate_on")


def loaded(number: str) -> TradeOff:
    """The statement with its decision."""
    return get_object_or_404(TradeOff.objects.select_related("decision__body"), number=number)


def crumbs_of(row: TradeOff, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """From the desk's list to the statement."""
    decision = reverse("governance:desk-decision", args=[row.decision.number])
    here = reverse("governance:desk-trade-off", args=[row.number]) if more else ""
    start = [(_("Decisions"), reverse("governance:desk-decisions")), (row.decision.number, decision)]
    return [*start, (row.number, here), *more]


def trade_off(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one statement, each part with its own button."""
    at_desk(request)
    return shown(request, loaded(number))


def grid(row: TradeOff) -> list[dict[str, Any]]:
    """Option by dimension, what is recorded in each cell."""
    impacts = list(row.impacts.select_related("group"))
    rows = []
    for option in row.decision.options.all():
        cells = []
        for value, label in Impact.Dimension.choices:
            own = [i for i in impacts if i.option_id == option.pk and i.dimension == value]
            cells.append({"dimension": value, "label": label, "impacts": own})
        rows.append({"option": option, "cells": cells})
    return rows


def shown(request: HttpRequest, row: TradeOff, **forms: Any) -> HttpResponse:
    """The page, with the form that was just refused in the place of a fresh one."""
    viewer = at_desk(request)
    start = {name: request.GET.get(name, "") for name in ("option", "dimension")}
    fresh = {
        "words": StatementWordsForm.for_words(None, drafts_of(row).get(SOURCE, {}), prefix="words"),
        "facts": StatementFactsForm(initial={name: getattr(row, name) for name in FACTS}, prefix="facts"),
        "impact": ImpactForm(statement=row, initial=start, prefix="impact"),
        "review": ReviewForm(prefix="review"),
    }
    context = {
        "statement": row,
        "said": words_for(row),
        "forms": fresh | forms,
        "grid": grid(row),
        "dimensions": Impact.Dimension.choices,
        "missing": [] if row.published_at else for_statement(row),
        "may_edit": can_edit_trade_off(viewer, row),
        "may_review": can_review_trade_off(viewer, row),
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != SOURCE],
        "page_id": row.pages.filter(locale__language_code=SOURCE).values_list("pk", flat=True).first(),
        "crumbs": crumbs_of(row),
    }
    return render(request, "governance/desk_trade_off.html", context)


@require_POST
def part(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """Saves one part, or shows the page again with what was wrong."""
    at_desk(request)
    row = loaded(number)
    refused = saved(request, row, PARTS, part)
    if refused is not None:
        return shown(request, row, **{part: refused})
    return redirect(f"{reverse('governance:desk-trade-off', args=[row.number])}#{part}")


def words(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """The words in another language, beside those of the source."""
    at_desk(request)
    row = loaded(number)
    if language == SOURCE or language not in dict(settings.LANGUAGES):
        raise Http404
    form = StatementWordsForm.for_words(request.POST or None, drafts_of(row).get(language, {}))
    if request.method == "POST" and done(
        form, lambda: actions.translate(by=request.user, record=row, language=language, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("governance:desk-trade-off", number=row.number)
    context = {
        "record": row,
        "form": form,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "source": words_for(row, SOURCE),
        "crumbs": crumbs_of(row, (language, "")),
    }
    return render(request, "governance/desk_words.html", context)


def impact(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One cell on a page of its own: change it, or take it out."""
    at_desk(request)
    row = loaded(number)
    cell = get_object_or_404(row.impacts, pk=pk)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_impact(by=request.user, impact=cell)
        return redirect("governance:desk-trade-off", number=row.number)
    form = ImpactForm(request.POST or None, statement=row, impact=cell)
    if request.method == "POST" and done(
        form, lambda: actions.record_impact(by=request.user, trade_off=row, impact=cell, **form.effect())
    ):
        messages.success(request, _("Saved."))
        return redirect("governance:desk-trade-off", number=row.number)
    context = {"statement": row, "form": form, "crumbs": crumbs_of(row, (_("One cell"), ""))}
    return render(request, "governance/desk_impact.html", context)


# -- the parts -------------------------------------------------------------------------------------------------------


def save_words(request: HttpRequest, row: TradeOff) -> Any:
    """Words in the source language."""
    form = StatementWordsForm.for_words(request.POST, drafts_of(row).get(SOURCE, {}), prefix="words")
    ok = done(form, lambda: actions.edit_trade_off(by=request.user, trade_off=row, words=form.cleaned_data))
    return None if ok else form


def save_facts(request: HttpRequest, row: TradeOff) -> Any:
    """Money and years."""
    form = StatementFactsForm(request.POST, prefix="facts")
    ok = done(form, lambda: actions.edit_trade_off(by=request.user, trade_off=row, **form.cleaned_data))
    return None if ok else form


def save_impact(request: HttpRequest, row: TradeOff) -> Any:
    """One cell more."""
    form = ImpactForm(request.POST, statement=row, prefix="impact")
    ok = done(form, lambda: actions.record_impact(by=request.user, trade_off=row, **form.effect()))
    return None if ok else form


def save_review(request: HttpRequest, row: TradeOff) -> Any:
    """What the second person says."""
    form = ReviewForm(request.POST, prefix="review")
    ok = done(form, lambda: actions.review_trade_off(by=request.user, trade_off=row, **form.cleaned_data))
    return None if ok else form


def publish(request: HttpRequest, row: TradeOff) -> Any:
    """Seals words and figures."""
    form = StatementFactsForm({}, prefix="publish")
    return None if done(form, lambda: actions.publish_trade_off(by=request.user, trade_off=row)) else form


PARTS = {
    "words": save_words,
    "facts": save_facts,
    "impact": save_impact,
    "review": save_review,
    "publish": publish,
}
