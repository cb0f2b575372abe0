"""What somebody sent once their session had ended: it waits while they sign in, and stands in the form again."""

from __future__ import annotations

import re

from django.http import HttpRequest, QueryDict

from portal import clock
from portal.throttle import is_shut, network, note_miss

OPENS_A_DOOR = {"code", "csrfmiddlewaretoken", "otp", "password", "pin", "secret", "token"}
PLACE = "typed_words"
SECONDS = 60 * 60
LONGEST = 100_000  # bytes of one form
MOST = 20  # forms of one network in ten minutes


def opens_a_door(name: str) -> bool:
    """A field whose content is never kept and never shown again."""
    return "password" in name.lower() or bool(OPENS_A_DOOR & set(re.split(r"[^a-z]+", name.lower())))


def keep(request: HttpRequest) -> bool:
    """Whether the words of somebody who is not signed in wait now: in their own session, for a while."""
    if request.method != "POST" or request.user.is_authenticated or is_shut(PLACE, network(request), most=MOST):
        return False
    fields = {name: texts for name, texts in request.POST.lists() if not opens_a_door(name)}
    if not fields or sum(len(text.encode()) for texts in fields.values() for text in texts) > LONGEST:
        return False
    note_miss(PLACE, network(request))
    request.session[PLACE] = {"path": request.path, "fields": fields, "at": clock.now().timestamp()}
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """What was sent to this address, once; shown in the form again, and saved by nobody but the person."""
    if request.method != "GET" or not request.user.is_authenticated:
        return None
    kept = request.session.get(PLACE) if hasattr(request, "session") else None
    if not kept or kept["path"] != request.path:
        return None
    del request.session[PLACE]
    if kept["at"] < clock.now().timestamp() - SECONDS:
        return None
    words = QueryDict(mutable=True)
    for name, texts in kept["fields"].items():
        words.setlist(name, texts)
    return words


def written(words: QueryDict | None) -> list[str]:
    """What somebody would miss: every text of more than one word, never anything that opens a door."""
    return [
        text.strip()
        for name, texts in (words or QueryDict()).lists()
        if not opens_a_door(name)
        for text in texts
        if len(text.split()) > 1
    ]
