"""The ways of a version, as a table: from which state to which, by which act and right, and whether it has a reason.

The rights, the act and the database's own refusal all stand on it; a step that is not here does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One way from one state to the next."""

    before: str
    after: str
    act: str  # in glossary.actions
    right: str  # in glossary.permissions
    needs_reason: bool = False


STEPS = (
    Step("proposed", "under_review", "open_review", "can_open_review"),
    Step("proposed", "rejected", "reject", "can_reject", needs_reason=True),
    Step("proposed", "withdrawn", "withdraw", "can_withdraw", needs_reason=True),
    Step("under_review", "agreed", "agree", "can_agree"),
    Step("under_review", "rejected", "reject", "can_reject", needs_reason=True),
    Step("under_review", "withdrawn", "withdraw", "can_withdraw", needs_reason=True),
    Step("agreed", "superseded", "agree", "can_agree"),  # by the next version, in the same transaction
    Step("agreed", "withdrawn", "withdraw", "can_withdraw", needs_reason=True),
)


def may_become(before: str, after: str) -> bool:
    """There is such a step."""
    return any((step.before, step.after) == (before, after) for step in STEPS)
