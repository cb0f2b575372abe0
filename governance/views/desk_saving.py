"""What each button of a decision's desk page saves: one form a part, one action a form."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from governance import actions
from governance.forms.decisions import (
    ActionForm,
    AdoptForm,
    ChoiceForm,
    CommentForm,
    FactsForm,
    OptionFormSet,
    ReturnForm,
    WordsForm,
    option_rows,
)
from governance.forms.trade_offs import NewTradeOffForm
from governance.models import Decision
from governance.reading import drafts_of
from governance.views.desk_parts import done
from portal.members.languages import SOURCE
from portal.numbers import row_number


def save_words(request: HttpRequest, row: Decision) -> Any:
    """Words in the source language."""
    form = WordsForm.for_words(request.POST, drafts_of(row).get(SOURCE, {}), prefix="words")
    ok = done(form, lambda: actions.edit_decision(by=request.user, decision=row, words=form.cleaned_data))
    return None if ok else form


def save_facts(request: HttpRequest, row: Decision) -> Any:
    """Dates, kind, audience."""
    form = FactsForm(request.POST, prefix="facts")
    ok = done(form, lambda: actions.edit_decision(by=request.user, decision=row, **form.cleaned_data))
    return None if ok else form


def save_options(request: HttpRequest, row: Decision) -> Any:
    """All options at once."""
    forms = OptionFormSet(request.POST, initial=option_rows(row), prefix="options")

    def save() -> None:
        filled = [option for option in (form.option() for form in forms) if option]
        actions.edit_decision(by=request.user, decision=row, options=filled)

    return None if done(forms, save) else forms


def save_choice(request: HttpRequest, row: Decision) -> Any:
    """Which option is proposed."""
    form = ChoiceForm(request.POST, decision=row, prefix="choice")
    ok = done(
        form,
        lambda: actions.choose_option(
            by=request.user, decision=row, option=form.cleaned_data["option"], rejections=form.rejections()
        ),
    )
    return None if ok else form


def save_adoption(request: HttpRequest, row: Decision) -> Any:
    """One term or draft more, or one less."""
    form = AdoptForm(request.POST, prefix="adopt")
    if "drop" in request.POST:
        return drop(request, row.adoptions.filter(pk=row_number(request.POST["drop"])).first())
    ok = done(form, lambda: actions.adopt(by=request.user, decision=row, **form.cleaned_data))
    return None if ok else form


def save_comment(request: HttpRequest, row: Decision) -> Any:
    """One comment more, or one less."""
    form = CommentForm(request.POST, prefix="comment")
    if "drop" in request.POST:
        return drop(request, row.answered_comments.filter(pk=row_number(request.POST["drop"])).first())
    ok = done(form, lambda: actions.answer_comment(by=request.user, decision=row, comment=form.cleaned_data["ref"]))
    return None if ok else form


def drop(request: HttpRequest, tie: Any) -> None:
    """Takes a tie out; refused with its reason once the decision is closed."""
    if tie is None:
        raise Http404
    actions.drop(by=request.user, part=tie)


def save_action(request: HttpRequest, row: Decision) -> Any:
    """One thing more to do, or one that is done."""
    form = ActionForm(request.POST, prefix="action")
    if "done" in request.POST:
        actions.end_action(by=request.user, action=get_object_or_404(row.actions, pk=row_number(request.POST["done"])))
        return None

    def add() -> None:
        data = form.cleaned_data
        actions.add_action(
            by=request.user, decision=row, titles={SOURCE: data["title"]}, owner=data["owner"], due_on=data["due_on"]
        )

    return None if done(form, add) else form


def save_trade_off(request: HttpRequest, row: Decision) -> Any:
    """Begins the statement."""
    form = NewTradeOffForm(request.POST, prefix="tradeoff")
    ok = done(form, lambda: actions.draft_trade_off(by=request.user, decision=row, **form.cleaned_data))
    return None if ok else form


def open_call(request: HttpRequest, row: Decision) -> Any:
    """Puts it to the seats."""
    form = ReturnForm({}, prefix="open")
    return None if done(form, lambda: actions.open_last_call(by=request.user, decision=row)) else form


def publish(request: HttpRequest, row: Decision) -> Any:
    """Counts, seals, publishes."""
    form = ReturnForm({}, prefix="publish")
    return None if done(form, lambda: actions.publish_decision(by=request.user, decision=row)) else form


def give_back(request: HttpRequest, row: Decision) -> Any:
    """Returns it to the body."""
    form = ReturnForm(request.POST, prefix="return")
    ok = done(form, lambda: actions.return_decision(by=request.user, decision=row, reason=form.cleaned_data["reason"]))
    return None if ok else form


PARTS = {
    "words": save_words,
    "facts": save_facts,
    "options": save_options,
    "choice": save_choice,
    "adopt": save_adoption,
    "comment": save_comment,
    "action": save_action,
    "tradeoff": save_trade_off,
    "open": open_call,
    "publish": publish,
    "return": give_back,
}
