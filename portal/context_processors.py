"""What the frame of every page needs; nothing here costs a query that the page does not use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from portal.members.viewer import viewer_of


def alliance_of(request: HttpRequest) -> Any:
    """The alliance's settings, once a request."""
    from portal.models import AllianceSettings

    return AllianceSettings.for_request(request)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Alliance, viewer and the same address in the other languages."""
    first, _slash, tail = request.path.lstrip("/").partition("/")
    codes = dict(settings.LANGUAGES)
    here = get_language() or settings.LANGUAGE_CODE
    switch = [
        {
            "code": code,
            "name": name,
            "url": f"/{code}/{tail}" if first in codes else f"/{code}/",
            "current": code == here,
        }
        for code, name in settings.LANGUAGES
    ]
    return {
        "alliance": SimpleLazyObject(lambda: alliance_of(request)),
        "viewer": SimpleLazyObject(lambda: viewer_of(request)),
        "language_switch": switch,
        "is_demo": settings.DEMO,
    }
