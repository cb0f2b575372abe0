"""From the words of an unsent response to what will be kept: cleaned, checked against the round, canonical.

The words come from a form or from a caller and are not trusted: codes, keys and numbers are looked up here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from consultations.barriers import Obstacle, Severity
from consultations.models import Answer, Attachment, Clause, Comment, Question, Round, UnsentResponse
from consultations.proposals import faults_of_change
from consultations.taking_files import MOST
from consultations.taking_files import too_many as too_many_files
from portal.members.countries import table
from portal.members.languages import Words
from portal.members.models import Sector, StakeholderGroup

CONSENT = "2026-1"  # version of the consent text in templates/consultations/_consent.html
PLACE = ("line", "element", "quote", "change_mode")
LONGEST = 20_000  # characters in one field
MOST_COMMENTS = 500
LONGEST_IN_FORM = 200_000  # what a committee wrote in its own file is not cut
MOST_IN_FORM = 5_000
SHORT = {"line": 100, "element": 200}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def tidy(text: Any) -> str:
    """Plain text without control characters, line ends as one sign, composed letters."""
    lines = str(text if text is not None else "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROL.sub("", lines)).strip()


def too_long(text: str, limit: int = LONGEST) -> str:
    """The message for a text past the limit; empty when it fits."""
    if len(text) <= limit:
        return ""
    return _("This is %(length)s characters long; %(limit)s fit. Shorten it, or split it into several comments.") % {
        "length": number_format(len(text), force_grouping=True),
        "limit": number_format(limit, force_grouping=True),
    }


def too_many() -> str:
    """The message for one comment more than fits."""
    return _("A response holds %(limit)s comments at most.") % {"limit": MOST_COMMENTS}


@dataclass(frozen=True)
class SaidComment:
    """One comment, ready to be kept."""

    clause: Clause | None
    kind: str
    body: str
    proposed_change: str = ""
    justification: str = ""
    line: str = ""
    element: str = ""
    quote: str = ""
    change_mode: str = ""
    committee_only: bool = False
    files: tuple[dict[str, Any], ...] = ()
    mark: str = field(default="", compare=False)  # what it is called in the response being written

    def as_data(self) -> dict[str, Any]:
        """Its part of the canonical content; the clause's hash says which words it was about.

        What came later (line, element, quote, mode) is named only where something was said, so that the same words
        have the same hash as ever.
        """
        place = {name: getattr(self, name) for name in (*PLACE, "committee_only") if getattr(self, name)}
        place |= {"files": list(self.files)} if self.files else {}
        return place | {
            "clause": self.clause.key if self.clause else None,
            "clause_sha256": self.clause.text_sha256 if self.clause else None,
            "kind": self.kind,
            "body": self.body,
            "proposed_change": self.proposed_change,
            "justification": self.justification,
        }


@dataclass(frozen=True)
class SaidAnswer:
    """One answer, ready to be kept."""

    question: Question
    value: dict[str, Any]
    text: str
    committee_only: bool = False

    @property
    def said(self) -> str:
        """In words, for the reader."""
        return Answer(question=self.question, value=self.value, text=self.text).said

    def told(self, language: str) -> list[Words]:
        """The same part by part, each in its own language."""
        return Answer(question=self.question, value=self.value, text=self.text).told(language)

    def as_data(self) -> dict[str, Any]:
        """Its part of the canonical content."""
        said = {"question": self.question.position, "value": self.value, "text": self.text}
        return {**said, "committee_only": True} if self.committee_only else said


@dataclass
class Said:
    """A whole response, and what is wrong with it by field."""

    round: Round
    language: str
    from_form: bool = False  # a file that a committee filled in: more and longer comments, no questions
    group: StakeholderGroup | None = None
    sector: Sector | None = None
    country: str = ""
    comments: list[SaidComment] = field(default_factory=list)
    answers: list[SaidAnswer] = field(default_factory=list)
    attached: list[Attachment] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def files(self, *, mark: str = "", question: int | None = None) -> tuple[dict[str, Any], ...]:
        """What came with one comment, with one answer, or with the whole."""
        rows = (row for row in self.attached if row.question_id == question and row.comment_id_unsent == mark)
        return tuple(row.as_data() for row in rows)

    def or_raise(self) -> Said:
        """Itself, when nothing is wrong with it."""
        if self.errors:
            raise ValidationError(dict(self.errors))
        return self

    def content(self, **how: Any) -> dict[str, Any]:
        """All that was said, as data: the bytes of its canonical JSON are what the receipt's hash covers."""
        return {
            "round": self.round.slug,
            "language": self.language,
            "group": self.group.code if self.group else None,
            "sector": self.sector.code if self.sector else None,
            "country": self.country,
            "consent": CONSENT,
            "comments": [comment.as_data() for comment in self.comments],
            "answers": [answer.as_data() for answer in self.answers],
            **({"files": list(self.files())} if self.files() else {}),
            **how,
        }


