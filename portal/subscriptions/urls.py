"""The addresses of one kind of subscription."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from portal.subscriptions.models import Subscription
from portal.subscriptions.views import answer, leave


def subscribing(
    place: str, page: Callable[..., Any], kind: type[Subscription], *, home: tuple[str, Any]
) -> list[URLPattern]:
    """The page that asks for news, and the links of the mails behind it; ``home``: where a reader goes on to."""
    name, said = kind.page.partition(":")[2], {"kind": kind, "home": home}
    return [
        path(place, page, name=name),
        path(f"{place}<uuid:key>/confirm/", answer, {**said, "name": "confirm"}, name=f"{name}-confirm"),
        path(f"{place}<uuid:key>/leave/", leave, {"kind": kind}, name=f"{name}-leave"),
        path(f"{place}<uuid:key>/stop/", answer, {**said, "name": "stop"}, name=f"{name}-stop"),
    ]
