"""What the API hands out to a person's own program: what they said, what they have begun."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

from portal.api.shapes import Answer, Item, Link


class Place(Schema):
    """Where the person belongs."""

    organisation: str
    role: str
    group: str


class Token(Schema):
    """What the token that was shown opens, and until when."""

    name: str
    opens: Annotated[list[str], Field(description="records, responses", examples=[["records"]])]
    ends_at: datetime


class Person(Schema):
    """Whose token it is."""

    name: str
    language: str
    organisations: list[Place]
    token: Token
    links: dict[str, list[Link]]


class OwnComment(Schema):
    """A comment as it was sent, and what became of it."""

    ref: str
    clause: str
    type: str
    body: str
    proposed_change: str
    justification: str
    disposition: Answer | None


class OwnAnswer(Schema):
    """An answer to a question."""

    question: str
    value: Any


class Response(Item):
    """A response that was sent. What only the committee reads is not in it: that opens with the PIN of the receipt."""

    round: str
    sent_at: datetime
    changed_at: datetime | None
    withdrawn_at: datetime | None
    confidentiality: str
    organisation: str
    sha256: Annotated[str, Field(description="the fingerprint on the receipt")]
    receipt: Annotated[str, Field(description="the code; empty where it can no longer be made")]
    comments: list[OwnComment]
    answers: list[OwnAnswer]
    unshown: Annotated[int, Field(description="how many comments and answers are for the committee only")]


class BegunComment(Schema):
    """A comment that was written and not sent."""

    clause: str
    type: str
    body: str
    proposed_change: str
    justification: str


class Begun(Item):
    """A response that was begun and not sent; gone from here once it is."""

    round: str
    started_at: datetime
    saved_at: datetime
    comments: list[BegunComment]
    answers: list[OwnAnswer]
    unshown: Annotated[int, Field(description="how many comments and answers are for the committee only")]
