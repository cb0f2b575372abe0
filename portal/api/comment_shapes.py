"""What the API hands out along with a comment: the session it was said in, the files that came with it."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema


class Session(Schema):
    """A session in which somebody wrote down what others said; no place and no day, no number below five."""

    people: int | None
    stands_for: int | None
    region: str
    quarter: str
    kind: str
    language: str
    interpreter: bool
    host: str
    interest: str
    interest_language: str
    consent: str
    wording: str
    read_back: bool


class File(Schema):
    """A file that belongs to a comment, or to the whole response that the comment is part of."""

    name: str
    kind: Annotated[str, Field(description="media type, by what the file holds")]
    size: int
    sha256: str
    text: Annotated[str, Field(description="what it shows or says, in the words of whoever sent it")]
    language: str
    belongs_to: Literal["comment", "response"]
    gone: Annotated[str, Field(description="why it is no longer there: person, words or virus")]
    url: Annotated[str | None, Field(description="where it is fetched; none while it waits for its check")]
