"""Numbers that Word prints but does not keep in the text: heading and list numbers of ``numbering.xml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
SILENT = {"bullet", "none"}


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's, or nothing."""
    return element.get(f"{W}{name}", "") if element is not None else ""


def whole(text: str, otherwise: int = 0) -> int:
    """A number written in XML; what is none counts as ``otherwise``."""
    return int(text) if text.lstrip("-").isdigit() else otherwise


@dataclass(frozen=True)
class Level:
    """How one level of one list is numbered."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Numbering:
    """Lists of a document and how far each has counted."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # numId → abstractNumId
    counts: dict[str, list[int]] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, part: Element | None) -> Numbering:
        """From ``numbering.xml``; a document may have none."""
        numbering = cls()
        if part is None:
            return numbering
        for abstract in part.iter(f"{W}abstractNum"):
            name = value(abstract, "abstractNumId")
            for level in abstract.iter(f"{W}lvl"):
                numbering.levels[name, whole(value(level, "ilvl"))] = Level(
                    form=value(level.find(f"{W}numFmt")) or "decimal",
                    text=value(level.find(f"{W}lvlText")),
                    start=whole(value(level.find(f"{W}start")), 1),
                )
        for one in part.iter(f"{W}num"):
            number = value(one, "numId")
            numbering.lists[number] = value(one.find(f"{W}abstractNumId"))
            for override in one.iter(f"{W}lvlOverride"):
                start = value(override.find(f"{W}startOverride"))
                if start:
                    numbering.starts[number, whole(value(override, "ilvl"))] = whole(start, 1)
        return numbering

    def next(self, number: str, depth: int) -> str:
        """Counts one on and gives the number as Word prints it; nothing for a bullet."""
        depth = min(max(depth, 0), 8)
        abstract = self.lists.get(number, number)
        counts = self.counts.setdefault(abstract, [])
        if number not in self.begun:
            self.begun.add(number)
            if (number, depth) in self.starts:
                del counts[depth:]
        while len(counts) <= depth:
            counts.append(self.start(number, len(counts)) - 1)
        counts[depth] += 1
        for above in range(depth):  # a list that begins with its second level
            counts[above] = max(counts[above], self.start(number, above))
        del counts[depth + 1 :]
        return self.printed(abstract, counts, depth)

    def start(self, number: str, depth: int) -> int:
        """Where a level begins to count."""
        level = self.levels.get((self.lists.get(number, number), depth), Level())
        return self.starts.get((number, depth), level.start)

    def printed(self, abstract: str, counts: list[int], depth: int) -> str:
        """“%1.%2)” with the counts put in."""
        level = self.levels.get((abstract, depth), Level())
        if level.form in SILENT:
            return ""
        text = level.text
        for above in range(depth + 1):
            form = self.levels.get((abstract, above), Level()).form
            text = text.replace(f"%{above + 1}", spelled(counts[above], form))
        return text.strip()


def spelled(count: int, form: str) -> str:
    """A count as letters, Roman or Arabic figures."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 100:
        return roman(count).upper() if form == "upperRoman" else roman(count)
    return str(count)


def roman(count: int) -> str:
    """ii, ix, xiv; lists beyond forty are rare enough for xxxx."""
    letters = ""
    for figure, letter in ROMAN:
        while count >= figure:
            letters, count = letters + letter, count - figure
    return letters
