"""News by e-mail: asking for them, confirming from the mail, ending them with one button."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations.actions.following import confirm, follow, unfollow
from consultations.emails import topic_of
from consultations.forms.following import FollowForm
from consultations.models import Clause, Draft, Following, Round, Standard
from consultations.titles import title_of
from portal.form_errors import put_on
from portal.headers import unlisted
from portal.members.viewer import Viewer, viewer_of
from portal.throttle import is_shut, network, note_miss
from portal.unhurried import is_asked_again

MOST_ASKED = 200  # by one network in ten minutes: a mobile network gives one address to very many


def asked_for(viewer: Viewer, asked: Any) -> dict[str, Any]:
    """What the address or the form names: a round, a clause of a standard, a standard, or nothing, which is all."""
    if slug := asked.get("round"):
        return {"round": get_object_or_404(Round.objects.visible_to(viewer).announced(), slug=slug)}
    if code := asked.get("standard"):
        standard = get_object_or_404(Standard.objects.visible_to(viewer), code=code)
        if key := asked.get("clause"):
            drafts = Draft.objects.visible_to(viewer).filter(standard=standard)
            clause = Clause.objects.filter(draft__in=drafts, key=key).select_related("draft__standard").last()
            if clause is None:
                raise Http404
            return {"clause": clause}
        return {"standard": standard}
    return {}


def called(about: dict[str, Any]) -> Any:
    """What it is, in words."""
    if "round" in about:
        return title_of(about["round"])
    if "clause" in about:
        return about["clause"].label
    return about["standard"].title if "standard" in about else _("All consultations")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest) -> HttpResponse:
    """Asks for news of one thing; below, what who is signed in follows already."""
    about = asked_for(viewer_of(request), request.POST or request.GET)
    user: Any = request.user if request.user.is_authenticated else None
    form = FollowForm(request.POST or None)
    if request.method == "POST" and (user or form.is_valid()):
        if user is None and is_shut("follow", network(request), most=MOST_ASKED):
            form.add_error(None, _("Too many addresses were asked for from here. Try again in ten minutes."))
        elif not is_asked_again(request, form) and begin(request, form, user, about):
            return redirect(f"{reverse('consultations:following')}?asked=yes")
    said = request.POST or request.GET
    context = {
        "form": form,
        "about": called(about),
        "asked": {name: said.get(name, "") for name in ("round", "standard", "clause")},
        "mine": mine(user),
        "crumbs": [(_("Consultations"), reverse("consultations:index")), (_("News by e-mail"), "")],
    }
    return render(request, "consultations/following.html", context, status=400 if form.errors and not user else 200)


def begin(request: HttpRequest, form: FollowForm, user: Any, about: dict[str, Any]) -> bool:
    """Notes it. The answer is the same whether the address follows already, so that nobody learns who does."""
    if user is None:
        note_miss("follow", network(request))
    email = "" if user else form.cleaned_data["email"]
    try:
        follow(by=user, email=email, language=get_language() or "en", **about)
    except ValidationError as error:
        put_on(form, error)
        return False
    asked = _("We have sent you a mail. Open it and confirm: only then we write.")
    messages.success(request, _("We will write to you.") if user else asked)
    return True


def mine(user: Any) -> list[tuple[Following, str]]:
    """What somebody follows, in words."""
    if user is None:
        return []
    rows = Following.objects.confirmed().filter(user=user).select_related("round", "standard")
    return [(row, topic_of(row)) for row in rows[:100]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """The links of the mails: a page with one button, since programs that check mail follow links too."""
    row = get_object_or_404(Following.objects.select_related("round", "standard", "user"), key=key)
    if request.method == "POST":
        if name == "confirm":
            confirm(following=row)
        else:
            unfollow(following=row)
    context = {"following": row, "topic": topic_of(row), "name": name, "done": request.method == "POST"}
    return unlisted(render(request, "consultations/following_answer.html", context))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """For mail programs (RFC 8058): their post carries neither cookie nor token, and the key alone ends the mails."""
    if request.method != "POST":  # a person who follows the address presses the button of the page
        return redirect("consultations:stop-following", key)
    unfollow(following=get_object_or_404(Following, key=key))
    return unlisted(HttpResponse(_("We no longer write to you about this."), content_type="text/plain; charset=utf-8"))
