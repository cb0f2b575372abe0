"""What somebody has written for themselves, handed over to the colleagues who draft one position."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.actions.positions import begin_position, offer
from consultations.joint import position_or_404
from consultations.unsent import unsent_of
from consultations.views.comments import round_or_404
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of


@require_POST
def offer_mine(request: HttpRequest, slug: str, organisation: int) -> HttpResponse:
    """Everything I have written goes over; what the colleagues have answered otherwise stays mine."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    position = position_or_404(viewer, round, organisation)
    mine, user = unsent_of(request, round), viewer.user_object
    try:
        if mine is None or user is None:
            raise ValidationError(_("There is nothing to hand over."))
        about = {"round": round, "organisation": position.organisation, "language": get_language() or "en"}
        begun = position.begun or begin_position(by=user, **about)
        left = offer(response=mine, position=begun, by=user)
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return redirect("consultations:respond", slug)
    messages.success(request, handed_over(left))
    return redirect(position.address)


def handed_over(left: int) -> str:
    """What has happened, in words."""
    if not left:
        return _("What you wrote stands here now, with your name beside it for your colleagues.")
    return ngettext(
        "What you wrote stands here now. %(number)s answer stayed with you: your colleagues have answered that.",
        "What you wrote stands here now. %(number)s answers stayed with you: your colleagues have answered those.",
        left,
    ) % {"number": left}
