"""Last call, and what the seats say: rows that are only ever added."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from governance.emails import last_call_opened
from governance.guards import for_last_call
from governance.models import Decision, Position, Seat
from governance.permissions import can_open_last_call, can_take_position
from governance.reading import put_to_the_seats
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def open_last_call(*, by: Any, decision: Decision) -> Decision:
    """Puts it to the seats: from now on words and rule are what they are. The rule is copied from the body."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
    can_open_last_call(look_at(by), decision).or_refuse()
    if missing := for_last_call(decision):
        raise ValidationError([str(one.message) for one in missing])
    decision.state = Decision.State.LAST_CALL
    decision.rule_snapshot = decision.body.rule
    decision.last_call_from = clock.now()
    decision.last_call_until = clock.now() + timedelta(days=decision.body.last_call_days)
    decision.last_call_words = put_to_the_seats(decision)
    decision.save()
    log(decision, "governance.open_last_call", user=by, data={"rule": decision.rule_snapshot})
    for place in decision.body.seats.on(clock.today()).exclude(holder=None).select_related("holder"):
        last_call_opened(decision=decision, person=place.holder)
    tell(Decision, [decision.pk])
    return decision


def checked_position(*, value: str, reason: str) -> None:
    """Who stands in the way, or aside, says why."""
    if value not in Position.Value.values:
        raise ValidationError({"value": _("Choose a position.")})
    if value == Position.Value.OBJECT and not reason:
        raise ValidationError({"reason": _("An objection needs its reason: others must be able to answer it.")})
    if value == Position.Value.RECUSE and not reason:
        raise ValidationError({"reason": _("Say why the seat stands aside.")})


@transaction.atomic
def take_position(
    *,
    by: Any,
    decision: Decision,
    seat: Seat,
    value: str,
    reason: str = "",
    comment: str = "",
    language: str = "en",
) -> Position:
    """What a seat says, by its holder or recorded for it by the secretariat. A change of mind is one more row."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    can_take_position(look_at(by), decision, seat).or_refuse()
    reason, comment = reason.strip(), comment.strip()
    checked_position(value=value, reason=reason)
    position = Position.objects.create(
        decision=decision,
        seat=seat,
        group_id=seat.group_id,
        value=value,
        reason=reason,
        comment=comment,
        language=language,
        taken_by=by,
    )
    verb = "take_position" if seat.holder_id == by.pk else "record_position"
    log(decision, f"governance.{verb}", user=by, data={"seat": seat.pk, "value": value})
    tell(Decision, [decision.pk])
    return position
