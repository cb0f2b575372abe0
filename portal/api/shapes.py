"""What the API hands out. Every item has ``status``, ``url`` and ``links``; a link leads on in the thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Schema

from portal.api.comment_shapes import File, Session

Language = Annotated[Literal["en", "fr", "es"], Field(description="of words and addresses, where there is a choice")]
AnyLanguage = Annotated[
    str, Field(max_length=35, pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47", examples=["en", "sw"])
]
TEXT = r"^[^\u0000-\u001f\u007f-\u009f\ufffd]*$"  # no control characters, and nothing that was no text
Short = Annotated[str, Field(max_length=120, pattern=TEXT)]  # a filter: no code, number or address is longer
Number = Annotated[int, Path(ge=1, le=1_000_000)]
Row = TypeVar("Row")
Kind = Literal[
    "term",
    "standard",
    "clause",
    "comment",
    "comments",
    "decision",
    "trade-off",
    "consultation",
    "draft",
    "release",
    "responses",
    "drafts",
]


class Link(Schema):
    """Where the thread goes on: ``api`` for programs, ``url`` for people."""

    kind: Kind
    id: str
    api: str | None = None
    url: str


class Fault(Schema):
    """What in a question was not understood."""

    where: Annotated[list[str], Field(description="the parameter or header", examples=[["limit"]])]
    what: Annotated[str, Field(examples=["Input should be less than or equal to 100"])]


class Problem(Schema):
    """Every answer that is not one (RFC 9457)."""

    type: Annotated[str, Field(examples=["about:blank"])]
    title: Annotated[str, Field(examples=["Not understood"])]
    status: Annotated[int, Field(examples=[400])]
    detail: list[Fault] = []


class Text(Schema):
    """Words and the language they are in."""

    language: str
    text: str


class Item(Schema):
    """What every item has."""

    id: Annotated[str, Field(description="stable; the last part of its address in this interface")]
    status: str
    url: Annotated[str, Field(description="its page for people, without scheme and host")]
    language: Annotated[str, Field(description="of its words (BCP 47)", examples=["en"])]
    links: Annotated[dict[str, list[Link]], Field(description="where the thread goes on, by kind of step")]


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
    expanded: Annotated[list[Text], Field(description="other words that were looked for as well")]
    suggestions: Annotated[list[str], Field(description="how it may have been meant, where little was found")]
    engine: str
    next: str | None
    previous: str | None


T = TypeVar("T", bound=Schema)


class Page(Schema, Generic[T]):
    """A part of a list."""

    total: Annotated[int, Field(description="how many there are in all, of what you may read")]
    limit: int
    offset: int
    next: Annotated[str | None, Field(description="address of the part after this one")]
    previous: Annotated[str | None, Field(description="address of the part before this one")]
    items: list[T]


class Window(Schema):
    """Which part of a list, and in which language the words and addresses are."""

    limit: Annotated[int, Field(ge=1, le=100, description="how many at once", examples=[20])] = 20
    offset: Annotated[int, Field(ge=0, le=1_000_000, description="how many to pass over", examples=[0])] = 0
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
    return {"total": total, "limit": window.limit, **around(request, window, total), "items": items}


def around(request: HttpRequest, window: Window, total: int) -> dict[str, Any]:
    """The addresses of the parts before and after."""
    after, before = window.offset + window.limit, max(0, window.offset - window.limit)
    return {
        "offset": window.offset,
        "next": at(request, window, after) if after < total else None,
        "previous": at(request, window, before) if window.offset else None,
    }


def at(request: HttpRequest, window: Window, offset: int) -> str:
    """The same question, from another place on."""
    query = request.GET.copy()
    query["offset"], query["limit"] = str(offset), str(window.limit)
    return f"{request.path}?{query.urlencode()}"
