"""What the frame of every page needs; nothing here costs a query that the page does not use."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from portal import typed_words
from portal.members.models import StakeholderGroup
from portal.members.viewer import viewer_of


def alliance_of(request: HttpRequest) -> Any:
    """The alliance's settings, once a request."""
    from portal.models import AllianceSettings

    return AllianceSettings.for_request(request)


def groups_by_key() -> dict[int, StakeholderGroup]:
    """Every stakeholder group in its order: lists name a group by its key, and a page reads them once."""
    return {group.pk: group for group in StakeholderGroup.objects.order_by("position", "pk")}


SECTIONS = {
    "decisions": "governance",
    "trade-offs": "governance",
    "bodies": "governance",
    "following": "consultations",
    "promises": "consultations",
}


def section_of(path: str) -> str:
    """Which entry of the menu a path belongs to: /fr/decisions/SC-2026-014/ is ``governance``."""
    parts = path.strip("/").split("/")
    first = parts[1] if parts[0] in dict(settings.LANGUAGES) and len(parts) > 1 else parts[0]
    return SECTIONS.get(first, first)


def switch(request: HttpRequest) -> list[dict[str, Any]]:
    """The same address in each language; the account's, which name none, ask for it."""
    first, _slash, tail = request.get_full_path().lstrip("/").partition("/")
    codes, here = dict(settings.LANGUAGES), get_language() or settings.LANGUAGE_CODE
    return [
        {"code": code, "name": name, "url": in_language(request, code, first, tail), "current": code == here}
        for code, name in codes.items()
    ]


def in_language(request: HttpRequest, code: str, first: str, tail: str) -> str:
    """One entry of the switch; ``next`` goes along, so that nobody loses the way back."""
    if first in dict(settings.LANGUAGES):
        return f"/{code}/{tail}"
    if first != "accounts":
        return f"/{code}/"
    query = request.GET.copy()
    query["language"] = code
    return f"{request.path}?{query.urlencode(safe='/')}"


def site_address(request: HttpRequest) -> str:
    """Scheme and host that people cite; the demonstration on somebody's own computer is where it is being read."""
    is_local = settings.DEMO and urlsplit(settings.BASE_URL).hostname == "localhost"
    return request.build_absolute_uri("/").rstrip("/") if is_local else settings.BASE_URL


def frame(request: HttpRequest) -> dict[str, Any]:
    """Alliance, viewer, place in the menu, and the same address in the other languages."""
    section = section_of(request.path)
    return {
        "LANGUAGE_CODE": get_language() or settings.LANGUAGE_CODE,
        "LANGUAGE_BIDI": get_language_bidi(),
        "alliance": SimpleLazyObject(lambda: alliance_of(request)),
        "viewer": SimpleLazyObject(lambda: viewer_of(request)),
        "every_group": SimpleLazyObject(groups_by_key),
        "language_switch": switch(request),
        "section": section,
        "return_to": "" if section == "accounts" else request.get_full_path(),
        "typed_before": lambda: typed_words.written(typed_words.take(request)),
        "is_demo": settings.DEMO,
        "base_url": SimpleLazyObject(lambda: site_address(request)),
    }
