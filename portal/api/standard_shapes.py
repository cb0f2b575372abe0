"""What the API hands out of a standard: the shapes of all that surrounds its drafts."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from portal.api.shapes import Item, Link, Text


class TermsOfReference(Schema):
    """Why a standard is written, what exists already, how it overlaps with others."""

    why: Text
    existing: Text
    overlap: Text
    published_at: datetime


class Overlap(Schema):
    """One line of the crosswalk; no clause means the whole standard."""

    clause: str
    relation: str
    other: str
    other_clause: str
    address: str
    note: Text


class Erratum(Schema):
    """What was corrected in an edition, and why."""

    published_at: datetime | None
    text: Text


class Edition(Schema):
    """A text that took effect on a day; without an end it holds."""

    label: str
    in_force_from: date
    in_force_until: date | None
    url: str
    sha256: str
    errata: list[Erratum]


class Finding(Schema):
    """What a pilot showed of one clause, or of the whole."""

    clause: str
    kind: str
    group: str | None
    text: Text
    links: dict[str, list[Link]]


class Pilot(Schema):
    """A draft tried where it would have to hold."""

    name: Text
    place: str
    held_by: str
    draft: str
    starts_on: date
    ends_on: date | None
    summary: Text
    findings: list[Finding]


class Standard(Item):
    """A standard with what surrounds its drafts."""

    title: Text
    summary: Text
    terms: TermsOfReference | None
    overlaps: list[Overlap]
    editions: list[Edition]
    pilots: list[Pilot]
