"""What the API hands out. Every item has ``status``, ``url`` and ``links``; a link leads on in the thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

from portal.api.comment_shapes import File, Session

Language = Literal["en", "fr", "es"]
Row = TypeVar("Row")
Kind = Literal[
    "term", "standard", "clause", "comment", "comments", "decision", "trade-off", "consultation", "draft", "release"
]


class Link(Schema):
    """Where the thread goes on: ``api`` for programs, ``url`` for people."""

    kind: Kind
    id: str
    api: str | None = None
    url: str


class Fault(Schema):
    """What in a question was not understood."""

    where: list[str]
    what: str


class Problem(Schema):
    """Every answer that is not one (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: list[Fault] = []


class Text(Schema):
    """Words and the language they are in."""

    language: str
    text: str


class Item(Schema):
    """What every item has."""

    id: str
    status: str
    url: str
    language: str
    links: dict[str, list[Link]]


class Translation(Schema):
    """A clause in another language."""

    language: str
    heading: str
    text: str
    status: str


class Clause(Item):
    """A passage of a draft."""

    key: str
    number: str
    heading: str
    text: str
    body: str
    normative: bool
    standard: str
    draft: str
    sha256: str
    translations: list[Translation]


class Answer(Schema):
    """What became of a comment."""

    value: str
    reason: str
    language: str
    published_at: datetime


class Comment(Item):
    """What one response says about a clause or the whole document."""

    ref: str
    round: str
    clause: str
    type: str
    body: str
    proposed_change: str
    change: Literal["", "replace", "add", "delete"]
    quote: str
    line: str
    element: str
    justification: str
    group: str
    cosigned: Annotated[int, Field(description="names put under it: those shown, and groups of five and more")]
    session: Session | None
    files: list[File]
    disposition: Answer | None


class Option(Schema):
    """One answer to the question of a decision."""

    letter: str
    title: Text
    baseline: bool
    chosen: bool


class Position(Schema):
    """What one seat says."""

    group: str
    value: str
    reason: str
    comment: str
    language: str


class Decision(Item):
    """A numbered decision."""

    number: str
    title: str
    summary: str
    cost: str
    question: str
    body: str
    kind: str
    result: dict[str, Any]
    last_call_until: datetime | None
    decided_at: datetime | None
    published_at: datetime | None
    effective_on: date | None
    review_on: date | None
    options: list[Option]
    positions: list[Position]


class Impact(Schema):
    """One effect on one group."""

    option: str
    dimension: str
    direction: str
    group: str | None
    magnitude: int | None
    figures: list[str | None]
    unit: str
    text: Text
    assumption: bool
    confidence: str


class TradeOff(Item):
    """What each option would cost and bring, and whom."""

    number: str
    title: str
    summary: str
    problem: str
    given_up: str
    published_at: datetime | None
    impacts: list[Impact]


class Found(Item):
    """A hit; marks in title and snippet are ``<mark>``, everything else is escaped."""

    kind: str
    label: str
    title: str
    snippet: str
    date: date


class Count(Schema):
    """How many of one value there would be."""

    value: str
    count: int


class Results(Schema):
    """What was found, how many of each kind, what else was looked for, and which engine looked."""

    total: int
    results: list[Found]
    facets: dict[str, list[Count]]
    expanded: list[Text]
    suggestions: list[str]
    engine: str


T = TypeVar("T", bound=Schema)


class Page(Schema, Generic[T]):
    """A part of a list."""

    total: int
    limit: int
    offset: int
    next: str | None
    items: list[T]


class Window(Schema):
    """Which part of a list, and in which language the words and addresses are."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    lang: Language = "en"


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any],
    window: Window,
    make: Callable[[list[Any]], Iterable[dict[str, Any]]],
) -> dict[str, Any]:
    """One page of a list, made in one go so that its queries do not grow with its rows."""
    total = rows.count()
    items = list(make(list(rows[window.offset : window.offset + window.limit])))
    after = window.offset + window.limit
    query = request.GET.copy()
    query["offset"], query["limit"] = str(after), str(window.limit)
    following = f"{request.path}?{query.urlencode()}" if after < total else None
    return {"total": total, "limit": window.limit, "offset": window.offset, "next": following, "items": items}
