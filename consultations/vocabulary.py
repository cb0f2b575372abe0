"""The terms of a draft: which it uses, what is wrong with them, and what an author has said of single ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from consultations.models import Clause, Draft
from glossary.asking import NOT_HERE
from glossary.linking import Mention
from glossary.names import names_in
from glossary.term_check import Finding, findings_in, mentions_in, two_names
from portal.members.languages import Words


@dataclass(frozen=True)
class TwoNames:
    """One concept that binding clauses call by more than one name."""

    code: str
    names: dict[str, list[str]]  # name → keys of clauses

    @property
    def words(self) -> str:
        """For a sentence."""
        return " / ".join(self.names)


@dataclass
class TermCheck:
    """All that is to be looked at in a draft before people are bound by it."""

    rows: list[tuple[Clause, list[Finding]]] = field(default_factory=list)
    two_names: list[TwoNames] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(findings) for _clause, findings in self.rows) + len(self.two_names)

    def marks(self) -> dict[str, str]:
        """What tells each finding from any other, and its words: clause, kind, and term or words."""
        told = {mark_of(clause, one): one.words for clause, findings in self.rows for one in findings}
        return told | {f"|two_names|{row.code}|{'/'.join(sorted(row.names))}": row.words for row in self.two_names}

    def beyond(self, waived: Iterable[Mapping[str, str]]) -> dict[str, str]:
        """Those that a published reason is not about: they came later, or nobody had listed them."""
        known = {row["mark"] for row in waived}
        return {mark: words for mark, words in self.marks().items() if mark not in known}


def mark_of(clause: Clause, finding: Finding) -> str:
    """The same finding in the same clause, however often it is looked for."""
    return f"{clause.key}|{finding.kind}|{finding.code or finding.words.casefold()}"


def check_terms(draft: Draft, clauses: Iterable[Clause] | None = None) -> TermCheck:
    """Of the normative clauses, in the language that prevails; one query where the clauses are not at hand."""
    rows = draft.clauses.order_by("position") if clauses is None else clauses
    told, mentions = TermCheck(), []
    for clause in (row for row in rows if row.is_normative and row.body):
        found = findings_of(clause, draft)
        if found:
            told.rows.append((clause, found))
        mentions += [(clause.key, one) for one in wanted(clause, draft.language)]
    told.two_names = [TwoNames(code, names) for code, names in sorted(two_names(mentions).items())]
    return told


def findings_of(clause: Clause, draft: Draft) -> list[Finding]:
    """What is wrong in one clause, less what the author has answered for."""
    own = {name.casefold() for name in draft.own_names}
    return [
        one
        for one in findings_in(clause.body, draft.language)
        if clause.term_marks.get(one.code) != NOT_HERE and not (one.kind == "undefined" and one.words.casefold() in own)
    ]


def wanted(clause: Clause, language: str) -> list[Mention]:
    """The mentions that the author has not said are none."""
    said = clause.term_marks
    return [one for one in mentions_in(clause.body, language) if said.get(one.name.code) != NOT_HERE]


@dataclass(frozen=True)
class TermHere:
    """A term in one clause, as the desk shows it."""

    code: str
    name: Words
    mark: str
    is_agreed: bool


def terms_here(clause: Clause, language: str) -> list[TermHere]:
    """What the clause mentions, and what the author has marked in it besides."""
    names: dict[str, Any] = {row.code: row for row in names_in(language).headings}
    found = dict.fromkeys(one.name.code for one in mentions_in(clause.body, language))
    found |= dict.fromkeys(clause.term_marks)
    return [
        TermHere(code, names[code].words, clause.term_marks.get(code, ""), names[code].status == "agreed")
        for code in found
        if code in names
    ]
