"""From blocks in order to clauses: headings make sections, items and numbered paragraphs are clauses of their own.

Every character of the document lands in exactly one clause or in the title, in order: what follows an item cannot go
back into the section's own text and becomes a clause of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from consultations.canonical import clean
from consultations.clauses import ClauseRow
from consultations.formats.reading import MAX_TEXT, Block, Reading, Unreadable, without_start
from consultations.keys import derive

TYPED = re.compile(
    r"\s*((?:(?:annex|appendix|annexe|anexo|part|partie|parte|chapter|chapitre|capítulo|section|sección|article|"
    r"artículo|clause)\s+)?(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z](?:\.\d{1,3})+\.?|"
    r"(?:annex|appendix|annexe|anexo)\s+[A-Z])(?=[\s:–—-])",
    re.IGNORECASE,
)
ITEM = re.compile(r"\s*(\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])(?=\s)")
DEEP = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})+\.?)(?=\s)")
LONGEST_TITLE = 200
INFORMATIVE = re.compile(r"\((?:informative|informatif|informativo|informativa)\)", re.IGNORECASE)


@dataclass
class Passage:
    """A clause being gathered."""

    number: str = ""
    parent: Passage | None = None
    heading: str = ""
    depth: int = 1
    html: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    normative: bool = True
    made: str = "section"  # or item, or paragraph
    counted: int = 0  # passages of its own so far

    def take(self, block: Block) -> None:
        """One more block of text."""
        self.html.append(block.render())
        self.notes += [f'<p class="clause-note">{note}</p>' for note in block.notes]


class Sections:
    """Reads blocks one after the other."""

    def __init__(self, *, number_by_level: bool) -> None:
        self.passages: list[Passage] = []
        self.number_by_level = number_by_level
        self.counters: list[int] = []
        self.depth_of_level: dict[int, int] = {}
        self.section: Passage | None = None
        self.items: list[tuple[int, Passage]] = []
        self.lead: Passage | None = None  # the paragraph to which the items in hand belong
        self.open: Passage | None = None  # where the next plain paragraph may go

    def add(self, block: Block) -> None:
        """Sorts a block into the clause where it belongs."""
        if block.kind == "heading":
            self.heading(block)
        elif block.kind == "item":
            self.item(block, block.level)
        else:
            typed = self.typed_item(block) if block.kind == "text" else None
            if typed:
                self.item(typed, typed.level)
            else:
                self.text(block)

    def heading(self, block: Block) -> None:
        """A new section; its depth follows a typed number, else its style."""
        plain = block.plain
        typed = TYPED.match(plain)
        number, heading = block.marker, plain.strip()
        depth = block.level
        if typed and not number and not block.is_title and plain[typed.end() :].strip(" :–—-\n"):
            number, heading = typed.group(1), plain[typed.end() :].strip()
            depth = len([part for part in re.split(r"[.\s]", number.strip(".)")) if part]) or 1
            depth = 1 if re.match(r"[a-z]{4,}", number, re.IGNORECASE) else depth
            self.depth_of_level[block.level] = depth
        elif self.number_by_level and not block.is_title:
            number = self.counted(block.level)
        else:
            depth = self.depth_of_level.get(block.level, block.level)
        parent = self.above(depth)
        informative = bool(INFORMATIVE.search(heading)) or (parent is not None and not parent.normative)
        self.section = Passage(
            number=number[:40],
            parent=parent,
            heading=heading[:500],
            depth=depth,
            normative=not informative,
        )
        if len(heading) > 500:  # nobody's heading: its words go on in the text
            self.section.html.append(Block("text", without_start(block.runs, len(plain) - len(heading) + 500)).render())
        self.section.notes += [f'<p class="clause-note">{note}</p>' for note in block.notes]
        self.passages.append(self.section)
        self.open, self.items, self.lead = self.section, [], None

    def above(self, depth: int) -> Passage | None:
        """The open section under which one of this depth stands."""
        parent = self.section
        while parent is not None and parent.depth >= depth:
            parent = parent.parent
        return parent

    def counted(self, level: int) -> str:
        """The number that the heading's level gives it: 1, 1.1, 1.2, 2."""
        self.counters = self.counters[:level] + [0] * (level - len(self.counters))
        self.counters[level - 1] += 1
        return ".".join(str(max(count, 1)) for count in self.counters)

    def typed_item(self, block: Block) -> Block | None:
        """A paragraph that begins with a typed number or letter is a clause of its own."""
        plain = block.plain
        found = DEEP.match(plain)
        if found:
            number = found.group(1)
            own = self.section.number.rstrip(".") if self.section else ""
            if own and not number.startswith(f"{own}."):
                found = None
        found = found or ITEM.match(plain)
        if not found or not plain[found.end() :].strip():
            return None
        level = 2 if self.items and re.match(r"\s*\(?[a-z]", plain) and self.items[0][1].number[-2:-1].isdigit() else 1
        return Block("item", without_start(block.runs, found.end()), level, found.group(1), notes=block.notes)

    def item(self, block: Block, level: int) -> None:
        """A list item or numbered paragraph; deeper ones stand below it."""
        while self.items and self.items[-1][0] >= level:
            self.items.pop()
        begins = not block.marker or block.marker.strip("().").lower() in {"1", "a", "i"}
        if level == 1 and begins and self.open is not None and self.open.made == "paragraph":
            self.lead = self.open  # the paragraph that introduces this list carries it
        parent = self.items[-1][1] if self.items else (self.lead or self.section)
        passage = self.passage(parent, "item")
        passage.number = self.number_of(parent, passage, block.marker)
        passage.take(block)
        self.items.append((level, passage))
        self.open = None

    def text(self, block: Block) -> None:
        """Plain text goes on in the open clause, or begins one."""
        if block.kind == "contents" and self.open is not None and self.open.made != "contents":
            self.open = None
        if self.open is None:
            made = "contents" if block.kind == "contents" else "paragraph"
            self.open, self.lead = self.passage(self.section, made), None
            self.open.number = self.number_of(self.section, self.open, "")
            self.items = []
        self.open.take(block)
        if self.section is None and block.kind != "contents":
            self.open = None  # without any heading each paragraph is a clause

    def passage(self, parent: Passage | None, made: str) -> Passage:
        """A clause below a section or an item."""
        depth = parent.depth + 1 if parent else 1
        passage = Passage(parent=parent, depth=depth, made=made, normative=parent.normative if parent else True)
        if parent is not None:
            parent.counted += 1
            passage.counted = 0
        self.passages.append(passage)
        return passage

    def number_of(self, parent: Passage | None, passage: Passage, marker: str) -> str:
        """4.2 (a) for an item, 4.2 ¶3 for what has no number of its own, so that people can name it."""
        above = parent.number.rstrip(".") if parent else ""
        if DEEP.match(f"{marker} ") and (not above or marker.startswith(f"{above}.")):
            return marker[:40]
        if parent is None:
            return (marker or f"¶{len(self.passages)}")[:40]
        if not above:
            return marker[:40]
        if not marker:
            return f"{above} ¶{parent.counted}"[:40]
        return f"{above}{'' if above.endswith(')') else ' '}{marker}"[:40]


