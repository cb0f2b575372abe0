"""The ballot: what is asked, what was weighed, and the position of one's seat."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.actions import take_position
from governance.counting import current_positions, seats_of
from governance.forms.positions import PositionForm
from governance.models import Decision, Seat, TradeOff
from governance.permissions import can_take_position
from governance.picture import Chair
from governance.reading import words_for
from governance.views.public import visible_decision
from portal.form_errors import tried
from portal.members.permissions import Verdict, no
from portal.members.viewer import Viewer, viewer_of


def ballot(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever holds a seat; everybody else reads why not."""
    row, viewer = visible_decision(request, number), viewer_of(request)
    seats = seats_of(row)
    own = [seat for seat in seats if viewer.is_known and (seat.holder_id == viewer.user or viewer.is_secretariat)]
    form = PositionForm(request.POST or None, seats=own, mine=viewer.user)
    if request.method == "POST" and form.is_valid() and saved(request, row, form):
        return redirect("governance:ballot", number=row.number)
    positions = current_positions(row)
    said = words_for(row)
    context = {
        "decision": row,
        "said": said,
        "options": list(row.options.all()),
        "statement": TradeOff.objects.visible_to(viewer).filter(decision=row).first(),
        "form": form,
        "verdict": verdict(viewer, row, own),
        "chairs": [Chair(seat, positions.get(seat.pk)) for seat in own],
        "crumbs": [
            (_("Decisions"), reverse("governance:index")),
            (row.number, row.get_absolute_url()),
            (_("Ballot"), ""),
        ],
    }
    return render(request, "governance/ballot.html", context)


def verdict(viewer: Viewer, row: Decision, own: list[Seat]) -> Verdict:
    """Why the form does not stand there, where it does not."""
    if not viewer.is_known:
        return no(_("Sign in to take a position."))
    verdicts = [can_take_position(viewer, row, seat) for seat in own]
    if not verdicts:
        return no(_("You hold no seat of this body."))
    return next((v for v in verdicts if v), verdicts[0])


def saved(request: HttpRequest, row: Decision, form: Any) -> bool:
    """The position is in the record, or the form says what is wrong."""
    take = partial(take_position, by=request.user, decision=row, language=get_language() or "en")
    if not tried(form, lambda: take(**form.cleaned_data)):
        return False
    messages.success(request, _("The position is in the record. A change of mind is one more line."))
    return True
