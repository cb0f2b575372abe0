"""What every request to the API passes before and after its answer: who asks, how often, how, and what may be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _

from portal.api.answers import PROBLEM, problem, unknown
from portal.api.rates import Rate, count
from portal.members.actions import note_use
from portal.members.models import ReadingToken
from portal.members.viewer import ANYBODY, reading_with, viewer_of
from portal.throttle import is_shut, network, note_miss

if TYPE_CHECKING:
    from portal.api.answers import PublicAPI

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
SPOKEN = ("application/json", PROBLEM, "application/vnd.oai.openapi+json")
MOST_PARAMETERS, LONGEST_QUERY = 60, 8_000
READABLE = "ETag, Last-Modified, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
SENDABLE = "Authorization, If-Modified-Since, If-None-Match"


def through_the_door(api: PublicAPI, view: View) -> View:
    """The view, asked only what it can answer; whatever comes back can be kept, and read from elsewhere."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return open_to_all(HttpResponse(status=204, headers={"Allow": METHODS}))
        if request.method not in ("GET", "HEAD"):
            return open_to_all(not_this_way(request))
        rate, answer = let_in(request)
        answer = answer or not_to_be_read(api, request)
        if answer is None:
            request.method, asked_with = "GET", request.method
            answer = view(request, *args, **kwargs)
            request.method = asked_with
        return open_to_all(to_keep(request, answer), rate)

    entered.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is written here: other methods are refused
    return entered


def let_in(request: HttpRequest) -> tuple[Rate, HttpResponse | None]:
    """Who asks: by token, else as the pages know them. A token that is none, ended or taken back lets nobody in."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return held_back(request, f"network:{network(request)}")
    token = ReadingToken.objects.holding().known_by(secret.strip())
    if token is None:
        return guessed(request)
    note_use(token=token)
    request.token = token  # type: ignore[attr-defined]
    request._viewer = reading_with(token)  # type: ignore[attr-defined]
    return held_back(request, f"token:{token.pk}")


def guessed(request: HttpRequest) -> tuple[Rate, HttpResponse]:
    """401; and whoever tries one after the other waits longer. Tokens that hold are let in all the same."""
    rate = count(f"network:{network(request)}")
    if is_shut("token", network(request)):
        return rate, too_often(request)
    note_miss("token", network(request))
    return rate, unknown(request, _("This token is not known here, has ended or was taken back."))


def held_back(request: HttpRequest, who: str) -> tuple[Rate, HttpResponse | None]:
    """Who asks too often has to wait."""
    rate = count(who)
    return rate, too_often(request) if rate.is_over else None


def too_often(request: HttpRequest) -> HttpResponse:
    """429; when to come again stands in the headers."""
    response = problem(request, 429, _("Too many questions: wait a little"))
    response["Retry-After"] = "600"  # of a network that guesses tokens; others are told the rest of their minute
    return response


def not_this_way(request: HttpRequest) -> HttpResponse:
    """405: there is nothing to write here."""
    response = problem(request, 405, _("Only reading is possible here"))
    response["Allow"] = METHODS
    return response


def not_to_be_read(api: PublicAPI, request: HttpRequest) -> HttpResponse | None:
    """A question that no operation needs to look at: too long, not text, or about what nobody knows here."""
    if not any(request.accepts(kind) for kind in SPOKEN):
        return problem(request, 406, _("Only JSON is spoken here"), [("Accept", "application/json")])
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY or len(request.GET) > MOST_PARAMETERS:
        most = {"length": LONGEST_QUERY, "number": MOST_PARAMETERS}
        what = _("At most %(length)s characters and %(number)s parameters.") % most
        return problem(request, 400, _("Not understood"), [("", what)])
    no_text = _("Holds characters that are no text.")
    faults = [(printable(name), no_text) for name in request.GET if is_no_text(request, name)]
    match = request.resolver_match
    known = api.parameters.get(match.url_name or "") if match else None
    if known is not None and not faults:
        odd = _("Not known here. Known are: %(names)s.") % {"names": ", ".join(sorted(known)) or "–"}
        faults = [(printable(name), odd) for name in request.GET if name not in known]
    return problem(request, 400, _("Not understood"), faults[:10]) if faults else None


def is_no_text(request: HttpRequest, name: str) -> bool:
    """Control characters, or bytes that are no text (they, and NUL, have become the replacement character)."""
    return any(
        sign == "\N{REPLACEMENT CHARACTER}" or ord(sign) < 32 or 127 <= ord(sign) < 160
        for text in (name, *request.GET.getlist(name))
        for sign in text
    )


def printable(name: str) -> str:
    """A name as it can be said back."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)[:60]


def to_keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An unchanged answer is a 304. What a member is told is kept by no cache on the way, one's own by none at all."""
    patch_vary_headers(response, ("Cookie", "Authorization"))
    own = getattr(request, "is_about_oneself", False)
    whose = "public" if viewer_of(request) == ANYBODY and response.status_code == 200 else "private"
    response.headers.setdefault("Cache-Control", "private, no-store" if own else f"{whose}, no-cache")
    if response.status_code != 200:
        patch_vary_headers(response, ("Accept-Language",))
        return response
    set_response_etag(response)
    date = response.get("Last-Modified")
    known = get_conditional_response(
        request, etag=response["ETag"], last_modified=parse_http_date_safe(date) if date else None, response=response
    )
    return problem(request, 412, _("It is another by now")) if known is not None and known.status_code == 412 else known


def open_to_all(response: HttpResponse, rate: Rate | None = None) -> HttpResponse:
    """Scripts of any site may read it, without cookies."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = READABLE
    if response.status_code == 204:
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = SENDABLE
        response["Access-Control-Max-Age"] = "86400"
    if rate and not (response.status_code == 429 and not rate.is_over):
        rate.tell(response)
    return response
