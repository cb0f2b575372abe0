"""One findable thing in one language, as every kind hands it over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import override


@dataclass(frozen=True)
class Findable:
    """The same fields as ``SearchEntry``, less what the index keeps for itself."""

    key: str
    object_id: int
    kind: str
    language: str
    status: str
    audience: str
    date: date
    year: int
    url: str
    title: str
    label: str = ""
    place: str = ""
    keywords: str = ""
    body: str = ""
    groups: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    of_body: str = ""
    country: str = ""


def address(name: str, *arguments: str) -> str:
    """The address without its language: it is put before it when the hit is shown."""
    with override("en"):
        return reverse(name, args=arguments).removeprefix("/en")


def rule(*tokens: str) -> str:
    """An audience rule: whoever holds one of the tokens; nobody but the secretariat where there is none."""
    if "public" in tokens:
        return "public"
    return ",".join(sorted(set(tokens))) or "staff"


def day(instant: datetime) -> date:
    """The day by which it is found, in UTC, so that no reader's zone moves it."""
    return instant.date()
