"""Recordings of a session: brought in by its host, heard beside the sheet on which they are written down, deleted."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.attachments import drop_voice_note, keep_voice_note
from consultations.forms.sessions import RecordingForm
from consultations.models import Attachment, FacilitatedSession
from consultations.models.attachments import NOTES_KEPT
from consultations.permissions import can_type_in
from consultations.titles import title_of
from consultations.views.desk_sessions import crumbs_in, session_or_404
from portal.form_errors import put_on


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """All that was recorded and is still there, each with its player; the way to bring in another."""
    viewer, one = session_or_404(request, number)
    form = RecordingForm(request.POST or None, request.FILES or None)
    if "drop" in request.POST:
        return dropped(request, one, request.POST["drop"])
    if request.method == "POST" and form.is_valid() and kept(request, one, form):
        return redirect("consultations:desk-session-recordings", one.pk)
    context = {
        "one": one,
        "form": form,
        "title": title_of(one.round),
        "notes": notes_of(one),
        "may": can_type_in(viewer, one),
        "gone_on": one.round.local(one.round.sheets_until + NOTES_KEPT),
        "crumbs": crumbs_in(one, (_("Recordings"), "")),
    }
    return render(request, "consultations/desk_session_recordings.html", context, status=400 if form.errors else 200)


def notes_of(session: FacilitatedSession) -> QuerySet[Attachment]:
    """The recordings of a session with the number of sheets written down from each; one query."""
    rows = Attachment.objects.kept().filter(session=session)
    return rows.annotate(record_count=Count("records")).order_by("added_at", "pk")


def kept(request: HttpRequest, session: FacilitatedSession, form: RecordingForm) -> bool:
    """Whether it was taken; what is wrong with it goes to the form."""
    user: Any = request.user
    file, said = form.cleaned_data["file"], form.cleaned_data["description"]
    try:
        keep_voice_note(by=user, session=session, file=file, name=file.name, description=said)
    except ValidationError as error:
        put_on(form, error)
        return False
    messages.success(request, _("The recording is here. Only you and the secretariat can hear it."))
    return True


def dropped(request: HttpRequest, session: FacilitatedSession, key: str) -> HttpResponse:
    """Deletes one recording; what was written down from it stays."""
    user: Any = request.user
    try:
        note = get_object_or_404(Attachment.objects.kept(), session=session, key=uuid.UUID(key))
    except ValueError as error:
        raise Http404 from error
    drop_voice_note(by=user, note=note)
    messages.success(request, _("The recording is deleted."))
    return redirect("consultations:desk-session-recordings", session.pk)
