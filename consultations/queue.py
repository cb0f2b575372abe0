"""The queue of the answering desk: which comments, in which order, how far each answer is, how many say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from consultations.models import Comment, Disposition, Round

STATES = ("open", "proposed", "agreed")


@dataclass
class Asked:
    """What was typed into the filter: ``clause:6.2 group:la is:open same:R1-0004`` and plain words."""

    clause: str = ""
    group: str = ""
    state: str = ""
    same: int = 0  # number of a comment: those that say nearly the same, each by itself
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
        elif colon and name == "same" and value.rpartition("-")[2].isdecimal():
            asked.same = int(value.rpartition("-")[2][:9])
        else:
            asked.words.append(part)
    return asked


def fitting(round: Round, asked: Asked) -> QuerySet[Comment]:
    """The comments of a round that the filter means."""
    rows = Comment.objects.standing_there().filter(round=round)
    mine = Disposition.objects.current().filter(comment=OuterRef("pk"))
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
    return rows


def queue(round: Round, asked: Asked) -> QuerySet[Comment]:
    """Clause by clause, the draft as a whole first; each with its ``current`` answer; of those alike the first."""
    rows = fitting(round, asked)
    if asked.same:
        first = Comment.objects.filter(round=round, number=asked.same).values("likeness__group")
        rows = rows.filter(likeness__group__in=first)
    else:
        same = {"likeness__group": OuterRef("likeness__group"), "number__lt": OuterRef("number")}
        rows = rows.filter(Q(likeness__group=None) | ~Exists(fitting(round, asked).filter(**same)))
    return with_answers(rows)


def with_answers(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """In the order of the draft, with all that the desk shows of a comment."""
    current = Disposition.objects.current()
    answers = current.select_related("changed_clause", "duplicate_of__round", "proposed_by", "agreed_by")
    about = ("submission__group", "submission__sector", "submission__organisation", "clause", "round", "likeness")
    rows = rows.select_related(*about).prefetch_related(Prefetch("dispositions", answers, to_attr="standing_answers"))
    return rows.order_by("clause__position", "number")


def group_of(comment: Comment) -> int | None:
    """The first of those it is like; None where it stands alone, or nobody has looked yet."""
    mark = getattr(comment, "likeness", None)
    return mark.group_id if mark else None


def alike_to(comment: Comment) -> QuerySet[Comment]:
    """Itself and all that say nearly the same and still stand."""
    group = group_of(comment)
    same = Q(likeness__group=group) if group else Q(pk=comment.pk)
    return Comment.objects.standing_there().filter(same).select_related("round__draft", "likeness").order_by("number")


def count_alike(comments: Iterable[Comment]) -> None:
    """Gives each its ``alike``: how many others say the same; one query, or none."""
    rows = list(comments)
    groups = {group for comment in rows if (group := group_of(comment))}
    there = Comment.objects.standing_there().filter(likeness__group__in=groups).order_by()
    counted = dict(there.values_list("likeness__group").annotate(n=Count("pk"))) if groups else {}
    for comment in rows:
        comment.alike = max(0, counted.get(group_of(comment), 1) - 1)  # type: ignore[attr-defined]


def current_of(comment: Comment) -> Disposition | None:
    """The answer that stands for a comment of the queue."""
    return next(iter(comment.standing_answers), None)  # type: ignore[attr-defined]
