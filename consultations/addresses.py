"""Addresses of many rows of one kind: asked of the URL configuration once a list, not once a row."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

MARK = "-0-"


def addresses(name: str, *names: str) -> Callable[[str], str]:
    """``address = addresses("clause", round.slug)``, then ``address(clause.key)`` for each: slugs need no quoting."""
    before, after = reverse(f"consultations:{name}", args=[*names, MARK]).rsplit(MARK, 1)
    return lambda last: f"{before}{last}{after}"
