"""Sessions at the desk: recorded by their host, typed in sheet after sheet, each with a slip to be printed."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations import receipts
from consultations.actions.sending import Receipt, SentOtherWords
from consultations.actions.sessions import edit_session, note_reading_back, record_session, send_sheet
from consultations.forms.respond import typed
from consultations.forms.sessions import MOST_ROWS, ROWS, ReadBackForm, SessionForm, SheetForm
from consultations.intakes import places_in
from consultations.models import Attachment, Correction, FacilitatedSession, Round, SessionRecord
from consultations.permissions import (
    can_hold_sessions,
    can_record_session,
    can_settle_corrections,
    can_type_in,
    can_work_on_sessions,
)
from consultations.titles import title_of, with_titles
from consultations.views.receipts import unlock
from portal import clock
from portal.form_errors import put_on
from portal.members.permissions import Refused
from portal.members.viewer import Viewer, viewer_of

EACH_PAGE = 50
ROW = re.compile(r"r(\d{1,2})-\w+", re.ASCII)


def at_desk(request: HttpRequest) -> Viewer:
    """For members and the secretariat; anybody else reads why not before anything is looked up."""
    viewer = viewer_of(request)
    can_work_on_sessions(viewer).or_refuse()
    return viewer


def crumbs_of(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where one is."""
    return [(_("Sessions"), reverse("consultations:desk-sessions") if more else ""), *more]


