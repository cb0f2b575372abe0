"""The thread of a comment: the clause it was about, the answer, the changed clause, the decisions that weighed it.

Decisions stand above this room: they are reached through the reverse relation only, and filtered here by audience, so
that a decision still being written betrays nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from consultations.models import Comment, Disposition, Round
from portal.audience import readable
from portal.members.viewer import Viewer


def with_threads(comments: QuerySet[Comment], viewer: Viewer) -> QuerySet[Comment]:
    """Published answers and readable decisions of every comment: the same number of queries however many."""
    link = Comment._meta.get_field("decisions").related_model
    decisions = (
        link._default_manager.filter(readable(viewer, "decision__"), decision__published_at__isnull=False)
        .select_related("decision__trade_off", "decision__body")
        .order_by("decision__published_at")
    )
    answers = (
        Disposition.objects.published()
        .select_related("changed_clause__draft__standard", "duplicate_of__round", "duplicate_of__submission")
        .prefetch_related("translations")
    )
    return comments.prefetch_related(
        Prefetch("dispositions", answers, to_attr="answers_given"),
        Prefetch("decisions", decisions, to_attr="weighed_in"),
    )


def give_places(comments: Iterable[Comment], viewer: Viewer) -> list[Comment]:
    """Comments of ``with_threads``, each with its ``answer`` and the round in which the changed clause now stands."""
    listed = list(comments)
    changed = {
        answer.changed_clause.draft_id: None
        for comment in listed
        for answer in comment.answers_given  # type: ignore[attr-defined]
        if answer.changed_clause
    }
    rounds = Round.objects.visible_to(viewer).filter(draft__in=list(changed)) if changed else []
    slugs = {round.draft_id: round.slug for round in rounds}
    for comment in listed:
        answer = next(iter(comment.answers_given), None)  # type: ignore[attr-defined]
        comment.answer = answer  # type: ignore[attr-defined]
        if answer and answer.changed_clause:
            answer.changed_round = slugs.get(answer.changed_clause.draft_id, "")
        if answer and answer.duplicate_of:
            answer.shows_duplicate = answer.duplicate_of.is_public
    return listed
