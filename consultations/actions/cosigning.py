"""A name under somebody else's published comment: put there, confirmed from the mail, taken away again."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails
from consultations.models import Comment, CoSignature, Identity
from consultations.permissions import can_cosign, can_speak_for, can_take_name_back
from consultations.said import tidy
from portal import clock, outbox
from portal.members.models import Organisation, StakeholderGroup, User
from portal.members.viewer import look_at

UNCONFIRMED = timedelta(days=7)  # how long a name waits for its mail to be answered


@transaction.atomic
def cosign(
    *,
    comment: Comment,
    by: User | None = None,
    organisation: Organisation | None = None,
    name: str = "",
    email: str = "",
    group: StakeholderGroup | None = None,
    is_public: bool = False,
    language: str,
) -> CoSignature:
    """One for each person and organisation, however often it is asked; without an account a mail has to be answered."""
    viewer = look_at(by)
    can_cosign(viewer, comment).or_refuse()
    if organisation is not None:
        can_speak_for(viewer, organisation).or_refuse()
    who = checked(by=by, organisation=organisation, name=name, email=email, group=group)
    refuse_own(comment, organisation=organisation, email=who["email"] if by else "")
    once = {"organisation": organisation} if organisation else {"email__iexact": who["email"]}
    row = CoSignature.objects.select_for_update().filter(comment=comment, **once).first()
    if row is not None and row.confirmed_at is not None and by is None:
        return row  # the answer is the same, so that nobody learns who has signed
    row = row or CoSignature(comment=comment, organisation=organisation)
    said = {**who, "user": None if organisation else by, "is_public": is_public, "language": language}
    if not put_name(row, said, confirmed_at=row.confirmed_at or (clock.now() if by else None)):
        return CoSignature.objects.get(comment=comment, **once)
    if by is None:
        emails.confirm_cosigning(cosignature=row)
    log(comment, "consultations.cosign")
    return row


def put_name(row: CoSignature, said: dict[str, Any], *, confirmed_at: datetime | None) -> bool:
    """Whether it is there now; not where the same was pressed twice at once."""
    for field, value in {**said, "confirmed_at": confirmed_at}.items():
        setattr(row, field, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def refuse_own(comment: Comment, *, organisation: Organisation | None, email: str) -> None:
    """Nobody stands behind their own words a second time; whoever is not signed in learns it from the mail alone."""
    submission = comment.submission
    same = organisation is not None and organisation.pk == submission.organisation_id
    if same or (email and Identity.objects.filter(submission=submission, email__iexact=email).exists()):
        raise ValidationError(_("This comment is your own."))


def checked(
    *, by: User | None, organisation: Organisation | None, name: str, email: str, group: StakeholderGroup | None
) -> dict[str, Any]:
    """Name, address and group, as far as they are asked for."""
    if organisation is not None:
        return {"name": organisation.name, "email": "", "group": organisation.group}
    faults, said, address = {}, tidy(name)[:200], tidy(email).lower()
    if by is not None:
        said, address = by.get_full_name(), by.email.lower()
    if not said:
        faults["name"] = _("Write your name. Whether it is shown is your choice.")
    try:
        outbox.check_address(address)
    except ValidationError:
        faults["email"] = _("It needs an @ and a place after it, as in name@example.org.")
    if group is None or not group.is_active:
        faults["group"] = _("Choose the group you speak from.")
    if faults:
        raise ValidationError(faults)
    return {"name": said, "email": address, "group": group}


@transaction.atomic
def confirm_cosignature(*, key: uuid.UUID) -> CoSignature:
    """Whoever reads the mail put the name there. It counts from now on, if the round is still open."""
    row = CoSignature.objects.select_for_update(of=("self",)).filter(key=key).first()
    if row is None or row.email == "":
        raise ValidationError(_("There is nothing to confirm any more."))
    if row.confirmed_at is None:
        verdict = can_cosign(look_at(None), row.comment)
        if not verdict:
            raise ValidationError(str(verdict.reason))
        refuse_own(row.comment, organisation=None, email=row.email)
        row.confirmed_at = clock.now()
        row.save(update_fields=["confirmed_at"])
    return row


@transaction.atomic
def take_name_back(*, cosignature: CoSignature, by: User | None = None, key: uuid.UUID | None = None) -> None:
    """While the round is open it was never there; afterwards the name goes and the count stays."""
    if key is None or key != cosignature.key:
        can_take_name_back(look_at(by), cosignature).or_refuse()
    forget_mails(cosignature)
    comment = cosignature.comment
    if comment.round.phase in ("open", "paused") or cosignature.confirmed_at is None:
        cosignature.delete()
    else:
        blank(CoSignature.objects.filter(pk=cosignature.pk))
    log(comment, "consultations.take_name_back")


def blank(rows: Any) -> None:
    """Name and address out of the rows; what was counted stays counted."""
    gone = {"name": "", "email": "", "user": None, "is_public": False, "erased_at": clock.now()}
    rows.filter(organisation=None).update(**gone)
    rows.filter(organisation__isnull=False).update(is_public=False)


def forget_mails(cosignature: CoSignature) -> None:
    """The question that was mailed to the address, about this comment and no other."""
    outbox.rows().filter(event__startswith=f"cosign:{cosignature.pk}:").delete()


def sweep_cosignatures() -> None:
    """Names whose mail nobody answered."""
    CoSignature.objects.filter(confirmed_at=None, asked_at__lt=clock.now() - UNCONFIRMED).delete()
