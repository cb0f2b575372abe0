"""Reads a copy of the draft that somebody wrote into: margin comments with the words they stand at, tracked changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from consultations.formats.numbering import W, value
from consultations.formats.word_tables import FALLBACK, SIGNS, text_of
from portal.files.package import Package

PUT_IN = {f"{W}ins", f"{W}moveTo"}
TAKEN_OUT = {f"{W}del", f"{W}moveFrom"}
SAME, IN, OUT = "same", "in", "out"
BESIDE = {f"{W}pPr", f"{W}rPr", FALLBACK, f"{W}instrText"}


@dataclass(frozen=True)
class Change:
    """Words taken out, words put in in their place, and what stands right before."""

    taken_out: str
    put_in: str
    after: str = ""


@dataclass
class Passage:
    """A paragraph of the copy: its words as they were, and what was written to them."""

    text: str
    notes: list[tuple[str, str]] = field(default_factory=list)  # words it stands at, what it says
    changes: list[Change] = field(default_factory=list)


def read_annotated(package: Package) -> list[Passage]:
    """Every paragraph in order; empty where nobody wrote anything into the file."""
    document = package.part("word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        return []
    comments = package.part("word/comments.xml")
    said = {value(one, "id"): text_of(one) for one in (comments if comments is not None else ())}
    passages = CopyReader(said).read(body)
    return passages if any(passage.notes or passage.changes for passage in passages) else []


class CopyReader:
    """Walks the body once: words with what became of them, and which margin comments are open where."""

    def __init__(self, said: dict[str, str]) -> None:
        self.said = said
        self.open: set[str] = set()
        self.quotes: dict[str, list[str]] = defaultdict(list)
        self.place: dict[str, int] = {}  # the passage at which a comment begins
        self.segments: list[tuple[str, str]] = []

    def read(self, body: Element) -> list[Passage]:
        """Every paragraph, tables' too; then each comment is given to the passage where it begins."""
        passages: list[Passage] = []
        for paragraph in body.iter(f"{W}p"):
            self.segments = []
            self.number = len(passages)
            self.walk(paragraph, SAME)
            passages.append(passage_of(merged(self.segments)))
            for key in self.open:
                self.quotes[key].append("\n")
        for key, number in self.place.items():
            if words := self.said.get(key, "").strip():
                passages[number].notes.append(("".join(self.quotes[key]).strip(), words))
        return passages

    def walk(self, parent: Element, state: str) -> None:
        """Runs and marks in order; a paragraph within a text box is walked on its own."""
        for element in parent:
            if element.tag in BESIDE or element.tag == f"{W}p":
                continue
            name = element.tag.removeprefix(W)
            if name in {"commentRangeStart", "commentReference"}:
                self.place.setdefault(value(element, "id"), self.number)
            if name == "commentRangeStart":
                self.open.add(value(element, "id"))
            elif name == "commentRangeEnd":
                self.open.discard(value(element, "id"))
            elif name in {"t", "delText"} or name in SIGNS:
                self.say(state, SIGNS.get(name, element.text or ""))
            else:
                self.walk(element, IN if element.tag in PUT_IN else OUT if element.tag in TAKEN_OUT else state)

    def say(self, state: str, text: str) -> None:
        """A piece of text; a quote holds the words of the draft, not those put in."""
        self.segments.append((state, text))
        if state != IN:
            for key in self.open:
                self.quotes[key].append(text)


def merged(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of the same state as one; a lone space between two changes belongs to both sides."""
    joined: list[tuple[str, str]] = []
    for state, text in segments:
        if joined and joined[-1][0] == state:
            joined[-1] = (state, joined[-1][1] + text)
        elif text:
            joined.append((state, text))
    return joined


def passage_of(segments: list[tuple[str, str]]) -> Passage:
    """The words as they were, and each run of changes without words of the draft between them as one change."""
    passage = Passage("".join(text for state, text in segments if state != IN))
    before = ""
    for change in runs_of_changes(segments):
        if isinstance(change, str):
            before += change
            continue
        if change.taken_out.strip() or change.put_in.strip():
            passage.changes.append(Change(change.taken_out.strip(), change.put_in.strip(), before[-80:].strip()))
        before += change.taken_out
    return passage


def runs_of_changes(segments: list[tuple[str, str]]) -> Iterator[Change | str]:
    """Words that stayed as text, everything between them as a change."""
    out = put = ""
    for state, text in segments:
        if state == OUT:
            out += text
        elif state == IN:
            put += text
        else:
            if out or put:
                yield Change(out, put)
            out = put = ""
            yield text
    if out or put:
        yield Change(out, put)
