"""What whoever holds a receipt does with it: confirm the address, take the response back, be forgotten."""

from __future__ import annotations

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import emails, receipts
from consultations.actions.handing_in import forget_files
from consultations.actions.keeping import let_originals_go
from consultations.actions.telling import tell_of
from consultations.models import CoSignature, Identity, Plea, Submission, UnsentResponse
from consultations.permissions import can_ask_to_take_out, can_contest, can_erase, can_withdraw
from consultations.said import tidy
from portal import clock, outbox
from portal.members.models import User
from portal.members.viewer import look_at
from portal.subscriptions import actions as subscriptions

LONGEST = 5_000
MOST_PLEAS = 5  # waiting at once


@transaction.atomic
def confirm_email(*, token: str) -> Identity:
    """The address is the sender's: the link was followed within seven days."""
    try:
        pk, of_address = signing.loads(token, salt=emails.CONFIRM_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        raise ValidationError(_("This link is not complete. Copy the whole of it from the mail.")) from None
    rows = Identity.with_locked.select_for_update(of=("self",)).select_related("submission__round")
    identity = rows.filter(pk=pk).first()
    if identity is None or emails.of_address(identity) != of_address:
        raise ValidationError(_("There is nothing to confirm any more."))
    if identity.confirmed_at is None:
        if identity.confirm_by and clock.now() > identity.confirm_by:
            raise ValidationError(_("The seven days for confirming this address are over."))
        identity.confirmed_at = clock.now()
        identity.save(update_fields=["confirmed_at"])
        log(identity.submission, "consultations.confirm")
    return identity


@transaction.atomic
def withdraw_submission(*, submission: Submission, code: str, pin: str, by: User | None = None) -> None:
    """Takes a response back: hidden everywhere from now on, its number and its receipt stay."""
    can_withdraw(look_at(by), submission).or_refuse()
    receipts.check_pin(code, pin, submission.pin_sha256)
    submission.withdrawn_at = clock.now()
    submission.save(update_fields=["withdrawn_at"])
    UnsentResponse.objects.filter(changes=submission, organisation=None).update(changes=None)  # a new one from here on
    log(submission, "consultations.withdraw")
    tell_of(submission)


@transaction.atomic
def erase_identity(*, submission: Submission, code: str, pin: str) -> None:
    """The person is forgotten: the words stay, with their group; no mail is written any more."""
    can_erase(look_at(None), submission).or_refuse()
    receipts.check_pin(code, pin, submission.pin_sha256)
    forget(submission)
    log(submission, "consultations.erase_identity")


def forget(submission: Submission) -> None:
    """Name and address out of every table; what others wrote for themselves under the same address stays theirs."""
    identity = Identity.with_locked.filter(submission=submission).first()
    submission.erased_at = clock.now()
    submission.save(update_fields=["erased_at"])
    Plea.objects.filter(submission=submission).update(words="")
    UnsentResponse.objects.filter(changes=submission).delete()
    let_originals_go(submission)
    forget_files(submission)
    if identity is not None:
        email = identity.email
        identity.delete()
        if email:
            forget_address(submission, email)
    tell_of(submission)


def forget_address(submission: Submission, email: str) -> None:
    """Mails to it, sent or waiting, and what was begun under it; other responses under it keep theirs."""
    ours = Q(event__in=[f"{what}:{submission.pk}" for what in ("received", "answered")])
    ours |= Q(event__startswith=f"changed:{submission.pk}:") | Q(event__startswith=f"screened:{submission.pk}:")
    ours |= Q(event__endswith=f" answers submission {submission.pk}")
    theirs = Identity.with_locked.filter(email__iexact=email)
    known = theirs.exists() or User.objects.filter(email__iexact=email).exists()
    mails = outbox.rows().filter(recipient__iexact=email)
    (mails.filter(ours) if known else mails).delete()
    if known:
        return
    subscriptions.forget_address(email=email)
    CoSignature.objects.filter(email__iexact=email).delete()
    for begun in UnsentResponse.objects.nobodys().filter(words__who__email__iexact=email):
        begun.words = {**begun.words, "who": {}}
        begun.save(update_fields=["words"])


@transaction.atomic
def ask_to_take_out(*, submission: Submission, code: str, pin: str, words: str) -> Plea:
    """The sender names what gives somebody away; the secretariat takes it out."""
    can_ask_to_take_out(look_at(None), submission).or_refuse()
    return plead(Plea.Kind.TAKE_OUT, submission, code=code, pin=pin, words=words)


@transaction.atomic
def contest(*, submission: Submission, code: str, pin: str, words: str) -> Plea:
    """Once, with words: a second person looks again at what was held back, declined or taken out."""
    submission = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    can_contest(look_at(None), submission).or_refuse()
    return plead(Plea.Kind.CONTEST, submission, code=code, pin=pin, words=words)


def plead(kind: str, submission: Submission, *, code: str, pin: str, words: str) -> Plea:
    """Kept for the desk; the log says that something was asked, not what."""
    receipts.check_pin(code, pin, submission.pin_sha256)
    said = tidy(words)[:LONGEST]
    if not said:
        raise ValidationError({"words": _("Say what you ask for.")})
    if Plea.objects.filter(submission=submission, settled_at=None).count() >= MOST_PLEAS:
        raise ValidationError({"words": _("We have several requests of yours already. Wait until they are settled.")})
    plea = Plea.objects.create(submission=submission, kind=kind, words=said, language=get_language() or "en")
    log(submission, f"consultations.plea_{kind}")
    return plea
