"""A line of a session's form held against its round: which slip, which clause or question, and what is wrong with it.

Plain data in, plain data out, as ``matching`` does it for the commenting forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from consultations.barriers import Obstacle, Severity
from consultations.matching import Fault, Matched, Places, place_of
from consultations.models import FacilitatedSession, Question
from consultations.said import LONGEST, answer_to, too_long
from consultations.sheets import CommentRow, kind_of
from portal.members.languages import pick

COMMITTEE = re.compile(r"(only |seulement |solo )?(the |le |el )?comm?it", re.IGNORECASE)
APART = re.compile(r"[,;/\n]|\s+")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Kinds = Question.Kind


@dataclass(frozen=True)
class SheetRow(Matched):
    """A line with what it will be sent as: a comment on its clause, or the answer to its question."""

    slip: int = 0
    people: int = 0
    question: Question | None = None
    answer: dict[str, Any] = field(default_factory=dict)
    committee_only: bool = False

    @property
    def how_to_answer(self) -> str:
        """What its question offers; empty for a comment."""
        return how_to_answer(self.question) if self.question else ""


@dataclass(frozen=True)
class Asked:
    """What the lines of a form are held against."""

    session: FacilitatedSession
    questions: Mapping[str, Question]  # by their number on paper
    places: Places


def match_all(rows: Iterable[CommentRow], asked: Asked) -> list[SheetRow]:
    """Every line on its own, then beside the others of its slip."""
    found: list[SheetRow] = []
    people: dict[int, int] = {}
    answered: dict[tuple[int, int], int] = {}
    for row in rows:
        one = match_one(row, asked)
        faults = list(one.faults)
        told = people.setdefault(one.slip, one.people)
        if one.slip and one.people and told != one.people:
            reason = _("Another line of slip %(slip)s says that it stands for %(people)s people.")
            faults.append(Fault("people", reason % {"slip": one.slip, "people": told}))
        if one.question is not None and one.slip:
            first = answered.setdefault((one.slip, one.question.pk), row.row)
            if first != row.row:
                reason = _("Row %(row)s answers this question for the same slip. Put both answers into one row.")
                faults.append(Fault("question", reason % {"row": first}))
        found.append(replace(one, faults=faults))
    return found


def match_one(row: CommentRow, asked: Asked) -> SheetRow:
    """One line by itself."""
    faults: list[Fault] = []
    most = asked.session.people
    slip = number_in(row.slip or "1", most)
    people = number_in(row.people or str(most), most)
    if not slip:
        faults.append(Fault("slip", _("Slips are numbered from 1 to %(most)s here.") % {"most": most}))
    if not people:
        faults.append(Fault("people", _("At most %(number)s people took part in this session.") % {"number": most}))
    about: Any = question_row if row.question else comment_row
    one: SheetRow = about(row, asked)
    texts = {"comment": row.comment, "proposed_change": row.change, "justification": row.justification}
    faults += [Fault(name, message) for name, text in texts.items() if (message := too_long(text, LONGEST))]
    if row.confidentiality and not COMMITTEE.match(row.confidentiality):
        faults.append(Fault("confidentiality", _("Write “committee” here, or nothing.")))
    only = bool(row.confidentiality)
    return replace(one, slip=slip, people=people, committee_only=only, faults=[*faults, *one.faults])


def number_in(said: str, most: int) -> int:
    """The number that was written, from 1 to the most; 0 for any other."""
    bare = said.strip().removesuffix(".0").lstrip("#")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 6 and 1 <= int(bare) <= most else 0


def comment_row(row: CommentRow, asked: Asked) -> SheetRow:
    """A comment on a clause; without one, on the draft as a whole."""
    faults = []
    kind = kind_of(row.kind) if row.kind else "ge"
    place, reason = place_of(row, asked.places, "ge")  # whatever its kind: people speak of the whole as well
    if reason:
        faults.append(Fault("clause", reason))
    if not kind:
        message = _("“%(said)s” is no type of comment. Choose ge (general), te (technical) or ed (editorial).")
        faults.append(Fault("type", message % {"said": row.kind[:40]}))
    if not row.comment:
        faults.append(Fault("comment", _("There is no comment in this row. Say what is right or wrong.")))
    return SheetRow(row, place, kind, faults, asked.places.near(row.clause) if reason else ())


def question_row(row: CommentRow, asked: Asked) -> SheetRow:
    """The answer to a question: words, or the letters of what was chosen."""
    question = asked.questions.get(row.question.strip().lstrip("#qQ ").removesuffix(".0").rstrip("."))
    if question is None or question.kind == Kinds.FILE:
        message = _("There is no question “%(said)s”. Write its number, or nothing for a comment.")
        return SheetRow(row, faults=[Fault("question", message % {"said": row.question[:40]})])
    is_barrier = question.kind == Kinds.BARRIER
    if row.clause and not is_barrier:
        message = _("A row names a clause or a question, not both.")
        return SheetRow(row, question=question, faults=[Fault("clause", message)])
    given = given_in(row, question)
    said, message = answer_to(question, given)
    if said is None and not message:
        message = _("There is no answer in this row.")
    faults = [Fault("comment", message)] if message else []
    if not is_barrier and (row.change or row.justification):
        faults.append(Fault("proposed_change", _("Put the whole answer into one field: What was said.")))
    return SheetRow(row, question=question, answer=given, faults=faults)


def given_in(row: CommentRow, question: Question) -> dict[str, Any]:
    """The answer as the form on the screen would give it; what nobody knows is left for ``answer_to`` to refuse."""
    if question.kind == Kinds.TEXT:
        return {"text": row.comment}
    if question.kind == Kinds.BARRIER:
        return barrier_in(row)
    every = [(str(n), [str(n)]) for n in range(1, 6)] if question.kind == Kinds.SCALE else lettered(question)
    chosen = codes_in(row.comment, every, several=question.kind == Kinds.CHOICES)
    return {"choices": chosen}


def lettered(question: Question) -> list[tuple[str, list[str]]]:
    """Code of each choice, with all by which it may be called: its letter, its code, its words in any language."""
    found = []
    for letter, option in zip(LETTERS, question.options, strict=False):
        found.append((str(option["code"]), [letter, str(option["code"]), *map(str, option["text"].values())]))
    return found


def codes_in(said: str, every: list[tuple[str, list[str]]], *, several: bool) -> list[str]:
    """The codes that are meant; a word that is none of them stands for itself, and is refused."""
    called = {name.strip().casefold(): code for code, names in every for name in names}
    whole = said.strip().rstrip(".").casefold()
    if whole in called:
        return [called[whole]]
    parts = [part for part in APART.split(whole) if part.strip(" .)(")] if several or not whole else [whole]
    return list(dict.fromkeys(called.get(part.strip(" .)("), part) for part in parts))


def barrier_in(row: CommentRow) -> dict[str, Any]:
    """A letter for what stands in the way and a number for how hard it is; what would remove it stands beside."""
    obstacles = [(value, [letter, value]) for letter, value in zip(LETTERS, Obstacle.values, strict=False)]
    severities = [(value, [str(n), value]) for n, value in enumerate(Severity.values, start=1)]
    said = codes_in(row.comment, [*obstacles, *severities], several=True)
    category = next((code for code in said if code in Obstacle.values), "")
    severity = next((code for code in said if code in Severity.values), "")
    if set(said) - {category, severity}:
        category = category and "?"
    if category == Obstacle.NOTHING:
        severity = ""
    remedy = "\n".join(text for text in (row.change, row.justification) if text)
    return {"category": category, "severity": severity, "remedy": remedy, "clauses": row.clause}


def how_to_answer(question: Question) -> str:
    """The question with its choices lettered, as it is printed beside the line for its answer."""
    words = str(question.words.text)
    if question.kind == Kinds.SCALE:
        return f"{words} (1–5)"
    if question.kind == Kinds.BARRIER:
        first = [f"{letter}) {label}" for letter, label in zip(LETTERS, Obstacle.labels, strict=False)]
        second = [f"{n}) {label}" for n, label in enumerate(Severity.labels, start=1)]
        told = _("Write a letter and a number, such as “b 1”, and under “How should it read?” what would remove it.")
        return "\n".join([words, "; ".join(map(str, first)), "; ".join(map(str, second)), told])
    options = [f"{letter}) {pick(o['text']).text}" for letter, o in zip(LETTERS, question.options, strict=False)]
    return "\n".join([words, "; ".join(options)]) if options else words
