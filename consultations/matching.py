"""Which clause a row of a form means, and what is wrong with the row: plain data in, plain data out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from consultations.said import LONGEST_IN_FORM, SHORT, too_long
from consultations.sheets import CommentRow, kind_of

WHOLE = {
    *("general", "whole document", "entire document", "document", "whole", "all", "general comment"),
    *("general comments", "_whole document", "ge", "général", "généralités", "tout le document", "en général"),
    *("todo el documento", "generalidades", "-", "–", "—", "n/a"),
}
LEADING = re.compile(r"(sub)?clauses?\b\.?|cl\.|sections?\b|sect?\.|articles?\b|art\.|apartado\b|§+", re.IGNORECASE)
NUMBER = re.compile(r"(?:annex\s+|annexe\s+|anexo\s+)?[A-Z]?\d*(?:\.\d+)*", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SEVERAL = re.compile(r"[,;&/]|\d\s*[-–—]\s*[A-Z]?\d|\b(and|to|et|à|y|a)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A clause of the draft, as far as finding it goes."""

    pk: int
    key: str
    number: str
    heading: str

    @property
    def label(self) -> str:
        """How it is offered for choice."""
        return f"{self.number} {self.heading}".strip() or self.key


class Places:
    """The clauses of a draft, asked by what people write; the same answers as ``Clause.objects.called``."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.all = list(places)
        self.by_key = {place.key: place for place in self.all}
        self.by_number: dict[str, Place] = {}
        self.by_heading: dict[str, Place] = {}
        for place in self.all:
            self.by_number.setdefault(place.number.casefold(), place)
            for heading in (place.heading, place.label):
                if heading:
                    self.by_heading.setdefault(" ".join(heading.split()).casefold(), place)
        self.by_number.pop("", None)

    def called(self, label: str) -> Place | None:
        """The clause somebody means: key, number in its variants, number and heading, or heading."""
        said = " ".join(label.split())
        if found := self.by_key.get(label.strip()):
            return found
        for bare in dict.fromkeys((said, LEADING.sub("", said, count=1).strip(" :") if LEADING.match(said) else said)):
            for number in numbers_meant(bare):
                if found := self.by_number.get(number.casefold()):
                    return found
            if found := self.by_heading.get(bare.casefold()):
                return found
        return None

    def near(self, label: str) -> list[Place]:
        """What may have been meant, for a person to choose: its own number above, and what is spelled alike."""
        said = " ".join(LEADING.sub("", label, count=1).split()).casefold()
        found = []
        matched = NUMBER.match(said)
        number = matched.group() if matched else ""
        while number:
            if place := self.by_number.get(number):
                found.append(place)
            number = number.rpartition(".")[0]
        for known in (self.by_number, self.by_heading):
            found += [known[name] for name in get_close_matches(said[:200], known, n=3)]
        return list(dict.fromkeys(found))[:5]


def numbers_meant(said: str) -> list[str]:
    """4.2., 4.2 p3 and 4.2(a) in the ways a draft may print them."""
    said = said.rstrip(".:")
    meant = [said, f"{said}."]
    above, _space, mark = said.rpartition(" ")
    joined = re.fullmatch(r"(.*[\w.])(\(\w{1,4}\)|¶\d+)|(.*\d)([a-z])\)?", said)
    pairs = [(above, mark)] if above else []
    if joined:
        pairs.append((joined[1] or joined[3], joined[2] or joined[4]))
    for above, mark in pairs:
        bare = mark.lstrip("pP¶§").strip("().") if mark[1:] else mark.strip("().")
        meant += [f"{above} ¶{bare}", f"{above} ({bare})"]
    return meant


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of a row, and what to do."""

    field: str
    reason: str


@dataclass(frozen=True)
class Matched:
    """A row with its clause (none: the whole document), its kind, and its faults."""

    row: CommentRow
    place: Place | None = None
    kind: str = ""
    faults: list[Fault] = field(default_factory=list)
    near: Sequence[Place] = ()

    @property
    def is_good(self) -> bool:
        """Can be accepted as it is."""
        return not self.faults


def match(row: CommentRow, places: Places) -> Matched:
    """A row held against a draft."""
    faults: list[Fault] = []
    kind = kind_of(row.kind)
    place, reason = place_of(row, places, kind)
    if reason:
        faults.append(Fault("clause", reason))
    if not kind:
        faults.append(Fault("type", kind_missing(row.kind)))
    if not row.comment:
        faults.append(Fault("comment", _("There is no comment in this row. Say what is right or wrong.")))
    faults += [Fault(name, message) for name, text, limit in lengths(row) if (message := too_long(text, limit))]
    near = places.near(row.clause) if reason else ()
    return Matched(row, place, kind, faults, near)


def lengths(row: CommentRow) -> Iterable[tuple[str, str, int]]:
    """Name in the file, text and limit of each field that is kept."""
    yield "line", row.line, SHORT["line"]
    yield "element", row.element, SHORT["element"]
    yield "comment", row.comment, LONGEST_IN_FORM
    yield "proposed_change", row.change, LONGEST_IN_FORM
    yield "justification", row.justification, LONGEST_IN_FORM


def place_of(row: CommentRow, places: Places, kind: str) -> tuple[Place | None, str]:
    """The clause, or why there is none."""
    if row.clause_key and row.clause_key in places.by_key:
        return places.by_key[row.clause_key], ""
    said = " ".join(row.clause.split())
    if said.strip(" .:").casefold() in WHOLE or (not said and kind == "ge"):
        return None, ""
    if not said:
        return None, _("Say which clause it is about, or General for the whole document.")
    if found := places.called(row.clause):
        return found, ""
    return None, not_found(said)


def not_found(said: str) -> str:
    """Why there is no such clause, as far as one can tell."""
    if DAY.fullmatch(said):
        return _("A spreadsheet made the date %(said)s of a clause number. Choose the clause.") % {"said": said}
    if SEVERAL.search(said):
        return _("“%(said)s” names several clauses. Choose one.") % {"said": said[:60]}
    return _("The draft has no clause “%(said)s”. Choose one, or the whole document.") % {"said": said[:60]}


def kind_missing(said: str) -> str:
    """What to write in column 5."""
    if not said.strip():
        return _("The type of comment is missing. Choose ge (general), te (technical) or ed (editorial).")
    return _("“%(said)s” is no type of comment. Choose ge (general), te (technical) or ed (editorial).") % {
        "said": " ".join(said.split())[:40]
    }
