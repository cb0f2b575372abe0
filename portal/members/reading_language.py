"""The language of pages whose address names none: the account's, and the bare ``/``."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class ReadingLanguage:
    """Middleware: what was just chosen, else where the reader comes from, else what the person has set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/" and not request.path.startswith("/accounts/"):
            return self.get_response(request)
        chosen = known(request.GET.get("language", ""))
        language = chosen or came_from(request) or has_set(request)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if chosen:
            remember(response, chosen)
        return response


def known(code: str) -> str:
    """The code if the house speaks it."""
    return code if code in dict(settings.LANGUAGES) else ""


def came_from(request: HttpRequest) -> str:
    """``?next=/fr/consultations/`` was left in French."""
    address = request.GET.get("next", "") or request.POST.get("next", "")
    return known(urlsplit(address).path.strip("/").split("/")[0]) if address.startswith("/") else ""


def has_set(request: HttpRequest) -> str:
    """The cookie of an earlier choice (Django has read it already), else the person's own language."""
    if known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")) or not request.user.is_authenticated:
        return ""
    return known(request.user.language)


def remember(response: HttpResponse, language: str) -> None:
    """As Django's own set_language does it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=60 * 60 * 24 * 365,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
