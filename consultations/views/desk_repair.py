"""One draft at the desk: its clauses put right until it is fixed; after that, corrected in public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.actions import repairs
from consultations.actions.corrections import Corrected, correct_draft
from consultations.actions.term_marks import mark_terms
from consultations.clauses import rows_of
from consultations.cutting import cuts_of
from consultations.forms.drafts import ClauseForm, CorrectionForm
from consultations.models import Clause, Draft
from consultations.permissions import can_correct, can_repair
from consultations.problems import problems_of
from consultations.views.desk_rounds import at_desk, crumbs_of
from consultations.vocabulary import check_terms, terms_here
from glossary.asking import LINK
from portal.form_errors import put_on
from portal.members.viewer import Viewer
from portal.numbers import row_number


def draft(request: HttpRequest, number: int) -> HttpResponse:
    """All clauses on one side, the chosen one in the middle, what can be done with it on the other."""
    viewer = at_desk(request)
    row = get_object_or_404(Draft.objects.select_related("standard", "previous", "corrects"), pk=number)
    clauses = list(row.clauses.order_by("position"))
    asked = request.GET.get("key", "")
    one = next((clause for clause in clauses if clause.key == asked), clauses[0] if clauses else None)
    form: Any = None
    if one is not None:
        one.draft = row
        form = form_for(viewer, row, one, request.POST if request.POST.get("act") in ("edit", "correct") else None)
    if request.method == "POST" and one is not None:
        done = act(request, row, one, form)
        if done is not None:
            return done
    context = context_of(viewer, row, clauses, one) | {"form": form}
    return render(request, "consultations/desk_draft.html", context, status=400 if request.method == "POST" else 200)


def form_for(viewer: Viewer, draft: Draft, clause: Clause, data: Any) -> Any:
    """The form that fits the state of the draft, if there is something to be done."""
    if can_repair(viewer, draft):
        return ClauseForm(data, initial=ClauseForm.start(clause))
    if can_correct(viewer, draft):
        return CorrectionForm(data, initial={"heading": clause.heading, "body": clause.body})
    return None


def context_of(viewer: Viewer, row: Draft, clauses: list[Clause], one: Clause | None) -> dict[str, Any]:
    """What the page shows beside the form."""
    problems = problems_of(rows_of(clauses))
    lines = [{"clause": clause, "problems": problems.get(clause.key, [])} for clause in clauses]
    place = clauses.index(one) if one is not None else 0
    return {
        "draft": row,
        "lines": lines,
        "problem_count": len(problems),
        "one": one,
        "problems": problems.get(one.key, []) if one is not None else [],
        "previous": clauses[place - 1] if place else None,
        "next": clauses[place + 1] if place + 1 < len(clauses) else None,
        "may_repair": can_repair(viewer, row),
        "may_correct": can_correct(viewer, row),
        "cuts": cuts_of(one.body) if one is not None and can_repair(viewer, row) else [],
        "terms": terms_here(one, row.language) if one is not None and can_repair(viewer, row) else [],
        "term_count": len(check_terms(row, clauses)),
        "corrections": row.corrections.order_by("pk"),
        "crumbs": crumbs_of(
            (_("Drafts"), reverse("consultations:desk-drafts")), (f"{row.standard.code} / {row.label}", "")
        ),
    }


def act(request: HttpRequest, row: Draft, one: Clause, form: Any) -> HttpResponse | None:
    """Does what was pressed; nothing to return where the form has to be looked at again."""
    name = request.POST.get("act", "")
    try:
        if name in ("edit", "correct"):
            if form is None or not form.is_valid():
                return None
            key = edit(request, one, form) if name == "edit" else correct(request, row, one, form)
        else:
            key = ACTS.get(name, unknown)(request, one)
    except ValidationError as error:
        if form is not None and form.is_bound:
            put_on(form, error)
            return None
        messages.error(request, " ".join(error.messages))
        key = one.key
    return HttpResponseRedirect(f"{reverse('consultations:desk-draft', args=[row.pk])}?key={key}#one")


def edit(request: HttpRequest, one: Clause, form: ClauseForm) -> str:
    """Saves the words; stays at the clause."""
    repairs.edit_clause(by=request.user, clause=one, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return one.key


def correct(request: HttpRequest, row: Draft, one: Clause, form: CorrectionForm) -> str:
    """Publishes the correction at once."""
    said = form.cleaned_data
    corrected = [Corrected(one, said["heading"], said["body"])]
    made = correct_draft(by=request.user, draft=row, corrected=corrected, why=form.reasons)
    text = _("Published as %(label)s. Whoever reads the draft sees what was corrected and why.")
    messages.success(request, text % {"label": made.label})
    return one.key


def move(request: HttpRequest, one: Clause) -> str:
    """One step."""
    return repairs.move_clause(by=request.user, clause=one, direction=request.POST.get("direction", "")).key


def split(request: HttpRequest, one: Clause) -> str:
    """Goes on to the second part."""
    at = request.POST.get("at", "")
    if not row_number(at) and at != "0":
        raise ValidationError(_("Choose where the second clause begins."))
    made = repairs.split_clause(by=request.user, clause=one, at=row_number(at), seen=request.POST.get("seen", ""))
    messages.success(request, _("Split in two."))
    return made.key


def merge(request: HttpRequest, one: Clause) -> str:
    """Goes to the clause that it now is part of."""
    first = repairs.merge_clause(by=request.user, clause=one, seen=request.POST.get("seen", ""))
    messages.success(request, _("Put to the clause before it."))
    return first.key


def take_out(request: HttpRequest, one: Clause) -> str:
    """Goes to the top."""
    repairs.take_out_clause(by=request.user, clause=one, seen=request.POST.get("seen", ""))
    messages.success(request, _("Taken out."))
    return ""


def renumber(request: HttpRequest, one: Clause) -> str:
    """All of the draft."""
    count = repairs.renumber_draft(by=request.user, draft=one.draft)
    words = ngettext("%(count)s number changed.", "%(count)s numbers changed.", count)
    messages.success(request, words % {"count": count})
    return one.key


def terms(request: HttpRequest, one: Clause) -> str:
    """Which terms are linked in this clause, in spite of the rules."""
    marks = {name.removeprefix("mark-"): said for name, said in request.POST.items() if name.startswith("mark-")}
    if also := request.POST.get("also", "").strip():
        marks[also] = LINK
    mark_terms(by=request.user, clause=one, marks=marks)
    messages.success(request, _("Saved."))
    return one.key


def unknown(request: HttpRequest, one: Clause) -> str:
    """Nothing that this page offers."""
    raise ValidationError(_("Nothing was done: press one of the buttons."))


ACTS: dict[str, Callable[[HttpRequest, Clause], str]] = {
    "move": move,
    "split": split,
    "merge": merge,
    "out": take_out,
    "renumber": renumber,
    "terms": terms,
}
