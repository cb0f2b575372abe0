"""Following by e-mail: what one may ask news of."""

from __future__ import annotations

from typing import Any

from consultations.models import Clause, Following, Round, Standard
from consultations.permissions import can_follow
from portal.members.models import User
from portal.members.viewer import look_at
from portal.subscriptions.actions import subscribe


def follow(
    *,
    by: User | None,
    email: str = "",
    language: str,
    standard: Standard | None = None,
    clause: Clause | None = None,
    round: Round | None = None,
) -> Following:
    """News of a round, a clause, a standard, or of all."""
    can_follow(look_at(by), round).or_refuse()
    about: dict[str, Any] = {"topic": Following.Topic.ALL}
    if round is not None:
        about = {"topic": Following.Topic.ROUND, "round": round}
    elif clause is not None:
        about = {"topic": Following.Topic.CLAUSE, "standard": clause.draft.standard, "clause_key": clause.key}
    elif standard is not None:
        about = {"topic": Following.Topic.STANDARD, "standard": standard}
    return subscribe(kind=Following, by=by, email=email, language=language, **about)
