"""The form of a session as a spreadsheet: taken along, brought back, looked at line by line, sent slip by slip."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations import receipts
from consultations.actions.importing_comments import FileIn
from consultations.actions.session_forms import bring_in_form
from consultations.exporting import TYPES
from consultations.formats.session_form import BlankForm, mark_of, read_session_form, write_csv, write_xlsx
from consultations.forms.sessions import SessionFileForm
from consultations.models import FacilitatedSession, Intake
from consultations.permissions import can_type_in
from consultations.plain import plain_rows
from consultations.session_rows import how_to_answer
from consultations.titles import title_of
from consultations.views.desk_intakes import act, page_of
from consultations.views.desk_sessions import EACH_PAGE, crumbs_in, session_or_404
from portal.files.limits import Unreadable
from portal.form_errors import put_on
from portal.members.permissions import Refused

WRITERS = {"xlsx": write_xlsx, "csv": write_csv}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forms(request: HttpRequest, number: int) -> HttpResponse:
    """The form to take along, the way to bring it back, and the files that came back."""
    viewer, one = session_or_404(request, number)
    form = SessionFileForm(request.POST or None, request.FILES or None, initial={"language": one.language})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(taken_in(request, one, **form.cleaned_data))
        except ValidationError as error:
            put_on(form, error)
    rows = Intake.objects.visible_to(viewer).filter(session=one).select_related("session").with_counts()
    context = {
        "one": one,
        "form": form,
        "title": title_of(one.round),
        "may": can_type_in(viewer, one),
        "page": Paginator(rows, EACH_PAGE).get_page(request.GET.get("page")),
        "crumbs": crumbs_in(one, (_("Form as a spreadsheet"), "")),
    }
    return render(request, "consultations/desk_session_forms.html", context, status=400 if form.errors else 200)


def taken_in(request: HttpRequest, session: FacilitatedSession, file: Any, language: str) -> str:
    """Reads the file and keeps its lines; the address where they can be looked at."""
    user: Any = request.user
    data = file.read()
    try:
        mark, form = read_session_form(file.name, data)
    except Unreadable as error:
        raise ValidationError({"file": error.messages}) from error
    came = FileIn.of(file.name, data, kind=Intake.Kind.SESSION)
    facts = {"file": came, "form": form, "mark": mark, "language": language}
    return bring_in_form(by=user, session=session, **facts).get_absolute_url()


@never_cache
@require_safe
def blank(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The empty form of one session: its questions with their choices, the clauses with their keys."""
    _viewer, one = session_or_404(request, number)
    if kind not in WRITERS:
        raise Http404
    response = HttpResponse(WRITERS[kind](blank_of(one, request.LANGUAGE_CODE)), content_type=TYPES[kind])  # type: ignore[attr-defined]
    response["Content-Disposition"] = f'attachment; filename="session-{one.pk}.{kind}"'
    return response


def blank_of(session: FacilitatedSession, language: str) -> BlankForm:
    """What the form holds, in the language of the page."""
    round: Any = session.round
    numbered = enumerate(round.questions.with_targets(), start=1)
    chosen = [(n, one) for n, one in numbered if one.is_for(session.group, session.sector)]
    meant = [(str(n), how_to_answer(one)) for n, one in chosen if one.is_said]
    rows = plain_rows(round.draft, language, reviewed=True) if round.draft else []
    clauses = [(row.clause.number, row.clause.key, row.heading or row.clause.text[:80]) for row in rows]
    return BlankForm(mark_of(round.slug, session.pk), str(title_of(round)), meant, clauses)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """One form that came back: what is wrong with which line, put right here; the good ones sent."""
    viewer, session = session_or_404(request, number)
    rows = Intake.objects.visible_to(viewer).select_related("round__draft", "group")
    one = get_object_or_404(rows, session=session, pk=file)
    one.session = session
    if request.method == "POST":
        try:
            return act(request, one)
        except (ValidationError, Refused) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
            return redirect(one.get_absolute_url())
    context = page_of(request, one)
    context["may"] = can_type_in(viewer, session)
    back = (_("Form as a spreadsheet"), reverse("consultations:desk-session-forms", args=[session.pk]))
    context["crumbs"] = crumbs_in(session, back, (one.file_name, ""))
    return render(request, "consultations/desk_intake.html", context)


@never_cache
@require_safe
def slips_ahead(request: HttpRequest, number: int) -> HttpResponse:
    """Numbered slips with code and PIN, to be handed out before anything is sent: the form names their numbers."""
    _viewer, one = session_or_404(request, number)
    page = Paginator(range(1, one.people + 1), EACH_PAGE).get_page(request.GET.get("page"))
    keys = [(slip, one.key_of(slip)) for slip in page.object_list]
    context = {
        "one": one,
        "page": page,
        "is_ahead": True,
        "slips": [(slip, receipts.code_for(key), receipts.pin_for(key)) for slip, key in keys],
        "title": title_of(one.round),
        "crumbs": crumbs_in(one, (_("Numbered slips"), "")),
    }
    return render(request, "consultations/desk_session_slips.html", context)
