"""The index by letter: which rows, which letters, and the words above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from glossary.models import ConceptVersion, GlossaryIndexPage, LanguageEntry
from glossary.names import Heading, Names
from portal.members.languages import Words, fallbacks, nearness

Status = ConceptVersion.Status
STATUSES = {
    "": _("All that is in use or on the table"),
    "agreed": _("Agreed"),
    "under_review": _("Under review"),
    "proposed": _("Proposed"),
    "withdrawn": _("Withdrawn"),
}
MARK = "-0-"
LONGEST = 40  # words of a definition in the index
IN_USE = {Status.AGREED, Status.UNDER_REVIEW, Status.PROPOSED}


@dataclass(frozen=True)
class Row:
    """One line of the index."""

    heading: Heading
    definition: Words | None
    address: str


def listed(names: Names, status: str) -> tuple[list[Heading], list[str]]:
    """The rows of one list and the letters that have a term, in order; chosen once for each state of the glossary."""
    if status not in names.lists:
        rows = chosen(names.headings, status)
        names.lists[status] = rows, list(dict.fromkeys(row.letter for row in rows))
    return names.lists[status]


def chosen(headings: list[Heading], status: str) -> list[Heading]:
    """An agreed term with a new version under review stands under both; what is withdrawn stands apart."""
    if status:
        return [row for row in headings if status in row.statuses]
    return [row for row in headings if IN_USE.intersection(row.statuses)]


def with_definitions(headings: Iterable[Heading], language: str) -> list[Row]:
    """Definitions of one page's rows, in the reader's language where there is one; one query."""
    headings = list(headings)
    order = fallbacks(language)
    found: dict[int, Words] = {}
    near: dict[int, int] = {}
    rows = LanguageEntry.objects.current().filter(version__in=[row.version for row in headings]).exclude(definition="")
    for version, source, tongue, definition in rows.values_list(
        "version", "version__source_language", "language", "definition"
    ):
        place = nearness(tongue, source, order)
        if place < near.get(version, place + 1):
            near[version], found[version] = place, Words(shortened(definition), tongue)
    before, after = reverse("glossary:concept", args=[MARK]).rsplit(MARK, 1)  # once, not for each row
    return [Row(row, found.get(row.version), f"{before}{quote(row.code)}{after}") for row in headings]


def shortened(text: str) -> str:
    """Enough to know which term it is; most definitions are shorter, and are not counted word by word."""
    return Truncator(text).words(LONGEST) if text.count(" ") >= LONGEST else text


def opening_words() -> GlossaryIndexPage | None:
    """What the secretariat has written above the index, in the reader's language or the source's; no mere alias."""
    written = GlossaryIndexPage.objects.live().filter(alias_of=None).select_related("locale")
    pages = {page.locale.language_code: page for page in written}
    return next((pages[code] for code in fallbacks(get_language()) if code in pages), None)
