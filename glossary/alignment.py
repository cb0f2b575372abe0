"""How the groups would define one concept, side by side: what they have in common, and what only one of them says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from glossary.fitting import TOKEN
from glossary.inflection import key_of
from glossary.models import GroupPhrasing

SMALL = {
    "en": "a an and any are as at be been by can do does for from has have if in is it its may no not of on or so such "
    "than that the their them then there they this those to under up was were what when where which who whom whose "
    "will with without would",
    "fr": "a à au aux avec ce ces cet cette chez comme d dans de des du elle elles en est et eux il ils l la le les "
    "leur leurs lui m mais n ne non nous on ou où par pas pour qu que qui s sa sans se ses si son sont sous sur un "
    "une y",
    "es": "a al como con cual cuando de del donde e el ella en entre es esa ese eso esta este esto fue ha han hasta la "
    "las le les lo los más mi no o para pero por que se si sin sobre son su sus tan un una unas uno unos y ya",
}


@lru_cache(maxsize=10)
def small(tongue: str) -> frozenset[str]:
    """Words that carry no meaning of their own."""
    return frozenset(SMALL.get(tongue, "").split())


@lru_cache(maxsize=5000)
def words_in(text: str, language: str) -> dict[str, str]:
    """Words that carry meaning, by what their forms have in common, each as it is written first."""
    tongue = language.split("-")[0]
    found: dict[str, str] = {}
    for word in TOKEN.findall(text):
        if len(word) > 1 and word.lower() not in small(tongue):
            found.setdefault(key_of(word, language), word.lower())
    return found


def marked(text: str, language: str, shared: frozenset[str]) -> SafeString:
    """The text with the words in ``shared`` marked; without the marks it is exactly the text."""
    pieces, last = [], 0
    for found in TOKEN.finditer(text):
        if key_of(found[0], language) in shared and found[0].lower() not in small(language.split("-")[0]):
            pieces += [escape(text[last : found.start()]), f"<mark>{escape(found[0])}</mark>"]
            last = found.end()
    return mark_safe("".join([*pieces, escape(text[last:])]))


@dataclass
class Column:
    """One group: its own definition, marked, and what nobody else says."""

    phrasing: GroupPhrasing
    html: SafeString
    only_here: list[str]


@dataclass
class Board:
    """All of it in one language."""

    columns: list[Column]
    common: list[str]  # words that more than one group uses
    draft: SafeString
    untaken: list[str]  # of the common words, those that the draft leaves out


def board_of(phrasings: list[GroupPhrasing], draft: str, language: str) -> Board:
    """What at least two groups say is common; the drafted text is held against that."""
    own = [row for row in phrasings if row.definition]
    said = {row.pk: words_in(row.definition, language) for row in own}
    times = Counter(key for words in said.values() for key in words)
    shared = frozenset(key for key, number in times.items() if number > 1)
    drafted = words_in(draft, language)
    names: dict[str, str] = {}
    for words in said.values():
        names = words | names  # as it is written first
    columns = [
        Column(
            row,
            marked(row.definition, language, shared),
            [word for key, word in said[row.pk].items() if times[key] == 1 and key not in drafted],
        )
        for row in own
    ]
    common = sorted(shared, key=lambda key: (-times[key], names[key]))
    taken = [names[key] for key in common if key not in drafted]
    return Board(columns, [names[key] for key in common], marked(draft, language, shared), taken)
