"""Filling seats and ending their terms; the body's Django group is kept in step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from governance.models import Body, Seat
from governance.permissions import can_end_seat, can_fill_seat, can_keep_bodies, can_take_back_seat
from portal import clock
from portal.members.models import Organisation, StakeholderGroup
from portal.members.viewer import look_at
from portal.signals import tell


@transaction.atomic
def seat(
    *,
    by: Any,
    body: Body,
    group: StakeholderGroup,
    holder: Any = None,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Seat:
    """A place at the table for a term; without a holder it is vacant, and shown so."""
    can_keep_bodies(look_at(by)).or_refuse()
    starts_on = starts_on or clock.today()
    check_term(body, holder, starts_on, ends_on)
    place = Seat.objects.create(
        body=body, group=group, holder=holder, organisation=organisation, starts_on=starts_on, ends_on=ends_on
    )
    keep_in_step(body=body, holder=holder)
    log(place, "governance.seat", user=by, data={"body": body.slug})
    tell(Body, [body.pk])
    return place


def check_term(body: Body, holder: Any, starts_on: date, ends_on: date | None) -> None:
    """It ends after it starts, and nobody holds two seats of one body on one day."""
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("A term ends after it starts.")})
    if holder is not None and body.seats.overlapping(starts_on, ends_on).filter(holder=holder).exists():
        raise ValidationError({"holder": _("This person holds a seat of this body already.")})


@transaction.atomic
def fill_seat(*, by: Any, seat: Seat, holder: Any, organisation: Organisation | None = None) -> Seat:
    """Who takes a vacant seat from today on, to the end of its term; the days it stood empty stay in the history."""
    can_fill_seat(look_at(by), seat).or_refuse()
    today, until = clock.today(), seat.ends_on
    check_term(seat.body, holder, max(today, seat.starts_on), until)
    if seat.starts_on < today:
        seat.ends_on = today - timedelta(days=1)
        seat.save(update_fields=["ends_on"])
        seat = Seat(body=seat.body, group=seat.group, starts_on=today, ends_on=until)
    seat.holder, seat.organisation = holder, organisation
    seat.save()
    keep_in_step(body=seat.body, holder=holder)
    log(seat, "governance.seat", user=by, data={"body": seat.body.slug})
    tell(Body, [seat.body_id])
    return seat


@transaction.atomic
def unseat(*, by: Any, seat: Seat, reason: str, ends_on: date | None = None) -> Seat:
    """Ends a term, with a public reason: yesterday unless said otherwise, so that the seat is free today."""
    can_end_seat(look_at(by), seat).or_refuse()
    yesterday = clock.today() - timedelta(days=1)
    ends_on = ends_on or max(yesterday, seat.starts_on)
    if ends_on < seat.starts_on:
        raise ValidationError({"ends_on": _("A term ends after it starts.")})
    if ends_on < yesterday:
        raise ValidationError({"ends_on": _("A term ends yesterday at the earliest.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say in public why the term ends.")})
    seat.ends_on, seat.ending_reason = ends_on, reason.strip()
    seat.save(update_fields=["ends_on", "ending_reason"])
    keep_in_step(body=seat.body, holder=seat.holder)
    log(seat, "governance.unseat", user=by, data={"body": seat.body.slug})
    tell(Body, [seat.body_id])
    return seat


@transaction.atomic
def take_back_seat(*, by: Any, seat: Seat) -> None:
    """A slip of the pen: the seat was given today, or was to begin later, and nothing has been said from it."""
    can_take_back_seat(look_at(by), seat).or_refuse()
    if seat.positions.exists():
        raise ValidationError(_("A position has been taken from this seat: end its term instead."))
    body, holder = seat.body, seat.holder
    log(seat, "governance.take_back_seat", user=by, data={"body": body.slug})
    seat.delete()
    keep_in_step(body=body, holder=holder)
    tell(Body, [body.pk])


def keep_in_step(*, body: Body, holder: Any) -> None:
    """In the body's group while holding a seat today, and not a day longer."""
    if holder is None:
        return
    if body.seats.on(clock.today()).filter(holder=holder).exists():
        holder.groups.add(body.group)
    else:
        holder.groups.remove(body.group)


@transaction.atomic
def keep_all_in_step() -> int:
    """For ``tick``: terms begin and end by themselves. Says how many people came or went."""
    changed = 0
    for body in Body.objects.select_related("group"):
        now = set(body.seats.on(clock.today()).exclude(holder=None).values_list("holder", flat=True))
        then = set(body.group.user_set.values_list("pk", flat=True))
        body.group.user_set.add(*(now - then))
        body.group.user_set.remove(*(then - now))
        changed += len(now ^ then)
    return changed
