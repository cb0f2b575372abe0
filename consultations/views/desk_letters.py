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

from consultations.actions.logging_letters import cut_comment, cut_into
from consultations.formats.letters import Letter, read_letter
from consultations.formats.reading import Unreadable
from consultations.forms.intakes import CutForm
from consultations.models import Intake
from consultations.permissions import can_log_letters
from portal.form_errors import put_on
from portal.members.viewer import viewer_of


def opened(one: Intake) -> Letter:
    """The letter, read again from the original: its words stand nowhere else."""
    try:
        with storages["private"].open(one.original) as stream:
            return read_letter(one.original, stream.read())
    except (OSError, Unreadable):
        return Letter([])


def form_to_cut(request: HttpRequest, one: Intake) -> CutForm | None:
    """What makes a comment of a letter, with what was ticked and typed; None where there is no letter to cut."""
    if not one.original:
        return None
    return CutForm(opened(one), request.POST if "cut" in request.POST else None)


def letter_of(one: Intake, form: CutForm) -> dict[str, Any]:
    """Its paragraphs, each with the row in which it is already, if it is."""
    used, paragraphs = cut_into(one), enumerate(form.letter.paragraphs, start=1)
    lines = [(place, text, used.get(str(place)), str(place) in form.ticked) for place, text in paragraphs]
    return {"letter": form.letter, "paragraphs": lines, "cut_form": form}


def cut(request: HttpRequest, one: Intake, form: CutForm) -> HttpResponse | None:
    """The ticked paragraphs as a comment on a clause; None where something is wrong, which is said at the form."""
    if not form.is_valid():
        return None
    user: Any = request.user
    try:
        row = cut_comment(by=user, intake=one, **form.cut())
    except ValidationError as error:
        put_on(form, error)
        return None
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
