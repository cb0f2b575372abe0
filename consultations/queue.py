"""The queue of the answering desk: which comments, in which order, and how far each answer is."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from consultations.models import Comment, Disposition, Round

STATES = ("open", "proposed", "agreed")


@dataclass
class Asked:
    """What was typed into the filter: ``clause:6.2 group:la is:open`` and plain words."""

    clause: str = ""
    group: str = ""
    state: str = ""
    words: list[str] = field(default_factory=list)


def read(typed: str) -> Asked:
    """Whatever was typed is understood; what is not a filter is a word."""
    asked = Asked()
    for part in typed.replace("\x00", "").split()[:20]:
        name, colon, value = part.partition(":")
        if colon and name == "clause":
            asked.clause = value
        elif colon and name == "group":
            asked.group = value
        elif colon and name == "is" and value in STATES:
            asked.state = value
        else:
            asked.words.append(part)
    return asked


def queue(round: Round, asked: Asked) -> QuerySet[Comment]:
    """Clause by clause, the draft as a whole first; each with its ``current`` answer."""
    current = Disposition.objects.current()
    rows = Comment.objects.standing_there().filter(round=round)
    mine = current.filter(comment=OuterRef("pk"))
    if asked.state == "open":
        rows = rows.filter(~Exists(mine))
    elif asked.state:
        rows = rows.filter(Exists(mine.filter(agreed_at__isnull=asked.state == "proposed")))
    if asked.clause:
        rows = rows.filter(Q(clause__number__iexact=asked.clause) | Q(clause__key=asked.clause))
    if asked.group:
        rows = rows.filter(submission__group__code=asked.group)
    for word in asked.words:
        rows = rows.filter(Q(body__icontains=word) | Q(proposed_change__icontains=word))
    answers = current.select_related("changed_clause", "duplicate_of__round", "proposed_by", "agreed_by")
    rows = rows.select_related("submission__group", "submission__sector", "submission__organisation", "clause", "round")
    rows = rows.prefetch_related(Prefetch("dispositions", answers, to_attr="standing_answers"))
    return rows.order_by("clause__position", "number")


def current_of(comment: Comment) -> Disposition | None:
    """The answer that stands for a comment of the queue."""
    return next(iter(comment.standing_answers), None)  # type: ignore[attr-defined]