def crumbs_in(session: FacilitatedSession, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Below one session."""
    return crumbs_of((name_of(session), session.get_absolute_url() if more else ""), *more)


def name_of(session: FacilitatedSession) -> str:
    """Day and place, for those who may know both."""
    day = session.held_on.isoformat()
    return f"{day}, {session.place}" if session.place else day


def session_or_404(request: HttpRequest, number: int) -> tuple[Viewer, FacilitatedSession]:
    """One session, for who may see it whole."""
    viewer = at_desk(request)
    rows = FacilitatedSession.objects.visible_to(viewer)
    about = ("round__draft__standard", "organisation", "group", "sector", "recorded_by")
    return viewer, get_object_or_404(rows.select_related(*about), pk=number)


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """My sessions, and the rounds for which one may be recorded."""
    viewer = at_desk(request)
    rows = FacilitatedSession.objects.visible_to(viewer).select_related("round", "organisation", "group").with_counts()
    begun = Round.objects.visible_to(viewer).announced().filter(opens_at__lte=clock.now(), answered_at=None)
    rounds = with_titles(begun).order_by("closes_at")
    waiting = Correction.objects.waiting().count() if can_settle_corrections(viewer) else 0
    context = {
        "page": Paginator(rows, EACH_PAGE).get_page(request.GET.get("page")),
        "rounds": [(round, title_of(round)) for round in rounds if can_hold_sessions(viewer, round)],
        "may_settle": can_settle_corrections(viewer),
        "waiting": waiting,
        "crumbs": crumbs_of(),
    }
    return render(request, "consultations/desk_sessions.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A session on record; what was said in it is typed in next."""
    viewer = at_desk(request)
    round = get_object_or_404(Round.objects.visible_to(viewer).select_related("draft"), slug=slug)
    may = can_hold_sessions(viewer, round)
    form = SessionForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        try:
            host = form.cleaned_data["organisation"]
            made = record_session(by=user, round=round, organisation=host, facts=form.facts())
        except ValidationError as error:
            put_on(form, error)
        else:
            messages.success(request, _("The session is on record. Type in what was said."))
            return redirect(made)
    context = {"form": form, "round": round, "title": title_of(round), "may": may}
    context["crumbs"] = crumbs_of((_("Record a session"), ""))
    return render(request, "consultations/desk_session_new.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The record put right, as long as nothing of the session was sent."""
    viewer, session = session_or_404(request, number)
    form = SessionForm(request.POST or None, viewer=viewer, session=session, initial=SessionForm.start(session))
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        try:
            edit_session(by=user, session=session, facts=form.facts())
        except ValidationError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(session)
    may = can_record_session(viewer, session.round, session.organisation)
    context = {"form": form, "round": session.round, "title": title_of(session.round), "may": may}
    context["crumbs"] = crumbs_in(session, (_("Put the record right"), ""))
    return render(request, "consultations/desk_session_new.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, number: int) -> HttpResponse:
    """One session: what is on record, what was sent of it, and when it was read back."""
    viewer, one = session_or_404(request, number)
    form = ReadBackForm(request.POST or None, initial={"on": one.read_back_on, "how": one.read_back_how})
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        try:
            note_reading_back(by=user, session=one, **form.cleaned_data)
        except ValidationError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Noted: it was read back to them."))
            return redirect(one)
    page = Paginator(records_of(one), EACH_PAGE).get_page(request.GET.get("page"))
    roles: dict[str, Any] = dict(FacilitatedSession.Role.choices)
    context = {
        "one": one,
        "form": form,
        "title": title_of(one.round),
        "name": name_of(one),
        "page": page,
        "may": can_type_in(viewer, one),
        "roles": [(roles[code], n) for code, n in one.roles.items() if code in roles],
        "crumbs": crumbs_in(one),
    }
    return render(request, "consultations/desk_session.html", context, status=400 if form.errors else 200)


def records_of(session: FacilitatedSession) -> QuerySet[SessionRecord]:
    """What was sent of a session, the newest first."""
    rows = session.records.select_related("submission__round")  # type: ignore[attr-defined]
    return rows.defer("submission__content").annotate(comments=Count("submission__comments")).order_by("-pk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: HttpRequest, number: int) -> HttpResponse:
    """A blank sheet; once it is sent, the next one."""
    viewer, one = session_or_404(request, number)
    data = typed(request.POST)
    rows = rows_in(data)
    questions = list(one.round.questions.with_targets())  # type: ignore[attr-defined]
    note = note_in(request, one)
    form = SheetForm(data if request.method == "POST" else None, session=one, questions=questions, rows=rows)
    places = places_in(one.round.draft_id)
    if request.method == "POST" and "send" in data and form.is_valid():
        sheet = form.sheet(key_in(data), data, places, note)
        if form.is_valid() and (receipt := sent(request, one, form, sheet)):
            return thanked(request, one, receipt, note)
    context = {
        "one": one,
        "form": form,
        "key": key_in(data),
        "note": note,
        "places": places.all,
        "title": title_of(one.round),
        "may": can_type_in(viewer, one),
        "sent_so_far": one.records.count(),  # type: ignore[attr-defined]
        "crumbs": crumbs_in(one, (_("Type in what was said"), "")),
    }
    failed = "send" in data and bool(form.errors)
    return render(request, "consultations/desk_session_sheet.html", context, status=400 if failed else 200)


def note_in(request: HttpRequest, session: FacilitatedSession) -> Attachment | None:
    """The recording that is being written down, if any."""
    try:
        key = uuid.UUID(request.GET.get("note", ""))
    except ValueError:
        return None
    return Attachment.objects.checked().filter(session=session, key=key).first()


def rows_in(data: Any) -> int:
    """As many rows as the sheet had, and some more when asked for."""
    numbers = [int(found[1]) for name in data if (found := ROW.fullmatch(name))]
    return min(MOST_ROWS, max([ROWS, *numbers]) + ROWS * ("more" in data))


def key_in(data: Any) -> uuid.UUID:
    """The key that the blank sheet was given; a new one where there is none."""
    try:
        return uuid.UUID(data.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def sent(request: HttpRequest, session: FacilitatedSession, form: SheetForm, sheet: Any) -> Receipt | None:
    """The receipt, or none with what is wrong at the form: what was typed stays there."""
    user: Any = request.user
    try:
        return send_sheet(by=user, session=session, sheet=sheet)
    except SentOtherWords as error:
        form.add_error(None, error.messages)
        form.add_error(None, _("Open a blank sheet for these words."))
    except ValidationError as error:
        put_on(form, error)
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


def thanked(
    request: HttpRequest, session: FacilitatedSession, receipt: Receipt, note: Attachment | None
) -> HttpResponse:
    """303 to the next blank sheet, with the receipt of the last one in reach."""
    address = reverse("consultations:receipt", args=[receipt.code])
    words = _("Sent. Receipt %(code)s, PIN %(pin)s.") % {"code": receipt.code, "pin": receipt.pin}
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, address, _("Show the receipt")))
    answer = redirect("consultations:desk-session-sheet", session.pk)
    if note is not None:
        answer["Location"] += f"?note={note.key}"
    answer.status_code = 303
    return unlock(answer, receipt.code, receipt.pin)


@never_cache
@require_safe
def slips(request: HttpRequest, number: int) -> HttpResponse:
    """Receipt slips to be cut and given to those who spoke: code, PIN, and the way past the host."""
    _viewer, one = session_or_404(request, number)
    page = Paginator(records_of(one), EACH_PAGE).get_page(request.GET.get("page"))
    keys = [(record, record.submission.idempotency_key) for record in page.object_list]
    context = {
        "one": one,
        "page": page,
        "slips": [(record, receipts.code_for(key), receipts.pin_for(key)) for record, key in keys],
        "title": title_of(one.round),
        "crumbs": crumbs_in(one, (_("Slips"), "")),
    }
    return render(request, "consultations/desk_session_slips.html", context)
