"""What every reader of draft files gives: clauses in order, a title, and what the reader should know about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from consultations.clauses import ClauseRow
from portal.files.limits import MAX_FILE, Unreadable
from portal.files.reports import Fault

__all__ = ["MAX_FILE", "MAX_TEXT", "Block", "Reading", "Run", "Unreadable", "joined", "without_start"]
MAX_TEXT = 5_000_000  # characters of text: a thousand pages of standard have two million


@dataclass
class Reading:
    """A file as clauses, not stored yet."""

    rows: list[ClauseRow]
    title: str = ""
    warnings: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)  # what could not be understood; nothing is stored with any
    places: list[int] = field(default_factory=list)  # the row of the file behind each clause, where it has rows
    given: set[str] = field(default_factory=set)  # keys that the file itself gives: they are not derived anew


@dataclass(frozen=True)
class Run:
    """A stretch of text with the same marks."""

    text: str
    bold: bool = False
    italic: bool = False
    lift: str = ""  # "sup" or "sub"
    href: str = ""

    def html(self) -> str:
        """Escaped, within its marks."""
        html = escape(self.text, quote=False).replace("\n", "<br>")
        for on, tag in ((self.lift, self.lift), (self.italic, "em"), (self.bold, "strong")):
            html = f"<{tag}>{html}</{tag}>" if on and html else html
        return f'<a href="{escape(self.href)}">{html}</a>' if self.href and html else html

    def same_marks(self, other: Run) -> bool:
        """Could stand in one stretch with the other."""
        return (self.bold, self.italic, self.lift, self.href) == (other.bold, other.italic, other.lift, other.href)


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item, a heading or a table, in document order."""

    kind: str  # heading, item, text, quote, code, table, contents
    runs: tuple[Run, ...] = ()
    level: int = 0  # of a heading or an item, from 1
    marker: str = ""  # the number a list or a heading style gives it; not among the runs
    html: str = ""  # of a table
    is_title: bool = False  # of the whole document: never numbered
    notes: tuple[str, ...] = ()  # footnotes called in it, as HTML

    @property
    def plain(self) -> str:
        """Its words without marks."""
        return "".join(run.text for run in self.runs)

    def render(self) -> str:
        """Its HTML."""
        if self.kind == "table":
            return self.html
        words = joined(self.runs)
        if self.kind == "code":
            return f"<pre>{words.replace('<br>', chr(10))}</pre>"
        return f"<blockquote><p>{words}</p></blockquote>" if self.kind == "quote" else f"<p>{words}</p>"


def joined(runs: tuple[Run, ...]) -> str:
    """HTML of runs, neighbours with the same marks as one."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].same_marks(run):
            last = merged.pop()
            run = Run(last.text + run.text, run.bold, run.italic, run.lift, run.href)
        merged.append(run)
    return "".join(run.html() for run in merged)


def without_start(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    """The runs less their first ``length`` characters: a typed number goes into its own column."""
    kept: list[Run] = []
    for run in runs:
        cut, length = run.text[length:], max(0, length - len(run.text))
        cut = cut if kept else cut.lstrip()
        if cut:
            kept.append(Run(cut, run.bold, run.italic, run.lift, run.href))
    return tuple(kept)
