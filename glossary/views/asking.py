"""Members ask for terms: a look at what is there already, the form, the public queue with every outcome."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from glossary import actions, permissions
from glossary.asked import alike
from glossary.forms.voices import AskForm
from glossary.models import Concept, TermProposal
from glossary.reading import concept_with_versions, standing
from portal.differences import redline
from portal.form_errors import tried
from portal.members.viewer import viewer_of

PAGE = 25
State = TermProposal.State
STATES = {
    "": gettext_lazy("All"),
    State.WAITING: gettext_lazy("Waiting"),
    State.TAKEN_UP: gettext_lazy("Taken up"),
    State.DECLINED: gettext_lazy("Declined"),
}
ORDERS = {"": ("-proposed_at", "-pk"), "oldest": ("proposed_at", "pk"), "name": ("name", "pk")}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Everything members have asked for, and what became of it."""
    state = request.GET.get("state", "") if request.GET.get("state", "") in STATES else ""
    order = request.GET.get("order", "") if request.GET.get("order", "") in ORDERS else ""
    rows = TermProposal.objects.with_outcome().order_by(*ORDERS[order])
    context = {
        "page_obj": Paginator(rows.filter(state=state) if state else rows, PAGE).get_page(request.GET.get("page")),
        "states": STATES,
        "state": state,
        "order": order,
        "may": permissions.can_ask_for_term(viewer_of(request)),
        "crumbs": [(_("Glossary"), reverse("glossary:index")), (_("Proposals"), "")],
    }
    return render(request, "glossary/proposals.html", context)


@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal as it was sent, and its outcome."""
    row = get_object_or_404(TermProposal.objects.with_outcome(), pk=number)
    context = about(row) | {
        "may_settle": permissions.can_settle_proposal(viewer_of(request), row),
        "may_take_out": permissions.can_take_words_out(viewer_of(request), row),
        "crumbs": [
            (_("Glossary"), reverse("glossary:index")),
            (_("Proposals"), reverse("glossary:proposals")),
            (row.words, ""),
        ],
    }
    return render(request, "glossary/proposal.html", context)


def about(row: TermProposal) -> dict[str, Any]:
    """A proposal beside the words that it would change, word by word."""
    before = None
    if row.concept is not None:
        versions = concept_with_versions(row.concept.code)[1]
        entries = {entry.language: entry for entry in standing(versions).entries.all()}
        before = entries.get(row.language)
    change = redline(before.definition, row.definition) if before and before.definition != row.definition else ""
    redactions = row.redactions.filter(closed_at__isnull=False)  # type: ignore[attr-defined]
    return {"proposal": row, "before": before, "change": change, "redactions": redactions}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str = "") -> HttpResponse:
    """First what there is already; then the form. For a term that is there, its words to begin with."""
    viewer = viewer_of(request)
    row = get_object_or_404(Concept, code=code) if code else None
    may = permissions.can_ask_for_term(viewer, row)
    name = request.GET.get("name", "").strip()[:240]
    form = AskForm(request.POST or None, viewer=viewer, initial=initial_of(row, name))
    user: Any = request.user
    if request.method == "POST" and may and form.is_valid():
        sent: list[TermProposal] = []
        act = lambda: sent.append(actions.ask_for_term(by=user, concept=row, **form.cleaned_data))  # noqa: E731
        if tried(form, act):
            messages.success(
                request, _("Your proposal stands in the public list. We write to you when it is answered.")
            )
            return redirect(sent[0])
    context = {"concept": row, "form": form, "may": may, "name": name, "asks": bool(row or name or request.POST)}
    context["alike"] = alike(request.POST.get("name") or name, get_language() or "en") if row is None else []
    context["crumbs"] = [(_("Glossary"), reverse("glossary:index")), (_("Propose a term"), "")]
    return render(request, "glossary/ask.html", context, status=400 if form.errors else 200)


def initial_of(row: Concept | None, name: str) -> dict[str, Any]:
    """The words of a term as they stand, or the name that was looked for."""
    if row is None:
        return {"name": name, "language": get_language()}
    version = standing(concept_with_versions(row.code)[1])
    entry = version.entry_for(get_language())
    if entry is None:
        return {"language": get_language()}
    return {"name": entry.name, "language": entry.language, "definition": entry.definition}
