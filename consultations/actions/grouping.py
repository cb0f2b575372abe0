"""Near-identical comments brought together for the desk, each still counted and answered under its own receipt."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from consultations.actions.answers import agree_disposition, propose_disposition
from consultations.likeness import ALIKE, likeness, marks_of, runs_of
from consultations.models import Comment, Disposition, Likeness
from consultations.queue import alike_to
from portal.members.models import User

AT_ONCE = 500  # comments in one tick
MOST_COMPARED = 20  # others that one comment is held against
MARKS = ("mark_1", "mark_2", "mark_3", "mark_4")


def group_alike() -> int:
    """Marks what was said since; may run at any time, also twice at once."""
    rows = Comment.objects.filter(likeness=None, replaced_at=None).order_by("pk")[:AT_ONCE]
    done = 0
    for comment in rows:
        try:
            mark(comment)
            done += 1
        except IntegrityError:  # another worker was quicker
            continue
    return done


@transaction.atomic
def mark(comment: Comment) -> Likeness:
    """Finds what it is like among the comments on the same clause of the same round."""
    runs = runs_of(said_by(comment))
    marks = dict(zip(MARKS, marks_of(runs), strict=True))
    shared = reduce(or_, (Q(**{name: value}) for name, value in marks.items()))
    near = Likeness.objects.filter(shared, round=comment.round_id, clause=comment.clause_id)
    near = near.filter(comment__language=comment.language).select_related("comment").order_by("pk")[:MOST_COMPARED]
    best = max(((likeness(runs, runs_of(said_by(row.comment))), -row.pk, row) for row in near), default=None)
    group: int | None = comment.pk if Likeness.objects.filter(group=comment.pk).exists() else None
    if best is not None and best[0] >= ALIKE:
        group = best[2].group_id or best[2].comment_id
        Likeness.objects.filter(comment=group, group=None).update(group=group)
    facts = {"round_id": comment.round_id, "clause_id": comment.clause_id, "group_id": group}
    return Likeness.objects.create(comment=comment, **facts, **marks)


def said_by(comment: Comment) -> str:
    """What is compared: all that asks for an answer."""
    return "\n".join((comment.body, comment.proposed_change, comment.change_mode, comment.quote, comment.justification))


def unmark(comments: list[int]) -> None:
    """Their words have changed: they are compared anew."""
    Likeness.objects.filter(comment__in=comments).delete()


@transaction.atomic
def propose_for_all(*, by: User, comment: Comment, **given: Any) -> int:
    """One answer for all that say nearly the same; says how many."""
    about = given.get("duplicate_of")
    chosen = [one for one in alike_to(comment) if about is None or one.pk != about.pk]
    for one in chosen:
        propose_disposition(by=by, comment=one, **given)
    return len(chosen)


@transaction.atomic
def agree_for_all(*, by: User, disposition: Disposition) -> int:
    """Agrees to the same answer wherever it is proposed to those that say nearly the same; says how many."""
    same = {"value": disposition.value, "reason": disposition.reason, "proposed_by": disposition.proposed_by_id}
    same |= {"changed_clause": disposition.changed_clause_id, "duplicate_of": disposition.duplicate_of_id}
    rows = Disposition.objects.current().filter(comment__in=alike_to(disposition.comment), agreed_at=None, **same)
    chosen = list(rows)
    for one in chosen:
        agree_disposition(by=by, disposition=one)
    return len(chosen)
