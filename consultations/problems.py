"""What looks wrong in a tree of clauses though it could be stored: what a person should look at before it is fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from consultations.canonical import plain_text
from consultations.clauses import ClauseRow

LONG_TEXT, LONG_HEADING, DEEP = 4_000, 160, 6  # characters, characters, steps below the top
LAST = re.compile(r"^(.*?)(\d{1,4})\W*$")


def problems_of(rows: Sequence[ClauseRow]) -> dict[str, list[str]]:
    """Key → what to look at; a clause with nothing to see is not there."""
    found: dict[str, list[str]] = {}
    for key, words in every_problem(rows):
        found.setdefault(key, []).append(words)
    return found


def every_problem(rows: Sequence[ClauseRow]) -> Iterator[tuple[str, str]]:
    """One after the other, in the order of the draft."""
    parents = {row.parent for row in rows}
    depths: dict[str, int] = {}
    numbers: dict[str, str] = {}
    last: dict[str, str] = {}
    by_key = {row.key: row for row in rows}
    for row in rows:
        depths[row.key] = depths.get(row.parent, 0) + 1
        number = row.number.rstrip(".")
        yield from ((row.key, words) for words in of_words(row, row.key in parents, depths[row.key]))
        if number:
            if number in numbers:
                yield row.key, _("The number %(number)s stands here a second time.") % {"number": number}
            yield from ((row.key, words) for words in of_number(number, by_key.get(row.parent), last.get(row.parent)))
            numbers[number] = row.key
            last[row.parent] = number


def of_words(row: ClauseRow, has_children: bool, depth: int) -> Iterator[str]:
    """Too little, too much, too deep."""
    if not row.heading and not row.body:
        yield _("There are no words in it.")
    elif not row.body and not has_children:
        yield _("A heading without a text and without clauses below it.")
    if len(row.heading) > LONG_HEADING:
        yield _("The heading is as long as a text.")
    if len(plain_text(row.body)) > LONG_TEXT:
        yield _("The text is so long that it may be several clauses.")
    if depth > DEEP:
        yield _("It stands %(depth)s steps deep.") % {"depth": depth}


def of_number(number: str, parent: ClauseRow | None, before: str | None) -> Iterator[str]:
    """A number that does not follow the one before it, or does not belong below its parent's."""
    above = parent.number.rstrip(".") if parent else ""
    if re.fullmatch(r"\d+(\.\d+)+", number) and re.fullmatch(r"[\d.]+", above) and not number.startswith(f"{above}."):
        yield _("The number %(number)s does not belong below %(above)s.") % {"number": number, "above": above}
    here, there = LAST.match(number), LAST.match(before or "")
    if here and there and here[1] == there[1] and int(here[2]) > int(there[2]) + 1:
        yield _("Between %(before)s and %(number)s a number is missing.") % {"before": before, "number": number}