def to_reading(blocks: Iterable[Block], *, title: str = "", warnings: Iterable[str] = ()) -> Reading:
    """All blocks as clauses with keys; refuses what is empty or too long."""
    every = [block for block in blocks if block.plain.strip() or block.html]
    if not every:
        raise Unreadable(_("There is no text in this file."))
    if sum(len(block.plain) + len(block.html) for block in every) > MAX_TEXT:
        raise Unreadable(_("This file holds more than 5 million characters of text. Split it into several drafts."))
    if is_lone_title(every):
        title, every = title or every[0].plain, lifted(every[1:])
    headings = [block for block in every if block.kind == "heading"]
    notes = list(warnings)
    if not headings:
        notes.append(_("No heading was found, so each paragraph became a clause. Use the heading styles for sections."))
    numbered = any(has_number(block) for block in headings if not block.is_title)
    sections = Sections(number_by_level=bool(headings) and not numbered)
    for block in every:
        sections.add(block)
    return Reading(rows=rows_from(sections.passages), title=title.strip()[:LONGEST_TITLE], warnings=notes)


def is_lone_title(blocks: list[Block]) -> bool:
    """A heading without words or number of its own before the first section: it names the draft, and is no clause."""
    if len(blocks) < 2 or blocks[0].kind != "heading" or blocks[1].kind != "heading":
        return False
    first, rest = blocks[0], [block for block in blocks[1:] if block.kind == "heading"]
    if has_number(first) or first.notes or len(first.plain.strip()) > LONGEST_TITLE:
        return False
    return first.is_title or has_number(rest[0]) or all(block.level > first.level for block in rest)


def has_number(block: Block) -> bool:
    """Word's own or typed."""
    return bool(block.marker or TYPED.match(block.plain))


def lifted(blocks: list[Block]) -> list[Block]:
    """Below a title the highest level of the headings is the first."""
    least = min(block.level for block in blocks if block.kind == "heading") - 1
    return [replace(block, level=block.level - least) if block.kind == "heading" else block for block in blocks]


def rows_from(passages: list[Passage]) -> list[ClauseRow]:
    """Plain rows with keys, parents by key."""
    places = {id(passage): place for place, passage in enumerate(passages)}
    keys = derive([(each.heading, each.number, places[id(each.parent)] if each.parent else None) for each in passages])
    names = {id(passage): key for passage, key in zip(passages, keys, strict=True)}
    return [
        ClauseRow(
            key=names[id(passage)],
            number=passage.number,
            parent=names[id(passage.parent)] if passage.parent else "",
            heading=passage.heading,
            body=clean("\n".join([*passage.html, *passage.notes])),
            normative=passage.normative,
        )
        for passage in passages
    ]
