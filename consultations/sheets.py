"""A commenting form as plain rows: its eight columns, by whatever heading, and what our own files say besides.

The columns are those of the ISO/IEC/CEN template 2012-03; FORM 13B, its predecessor, has seven (no line number).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consultations.formats.annotated import Passage

MB, LINE, CLAUSE, ELEMENT, KIND = "mb", "line", "clause", "element", "kind"
COMMENT, CHANGE, OBSERVATION = "comment", "change", "observation"
FORM_2012 = (MB, LINE, CLAUSE, ELEMENT, KIND, COMMENT, CHANGE, OBSERVATION)
FORM_13B = (MB, CLAUSE, ELEMENT, KIND, COMMENT, CHANGE, OBSERVATION)
WORDS = (COMMENT, CHANGE)  # what makes a row more than a number


@dataclass(frozen=True)
class CommentRow:
    """One row as it was written; ``row`` is its number in the file."""

    row: int
    where: str = ""
    mb: str = ""
    line: str = ""
    clause: str = ""
    element: str = ""
    kind: str = ""
    comment: str = ""
    change: str = ""
    observation: str = ""
    clause_key: str = ""
    quote: str = ""
    change_mode: str = ""
    justification: str = ""
    confidentiality: str = ""
    slip: str = ""  # of a session's form, as are the next two
    people: str = ""
    question: str = ""
    language: str = ""  # where a file says it row by row

    @property
    def columns(self) -> tuple[str, ...]:
        """The eight, as printed."""
        return tuple(getattr(self, name) for name in FORM_2012)


@dataclass
class Form:
    """What a file holds: its rows, and what the reader should know about what was left out."""

    rows: list[CommentRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)  # of a copy of the draft itself, not placed yet


HEADINGS: tuple[tuple[str, str], ...] = (  # first match wins; on letters and spaces only
    ("clause_key", r"clause key"),
    ("quote", r"quote(d words)?|quoted text"),
    ("change_mode", r"change mode"),
    ("justification", r"justification|rationale|justificación"),
    ("confidentiality", r"confidentiality"),
    ("disposition", r"disposition"),
    ("reason", r"reason"),
    (OBSERVATION, r".*(observations?|observaciones|remarks?) (of|by|from|du|de|del|de la) (the )?secr.*"),
    (OBSERVATION, r"secretariat'?s? observations?.*|observations?|resolution|observations du secretariat"),
    (LINE, r"line( (number|no|nr|n))?|lines?|ligne|numéro de ligne|línea|número de línea"),
    (KIND, r"(type|kind)( of com ?ment.*)?|comment type|type de commentaire|tipo( de comentario)?|category"),
    (ELEMENT, r"element|(paragraph|paragraphe|párrafo)\b.*|(figure|table|list item|note|tableau)\b.*"),
    (CLAUSE, r"(sub ?clause|clause|section|article|apartado|capítulo|paragraphe de la norme)\b.*"),
    (CHANGE, r"(proposed|suggested|requested|recommended) (change|text|wording|modification|revision)s?.*"),
    (CHANGE, r"proposal|(changement|modification|texte) proposée?.*|(cambio|texto|modificación) propuest[oa].*"),
    (COMMENT, r"comments?( justification for change)?|commentaires?.*|comentarios?.*|comment and justification.*"),
    (MB, r"(mb|nc|mb nc|member body|national committee|body|commenter|source|country|sender)\b.*|cm|on"),
)
PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in HEADINGS)
LETTERS = re.compile(r"[^\w']+|[\d_¹²³]+")


def heading_of(text: str) -> str:
    """Which column a heading names; empty when it names none."""
    if len(text) > 120:
        return ""
    bare = text.partition("(e.g")[0].partition("(p. ex")[0]
    said = " ".join(LETTERS.sub(" ", bare).split()).casefold()
    return next((name for name, pattern in PATTERNS if pattern.fullmatch(said)), "") if said else ""


def columns_by_headings(cells: tuple[str, ...]) -> dict[str, int]:
    """Column → place, where a line is a line of headings; empty where it is not."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = heading_of(cell)
        if name and name not in found:
            found[name] = place
    return found if COMMENT in found and len(found) >= 3 else {}


