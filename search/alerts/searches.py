"""A search as it is kept: its words and the boxes that were ticked, in one form whoever typed it and however."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.members.countries import table
from portal.members.languages import Words
from search import naming, showing
from search.fields import FACETS
from search.fields import LONGEST as LONGEST_TICKED
from search.query import LONGEST

MOST_TICKED = 30


@dataclass(frozen=True)
class Search:
    """What is looked for; ``str()`` is what stands behind the question mark of its page."""

    text: str = ""
    only: bool = False  # without what the glossary holds to be the same
    filters: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text or self.filters)

    def __str__(self) -> str:
        pairs = ([("q", self.text)] if self.text else []) + ([("only", "1")] if self.only else [])
        pairs += [(name, value) for name in FACETS for value in self.filters.get(name, [])]
        return urlencode(pairs)

    @property
    def signature(self) -> str:
        """Two that look for the same are one."""
        return hashlib.sha256(str(self).casefold().encode()).hexdigest()


def read(said: QueryDict | str) -> Search:
    """From an address or a form; what no form of ours holds is left out."""
    said = QueryDict(said) if isinstance(said, str) else said
    text = " ".join("".join(c if c.isprintable() else " " for c in said.get("q", "")[:LONGEST]).split())
    filters = {name: sorted(set(filter(is_ours, said.getlist(name))))[:MOST_TICKED] for name in FACETS}
    return Search(text, bool(said.get("only")), {name: values for name, values in filters.items() if values})


def is_ours(value: str) -> bool:
    """Control characters and long texts were not put there by a box."""
    return bool(value) and value.isprintable() and len(value) <= LONGEST_TICKED


def names() -> dict[str, dict[str, object]]:
    """How what can be ticked is called; for any number of searches at once."""
    return showing.called(showing.all_groups(), naming.of_sectors_and_bodies(), table())


def told(search: Search, known: dict[str, dict[str, object]] | None = None) -> str:
    """The search in words, in the language that is spoken here."""
    if not search.filters:
        return search.text
    known = known or names()
    chosen = [known.get(facet, {}).get(value, value) for facet, values in search.filters.items() for value in values]
    spoken = [name.text if isinstance(name, Words) else str(name) for name in chosen]
    if not search.text:
        return ", ".join(spoken)
    return _("%(words)s (%(ticked)s)") % {"words": search.text, "ticked": ", ".join(spoken)}
