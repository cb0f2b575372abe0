"""Pieces of the page that asks for news, and the pages behind the links of the mails."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.form_errors import put_on
from portal.headers import unlisted
from portal.subscriptions.actions import confirm, end
from portal.subscriptions.forms import AddressForm
from portal.subscriptions.models import Row, Subscription
from portal.throttle import is_shut, network, note_miss
from portal.unhurried import is_asked_again

MOST_ASKED = 200  # by one network in ten minutes: a mobile network gives one address to very many
MOST_SHOWN = 100


def asked(request: HttpRequest, form: AddressForm, subscribe: Callable[..., object]) -> bool:
    """Notes it. The answer is the same whether the address is known already, so that nobody learns whose is."""
    by: Any = request.user if request.user.is_authenticated else None
    if by is None and is_shut("subscribe", network(request), most=MOST_ASKED):
        form.add_error(None, _("Too many addresses were asked for from here. Try again in ten minutes."))
        return False
    if is_asked_again(request, form):
        return False
    if by is None:  # who is signed in is mailed no question, and not held against a network
        note_miss("subscribe", network(request))
    try:
        subscribe(by=by, email=form.cleaned_data.get("email", ""), language=get_language() or "en")
    except ValidationError as error:
        put_on(form, error)
        return False
    sent = _("We have sent you a mail. Open it and confirm: only then we write.")
    messages.success(request, _("We will write to you.") if by else sent)
    return True


def mine(request: HttpRequest, kind: type[Row]) -> list[Row]:
    """What whoever is signed in gets news of already."""
    if not request.user.is_authenticated:
        return []
    return list(kind.objects.confirmed().filter(user=request.user).with_about()[:MOST_SHOWN])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, kind: type[Subscription], home: tuple[str, str], name: str, key: uuid.UUID) -> Any:
    """The links of the mails: a page with one button, since programs that check mail follow links too."""
    row = get_object_or_404(kind.objects.with_about().select_related("user"), key=key)
    if request.method == "POST":
        act = confirm if name == "confirm" else end
        act(subscription=row)
    context = {"subscription": row, "home": home, "name": name, "done": request.method == "POST"}
    return unlisted(render(request, "portal/subscription_answer.html", context))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, kind: type[Subscription], key: uuid.UUID) -> HttpResponse:
    """For mail programs (RFC 8058): their post carries neither cookie nor token, and the key alone ends the mails."""
    if request.method != "POST":  # a person who follows the address presses the button of the page
        return redirect(f"{kind.page}-stop", key)
    end(subscription=get_object_or_404(kind, key=key))
    return unlisted(HttpResponse(_("We no longer write to you about this."), content_type="text/plain; charset=utf-8"))
