"""Addresses before any page sees them: without signs that no database holds, and with a language in front."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from wagtail.models import Page

WITHOUT_LANGUAGE = ("/accounts/", "/admin/", "/api/", "/documents/", "/id/", "/media/", "/static/")
NUL, UNKNOWN = "\0", "\N{REPLACEMENT CHARACTER}"


class WithoutNul:
    """No text of PostgreSQL holds a NUL: in an address it becomes a sign that finds nothing, instead of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path = request.path.replace(NUL, UNKNOWN)
        request.path_info = request.path_info.replace(NUL, UNKNOWN)
        if any(NUL in part for name, texts in request.GET.lists() for part in (name, *texts)):
            clean = request.GET.copy()
            for name in request.GET:
                texts = [text.replace(NUL, UNKNOWN) for text in clean.pop(name)]
                clean.setlist(name.replace(NUL, UNKNOWN), texts)
            request.GET = clean
        return self.get_response(request)


class Languages(LocaleMiddleware):
    """Sends a reader to the page in their language, but never to where nothing is: that is a 404 at once."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith("/api/"):
            return response
        if response.status_code == 404 and not leads_on(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", get_language())
            return response
        return super().process_response(request, response)  # type: ignore[no-any-return]


def leads_on(path: str) -> bool:
    """With a language in front the address could be something: one of ours, or a page that stands there."""
    path = path if path.endswith("/") else f"{path}/"
    if path.startswith(WITHOUT_LANGUAGE):
        return False
    try:
        found = resolve(f"/{get_language()}{path}")
    except Resolver404:
        return False
    if found.url_name != "wagtail_serve":
        return True
    pages = Page.objects.live().filter(depth=path.count("/") + 1, url_path__endswith=path)
    return any(not getattr(page.specific_class, "keeps_record", True) for page in pages)
