"""Headers on every answer, and logs that never repeat what people typed into an address."""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
QUERY = re.compile(r"\?\S*")
RECEIPT = re.compile(r"(/receipts/)[^\s/]+")


class HouseHeaders:
    """Takes away what no page of the house needs from the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class NoQueryString(logging.Filter):
    """Search words stand in query strings, receipts in paths: both are cut from every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = RECEIPT.sub(r"\1…", QUERY.sub("", record.getMessage()))
        record.args = ()
        return True


def unlisted(response: HttpResponse) -> HttpResponse:
    """Kept out of search engines, referrers and logs: the address itself is the secret."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django logs the path of a 404, and it may be a code
    return response
