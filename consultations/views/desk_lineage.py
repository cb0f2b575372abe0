"""What each clause was: proposals looked over by a person, confirmed by the handful or corrected one by one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.actions.lineage import confirm_lineage, lineage_of, record_lineage
from consultations.forms.drafts import LineageForm
from consultations.models import Clause, ClauseLineage, Draft
from consultations.views.desk_rounds import at_desk, crumbs_of
from portal.numbers import row_number

EACH_PAGE = 40
SHOWN = ("open", "all", *ClauseLineage.Kind.values)


def lineage(request: HttpRequest, number: int) -> HttpResponse:
    """Forty links a page: those nobody has confirmed, or those of one kind."""
    at_desk(request)
    draft = get_object_or_404(Draft.objects.select_related("standard", "previous"), pk=number)
    if request.method == "POST":
        save(request, draft)
        return HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}")
    shown = request.GET.get("show") if request.GET.get("show") in SHOWN else "open"
    rows = lineage_of(draft).select_related("before", "after", "confirmed_by").order_by("after__position", "pk")
    chosen: dict[str, Any] = {"open": {"confirmed_at": None}, "all": {}}.get(shown, {"kind": shown})
    page = Paginator(rows.filter(**chosen), EACH_PAGE).get_page(request.GET.get("page"))
    context = {
        "draft": draft,
        "page": page,
        "shown": shown,
        "kinds": ClauseLineage.Kind.choices,
        "open_count": rows.filter(confirmed_at=None).count(),
        "old_clauses": names_of(draft.previous),
        "new_clauses": names_of(draft),
        "crumbs": crumbs_of(
            (_("Drafts"), reverse("consultations:desk-drafts")),
            (f"{draft.standard.code} / {draft.label}", reverse("consultations:desk-draft", args=[draft.pk])),
            (_("What each clause was"), ""),
        ),
    }
    return render(request, "consultations/desk_lineage.html", context)


def names_of(draft: Draft | None) -> list[Clause]:
    """What can be chosen: key, number and heading of every clause."""
    return (
        list(draft.clauses.only("draft", "key", "number", "heading").order_by("position")) if draft is not None else []
    )


def save(request: HttpRequest, draft: Draft) -> None:
    """Confirms what was ticked, or says what one clause was."""
    try:
        if "record" in request.POST:
            record(request, draft)
            messages.success(request, _("Recorded."))
        else:
            ids = [row_number(pk) for pk in request.POST.getlist("link")]
            count = confirm_lineage(by=request.user, draft=draft, ids=ids)
            words = ngettext("%(count)s confirmed.", "%(count)s confirmed.", count)
            messages.success(request, words % {"count": count})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def record(request: HttpRequest, draft: Draft) -> None:
    """Both clauses by their keys; an empty one means that there was, or is, none."""
    form = LineageForm(request.POST)
    said: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    ends: dict[str, Clause | None] = {}
    for name, clauses in (("before", Clause.objects.filter(draft=draft.previous_id)), ("after", draft.clauses.all())):
        key = said.get(name, "").strip()
        ends[name] = clauses.select_related("draft").called(key) if key else None
        if key and ends[name] is None:
            raise ValidationError(_("There is no clause “%(key)s” in that draft.") % {"key": key})
    record_lineage(by=request.user, kind=said.get("kind", ""), **ends)
