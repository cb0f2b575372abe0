"""Tokens for programs: made, shown once, taken back."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from portal.members import actions
from portal.members.forms import TokenForm
from portal.members.permissions import MOST_TOKENS, Refused, can_make_token
from portal.members.viewer import viewer_of

OLD = 50  # how many are listed: those that hold, then those that have ended


@never_cache
@login_required
@reauthentication_required(allow_get=True)
@sensitive_post_parameters()
@sensitive_variables("secret")
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens and a form for another; whoever makes one has just shown who they are."""
    form, secret = TokenForm(request.POST or None), ""
    if form.is_valid():
        said = form.cleaned_data
        opens = {name: name in said["opens"] for name in ("records", "responses")}
        try:
            secret = actions.make_token(by=request.user, name=said["name"], days=said["days"], **opens)
            form = TokenForm()
        except (Refused, ValidationError) as refusal:
            form.add_error(None, " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal))
    mine = request.user.reading_tokens
    held = list(mine.holding()[:MOST_TOKENS])
    context = {
        "form": form,
        "secret": secret,
        "held": held,
        "ended": mine.exclude(pk__in=[token.pk for token in held])[:OLD],
        "may_make": can_make_token(viewer_of(request), len(held)),
    }
    return render(request, "members/tokens.html", context)


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """One button of the list; of others' tokens nothing is known here."""
    token = get_object_or_404(request.user.reading_tokens, pk=pk)
    try:
        actions.revoke_token(by=request.user, token=token)
        messages.success(request, _("Taken back: it lets nobody in any more."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("members:tokens")
