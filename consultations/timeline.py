"""What happened to a round, in the order in which it happened, with every date that was ever promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import DateChange, Motion, Round
from portal import clock
from portal.members.languages import Words


@dataclass(frozen=True)
class Moment:
    """One thing that happened, or will."""

    at: datetime
    kind: str  # stays, whatever it is called
    name: str | Promise
    reason: Words | None = None
    was: datetime | None = None  # the closing date before, and after
    now: datetime | None = None
    ahead: bool = False


NAMES = {
    DateChange.Kind.EXTENDED: _("More time was given"),
    DateChange.Kind.PAUSED: _("Paused"),
    DateChange.Kind.RESUMED: _("Went on; the lost time was given back"),
    DateChange.Kind.REOPENED: _("Opened again"),
}


def timeline(round: Round) -> list[Moment]:
    """Announced, opened, every change of the clock with its reason, closed, answered, cancelled; two queries."""
    now = clock.now()
    moments = []
    if round.approved_at:
        moments.append(Moment(round.approved_at, "approved", _("Approved by a second person of the secretariat")))
    if round.announced_at:
        moments.append(Moment(round.announced_at, "announced", _("Announced")))
    if round.cancelled_at is None or round.opens_at < round.cancelled_at:
        is_ahead = round.opens_at > now
        moments.append(Moment(round.opens_at, "opens", _("Opens") if is_ahead else _("Opened"), ahead=is_ahead))
    moments += [changed(row) for row in round.date_changes.all()]  # type: ignore[attr-defined]
    if round.cancelled_at:
        moments.append(Moment(round.cancelled_at, "cancelled", _("Cancelled"), reason=why_cancelled(round)))
    elif not round.paused_at:
        is_ahead = round.closes_at > now
        moments.append(Moment(round.closes_at, "closes", _("Closes") if is_ahead else _("Closed"), ahead=is_ahead))
    if round.answered_at:
        name = _("Every comment answered") if round.draft_id else _("Synopsis published")
        moments.append(Moment(round.answered_at, "answered", name))
    return sorted(moments, key=lambda moment: moment.at)


def changed(row: DateChange) -> Moment:
    """A change of the clock, with the date before and after where it moved."""
    has_moved = row.old_closes_at != row.new_closes_at
    was, now = (row.old_closes_at, row.new_closes_at) if has_moved else (None, None)
    return Moment(row.changed_at, row.kind, NAMES[DateChange.Kind(row.kind)], row.words, was, now)


def why_cancelled(round: Round) -> Words | None:
    """The reason that two people published."""
    motions = [one for one in round.motions.all() if one.seconded_at and one.kind == Motion.Kind.CANCEL]  # type: ignore[attr-defined]
    return motions[-1].words if motions else None
