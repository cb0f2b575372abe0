"""Putting one's name under a published comment, confirming it from the mail, and taking it away again."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.cosigning import confirm_cosignature, cosign, take_name_back
from consultations.cosigners import mine_of
from consultations.forms.cosigning import CoSignForm
from consultations.models import CoSignature
from consultations.permissions import can_cosign
from consultations.views.comments import crumbs_to, round_or_404
from consultations.views.reports import published_or_404
from portal.form_errors import put_on
from portal.headers import unlisted
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of
from portal.throttle import is_shut, network, note_miss
from portal.unhurried import is_asked_again

MOST_ASKED = 60  # by one network in ten minutes: a room shares one address, and each makes us write a mail


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """The form, or why there is none; whoever has signed takes it away here."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    comment = published_or_404(round, ref)
    form, verdict = CoSignForm(request.POST or None, viewer=viewer), can_cosign(viewer, comment)
    mine = mine_of(comment, viewer)
    if request.method == "POST" and "take_back" in request.POST:
        return taken_back(request, mine)
    if request.method == "POST" and verdict and form.is_valid() and signed(request, comment, form):
        return HttpResponseRedirect(comment.get_absolute_url(), status=303)
    crumbs: list[tuple[Any, str]] = [(_("Comments"), reverse("consultations:comments", args=[slug]))]
    crumbs += [(comment.ref, comment.get_absolute_url()), (_("Co-sign"), "")]
    context = {"round": round, "comment": comment, "form": form, "verdict": verdict, "mine": mine}
    context["crumbs"] = crumbs_to(round, *crumbs)
    return render(request, "consultations/cosign.html", context, status=400 if form.errors else 200)


def signed(request: HttpRequest, comment: Any, form: CoSignForm) -> bool:
    """Whether it was taken; what is wrong stands at its field. The answer never tells whether an address has signed."""
    by = viewer_of(request).user_object
    if is_asked_again(request, form):
        return False
    if by is None and is_shut("cosign", network(request), most=MOST_ASKED):
        form.add_error(None, _("Too many addresses were asked for from here. Try again in ten minutes."))
        return False
    try:
        cosign(comment=comment, by=by, language=get_language() or "en", **form.cleaned_data)
    except ValidationError as error:
        put_on(form, error)
        return False
    if by is None:
        note_miss("cosign", network(request))
    asked = _("We have sent you a mail. Open it and confirm: from then on your name counts.")
    messages.success(request, asked if by is None else _("Your name is under this comment."))
    return True


def taken_back(request: HttpRequest, mine: list[CoSignature]) -> HttpResponse:
    """Of what the viewer has put there, the one whose button was pressed."""
    row = next((one for one in mine if str(one.key) == request.POST["take_back"]), None)
    if row is None:
        raise Http404
    take_name_back(cosignature=row, by=viewer_of(request).user_object)
    messages.success(request, _("Your name is gone from under this comment."))
    return HttpResponseRedirect(row.comment.get_absolute_url(), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """The links of the mail: a page with one button, since programs that check mail follow links too."""
    rows = CoSignature.objects.select_related("comment__round", "comment__submission")
    row = get_object_or_404(rows.filter(organisation=None).exclude(email=""), key=key)
    context: dict[str, Any] = {
        "name": name,
        "cosignature": row,
        "comment": row.comment,
        "done": request.method == "POST",
    }
    if request.method == "POST":
        try:
            if name == "confirm":
                confirm_cosignature(key=key)
            else:
                take_name_back(cosignature=row, key=key)
        except (Refused, ValidationError) as error:
            context["error"] = " ".join(getattr(error, "messages", [str(error)]))
    page = render(request, "consultations/cosign_answer.html", context, status=400 if "error" in context else 200)
    return unlisted(page)
