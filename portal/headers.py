"""Headers on every answer, and logs that never repeat what people typed into an address."""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
WITHOUT_LANGUAGE = ("/accounts/", "/admin/", "/api/", "/documents/", "/id/", "/media/", "/static/")
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


class Languages(LocaleMiddleware):
    """Sends a reader to the page in their language, but never where no language stands in front: that is a 404."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith("/api/"):
            return response
        if response.status_code == 404 and f"{request.path}/".startswith(WITHOUT_LANGUAGE):
            patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", get_language())
            return response
        return super().process_response(request, response)  # type: ignore[no-any-return]


class NoQueryString(logging.Filter):
    """Search words stand in query strings, receipts in paths: both are cut from every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = RECEIPT.sub(r"\1…", QUERY.sub("", record.getMessage()))
        record.args = ()
        return True
