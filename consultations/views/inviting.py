"""Invitations to an early round: the desk that sends them, and the page behind the link in the mail."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.inviting import invite, take_up, withdraw_invitation
from consultations.forms.inviting import InviteForm
from consultations.models import Invitation, Round
from consultations.permissions import can_invite, can_take_up
from consultations.titles import title_of
from consultations.views.desk_rounds import at_desk, crumbs_of
from portal.form_errors import tried
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of
from portal.numbers import row_number

EACH_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is invited and how far each has come; the way to invite more, and to withdraw one."""
    viewer = at_desk(request)
    round = get_object_or_404(Round.objects.select_related("audience_group"), slug=slug)
    if withdrawn := request.POST.get("withdraw", ""):
        row = get_object_or_404(round.invitations, pk=row_number(withdrawn))  # type: ignore[attr-defined]
        withdraw_invitation(by=request.user, invitation=row)  # type: ignore[arg-type]
        messages.success(request, _("The invitation is withdrawn."))
        return redirect("consultations:desk-invitations", slug)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and invited(request, round, form):
        return redirect("consultations:desk-invitations", slug)
    title = title_of(round)
    context = {
        "round": round,
        "title": title,
        "form": form,
        "may": can_invite(viewer, round),
        "page": Paginator(round.invitations.all(), EACH_PAGE).get_page(request.GET.get("page")),  # type: ignore[attr-defined]
        "crumbs": crumbs_of((title, reverse("consultations:desk-round", args=[slug])), (_("Invitations"), "")),
    }
    return render(request, "consultations/desk_invitations.html", context, status=400 if form.errors else 200)


def invited(request: HttpRequest, round: Round, form: InviteForm) -> bool:
    """Says how many were; what is wrong goes to the form."""
    user: Any = request.user
    made: list[Invitation] = []
    if not tried(form, lambda: made.extend(invite(by=user, round=round, **form.said()))):
        return False
    message = ngettext("%(count)s person is invited.", "%(count)s people are invited.", len(made))
    messages.success(request, message % {"count": len(made)})
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Taken up by a button, since programs follow links too. To what, the mail has said; this page does not."""
    rows = Invitation.objects.standing().filter(round__announced_at__isnull=False)
    one = get_object_or_404(rows.select_related("round"), key=key)
    viewer = viewer_of(request)
    if request.method == "POST":
        try:
            take_up(by=viewer.user_object, key=key)  # type: ignore[arg-type]
            return redirect(one.round)
        except (Refused, ValidationError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
            return redirect(one)
    context = {"one": one, "round": one.round, "may": can_take_up(viewer, one)}
    return render(request, "consultations/invitation.html", context)