def said_in(response: UnsentResponse, *, from_form: bool = False) -> Said:
    """Everything an unsent response says, looked up and checked: 5 queries however much it says."""
    words: dict[str, Any] = response.words or {}
    language = str(words.get("language") or response.language)[:35]
    said = Said(round=response.round, language=language, from_form=from_form)
    read_standing(said, words)
    read_files(said, response, words)
    read_comments(said, words.get("comments") or [])
    if not from_form:
        read_answers(said, words.get("answers") or {})
    if not said.comments and not said.answers and "body" not in said.errors:
        said.errors.setdefault("body", _("Say something first: a comment, or the answer to a question."))
    return said


def read_standing(said: Said, words: dict[str, Any]) -> None:
    """Group (needed), sector and country (if any)."""
    code, sector, country = (tidy(words.get(name)) for name in ("group", "sector", "country"))
    said.group = StakeholderGroup.objects.filter(code=code, is_active=True).first() if code else None
    said.sector = Sector.objects.filter(code=sector).first() if sector else None
    said.country = country.upper() if country.upper() in table() else ""
    if said.group is None:
        said.errors["group"] = _("Choose the group you speak from.")
    if sector and said.sector is None:
        said.errors["sector"] = _("Choose one of the places named here, or none.")
    if country and not said.country:
        said.errors["country"] = _("Choose a country from the list, or none.")


def read_files(said: Said, response: UnsentResponse, words: dict[str, Any]) -> None:
    """Files that came along; one of a comment that is no longer there goes with the whole."""
    if response.pk is None:
        return
    marks = {str(row.get("id")) for row in words.get("comments") or []}
    for row in Attachment.objects.kept().filter(response=response):
        row.comment_id_unsent = row.comment_id_unsent if row.comment_id_unsent in marks else ""
        said.attached.append(row)
    if len(said.attached) > MOST:
        said.errors["file"] = too_many_files()


def read_comments(said: Said, rows: list[dict[str, Any]]) -> None:
    """Each comment with the frozen clause it is about; a clause of another draft is refused."""
    most = MOST_IN_FORM if said.from_form else MOST_COMMENTS
    if len(rows) > most:
        said.errors["body"] = _("A response holds %(limit)s comments at most.") % {"limit": most}
        return
    keys = {str(row.get("clause")) for row in rows if row.get("clause")}
    clauses = {clause.key: clause for clause in Clause.objects.filter(draft=said.round.draft_id, key__in=keys)}
    for row in rows:
        said.comments.append(comment_in(said, row, clauses))


