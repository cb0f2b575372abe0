"""The desk of decisions: what is missing, words, options, adoptions, comments, last call, publication."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance import actions
from governance.counting import counted
from governance.forms.decisions import (
    ActionForm,
    AdoptForm,
    ChoiceForm,
    CommentForm,
    FactsForm,
    NewDecisionForm,
    OptionFormSet,
    ReturnForm,
    WordsForm,
    option_rows,
)
from governance.forms.trade_offs import NewTradeOffForm
from governance.guards import for_last_call, for_publication
from governance.models import Decision, TradeOff
from governance.permissions import (
    can_add_action,
    can_answer_comment,
    can_edit_decision,
    can_open_last_call,
    can_publish_decision,
    can_return_decision,
)
from governance.reading import drafts_of, words_for
from governance.templatetags.governance_tags import SIGNS, told_to
from governance.views.desk_parts import at_desk, done, saved
from governance.views.desk_saving import PARTS
from portal.members.languages import SOURCE
from portal.members.models import StakeholderGroup
from portal.members.viewer import Viewer

A_PAGE = 25


def decisions(request: HttpRequest) -> HttpResponse:
    """Every decision, drafts too, newest first."""
    viewer = at_desk(request)
    rows = Decision.objects.visible_to(viewer).select_related("body").order_by("-created_at", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "entries": told_to(viewer, page.object_list), "crumbs": [(_("Decisions"), "")]}
    return render(request, "governance/desk_decisions.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """A draft begins with a body and a title; all else follows on its own page."""
    at_desk(request)
    form = NewDecisionForm(request.POST or None)
    made: list[Decision] = []
    if request.method == "POST" and done(
        form, lambda: made.append(actions.draft_decision(by=request.user, **form.cleaned_data))
    ):
        return redirect("governance:desk-decision", number=made[0].number)
    crumbs = [(_("Decisions"), reverse("governance:desk-decisions")), (_("New decision"), "")]
    return render(request, "governance/desk_decision_new.html", {"form": form, "crumbs": crumbs})


def loaded(number: str) -> Decision:
    """The decision with what every part of the page asks for."""
    return get_object_or_404(Decision.objects.for_lists(), number=number)


def forms_of(row: Decision) -> dict[str, Any]:
    """One form a part, filled with what is there."""
    facts = {name: getattr(row, name) for name in ("kind", "audience", "effective_on", "review_on", "supersedes")}
    return {
        "words": WordsForm.for_words(None, drafts_of(row).get(SOURCE, {}), prefix="words"),
        "facts": FactsForm(initial=facts, prefix="facts"),
        "options": OptionFormSet(initial=option_rows(row), prefix="options"),
        "choice": ChoiceForm(decision=row, prefix="choice"),
        "adopt": AdoptForm(prefix="adopt"),
        "comment": CommentForm(prefix="comment"),
        "action": ActionForm(prefix="action"),
        "return": ReturnForm(prefix="return"),
        "tradeoff": NewTradeOffForm(prefix="tradeoff"),
    }


def decision(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one decision, each part with its own button."""
    at_desk(request)
    return shown(request, loaded(number))


def shown(request: HttpRequest, row: Decision, **forms: Any) -> HttpResponse:
    """The page, with the forms that were just refused in the place of fresh ones."""
    is_draft = row.state == Decision.State.DRAFT
    result = counted(row)[0] if row.state == Decision.State.LAST_CALL else None
    context = {
        "decision": row,
        "said": words_for(row),
        "sign": SIGNS[Decision.State(row.state)],
        "forms": forms_of(row) | forms,
        "missing": for_last_call(row) if is_draft else [] if row.is_sealed else for_publication(row),
        "result": result,
        "because": result.because(group_names()) if result else "",
        "options": row.options.all(),
        "adoptions": row.adoptions.with_names(),
        "ties": row.answered_comments.filter(comment__submission__locked_at=None).select_related(
            "comment__round", "comment__submission__group"
        ),
        "actions": row.actions.all(),
        "statement": TradeOff.objects.filter(decision=row).first(),
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != SOURCE],
        "page_id": row.pages.filter(locale__language_code=SOURCE).values_list("pk", flat=True).first(),
        "crumbs": [(_("Decisions"), reverse("governance:desk-decisions")), (row.number, "")],
        **rights(at_desk(request), row),
    }
    return render(request, "governance/desk_decision.html", context)


def group_names() -> dict[str, str]:
    """By code, in the reader's language, as reasons name them."""
    return {group.code: group.words.text for group in StakeholderGroup.objects.all()}


def rights(viewer: Viewer, row: Decision) -> dict[str, Any]:
    """What may be done with it now, and why not."""
    return {
        "may_edit": can_edit_decision(viewer, row),
        "may_answer": can_answer_comment(viewer, row),
        "may_act": can_add_action(viewer, row),
        "may_open": can_open_last_call(viewer, row),
        "may_publish": can_publish_decision(viewer, row),
        "may_return": can_return_decision(viewer, row),
    }


@require_POST
def part(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """Saves one part, or shows the page again with what was wrong."""
    at_desk(request)
    row = loaded(number)
    refused = saved(request, row, PARTS, part)
    if refused is not None:
        return shown(request, row, **{part: refused})
    if part == "tradeoff":
        statement = TradeOff.objects.get(decision=row)
        return redirect("governance:desk-trade-off", number=statement.number)
    return redirect(f"{reverse('governance:desk-decision', args=[row.number])}#{part}")


def words(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """The words in another language, beside those of the source."""
    at_desk(request)
    row = loaded(number)
    if language == SOURCE or language not in dict(settings.LANGUAGES):
        raise Http404
    drafts = drafts_of(row)
    form = WordsForm.for_words(request.POST or None, drafts.get(language, {}))
    if request.method == "POST" and done(
        form, lambda: actions.translate(by=request.user, record=row, language=language, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("governance:desk-decision", number=row.number)
    here = (row.number, reverse("governance:desk-decision", args=[row.number]))
    context = {
        "record": row,
        "form": form,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "source": words_for(row, SOURCE),
        "crumbs": [(_("Decisions"), reverse("governance:desk-decisions")), here, (language, "")],
    }
    return render(request, "governance/desk_words.html", context)
