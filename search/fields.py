"""What a search can be narrowed by, and how each of it is called: in the boxes beside the hits and before a colon."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from search.words import fold

HEADINGS: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "group": _("Group"),
    "language": _("Language"),
    "status": _("State"),
    "sector": _("Sector"),
    "body": _("Body"),
    "country": _("Country"),
    "year": _("Year"),
}
SINGLE = ("kind", "language", "status", "year", "body", "country")
SEVERAL = ("group", "sector")
FACETS = (*SINGLE, *SEVERAL)
LONGEST = 60  # letters of a value


@cache
def names() -> dict[str, str]:
    """What may stand before a colon: the names of the fields themselves, and their headings in every language."""
    known: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            known |= {fold(str(heading)): field for field, heading in HEADINGS.items()}
    return known | {field: field for field in HEADINGS}


def field_of(typed: str) -> str:
    """The field that is meant; nothing where these letters name none."""
    return names().get(fold(typed), "")
