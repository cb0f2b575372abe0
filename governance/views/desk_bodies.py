"""The desk of bodies: making one, its words and its rule, who sits on it and since when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance import actions
from governance.forms.bodies import (
    FIRST_RULE,
    RULE_FIELDS,
    BodyWordsForm,
    ChangeRuleForm,
    NewBodyForm,
    RuleForm,
    SeatForm,
)
from governance.models import Body, Decision
from governance.reading import drafts_of
from governance.telling import changes_in_words, rule_in_words
from governance.views.desk_parts import at_desk, done, saved
from portal import clock
from portal.members.languages import SOURCE


def crumbs_of(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """From the desk to here."""
    address = reverse("governance:desk-bodies") if more else ""
    return [(_("Desk"), reverse("desk")), (_("Bodies"), address), *more]


def bodies(request: HttpRequest) -> HttpResponse:
    """Every body with its seats of today; there are few of them."""
    at_desk(request)
    rows = Body.objects.with_seats_on(clock.today())
    return render(request, "governance/desk_bodies.html", {"bodies": rows, "crumbs": crumbs_of()})


def new(request: HttpRequest) -> HttpResponse:
    """A body in one form; its rule can be read in words before it is made."""
    at_desk(request)
    form = NewBodyForm(request.POST or None, initial=FIRST_RULE)
    made: list[Body] = []
    if "read" in request.POST:
        only_read(form)
    elif request.method == "POST" and done(form, lambda: made.append(make(request.user, form))):
        messages.success(request, _("The body is made. Now give it its seats."))
        return redirect(f"{reverse('governance:desk-body', args=[made[0].slug])}#seat")
    context = {"form": form, "read": read_out(form), "crumbs": crumbs_of((_("New body"), ""))}
    return render(request, "governance/desk_body_new.html", context)


def make(by: Any, form: NewBodyForm) -> Body:
    """With its rule and its words."""
    facts = {name: form.cleaned_data[name] for name in ("slug", "prefix", "names", "kind")}
    words = form.words()
    source = words.pop(SOURCE, {})
    return actions.create_body(by=by, rule=form.rule(), other_words=words, **facts, **source, **form.clocks())


def read_out(form: RuleForm) -> list[str]:
    """The rule of the form in the words in which it will be read; nothing where it cannot be read yet."""
    if not form.is_bound or set(RULE_FIELDS) & set(form.errors) or not form.decides():
        return []
    return rule_in_words(form.rule())


def only_read(form: RuleForm) -> RuleForm:
    """Somebody asked how the rule reads: what else is missing is not said yet."""
    for name in set(form.errors) - set(RULE_FIELDS):
        del form.errors[name]
    return form


def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one body, each part with its own button."""
    at_desk(request)
    return shown(request, get_object_or_404(Body, slug=slug))


def shown(request: HttpRequest, row: Body, **forms: Any) -> HttpResponse:
    """The page, with the form that was just refused in the place of a fresh one."""
    at_desk(request)
    seats = list(row.seats.for_lists())
    fresh = {
        "words": BodyWordsForm.for_body(None, row, drafts_of(row), prefix="words"),
        "rule": ChangeRuleForm.for_body(None, row, prefix="rule"),
        "seat": SeatForm(prefix="seat"),
    }
    context = {
        "body": row,
        "forms": fresh | forms,
        "rule": rule_in_words(row.rule),
        "read": read_out(forms["rule"]) if "rule" in forms else [],
        "in_last_call": row.decisions.filter(state=Decision.State.LAST_CALL).count(),
        "seats": [seat for seat in seats if not seat.is_over],
        "former": [seat for seat in seats if seat.is_over],
        "changes": changes_in_words(row.changes.all()),
        "page_id": row.pages.filter(locale__language_code=SOURCE).values_list("pk", flat=True).first(),
        "crumbs": crumbs_of((row.name, "")),
    }
    return render(request, "governance/desk_body.html", context)


def save_words(request: HttpRequest, row: Body) -> Any:
    """Name and words in every language."""
    form = BodyWordsForm.for_body(request.POST, row, drafts_of(row), prefix="words")

    def save() -> None:
        actions.describe_body(by=request.user, body=row, names=form.cleaned_data["names"], words=form.words())

    return None if done(form, save) else form


def save_rule(request: HttpRequest, row: Body) -> Any:
    """Other terms; only read in words where that is asked."""
    form = ChangeRuleForm.for_body(request.POST, row, prefix="rule")
    if "read" in request.POST:
        return only_read(form)

    def save() -> None:
        said = {"rule": form.rule()} if form.decides() else {}
        actions.change_rule(by=request.user, body=row, reason=form.cleaned_data["reason"], **said, **form.clocks())

    return None if done(form, save) else form


def save_seat(request: HttpRequest, row: Body) -> Any:
    """One seat more."""
    form = SeatForm(request.POST, prefix="seat")
    ok = done(form, lambda: actions.seat(by=request.user, body=row, **form.cleaned_data))
    return None if ok else form


PARTS = {"words": save_words, "rule": save_rule, "seat": save_seat}


@require_POST
def part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Saves one part, or shows the page again with what was wrong."""
    at_desk(request)
    row = get_object_or_404(Body, slug=slug)
    refused = saved(request, row, PARTS, part)
    if refused is not None:
        row.refresh_from_db()
        return shown(request, row, **{part: refused})
    return redirect(f"{reverse('governance:desk-body', args=[slug])}#{part}")
