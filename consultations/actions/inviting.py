"""Inviting people by name to an early round: asked by mail, taken up with an account, withdrawn at any time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.models import INVITED, Invitation, Round
from consultations.permissions import can_invite, can_see_invitations, can_take_up
from consultations.said import tidy
from portal import clock, outbox
from portal.audience import Audience
from portal.members.models import User
from portal.members.viewer import look_at

MOST_AT_ONCE = 200
BY_INVITATION = "invited"  # as the form of a round says it


@dataclass(frozen=True)
class Guest:
    """Somebody to invite."""

    email: str
    name: str = ""


def with_audience(slug: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Those invited by name are a group of their own: every list, feed and search asks for it as for any body."""
    if facts.get("audience") == BY_INVITATION:
        group, _made = Group.objects.get_or_create(name=f"{INVITED}{slug}")
        return {**facts, "audience": Audience.BODY, "audience_group": group}
    if facts.get("audience") in (Audience.PUBLIC, Audience.MEMBERS) and "audience_group" not in facts:
        return {**facts, "audience_group": None}
    return facts


@transaction.atomic
def invite(*, by: User, round: Round, guests: Sequence[Guest], language: str = "en") -> list[Invitation]:
    """Once for each address; who was withdrawn is invited anew. Mails go now, or with the announcement."""
    round = Round.objects.select_for_update(no_key=True, of=("self",)).select_related("audience_group").get(pk=round.pk)
    can_invite(look_at(by), round).or_refuse()
    wanted = {checked(guest.email): tidy(guest.name)[:200] for guest in guests}
    if not wanted or len(wanted) > MOST_AT_ONCE:
        told = _("Name at least one person, and %(most)s at most at once.") % {"most": MOST_AT_ONCE}
        raise ValidationError({"people": told})
    there = {row.email: row for row in Invitation.objects.filter(round=round, email__in=wanted)}
    spoken = dict(User.objects.filter(email__in=wanted).values_list("email", "language"))
    made = []
    for email, name in wanted.items():
        row = there.get(email)
        if row is not None and row.withdrawn_at is None:
            continue
        row = row or Invitation(round=round, email=email)
        row.name, row.language, row.key = name or row.name, spoken.get(email) or language, uuid.uuid4()
        row.invited_at, row.invited_by = clock.now(), by
        row.mailed_at = row.taken_up_at = row.user = row.withdrawn_at = row.withdrawn_by = None
        row.save()
        made.append(row)
    log(round, "consultations.invite", user=by, data={"number": len(made)})
    if round.announced_at is not None:
        mail(made)
    return made


def checked(email: str) -> str:
    """An address as it is compared: without blanks, in small letters."""
    address = email.strip().lower()
    try:
        outbox.check_address(address)
    except ValidationError as error:
        told = _("“%(said)s” is no e-mail address.") % {"said": email.strip()[:80]}
        raise ValidationError({"people": told}) from error
    return address


def mail(invitations: Sequence[Invitation]) -> None:
    """To each its own link, in its own language. Within an action."""
    for row in invitations:
        emails.invitation(invitation=row)
        row.mailed_at = clock.now()
    Invitation.objects.bulk_update(invitations, ["mailed_at"], batch_size=200)


def mail_waiting(round: Round) -> None:
    """Who was invited before the round was announced hears of it now. Within the action that announces.

    A round that was opened to everybody meanwhile is announced as any other: nobody speaks early in it.
    """
    if not round.is_by_invitation:
        return
    mail(list(Invitation.objects.standing().filter(round=round, mailed_at=None).select_related("round")))


@transaction.atomic
def take_up(*, by: User, key: uuid.UUID) -> Invitation:
    """Who holds the link sees the round from now on; pressed twice it is the same."""
    rows = Invitation.objects.standing().select_for_update(of=("self",)).select_related("round__audience_group")
    row = rows.filter(key=key).first()
    if row is None:
        raise ValidationError(_("This invitation is no longer there."))
    can_take_up(look_at(by), row).or_refuse()
    if row.taken_up_at is None or row.user_id is None:  # the account that took it up first may be gone
        row.taken_up_at, row.user = clock.now(), by
        row.save(update_fields=["taken_up_at", "user"])
        log(row.round, "consultations.take_up_invitation")  # without a person
    if row.round.is_by_invitation:
        by.groups.add(row.round.audience_group_id)  # type: ignore[arg-type]
    return row


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation) -> None:
    """The link leads nowhere any more, and the round is hidden again; what was sent stays."""
    can_see_invitations(look_at(by)).or_refuse()
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("round__audience_group", "user")
    row = rows.get(pk=invitation.pk)
    if row.withdrawn_at is not None:
        return
    outbox.rows().filter(event=emails.event_of(row), sent_at=None).delete()
    others = Invitation.objects.standing().filter(round=row.round, user=row.user).exclude(pk=row.pk)
    if row.user is not None and row.round.is_by_invitation and not others.exists():
        row.user.groups.remove(row.round.audience_group_id)  # type: ignore[arg-type]
    row.withdrawn_at, row.withdrawn_by = clock.now(), by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    log(row.round, "consultations.withdraw_invitation", user=by)


def sweep_invitations() -> int:
    """Names and addresses go once nobody needs them; whoever took part goes on seeing the round."""
    return Invitation.objects.outlived().delete()[0]
