"""Random questions about random rows: every engine finds the set that reading each row in plain Python gives."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from portal.members.viewer import ANYBODY, Viewer
from search import syncing
from search.fields import FACETS
from search.finding import find
from search.models import SearchEntry
from search.words import STEMMERS, stem
from tests.search import server_making
from tests.search.making import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]
# No language has a rule for them, none begins like the whole of another, many begin alike.
WORDS = (
    *("zarbok", "zarbup", "zartul", "tulmak", "tulpiz", "kumbol", "kumdaf"),
    *("kumdog", "pirgot", "pirvuk", "wodlam", "wodnik", "fexhop", "gubrom"),
)
JOINERS = (" ", " ", " ", ", ", ". ", "-", "/", "\n")
VALUES: dict[str, tuple[str, ...]] = {
    "kind": ("clause", "comment", "decision", "term"),
    "language": ("en", "fr", "es", "de"),
    "status": ("accepted", "noted", "in_force", ""),
    "year": ("2024", "2025", "2026"),
    "body": ("board", "panel", ""),
    "country": ("PE", "CD", ""),
    "group": ("asm", "la", "tr"),
    "sector": ("up", "mid"),
}
READERS = {ANYBODY: {"public"}, Viewer(user=1, organisations=frozenset({1})): {"public", "members"}}
READERS[Viewer(user=2, groups=frozenset({7}))] = {"public", "g7"}
Atom = tuple[str, tuple[str, ...]]  # word, phrase or prefix


@dataclass
class Row:
    """What was planted."""

    key: str
    texts: tuple[tuple[str, ...], ...]
    values: dict[str, set[str]]
    audience: str

    def holds(self, atom: Atom) -> bool:
        """Word by word; exact words stand in one field."""
        how, said = atom
        if how == "prefix":
            return any(word.startswith(said[0]) for text in self.texts for word in text)
        return any(said == text[at : at + len(said)] for text in self.texts for at in range(len(text)))


@dataclass
class Question:
    """Of each choice one must be there, of the rest none."""

    choices: list[list[Atom]]
    nots: list[Atom]
    filters: dict[str, list[str]] = field(default_factory=dict)

    def answers(self, row: Row, *, but: str = "") -> bool:
        """Plainly."""
        return (
            all(any(row.holds(atom) for atom in choice) for choice in self.choices)
            and not any(row.holds(atom) for atom in self.nots)
            and all(row.values[name] & set(values) for name, values in self.filters.items() if name != but)
        )


def some(chance: random.Random, most: int, *, least: int = 1) -> tuple[str, ...]:
    return tuple(chance.choice(WORDS) for _ in range(chance.randint(least, most)))


def written(chance: random.Random, said: tuple[str, ...]) -> str:
    """With signs between the words, capitals and accents."""
    words = [word.replace("u", "ü") if chance.random() < 0.1 else word for word in said]
    words = [chance.choice((word, word, word.upper(), word.title())) for word in words]
    return "".join(word + chance.choice(JOINERS) for word in words)


def plant(chance: random.Random, number: int) -> Row:
    texts = (some(chance, 3), some(chance, 2, least=0), some(chance, 9, least=0))
    title, keywords, body = (written(chance, text) for text in texts)
    one = {name: chance.choice(values) for name, values in VALUES.items() if name not in ("group", "sector")}
    groups, sectors = (chance.sample(VALUES[name], chance.randint(0, 2)) for name in ("group", "sector"))
    audience, year = chance.choice(("public", "public", "members", "g7")), int(one.pop("year"))
    row = entry(
        title,
        body,
        key=f"row {number}",
        keywords=keywords,
        audience=audience,
        groups=groups,
        sectors=sectors,
        year=year,
        date=date(year, chance.randint(1, 12), 1),
        of_body=one["body"],
        **{name: value for name, value in one.items() if name != "body"},
    )
    values = {name: {value} - {""} for name, value in one.items()} | {"year": {str(year)}}
    return Row(row.key, texts, values | {"group": set(groups), "sector": set(sectors)}, audience)


def atom(chance: random.Random) -> Atom:
    how = chance.choice(("word", "word", "word", "phrase", "prefix"))
    if how == "phrase":
        return how, some(chance, 3, least=2)
    word = chance.choice(WORDS)
    return how, (word[: chance.randint(2, 5)] if how == "prefix" else word,)


def question(chance: random.Random) -> Question:
    """Of one to three choices, at times without a word."""
    number = chance.choice((0, 1, 1, 1, 2, 2, 3))
    choices = [[atom(chance) for _ in range(chance.choice((1, 1, 2, 3)))] for _ in range(number)]
    nots = [atom(chance) for _ in range(chance.choice((0, 0, 1, 2)))] if choices else []
    fields = chance.sample(sorted(VALUES), chance.choice((0, 0, 1, 2)) if choices else 1)
    filters = {}
    for name in fields:
        values = [value for value in VALUES[name] if value]
        filters[name] = chance.sample(values, chance.randint(1, min(2, len(values))))
    return Question(choices, nots, filters)


def typed(chance: random.Random, asked: Question) -> tuple[str, dict[str, list[str]]]:
    """As somebody would type it, some filters in the box and some ticked."""
    said = [f" {chance.choice(('OR', 'OU', 'O'))} ".join(map(spoken, choice)) for choice in asked.choices]
    said += [f"-{spoken(one)}" for one in asked.nots]
    ticked = {name: values for name, values in asked.filters.items() if chance.random() < 0.5}
    for name, values in asked.filters.items():
        if name not in ticked:
            said += [f"{name}:{','.join(values)}"]
    chance.shuffle(said)
    return chance.choice((" ", "  ", " AND ")).join(said), ticked


def spoken(one: Atom) -> str:
    how, said = one
    return f'"{" ".join(said)}"' if how == "phrase" else said[0] + ("*" if how == "prefix" else "")


@pytest.fixture(params=["database", "server"])
def sync(request) -> Iterator[Callable[[], object]]:
    """Brings the engine up to date."""
    if request.param == "database":
        yield lambda: None
        return
    with server_making.using(server_making.address()):
        yield syncing.rebuild


def counted(rows: list[Row], asked: Question, name: str) -> Counter[str]:
    """The numbers beside the boxes of one field."""
    return Counter(value for row in rows if asked.answers(row, but=name) for value in row.values[name])


def test_no_language_changes_these_words():
    assert [(word, code) for word in WORDS for code in STEMMERS if stem(word, code) != word] == []
    assert not any(one != other and other.startswith(one) for one in WORDS for other in WORDS)


@pytest.mark.parametrize("seed", range(4))
def test_every_engine_finds_what_plain_reading_finds(seed: int, sync):
    chance = random.Random(seed)
    rows = [plant(chance, number) for number in range(120)]
    keys = dict(SearchEntry.objects.values_list("pk", "key"))
    assert len(keys) == len(rows)
    sync()
    hits = 0
    for _ in range(120):
        asked, (viewer, tokens) = question(chance), chance.choice(list(READERS.items()))
        text, ticked = typed(chance, asked)
        open_rows = [row for row in rows if row.audience in tokens]
        found = find(text, viewer=viewer, filters=ticked, size=200, is_by_date=chance.random() < 0.3)
        wanted = {row.key for row in open_rows if asked.answers(row)}
        got = [hit.entry.key for hit in found.hits]
        assert (set(got), found.total, len(got)) == (wanted, len(wanted), len(wanted)), (text, ticked)
        for name in FACETS:
            assert dict(found.facets[name]) == counted(open_rows, asked, name), (text, ticked, name)
        dates = [hit.entry.date for hit in found.hits]
        assert not found.is_by_date or dates == sorted(dates, reverse=True), text
        hits += len(got)
    assert hits > 500  # or it would find nothing and be right
