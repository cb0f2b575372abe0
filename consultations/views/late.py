"""The door through which one late response may still come."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.responses import begin_late_response, is_used
from consultations.models import LateDoor
from consultations.permissions import can_use_late_door
from consultations.titles import title_of
from consultations.unsent import remember, unsent_of
from consultations.views.comments import round_or_404
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Begins the response that the secretariat has let in, after a press of the button; else says why not."""
    round = round_or_404(viewer_of(request), slug)
    door = get_object_or_404(LateDoor, round=round, key=key)
    door.round = round
    if request.method != "POST":
        context = {"round": round, "door": door, "title": title_of(round), "is_used": is_used(door)}
        context["may"] = can_use_late_door(viewer_of(request), door)
        return render(request, "consultations/late.html", context)
    user: Any = request.user if request.user.is_authenticated else None
    try:
        begun = unsent_of(request, round)
        response = begin_late_response(door=door, by=user, language=get_language() or "en", begun=begun)
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return redirect(round)
    return remember(redirect("consultations:respond", slug), response)
