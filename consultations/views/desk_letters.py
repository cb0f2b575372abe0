"""A letter at the upload desk: its words beside the way to make comments of them, and the original."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.actions.logging_letters import cut_comment
from consultations.formats.letters import Letter, read_letter
from consultations.formats.reading import Unreadable
from consultations.forms.intakes import CutForm
from consultations.models import Intake
from consultations.permissions import can_log_letters
from portal.members.viewer import viewer_of


def opened(one: Intake) -> Letter:
    """The letter, read again from the original: its words stand nowhere else."""
    try:
        with storages["private"].open(one.original) as stream:
            return read_letter(one.original, stream.read())
    except (OSError, Unreadable):
        return Letter([])


def letter_of(one: Intake) -> dict[str, Any]:
    """Its paragraphs, and which of them are in a comment already."""
    letter = opened(one)
    used: set[str] = set()
    for words in one.rows.values_list("words", flat=True):
        used |= set(words.get("where", "").split(", "))
    lines = [(place, text, str(place) in used) for place, text in enumerate(letter.paragraphs, start=1)]
    return {"letter": letter, "paragraphs": lines, "cut_form": CutForm(letter.paragraphs)}


def cut(request: HttpRequest, one: Intake) -> HttpResponse:
    """The ticked paragraphs as a comment on a clause."""
    form = CutForm(opened(one).paragraphs, request.POST)
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.values() for error in errors])
    user: Any = request.user
    row = cut_comment(by=user, intake=one, **form.cut())
    messages.success(request, _("Row %(row)s is made. It waits below with the others.") % {"row": row.row})
    return redirect(f"{one.get_absolute_url()}#letter")


@never_cache
@require_safe
def original(request: HttpRequest, slug: str, number: int) -> HttpResponse | FileResponse:
    """The letter as it came, for the secretariat alone; never shown in the browser."""
    viewer = viewer_of(request)
    can_log_letters(viewer).or_refuse()
    one = get_object_or_404(Intake.objects.visible_to(viewer), round__slug=slug, pk=number)
    if not one.original:
        raise Http404
    try:
        stream = storages["private"].open(one.original)
    except OSError as error:
        raise Http404 from error
    response = FileResponse(stream, as_attachment=True, filename=one.file_name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response
