"""What the address of a page of results asks for, and the addresses that ask a little more or less."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from search.fields import FACETS, LONGEST
from search.finding import DEEPEST
from search.query import LONGEST as LONGEST_TEXT
from search.reading import words_only

MOST = 30  # values of one field
NEWEST = "date"


@dataclass(frozen=True)
class Asking:
    """One search as somebody asks it."""

    text: str = ""
    ticked: dict[str, list[str]] = field(default_factory=dict)
    is_only: bool = False  # these words, without what the glossary holds to be the same
    is_by_date: bool = False
    page: int = 1

    @property
    def words(self) -> str:
        """What was typed, without filters."""
        return words_only(self.text)

    @property
    def data(self) -> QueryDict:
        """What stands behind the question mark, and nothing that was not understood."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name, values in self.ticked.items() for value in values]
        pairs += [("only", "1")] if self.is_only else []
        pairs += [("sort", NEWEST)] if self.is_by_date else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return QueryDict(urlencode(pairs, errors="replace"))

    def address(self, name: str = "search:results") -> str:
        """Where this is asked, from its first page on."""
        said = replace(self, page=1).data.urlencode()
        return reverse(name) + (f"?{said}" if said else "")

    def with_words(self, text: str) -> Asking:
        """Other words, under the same filters."""
        return replace(self, text=text)

    @property
    def everywhere(self) -> Asking:
        """The words alone, without any filter."""
        return replace(self, text=self.words, ticked={})

    def without(self, facet: str, value: str) -> Asking:
        """One filter less."""
        left = {name: [v for v in values if (name, v) != (facet, value)] for name, values in self.ticked.items()}
        return replace(self, ticked={name: values for name, values in left.items() if values})


def asked(data: QueryDict) -> Asking:
    """Control characters and long texts were not put there by our form."""
    chosen = {name: [v for v in data.getlist(name) if v.isprintable() and len(v) <= LONGEST] for name in FACETS}
    return Asking(
        text=data.get("q", "").strip()[: LONGEST_TEXT + 1],  # one more, so that it is told that there was more
        ticked={name: list(dict.fromkeys(values))[:MOST] for name, values in chosen.items() if values},
        is_only=bool(data.get("only")),
        is_by_date=data.get("sort") == NEWEST,
        page=page_number(data.get("page", "1")),
    )


def page_number(number: str) -> int:
    """The page asked for; the first where that is no number."""
    return min(int(number), DEEPEST) if number.isascii() and number.isdigit() and len(number) < 7 else 1