def comment_in(said: Said, row: dict[str, Any], clauses: dict[str, Clause]) -> SaidComment:
    """One comment; what is wrong with it is noted by field."""
    key, kind = row.get("clause"), str(row.get("type") or row.get("kind") or Comment.Kind.GENERAL)
    texts = {name: tidy(row.get(name)) for name in ("body", "proposed_change", "justification", *PLACE)}
    for name, text in texts.items():
        if message := too_long(text, SHORT.get(name, LONGEST_IN_FORM if said.from_form else LONGEST)):
            said.errors[name] = message
    if key and key not in clauses:
        said.errors["clause"] = _("The draft has no such clause.")
    if not texts["body"]:
        said.errors["body"] = _("Say what is right or wrong with it.")
    if kind not in Comment.Kind.values:
        said.errors["kind"] = _("Choose one of the kinds of comment.")
    if texts["change_mode"] not in ("", *Comment.ChangeMode.values):
        said.errors["change_mode"] = _("Choose whether to replace, add or delete.")
    clause, mark = clauses.get(str(key)) if key else None, str(row.get("id") or "")
    said.errors |= faults_of_change(texts, clause, from_form=said.from_form)
    facts = {"committee_only": bool(row.get("committee_only")), "mark": mark}
    return SaidComment(clause=clause, kind=kind, files=said.files(mark=mark) if mark else (), **facts, **texts)


def read_answers(said: Said, given: dict[str, Any]) -> None:
    """Answers by question; only questions meant for the person's own group or sector can be required."""
    for question in said.round.asked:
        told = {**(given.get(str(question.pk)) or {}), "files": list(said.files(question=question.pk))}
        answer, message = answer_to(question, told)
        if message:
            said.errors[f"q{question.pk}"] = message
        elif answer is not None:
            said.answers.append(replace(answer, committee_only=bool(told.get("committee_only"))))
        elif question.is_required and question.is_for(said.group, said.sector):
            said.errors[f"q{question.pk}"] = _("This question is meant for you and needs an answer.")


def answer_to(question: Question, given: dict[str, Any]) -> tuple[SaidAnswer | None, str]:
    """The answer and what is wrong with it; (None, "") where nothing was said."""
    text = tidy(given.get("text"))
    if message := too_long(text):
        return None, message
    kinds = Question.Kind
    if question.kind == kinds.BARRIER:
        return barrier(question, given)
    if question.kind == kinds.FILE:
        files = given.get("files")
        return (SaidAnswer(question, {"files": files}, ""), "") if files else (None, "")
    if question.kind == kinds.TEXT:
        return (SaidAnswer(question, {"text": text}, text), "") if text else (None, "")
    known = [str(number) for number in range(1, 6)] if question.kind == kinds.SCALE else codes_of(question)
    chosen = given.get("choices") or ([given["choice"]] if given.get("choice") else [])
    chosen = [str(code) for code in chosen]
    if not set(chosen) <= set(known) or (question.kind != kinds.CHOICES and len(chosen) > 1):
        return None, _("Choose from the answers named here.")
    if not chosen:
        return None, ""
    value = {"choices": chosen} if question.kind == kinds.CHOICES else {"choice": chosen[0]}
    return SaidAnswer(question, value, text), ""


def codes_of(question: Question) -> list[str]:
    """The codes of a question's choices."""
    return [str(option.get("code")) for option in question.options]


def barrier(question: Question, given: dict[str, Any]) -> tuple[SaidAnswer | None, str]:
    """What stands in the way, how hard it is, what would take it away."""
    category, severity = str(given.get("category") or ""), str(given.get("severity") or "")
    remedy, clauses = tidy(given.get("remedy")), tidy(given.get("clauses"))[:200]
    if not (category or severity or remedy or clauses):
        return None, ""
    if message := too_long(remedy):
        return None, message
    if category not in Obstacle.values:
        return None, _("Choose the main obstacle, or “nothing keeps us from taking part”.")
    if category != Obstacle.NOTHING and severity not in Severity.values:
        return None, _("Say how hard the obstacle is, or that you would rather not say.")
    value = {"category": category, "severity": severity, "remedy": remedy, "clauses": clauses}
    return SaidAnswer(question, value, remedy), ""