KINDS = {
    "ge": {"ge", "g", "gen", "general", "général", "générale", "generales"},
    "te": {"te", "t", "tech", "technical", "technique", "técnico", "tecnico", "técnica"},
    "ed": {"ed", "e", "edit", "editorial", "éditorial", "rédactionnel", "redaccional"},
}


def kind_of(text: str) -> str:
    """ge, te or ed for whatever was written; empty when it is none of them, or several."""
    said = " ".join(LETTERS.sub(" ", text).split()).casefold()
    return next((kind for kind, words in KINDS.items() if said in words), "")


PRINTED = {  # column 8, code → as printed; the form is filled in English wherever it is used
    "accepted": "Accepted",
    "accepted_modified": "Accepted with modifications",
    "partly": "Partially accepted",
    "noted": "Noted",
    "not_accepted": "Not accepted",
    "out_of_scope": "Out of scope of this round",
    "deferred": "Deferred to next revision",
    "duplicate": "Duplicate",
    "answered": "Question answered",
    "withdrawn": "Withdrawn by commenter",
}
SYNONYMS = {
    "agreed": "accepted",
    "accept": "accepted",
    "accepted in principle": "accepted_modified",
    "accept with modifications": "accepted_modified",
    "awm": "accepted_modified",
    "partly accepted": "partly",
    "accepted in part": "partly",
    "rejected": "not_accepted",
    "reject": "not_accepted",
    "out of scope": "out_of_scope",
    "deferred": "deferred",
    "withdrawn": "withdrawn",
} | {words.casefold(): code for code, words in PRINTED.items()}


def observation_of(value: str, reason: str, about: str = "") -> str:
    """Column 8 as it is printed: “value. reason”; ``about`` is the comment that another is the same as."""
    printed = PRINTED.get(value, value)
    printed = f"{printed} of {about}" if about and value == "duplicate" else printed
    return f"{printed}. {reason}".strip() if reason else f"{printed}." if printed else ""


def observed(text: str) -> tuple[str, str]:
    """Value and reason of a filled column 8; a value nobody knows stays in the reason."""
    value, _dot, reason = text.partition(".")
    said = " ".join(value.split()).casefold()
    code = SYNONYMS.get(said) or ("duplicate" if said.startswith("duplicate of ") else "")
    return (code, reason.strip()) if code else ("", text)


PRINTED_HEADINGS = (
    "MB/NC¹",
    "Line number (e.g. 17)",
    "Clause/ Subclause (e.g. 3.1)",
    "Paragraph/ Figure/ Table/ (e.g. Table 1)",
    "Type of comment²",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
)
WHOLE_DOCUMENT = "General"


@dataclass(frozen=True)
class ExportedComment:
    """A comment as it leaves the house, with as much about its sender as the reader may know."""

    ref: str
    mb: str
    organisation: str
    group: str
    sector: str
    line: str
    clause: str
    clause_key: str
    element: str
    type: str
    comment: str
    proposed_change: str
    justification: str
    confidentiality: str
    status: str
    disposition: str
    reason: str
    quote: str = ""
    change_mode: str = ""
    language: str = ""
    observations: str = ""
    files: str = ""  # name and fingerprint of each, a line each
    cosigned: int = 0  # names put under it by others, as many as the reader may know of
    session: str = ""  # in which it was said, as coarsely as is told

    @property
    def columns(self) -> tuple[str, ...]:
        """The eight columns of the form; what it has no column for stands with the comment or the change."""
        quoted = f"“{self.quote}”\n\n" if self.quote else ""
        because = f"\n\nJustification: {self.justification}" if self.justification else ""
        change = self.proposed_change
        if self.change_mode == "delete":
            change = f"Delete: {change or self.quote}"
        elif self.change_mode == "add":
            change = f"Add: {change}"
        clause = self.clause or WHOLE_DOCUMENT
        attached = f"\n\nAttached: {self.files}" if self.files else ""
        comment = f"{quoted}{self.comment}{because}{attached}"
        return (self.mb, self.line, clause, self.element, self.type, comment, change, self.observations)


@dataclass(frozen=True)
class FormHead:
    """What stands above the table: the date, the document, the project."""

    date: str
    document: str
    project: str
