"""News of terms by e-mail: asking for them, confirming from the mail, ending them with one button."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from glossary.actions import confirm_watch, end_watch, watch
from glossary.emails import topic_of
from glossary.forms.voices import WatchForm
from glossary.models import Concept, TermWatch
from glossary.views.voices import tried
from portal.headers import unlisted
from portal.throttle import is_shut, network, note_miss
from portal.unhurried import is_asked_again


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def watching(request: HttpRequest) -> HttpResponse:
    """Asks for news of one term or of all; below, what who is signed in watches already."""
    code = (request.POST or request.GET).get("term", "")
    concept = get_object_or_404(Concept, code=code) if code else None
    user: Any = request.user if request.user.is_authenticated else None
    form = WatchForm(request.POST or None)
    if user:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid() and begun(request, form, user, concept):
        return redirect(f"{reverse('glossary:watch')}{f'?term={code}' if code else ''}")
    context = {
        "form": form,
        "concept": concept,
        "mine": mine(user),
        "crumbs": [(_("Glossary"), reverse("glossary:index")), (_("News by e-mail"), "")],
    }
    return render(request, "glossary/watch.html", context, status=400 if form.errors else 200)


def begun(request: HttpRequest, form: WatchForm, user: Any, concept: Concept | None) -> bool:
    """The answer is the same whether the address watches already, so that nobody learns who does."""
    if is_shut("watch", network(request)):
        form.add_error(None, _("Too many addresses were asked for from here. Try again in ten minutes."))
        return False
    if is_asked_again(request, form):
        return False
    note_miss("watch", network(request))
    email = "" if user else form.cleaned_data["email"]
    if not tried(form, lambda: watch(by=user, email=email, language=get_language() or "en", concept=concept)):
        return False
    asked = _("We have sent you a mail. Open it and confirm: only then we write.")
    messages.success(request, _("We will write to you.") if user else asked)
    return True


def mine(user: Any) -> list[tuple[TermWatch, str]]:
    """What somebody watches, in words."""
    if user is None:
        return []
    rows = TermWatch.objects.confirmed().filter(user=user).select_related("concept")
    return [(row, topic_of(row)) for row in rows[:100]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """The links of the mails: a page with one button, since programs that check mail follow links too."""
    row = get_object_or_404(TermWatch.objects.select_related("concept", "user"), key=key)
    if request.method == "POST":
        if name == "confirm":
            confirm_watch(watch=row)
        else:
            end_watch(watch=row)
    context = {"watch": row, "topic": topic_of(row), "name": name, "done": request.method == "POST"}
    return unlisted(render(request, "glossary/watch_answer.html", context))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """For mail programs (RFC 8058): their post carries neither cookie nor token, and the key alone ends the mails."""
    if request.method != "POST":  # a person who follows the address presses the button of the page
        return redirect("glossary:watch-stop", key)
    end_watch(watch=get_object_or_404(TermWatch, key=key))
    return unlisted(HttpResponse(_("We no longer write to you about this."), content_type="text/plain; charset=utf-8"))
