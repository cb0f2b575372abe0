"""One set of questions in three languages, asked of the main database and of a real search server: the same answers."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.utils.translation import override

from portal.members.viewer import ANYBODY
from search import syncing
from search.finding import Results, find, suggest
from tests import databases
from tests.search import server_making
from tests.search.contract import corpus
from tests.search.contract.differences import DIFFERENCES, Difference
from tests.search.contract.questions import QUESTIONS, TYPED, Asked

GOOD = 0.85  # mean reciprocal rank
ENGINES = ("database", "server")


@pytest.fixture(scope="module")
def planted(test_database, django_db_setup, django_db_blocker) -> Iterator[None]:
    """The corpus, planted once for the module."""
    with django_db_blocker.unblock(), override("en"):
        corpus.plant()
        yield
        connections.close_all()
        with databases.locked():
            test_database.copy()


@pytest.fixture(params=ENGINES)
def engine(request, planted) -> Iterator[str]:
    """The name of the engine that answers."""
    if request.param == "database":
        yield connection.vendor
        return
    with server_making.using(server_making.address()):
        syncing.rebuild()
        yield "opensearch"


def answered(question: Asked, engine: str) -> Results:
    """By that engine, and by no other."""
    found = find(question.text, viewer=question.viewer, filters=question.filters, language=question.language, size=100)
    assert found.engine == engine
    return found


def keys(found: Results) -> list[str]:
    return [hit.entry.key for hit in found.hits]


def faults(question: Asked, found: Results, allowed: Difference) -> list[str]:
    """What is wrong with an answer."""
    got, wanted = set(keys(found)), set(question.hits)
    more, less = got - wanted - set(allowed.more.split()), wanted - got - set(allowed.less.split())
    said = [f"{question.text!r} {question.filters}: more {sorted(more)}"] if more else []
    said += [f"{question.text!r} {question.filters}: less {sorted(less)}"] if less else []
    if found.total != len(got):
        said.append(f"{question.text!r} {question.filters}: total {found.total}, hits {len(got)}")
    shown, counted = dict(found.facets.get("kind", [])), Counter(hit.entry.kind for hit in found.hits)
    if not found.filters and shown != counted:
        said.append(f"{question.text!r} {question.filters}: {shown} are not {counted}")
    return said


def test_there_are_questions_in_three_languages():
    assert len(QUESTIONS) >= 60
    assert {question.language for question in QUESTIONS} == {"en", "fr", "es"}


def test_every_engine_finds_the_same(engine: str, capsys):
    said, ranks, used = [], [], set()
    for question in QUESTIONS:
        found = answered(question, engine)
        allowed = DIFFERENCES.get((engine, question.text), Difference(""))
        said += faults(question, found, allowed)
        if set(keys(found)) != set(question.hits):
            used.add((engine, question.text))
        if question.hits:
            place = keys(found).index(question.best) + 1 if question.best in keys(found) else 0
            ranks.append(1 / place if place else 0)
    assert not said, "\n".join(said)
    assert {known for known in DIFFERENCES if known[0] == engine} == used, "a difference that is none any more"
    quality = sum(ranks) / len(ranks)
    with capsys.disabled():
        print(f"\n{engine}: mean reciprocal rank {quality:.3f} over {len(ranks)} of {len(QUESTIONS)} questions")
    assert quality >= GOOD


def test_every_engine_suggests_the_same(engine: str):
    got = {typed: {row.title for row in suggest(typed, viewer=ANYBODY, size=20)} for typed in TYPED}
    assert got == TYPED


def test_every_difference_says_why():
    assert [known for known, difference in DIFFERENCES.items() if len(difference.why) < 20] == []
