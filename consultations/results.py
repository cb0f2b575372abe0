"""What was answered to the questions of a round, question by question: for those who write the synopsis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.text import capfirst

from consultations.barriers import Obstacle, Severity
from consultations.files_shown import files_of_answers
from consultations.models import Answer, Question, Round
from consultations.models.submissions import that_counts

MOST = 100  # answers in words that the page shows for each question; the file holds all


@dataclass
class Row:
    """One possible answer and how often it was given; ``length`` is its bar, of 100."""

    label: str
    count: int
    length: str


@dataclass
class Result:
    """One question: how often each answer was chosen, and what was said in words."""

    question: Question
    number: int
    answered: int = 0
    rows: list[Row] = field(default_factory=list)
    said: list[Answer] = field(default_factory=list)
    more: int = 0  # in words, beyond those shown


def answers_of(round: Round) -> QuerySet[Answer]:
    """Every answer that counts, with its group; the strictest too, since only those who answer read this."""
    rows = Answer.objects.filter(that_counts("submission__"), submission__round=round)
    rows = rows.select_related("submission__group", "submission__sector").defer("submission__content")
    return rows.order_by("question__position", "submission__number")


def results_of(round: Round) -> list[Result]:
    """All questions in their order, answers with their files; six queries however many answered."""
    questions = list(round.questions.with_targets())  # type: ignore[attr-defined]
    given: dict[int, list[Answer]] = {question.pk: [] for question in questions}
    known = {question.pk: question for question in questions}
    files = files_of_answers(round)
    for answer in answers_of(round):
        answer.question = known[answer.question_id]
        answer.files = files.get((answer.submission_id, answer.question_id), [])  # type: ignore[attr-defined]
        given[answer.question_id].append(answer)
    return [result(question, number, given[question.pk]) for number, question in enumerate(questions, start=1)]


def result(question: Question, number: int, answers: list[Answer]) -> Result:
    """What was answered to one question."""
    counts = Counter(code for answer in answers for code in chosen_in(answer))
    most = max(counts.values(), default=1)
    rows = [Row(label, counts[code], f"{100 * counts[code] / most:.1f}") for code, label in possible(question)]
    said = [answer for answer in answers if any(answer.value.get(part) for part in ("clauses", "files")) or answer.text]
    return Result(question, number, len(answers), rows, said[:MOST], max(0, len(said) - MOST))


def possible(question: Question) -> list[tuple[str, str]]:
    """The answers among which was chosen; a barrier with how hard it is."""
    if question.kind == Question.Kind.SCALE:
        return [(number, number) for number in "12345"]
    if question.kind == Question.Kind.BARRIER:
        named = dict(Severity.choices)
        some = [one for one in Obstacle.choices if one[0] != Obstacle.NOTHING]
        pairs = [(f"{code} {how}", f"{capfirst(label)}: {named[how]}") for code, label in some for how in named]
        return [*pairs, (Obstacle.NOTHING, capfirst(Obstacle.NOTHING.label))]
    return [(code, str(words)) for code, words in question.choices]


def chosen_in(answer: Answer) -> Iterator[str]:
    """The codes of what was chosen."""
    value = answer.value
    if category := value.get("category"):
        yield category if category == Obstacle.NOTHING else f"{category} {value.get('severity')}"
    yield from value.get("choices") or [code for code in [value.get("choice")] if code]


HEADINGS = ("question", "kind", "text", "response", "group", "sector", "language", "answer", "words", "read_by")


def lines_of(round: Round) -> Iterator[tuple[str, ...]]:
    """A line an answer, for a file: no name, no organisation."""
    questions = {one.pk: (number, one) for number, one in enumerate(round.questions.with_targets(), start=1)}  # type: ignore[attr-defined]
    for answer in answers_of(round).iterator(chunk_size=500):
        number, question = questions[answer.question_id]
        answer.question, sender = question, answer.submission
        sector = sender.sector.code if sender.sector else ""
        who = (str(sender.number), sender.group.code, sector, sender.language)
        read_by = "committee" if answer.committee_only else sender.confidentiality
        said = "; ".join(chosen_in(answer))
        files = [file["sha256"] for file in answer.value.get("files", ())]
        words = "; ".join(part for part in (answer.text, answer.value.get("clauses", ""), *files) if part)
        yield (str(number), question.kind, question.text, *who, said, words, read_by)
