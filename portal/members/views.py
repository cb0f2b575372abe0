"""One's own account and memberships; the desk's list of who belongs where."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.members import actions
from portal.members.forms import JoinForm, ProfileForm
from portal.members.models import Membership
from portal.members.permissions import Refused, can_appoint, can_confirm, can_end, can_work_at_desk
from portal.members.reading_language import remember
from portal.members.viewer import Viewer, viewer_of

VERBS = {
    "confirm": (actions.confirm_membership, gettext_lazy("Confirmed. The person has been told.")),
    "decline": (actions.decline_membership, gettext_lazy("Declined. The person has been told.")),
    "end": (actions.end_membership, gettext_lazy("The membership has ended.")),
    "delegate": (actions.appoint_delegate, gettext_lazy("Appointed. The person has been told.")),
}


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about who signs in, each with the way to change it."""
    context = {
        "memberships": request.user.memberships.filter(ended_at=None).for_lists(),
        "has_second_factor": is_mfa_enabled(request.user),
        "languages": settings.LANGUAGES,
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "members/account.html", context)


@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone."""
    user = request.user
    initial = {"display_name": user.display_name, "language": user.language, "time_zone": user.time_zone}
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.change_profile(by=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Kept."))
        response = redirect("members:account")
        remember(response, user.language)
        return response
    return render(request, "members/profile.html", {"form": form})


@never_cache
@login_required
def memberships(request: HttpRequest) -> HttpResponse:
    """Where one belongs, asking to join, and for delegates who waits for their word."""
    viewer = viewer_of(request)
    form = JoinForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            actions.ask_to_join(by=request.user, organisation=form.cleaned_data["organisation"])
        except (Refused, ValidationError) as refusal:
            form.add_error("organisation", reason(refusal))
        else:
            messages.success(request, _("Asked. Somebody there, or the secretariat, will answer; we write to you."))
            return redirect("members:memberships")
    theirs = Membership.objects.filter(organisation__in=viewer.delegate_of, ended_at=None).for_lists()
    context = {
        "form": form,
        "mine": with_rights(viewer, request.user.memberships.filter(ended_at=None).for_lists()),
        "waiting": with_rights(viewer, theirs.waiting()),
        "colleagues": with_rights(viewer, theirs.confirmed().exclude(user=request.user)),
    }
    return render(request, "members/memberships.html", context)


@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """The desk: who waits for an answer, and who belongs where."""
    if not can_work_at_desk(viewer_of(request)):
        raise Http404
    viewer = viewer_of(request)
    confirmed = Membership.objects.confirmed().for_lists().order_by("organisation__name", "pk")
    page = Paginator(confirmed, 50).get_page(request.GET.get("page"))
    page.object_list = with_rights(viewer, page.object_list)
    waits = with_rights(viewer, Membership.objects.waiting().for_lists().order_by("asked_at"))
    return render(request, "members/desk.html", {"waiting": waits, "page": page})


@require_POST
@login_required
def change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One button of a list: confirm, decline, end, appoint."""
    viewer = viewer_of(request)
    membership = get_object_or_404(Membership.objects.for_lists(), pk=pk)
    if membership.user_id != viewer.user and not can_confirm(viewer, membership):
        raise Http404
    act, done = VERBS[verb]
    try:
        act(by=request.user, membership=membership)
        messages.success(request, done)
    except (Refused, ValidationError) as refusal:
        messages.error(request, reason(refusal))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return redirect(back)
    return redirect("members:memberships")


def with_rights(viewer: Viewer, rows: object) -> list[Membership]:
    """Each membership with what the viewer may do with it, and why not."""
    found = list(rows)  # type: ignore[call-overload]
    for row in found:
        row.may_confirm = can_confirm(viewer, row)
        row.may_end = can_end(viewer, row)
        row.may_appoint = can_appoint(viewer, row) if row.role == Membership.Role.COLLEAGUE else None
    return found


def reason(refusal: Exception) -> str:
    """What an action says against it, in the reader's language."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
