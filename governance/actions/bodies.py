"""Making bodies and filling their seats; the body's Django group is kept in step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from governance.actions.wording import plant_page, publish_page, write
from governance.models import Body, Seat
from governance.permissions import can_keep_bodies
from governance.rules import BadRule, read_rule
from governance.words import Prose
from portal import clock
from portal.members.languages import SOURCE
from portal.members.models import Organisation, StakeholderGroup
from portal.members.viewer import COMMITTEE, look_at
from portal.signals import tell


def checked_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule that can be read and that asks for something."""
    try:
        read = read_rule(rule)
    except BadRule as error:
        raise ValidationError({"rule": str(error)}) from error
    if not read.threshold:
        raise ValidationError({"rule": _("rule: a body that decides needs a “threshold” above 0.")})
    return dict(rule)


@transaction.atomic
def create_body(
    *,
    by: Any,
    slug: str,
    prefix: str,
    names: Mapping[str, str],
    kind: str = Body.Kind.DECIDING,
    rule: Mapping[str, Any] | None = None,
    lede: str = "",
    mandate: Prose | str = (),
    **clocks: int,
) -> Body:
    """A body with its own Django group, so that "this body only" can be asked without knowing governance.
    The group's name says whether the body decides, for the same reason: who advises agrees to no answer.

    ``clocks``: last_call_days, appeal_days, review_months.
    """
    can_keep_bodies(look_at(by)).or_refuse()
    if not names.get(SOURCE):
        raise ValidationError({"names": _("Give the body a name.")})
    rule = checked_rule(rule or {}) if kind == Body.Kind.DECIDING else dict(rule or {})
    body = Body(slug=slug, prefix=prefix.upper(), names=dict(names), kind=kind, rule=rule, **clocks)
    save_new(body)
    page = plant_page(record=body, slug=f"body-{slug}", by=by, title=names[SOURCE], lede=lede, mandate=mandate)
    publish_page(draft=page, by=by)
    log(body, "governance.create_body", user=by)
    tell(Body, [body.pk])
    return body


def save_new(body: Body) -> None:
    """The row and its group, or a message: address and prefix are taken once."""
    try:
        with transaction.atomic():
            decides = body.kind == Body.Kind.DECIDING
            body.group = Group.objects.create(name=f"{COMMITTEE if decides else 'body: '}{body.slug}")
            body.save()
    except IntegrityError as error:
        raise ValidationError(_("There is a body with this address or prefix already.")) from error


@transaction.atomic
def write_body(*, by: Any, body: Body, title: str, lede: str = "", mandate: Prose | str = ()) -> None:
    """What a body is for, in the source language. No evidence: published at once."""
    can_keep_bodies(look_at(by)).or_refuse()
    publish_page(draft=write(record=body, language=SOURCE, by=by, title=title, lede=lede, mandate=mandate), by=by)
    log(body, "governance.write_body", user=by)
    tell(Body, [body.pk])


@transaction.atomic
def change_rule(*, by: Any, body: Body, rule: Mapping[str, Any]) -> Body:
    """From the next last call on; what is in last call or decided keeps its own copy."""
    can_keep_bodies(look_at(by)).or_refuse()
    body.rule = checked_rule(rule)
    body.save(update_fields=["rule"])
    log(body, "governance.change_rule", user=by, data={"rule": body.rule})
    return body


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
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("A term ends after it starts.")})
    if holder is not None and body.seats.on(starts_on).filter(holder=holder).exists():
        raise ValidationError({"holder": _("This person holds a seat of this body already.")})
    place = Seat.objects.create(
        body=body, group=group, holder=holder, organisation=organisation, starts_on=starts_on, ends_on=ends_on
    )
    keep_in_step(body=body, holder=holder)
    log(place, "governance.seat", user=by, data={"body": body.slug})
    tell(Body, [body.pk])
    return place


@transaction.atomic
def unseat(*, by: Any, seat: Seat, ends_on: date | None = None) -> Seat:
    """Ends a term: yesterday unless said otherwise, so that the seat is free today."""
    can_keep_bodies(look_at(by)).or_refuse()
    ends_on = ends_on or max(clock.today() - timedelta(days=1), seat.starts_on)
    if ends_on < seat.starts_on:
        raise ValidationError({"ends_on": _("A term ends after it starts.")})
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    keep_in_step(body=seat.body, holder=seat.holder)
    log(seat, "governance.unseat", user=by, data={"body": seat.body.slug})
    tell(Body, [seat.body_id])
    return seat


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
