"""Rights over rounds: who may take which step, and in which phase. ``STEPS`` is the whole table."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from consultations.permissions.voices import is_in_audience
from portal import clock
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import LateDoor, Motion, Round
    from portal.members.viewer import Viewer

# A step, and the phases in which it may be taken. What a step leads to is told by its action.
STEPS: dict[str, frozenset[str]] = {
    "edit": frozenset({"preparing"}),
    "make_ready": frozenset({"preparing"}),
    "approve": frozenset({"ready"}),
    "take_back": frozenset({"ready", "approved"}),
    "announce": frozenset({"preparing", "ready", "approved"}),
    "extend": frozenset({"upcoming", "open"}),
    "pause": frozenset({"open"}),
    "resume": frozenset({"paused"}),
    "cancel": frozenset({"upcoming", "open", "paused"}),
    "reopen": frozenset({"closed"}),
    "open_late_door": frozenset({"closed"}),
}
WHY_NOT = {
    "preparing": _("This round is not announced yet."),
    "ready": _("This round waits for approval: take it back to change it."),
    "approved": _("This round is approved: take it back to change it."),
    "upcoming": _("This round is announced: only its closing date can still move."),
    "open": _("This round is open: it can be given more time, paused, or cancelled by two people."),
    "paused": _("This round is paused: let it go on first."),
    "closed": _("This round is closed: two people can open it again."),
    "answered": _("The answers of this round are published."),
    "cancelled": _("This round was cancelled."),
}


def can_make_round(viewer: Viewer) -> Verdict:
    """Rounds are prepared at the desk."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat prepares a round."))


def can_take(step: str, viewer: Viewer, round: Round) -> Verdict:
    """Steps are the secretariat's, each in its phases."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat prepares a round and moves its dates."))
    phase = str(round.phase)
    return YES if phase in STEPS[step] else no(WHY_NOT[phase])


def can_edit_round(viewer: Viewer, round: Round) -> Verdict:
    """Nothing changes once it waits for approval, still less once people have been told of it."""
    return can_take("edit", viewer, round)


def can_make_ready(viewer: Viewer, round: Round) -> Verdict:
    """Whoever prepared it puts it before a second person; whether anything is missing is told by ``unmet_guards``."""
    return can_take("make_ready", viewer, round)


def can_approve(viewer: Viewer, round: Round) -> Verdict:
    """Somebody else than whoever edited it last."""
    if viewer.user is not None and viewer.user == round.edited_by_id:
        return no(_("You edited it last: another person has to approve it."))
    return can_take("approve", viewer, round)


def can_take_back(viewer: Viewer, round: Round) -> Verdict:
    """Back to preparation, as long as nobody outside has been told of it."""
    return can_take("take_back", viewer, round)


def can_announce(viewer: Viewer, round: Round) -> Verdict:
    """Whether its conditions are met, approval among them, is another question: ``unmet_guards``."""
    return can_take("announce", viewer, round)


def can_change_dates(viewer: Viewer, round: Round) -> Verdict:
    """More time may be given, with a public reason, as long as it has not closed."""
    return can_take("extend", viewer, round)


def can_pause(viewer: Viewer, round: Round) -> Verdict:
    """When people cannot take part for a reason that passes; the lost time is given back."""
    return can_take("pause", viewer, round)


def can_resume(viewer: Viewer, round: Round) -> Verdict:
    """A paused round goes on."""
    return can_take("resume", viewer, round)


def can_move(viewer: Viewer, round: Round, kind: str) -> Verdict:
    """One person moves that a round be reopened or cancelled; nothing happens before another seconds it."""
    return can_take(kind, viewer, round)


def can_second(viewer: Viewer, motion: Motion) -> Verdict:
    """Somebody else than the mover, as long as the motion still makes sense."""
    if motion.seconded_at or motion.dropped_at:
        return no(_("This has been settled already."))
    if viewer.user is not None and viewer.user == motion.moved_by_id:
        return no(_("You proposed it: another person has to agree."))
    return can_take(motion.kind, viewer, motion.round)


def can_drop(viewer: Viewer, motion: Motion) -> Verdict:
    """What waits for a second person may be given up."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat prepares a round and moves its dates."))
    return no(_("This has been settled already.")) if motion.seconded_at or motion.dropped_at else YES


def can_open_late_door(viewer: Viewer, round: Round) -> Verdict:
    """After the close and before the answers a late response may be let in, flagged and with its reason."""
    return can_take("open_late_door", viewer, round)


def can_use_late_door(viewer: Viewer, door: LateDoor) -> Verdict:
    """Whoever was given it, for the one response it was opened for."""
    if not is_in_audience(viewer, door.round) or door.round.phase != "closed":
        return no(_("This consultation is closed."))
    return YES if clock.now() < door.ends_at else no(_("The time in which this late response could be sent is over."))


def can_still_arrive(viewer: Viewer, round: Round, *, held_at: datetime) -> Verdict:
    """A paper sheet or a session's record is in time when it was held in time and arrives in the published days."""
    if str(round.phase) not in {"open", "paused", "closed"}:
        return no(WHY_NOT[str(round.phase)])
    if not round.opens_at <= held_at <= round.closes_at:
        return no(_("It was not held while the round was open."))
    if clock.now() > round.sheets_until:
        return no(arrived_too_late(round))
    return YES


def arrived_too_late(round: Round) -> str:
    """Why a record no longer arrives, and what its host can do."""
    words = _(
        "Sheets and records of sessions could arrive until %(day)s. Write to %(contact)s what you have and why it "
        "comes late: it may still be let in, with the reason for everybody to read."
    )
    day = date_format(round.local(round.sheets_until), "j F Y, H:i")
    return words % {"day": day, "contact": round.contact_email or _("the secretariat")}
