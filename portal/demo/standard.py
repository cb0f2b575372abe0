"""Chapter three: a standard in two drafts. What draft 1 said stands in the file beside what draft 2 says."""

from typing import Any

from django.utils.html import escape

from consultations.actions.drafts import import_draft
from consultations.actions.term_marks import explain_terms, name_in_draft
from consultations.actions.translations import review_translation, translate_clause
from consultations.clauses import ClauseRow
from consultations.models import Draft, Standard
from portal.demo.stage import Stage, read


def html(text: str) -> str:
    """Paragraphs of plain text as a clause's body."""
    return "".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n\n") if part.strip())


def parent_of(number: str) -> str:
    """4.2 stands in 4."""
    return number.rpartition(".")[0]


def rows_of(words: dict[str, Any], *, first: bool) -> list[ClauseRow]:
    """The clauses of draft 1 or 2, in the order of their numbers there."""
    kept = [about for about in words["clause"] if not (first and about.get("new"))]
    kept += words["clause_of_draft_1"] if first else []
    numbers = {about["key"]: about.get("was_number", about["number"]) if first else about["number"] for about in kept}
    keys = {number: key for key, number in numbers.items()}
    kept.sort(key=lambda about: [(not part.isdigit(), part.zfill(3)) for part in numbers[about["key"]].split(".")])
    return [
        ClauseRow(
            key=about["key"],
            number=numbers[about["key"]],
            parent=keys.get(parent_of(numbers[about["key"]]), ""),
            heading=about["heading"]["en"],
            body=html(about.get("was", about.get("en", "")) if first else about.get("en", "")),
            normative=about.get("normative", True),
        )
        for about in kept
    ]


def write_draft(stage: Stage, *, label: str, first: bool, previous: Draft | None = None) -> None:
    """One draft, with its French and Spanish text where it is the newer one."""
    words = read("standard")
    draft = import_draft(
        by=stage.writer,
        standard=words["code"],
        label=label,
        rows=rows_of(words, first=first),
        title=words["titles"]["en"],
        previous=previous,
    )
    Standard.objects.filter(code=words["code"]).update(titles=words["titles"], summaries=words["summaries"])
    Draft.objects.filter(pk=draft.pk).update(titles=words["titles"])
    stage.drafts[label] = draft
    for name in words["names"]:
        name_in_draft(by=stage.writer, draft=draft, words=name)
    if not first:
        explain_terms(by=stage.writer, draft=draft, reason=words["terms_reason"])
        translate(stage, draft, words)


def translate(stage: Stage, draft: Draft, words: dict[str, Any]) -> None:
    """Every clause in both other languages, looked over by a second person."""
    clauses = {clause.key: clause for clause in draft.clauses.all()}
    for about in words["clause"]:
        for language in ("fr", "es"):
            filed = translate_clause(
                by=stage.writer,
                clause=clauses[about["key"]],
                language=language,
                heading=about["heading"][language],
                body=html(about.get(language, "")),
                status="draft",
            )
            review_translation(by=stage.second, translation=filed)
