"""What the API hands out of a term: its languages, its names with all that is said of them, and who agreed to it."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from portal.api.shapes import Item


class Name(Schema):
    """A designation."""

    text: str
    status: str
    kind: str
    part_of_speech: str
    gender: str
    region: str
    short_for: str


class TermEntry(Schema):
    """A term in one language."""

    language: str
    names: list[Name]
    definition: str
    notes: list[str]
    translation_state: str
    is_part_of_the_version: bool  # no: a translation that was reviewed after the words were fixed
    reviewed_at: datetime | None


class Agreement(Schema):
    """What one group said."""

    group: str
    value: str
    text: str
    language: str


class Term(Item):
    """A term as it holds now: the agreed version, else the one on its way."""

    name: str
    definition: str
    version: int
    proposed_at: datetime
    agreed_at: datetime | None
    closed_at: datetime | None  # superseded, withdrawn or rejected
    is_fallback: bool  # ``language`` is not the one that was asked for
    entries: list[TermEntry]
    agreements: list[Agreement]
    decision_number: str
