"""Who may do what to bodies, decisions, positions and trade-off statements, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from governance.models import Body, Decision, Seat, TradeOff
    from portal.members.viewer import Viewer

ONLY_SECRETARIAT = _("Only the secretariat does this.")


def can_keep_bodies(viewer: Viewer) -> Verdict:
    """The secretariat keeps the list of bodies and who sits on them."""
    return YES if viewer.is_secretariat else no(ONLY_SECRETARIAT)


def can_end_seat(viewer: Viewer, seat: Seat) -> Verdict:
    """The secretariat ends a term once; what has ended stays as it was."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    return no(_("The term of this seat has ended.")) if seat.is_over else YES


def can_fill_seat(viewer: Viewer, seat: Seat) -> Verdict:
    """The secretariat says who takes a vacant seat."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if seat.holder_id is not None:
        return no(_("Somebody holds this seat. End the term first."))
    return no(_("The term of this seat has ended.")) if seat.is_over else YES


def can_take_back_seat(viewer: Viewer, seat: Seat) -> Verdict:
    """A slip is taken back on the first day of the term or before it; later the term is ended."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if seat.starts_on < clock.today():
        return no(_("The term has begun: end it instead, and it stays in the history."))
    return YES


def can_draft_decision(viewer: Viewer, body: Body) -> Verdict:
    """The secretariat writes down what a deciding body is asked."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if body.kind != body.Kind.DECIDING:
        return no(_("An advisory body gives advice; it does not decide."))
    return YES


def can_edit_decision(viewer: Viewer, decision: Decision) -> Verdict:
    """Words, options and what it adopts may change until they are put to the seats."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if decision.state != decision.State.DRAFT:
        return no(_("It has been put to the seats: its words no longer change."))
    return YES


def can_answer_comment(viewer: Viewer, decision: Decision) -> Verdict:
    """Comments may still be tied to it while it is open."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if decision.state not in (decision.State.DRAFT, decision.State.LAST_CALL):
        return no(_("It is closed. A new decision can correct it; nothing can change it."))
    return YES


can_choose_option = can_edit_decision  # what is proposed, and why not the others, is what the seats speak on


def can_add_action(viewer: Viewer, decision: Decision) -> Verdict:
    """What follows is kept up to date after publication, too."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if decision.state == decision.State.RETURNED:
        return no(_("It was returned: nothing follows from it."))
    return YES


def can_open_last_call(viewer: Viewer, decision: Decision) -> Verdict:
    """The secretariat puts a draft to the seats."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if decision.state != decision.State.DRAFT:
        return no(_("Its last call has been opened already."))
    return YES


def can_take_position(viewer: Viewer, decision: Decision, seat: Seat) -> Verdict:
    """Whoever holds the seat that day, from last call until it is decided; the secretariat records for a holder."""
    if not viewer.is_known:
        return no(_("Sign in to take a position."))
    today = clock.today()
    if seat.body_id != decision.body_id:
        return no(_("This seat belongs to another body."))
    if seat.starts_on > today or (seat.ends_on is not None and seat.ends_on < today):
        return no(_("The term of this seat does not cover today."))
    if seat.holder_id is None:
        return no(_("This seat is vacant."))
    if seat.holder_id != viewer.user and not viewer.is_secretariat:
        return no(_("Only the holder of the seat takes its position."))
    if decision.state == decision.State.DRAFT:
        return no(_("Its words may still change. Positions are taken from the last call on."))
    if decision.state != decision.State.LAST_CALL:
        return no(_("It is closed: positions are no longer taken."))
    return YES


def can_publish_decision(viewer: Viewer, decision: Decision) -> Verdict:
    """The secretariat publishes what the seats have decided, once the last call is over."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if decision.state == decision.State.DRAFT:
        return no(_("Open the last call first: nobody is to be surprised by a decision."))
    if decision.state != decision.State.LAST_CALL:
        return no(_("It is closed already."))
    if decision.last_call_until is None or decision.last_call_until > clock.now():
        return no(_("The last call is not over."))
    return YES


def can_return_decision(viewer: Viewer, decision: Decision) -> Verdict:
    """Gives it back to the body: it did not pass, or something new came up."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if decision.state != decision.State.LAST_CALL:
        return no(_("Only what is in last call can be returned."))
    return YES


def can_translate(viewer: Viewer, record: Decision | TradeOff | Body) -> Verdict:
    """Another language may be added at any time, after publication, too."""
    return YES if viewer.is_secretariat else no(ONLY_SECRETARIAT)


def can_write_trade_off(viewer: Viewer, decision: Decision) -> Verdict:
    """The secretariat writes down what was weighed, before anything is put to the seats."""
    return can_edit_decision(viewer, decision)


def can_edit_trade_off(viewer: Viewer, trade_off: TradeOff) -> Verdict:
    """Until it is published; from then on nothing in it changes."""
    if not viewer.is_secretariat:
        return no(ONLY_SECRETARIAT)
    if trade_off.published_at is not None:
        return no(_("It is published: neither words nor figures change."))
    return YES


def can_review_trade_off(viewer: Viewer, trade_off: TradeOff) -> Verdict:
    """Somebody of the secretariat, or of the deciding body, who did not write it."""
    if trade_off.published_at is not None:
        return no(_("It is published: neither words nor figures change."))
    if not (viewer.is_secretariat or trade_off.decision.body.group_id in viewer.groups):
        return no(_("Only the secretariat or a member of the body reviews it."))
    if trade_off.created_by_id == viewer.user:
        return no(_("Somebody else reviews what you wrote."))
    return YES


can_publish_trade_off = can_edit_trade_off
