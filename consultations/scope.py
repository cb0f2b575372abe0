"""Which clauses a round asks about: all of them, or in a restricted round what changed since the last draft."""

from __future__ import annotations

from collections.abc import Collection

from consultations.models import Clause, ClauseLineage, Round


def changed_clauses(round: Round) -> set[int] | None:
    """Primary keys of the clauses that can be commented on; None means all of them. One query, or none.

    A clause that was only moved says what it said, and is shown as context.
    """
    if round.kind != Round.Kind.RESTRICTED or round.draft_id is None:
        return None
    stayed = (ClauseLineage.Kind.SAME, ClauseLineage.Kind.MOVED)
    kept = ClauseLineage.objects.filter(after__draft=round.draft_id, kind__in=stayed).values("after")
    return set(Clause.objects.filter(draft=round.draft_id).exclude(pk__in=kept).values_list("pk", flat=True))


def is_in_scope(clause: Clause | None, scope: Collection[int] | None) -> bool:
    """A comment on the whole document always is."""
    return clause is None or scope is None or clause.pk in scope
