"""Rounds that announce themselves: planned by one person, approved by another, carried out by the worker."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from consultations import emails
from consultations.actions.opening import announce
from consultations.models import Round
from portal.members.permissions import Refused


def announce_what_is_planned() -> None:
    """In the name of who agreed last. What may not be announced stays where it is, and both people are told why."""
    rows = Round.objects.to_announce().select_related("draft", "ready_by", "approved_by")
    for round in rows.order_by("announce_at", "pk"):
        try:
            announce(by=round.approved_by or round.ready_by, round=round)
        except (ValidationError, Refused) as error:
            if round.announced_at is not None:
                continue  # by hand, or by another worker, in the same moment
            reasons = getattr(error, "messages", [str(error)])
            for person in filter(None, {round.ready_by, round.approved_by}):
                emails.not_announced(round=round, person=person, reasons=reasons)
