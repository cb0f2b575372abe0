"""What every concept is called in one language, in the order of its alphabet; kept until the glossary changes.

The index, and whoever needs the name of another term, asks here: two queries after a change, none before the next.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from django.db.models import F, Q

from glossary import state
from glossary.alphabets import SIGNS, letter_of, sort_key
from glossary.models import Concept, ConceptVersion, Designation, LanguageEntry
from glossary.models.concepts import place_of
from portal.members.languages import SOURCE, Words, fallbacks, nearness

RANK = ConceptVersion.RANK
Option = tuple[tuple[int, bool, int], int, str, int, str, str]  # place of the version and of the language, what it says

MOST = 24  # orders of languages; 10,000 names are a few megabytes
_kept: OrderedDict[tuple[str, ...], tuple[str, Names]] = OrderedDict()
_loading = Lock()


@dataclass(frozen=True)
class Heading:
    """One concept in the index: the version to show, and every state it is in."""

    concept: int
    code: str
    version: int
    words: Words
    letter: str
    statuses: tuple[str, ...]

    @property
    def status(self) -> str:
        """What to say of it first."""
        return self.statuses[0]

    @property
    def anchor(self) -> str:
        """Where its letter stands on the page."""
        return "letter-0" if self.letter == SIGNS else f"letter-{self.letter}"


@dataclass(frozen=True)
class Names:
    """All headings in order, and each by its concept."""

    headings: list[Heading]
    by_concept: dict[int, Heading]
    languages: list[str]
    lists: dict[str, tuple[list[Heading], list[str]]] = field(default_factory=dict)  # what the index has shown of them


def names_in(language: str) -> Names:
    """Every concept that has a name, for a reader of ``language``.

    Kept by the languages there are: a stranger who asks for one that nobody writes gets what others have.
    """
    key = state.key()
    written = written_languages(key)
    order = tuple(code for code in fallbacks(language) if code in written)
    kept = _kept.get(order)
    if kept is not None and kept[0] == key:
        return kept[1]
    with _loading:
        kept = _kept.get(order)
        if kept is not None and kept[0] == key:  # whoever waited finds what another one has read
            return kept[1]
        names = load(order, written)
        _kept[order] = (key, names)
        _kept.move_to_end(order)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return names


@lru_cache(maxsize=4)
def written_languages(present: str) -> tuple[str, ...]:
    """In which something is said in the glossary, in its present state."""
    return tuple(sorted(LanguageEntry.objects.order_by().values_list("language", flat=True).distinct()))


def load(order: Sequence[str], languages: Sequence[str]) -> Names:
    """The names of each concept's best version, in the best language there is."""
    rows = (
        Designation.objects.filter(status=Designation.Status.PREFERRED, entry__is_current=True)
        .filter(Q(entry__language__in=order) | Q(entry__language=F("entry__version__source_language")))
        .values_list(
            "entry__version__concept",
            "entry__version__concept__code",
            "entry__version",
            "entry__version__status",
            "entry__version__source_language",
            "entry__version__agreed_at",
            "entry__version__number",
            "entry__language",
            "text",
        )
        .order_by("entry__version__number")
    )
    found: dict[int, list[Option]] = {}
    for concept, code, version, status, source, agreed_at, number, tongue, text in rows:
        place = nearness(tongue, source, list(order))
        found.setdefault(concept, []).append((place_of(status, agreed_at, number), place, code, version, tongue, text))
    language = order[0] if order else SOURCE
    headings = [heading(concept, options, language) for concept, options in found.items()]
    headings.sort(key=lambda row: (sort_key(row.words.text, language), row.code))
    return Names(headings, {row.concept: row for row in headings}, list(languages))


def heading(concept: int, options: list[Option], language: str) -> Heading:
    """The best of the versions and languages there are."""
    _version, _language, code, version, tongue, text = min(options, key=lambda option: option[:2])
    ranks = sorted({option[0][0] for option in options})
    statuses = tuple(RANK[rank] for rank in ranks)
    return Heading(concept, code, version, Words(text, tongue), letter_of(text, language), statuses)


def called(concept: Concept, language: str) -> str:
    """A term by its name and code."""
    heading = names_in(language).by_concept.get(concept.pk)
    return f"{heading.words.text} ({concept.code})" if heading else concept.code
