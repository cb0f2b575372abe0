"""Everything that changes who belongs where, and who works for the alliance."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal import clock
from portal.members import emails
from portal.members.models import Membership, Organisation, ReadingToken, User
from portal.members.permissions import (
    can_appoint,
    can_confirm,
    can_end,
    can_join,
    can_make_secretary,
    can_make_token,
    can_revoke_token,
)
from portal.members.viewer import look_at


@transaction.atomic
def ask_to_join(*, by: User, organisation: Organisation) -> Membership:
    """A request; it gives no right until somebody there, or the secretariat, confirms it."""
    can_join(look_at(by), organisation).or_refuse()
    try:
        with transaction.atomic():
            membership = Membership.objects.create(user=by, organisation=organisation)
    except IntegrityError:
        raise ValidationError(_("You have asked already; somebody will answer.")) from None
    log(instance=membership, action="members.ask_to_join", user=by)
    delegates = User.objects.delegates_of(organisation)
    emails.asked_to_join(membership=membership, readers=delegates or User.objects.staff())
    return membership


@transaction.atomic
def confirm_membership(*, by: User, membership: Membership) -> None:
    """From now on the person may speak for the organisation."""
    can_confirm(look_at(by), membership).or_refuse()
    waiting = Membership.objects.waiting().filter(pk=membership.pk)
    if not waiting.update(confirmed_at=clock.now(), confirmed_by=by):
        raise ValidationError(_("This request has been answered already."))
    membership.refresh_from_db()
    log(instance=membership, action="members.confirm_membership", user=by)
    emails.membership_confirmed(membership=membership)


@transaction.atomic
def decline_membership(*, by: User, membership: Membership) -> None:
    """The request is closed; the person may ask again."""
    can_confirm(look_at(by), membership).or_refuse()
    if not Membership.objects.waiting().filter(pk=membership.pk).update(ended_at=clock.now()):
        raise ValidationError(_("This request has been answered already."))
    membership.refresh_from_db()
    log(instance=membership, action="members.decline_membership", user=by)
    emails.membership_declined(membership=membership)


@transaction.atomic
def end_membership(*, by: User, membership: Membership) -> None:
    """Leaving, or being taken off the list; also taking back one's own request. What was said stays."""
    can_end(look_at(by), membership).or_refuse()
    if not Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=clock.now()):
        raise ValidationError(_("This membership has ended already."))
    membership.refresh_from_db()
    log(instance=membership, action="members.end_membership", user=by)
    if membership.user_id != by.pk:
        emails.membership_ended(membership=membership)


@transaction.atomic
def appoint_delegate(*, by: User, membership: Membership) -> None:
    """A delegate confirms who belongs to the organisation."""
    can_appoint(look_at(by), membership).or_refuse()
    colleagues = Membership.objects.confirmed().filter(pk=membership.pk, role=Membership.Role.COLLEAGUE)
    if not colleagues.update(role=Membership.Role.DELEGATE):
        raise ValidationError(_("Only somebody whose membership is confirmed can become a delegate."))
    membership.refresh_from_db()
    log(instance=membership, action="members.appoint_delegate", user=by)
    emails.delegate_appointed(membership=membership)


@transaction.atomic
def appoint_secretary(*, by: User | None, user: User) -> None:
    """From now on the person works at the desk and writes pages; a second factor is asked for."""
    can_make_secretary(look_at(by), user).or_refuse()
    user.join_secretariat()
    log(instance=user, action="members.appoint_secretary", user=by)
    emails.secretary_appointed(user=user)


@transaction.atomic
def dismiss_secretary(*, by: User, user: User) -> None:
    """The desk and the admin are closed to the person again."""
    can_make_secretary(look_at(by), user).or_refuse()
    if user.is_superuser:
        raise ValidationError(_("An administrator works for the secretariat as well."))
    user.leave_secretariat()
    log(instance=user, action="members.dismiss_secretary", user=by)


@transaction.atomic
def appoint_administrator(*, by: User | None, user: User) -> None:
    """From now on the person appoints the secretariat and keeps accounts, and works at the desk as well."""
    can_make_secretary(look_at(by), user).or_refuse()
    user.join_secretariat()
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])
    log(instance=user, action="members.appoint_administrator", user=by)
    emails.secretary_appointed(user=user)


@transaction.atomic
def dismiss_administrator(*, by: User, user: User) -> None:
    """Works on for the secretariat, without deciding who else does. Never oneself: somebody is always left."""
    can_make_secretary(look_at(by), user).or_refuse()
    user.is_superuser = False
    user.save(update_fields=["is_superuser"])
    log(instance=user, action="members.dismiss_administrator", user=by)


def change_profile(*, by: User, display_name: str, language: str, time_zone: str) -> None:
    """One's own name, language and zone; no entry in the log, since it would keep the old name."""
    by.display_name, by.language, by.time_zone = display_name, language, time_zone
    by.save(update_fields=["display_name", "language", "time_zone"])


@transaction.atomic
def make_token(*, by: User, name: str, days: int, records: bool, responses: bool) -> str:
    """The secret, shown once: only its hash is kept. A mail tells the person, in case somebody else made it."""
    can_make_token(look_at(by), ReadingToken.objects.holding().filter(user=by).count()).or_refuse()
    if not (records or responses):
        raise ValidationError(_("Choose what it opens."))
    secret = f"cg_{secrets.token_urlsafe(32)}"
    token = ReadingToken.objects.create(
        user=by,
        name=name,
        start=secret[:8],
        secret_sha256=sha256(secret.encode()).hexdigest(),
        opens_records=records,
        opens_responses=responses,
        ends_at=clock.now() + timedelta(days=days),
    )
    log(instance=token, action="members.make_token", user=by)
    emails.token_made(token=token)
    return secret


@transaction.atomic
def revoke_token(*, by: User, token: ReadingToken) -> None:
    """From now on it lets nobody in."""
    can_revoke_token(look_at(by), token).or_refuse()
    if not ReadingToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        raise ValidationError(_("This token was taken back already."))
    log(instance=token, action="members.revoke_token", user=by)


def note_use(*, token: ReadingToken) -> None:
    """On which day it was last used, written once a day; when and for what is nobody's business."""
    today = clock.today()
    if token.used_on != today:
        ReadingToken.objects.filter(pk=token.pk).update(used_on=today)
