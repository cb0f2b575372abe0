"""One queue for whatever waits to be looked at, whichever round it belongs to: the oldest first."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.screening import publish_submissions
from consultations.permissions import can_see_identities
from consultations.screening import STATES, Wanted, choices, counts, waiting
from portal.members.viewer import viewer_of

EACH_PAGE = 50
TICK = re.compile(r"([0-9]{1,11}):([0-9]{1,5})")  # a response, and the revision of it that the page shows


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: HttpRequest) -> HttpResponse:
    """Fifty a page; those that are ticked are published with one button."""
    if not can_see_identities(viewer_of(request)):
        raise Http404
    if request.method == "POST":
        publish(request)
        return HttpResponseRedirect(request.get_full_path(), status=303)
    wanted = Wanted.read(request.GET)
    numbers, (rounds, languages) = counts(), choices(wanted)
    context = {
        "page": Paginator(waiting(wanted), EACH_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "states": [(value, label, numbers[value]) for value, label in STATES.items()],
        "rounds": rounds,
        "languages": languages,
        "may_publish": wanted.state in ("pending", "unseen"),
    }
    return render(request, "consultations/desk_screening.html", context)


def publish(request: HttpRequest) -> None:
    """The ticked ones; what is no number, or a response that is gone or was changed meanwhile, is left out."""
    ticks = filter(None, map(TICK.fullmatch, request.POST.getlist("one")[:EACH_PAGE]))
    user: Any = request.user
    done = publish_submissions(by=user, revisions={int(tick[1]): int(tick[2]) for tick in ticks})
    words = ngettext("%(number)s response was looked at.", "%(number)s responses were looked at.", done)
    messages.success(request, words % {"number": done})
