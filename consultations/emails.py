"""Mails of consultations: one function a message, in the recipient's language, each ending in the outbox."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations import receipts
from consultations.models import (
    Correction,
    CoSignature,
    Following,
    Identity,
    Invitation,
    Notice,
    Round,
    Submission,
    UnsentResponse,
)
from consultations.titles import title_of
from portal import clock, outbox
from portal.members.languages import interface_language
from portal.members.models import User
from portal.outbox import address
from portal.subscriptions import emails as subscriptions
from portal.templatetags.times import in_place

CONFIRM_SALT = "consultations.confirm"


def received(
    *, receipt_code: str, pin: str, submission: Submission, identity: Identity | None, copy: bool = True
) -> None:
    """The acknowledgement: a copy of the receipt where it was asked for, and the link that confirms an address.

    The PIN is in it only where its sender had no page to read it on. Whose address is confirmed and who asked for no
    copy gets no mail.
    """
    if identity is None or not identity.email or not (copy or identity.confirmed_at is None):
        return
    with override(interface_language(submission.language)):
        lines = [
            _("We have received your response to the consultation “%(round)s”.")
            % {"round": title_of(submission.round)},
            *(copy_of(receipt_code, pin, submission) if copy else []),
        ]
        if identity.confirmed_at is None:
            token = confirmation(identity)
            lines.append(
                _("Please confirm within seven days that this address is yours: %(link)s")
                % {"link": address("consultations:confirm-email", token)}
            )
            lines.append(_("If you have not sent anything, you need not do anything: write to us if it was not you."))
        subject = _("We have your response")
        outbox.put(
            event=f"received:{submission.pk}", recipient=identity.email, subject=subject, body="\n\n".join(lines)
        )


def event_of(invitation: Invitation) -> str:
    """One mail for each link; its address is forgotten once it has gone."""
    return f"{outbox.FORGOTTEN}invitation:{invitation.key.hex}"


def invitation(*, invitation: Invitation) -> None:
    """Asks somebody to speak early; the link is theirs alone."""
    round = invitation.round
    with override(interface_language(invitation.language)):
        title = title_of(round)
        lines = [
            _("Dear %(name)s,") % {"name": invitation.name} if invitation.name else _("Good day,"),
            _("you are invited to speak early about “%(round)s”, before it is asked about in public.")
            % {"round": title},
            _("The round is open from %(opens)s to %(closes)s.")
            % {"opens": told_instant(round, round.opens_at), "closes": told_instant(round, round.closes_at)},
            _("Take the invitation up here: %(link)s") % {"link": address("consultations:invitation", invitation.key)},
            _("The link is yours alone: please do not pass it on. You need an account, so that nobody else uses it."),
        ]
        if round.contact_email:
            lines.append(_("Questions go to %(contact)s.") % {"contact": round.contact_email})
        subject = _("Invitation: %(round)s") % {"round": title}
        event = event_of(invitation)
        outbox.put(event=event, recipient=invitation.email, subject=subject, body="\n\n".join(lines))


def confirmation(identity: Identity) -> str:
    """What the link carries: it confirms the address that it was mailed to, and no other that came later."""
    return signing.dumps([identity.pk, of_address(identity)], salt=CONFIRM_SALT)


def of_address(identity: Identity) -> str:
    """Tells one address from another, and neither to anybody who reads the link."""
    return salted_hmac(CONFIRM_SALT, identity.email.lower()).hexdigest()[:16]


def copy_of(receipt_code: str, pin: str, submission: Submission) -> list[str]:
    """What the receipt says, without a word of what was said: a mail is read by many machines."""
    return [
        _("Receipt: %(code)s") % {"code": receipt_code},
        *([_("PIN: %(pin)s") % {"pin": pin}] if pin else []),
        _("Received: %(when)s") % {"when": told_instant(submission.round, submission.sent_at)},
        f"SHA-256: {submission.content_sha256}",
        _("Read what becomes of it here: %(link)s") % {"link": address("consultations:receipt", receipt_code)},
        _("Whoever has the code can read that page. To withdraw the response, the PIN is needed as well."),
    ]


def changed(*, receipt_code: str, submission: Submission, identity: Identity | None) -> None:
    """The response was changed by whoever holds its receipt; a new address is confirmed as the first one was."""
    if identity is None or not identity.email:
        return
    with override(interface_language(submission.language)):
        lines = [
            _("Your response to the consultation “%(round)s” has been changed.")
            % {"round": title_of(submission.round)},
            _("Read what stands now: %(link)s") % {"link": address("consultations:receipt", receipt_code)},
            _("If you have not changed anything, somebody else holds your receipt and PIN: write to us."),
        ]
        if identity.confirmed_at is None:
            token = confirmation(identity)
            link = address("consultations:confirm-email", token)
            lines.append(_("Please confirm within seven days that this address is yours: %(link)s") % {"link": link})
        event = f"changed:{submission.pk}:{submission.revision}"
        subject = _("Your response has been changed")
        outbox.put(event=event, recipient=identity.email, subject=subject, body="\n\n".join(lines))


def screened(*, submission: Submission) -> None:
    """Something was decided about the response: what, and why, stands with its receipt."""
    identity = Identity.objects.filter(submission=submission).first()
    if identity is None or not identity.email:
        return
    code = receipts.code_for(submission.idempotency_key)
    with override(interface_language(submission.language)):
        lines = [
            _("We have looked at your response to the consultation “%(round)s”.")
            % {"round": title_of(submission.round)},
            _("What was decided, and why, stands with your receipt. There you can also contest it once."),
        ]
        if receipts.stored_code(code) == submission.receipt_sha256:
            lines.append(address("consultations:receipt", code))
        event = f"screened:{submission.pk}:{clock.now().isoformat()}"
        subject = _("About your response")
        outbox.put(event=event, recipient=identity.email, subject=subject, body="\n\n".join(lines))


def go_on(*, code: str, response: UnsentResponse, recipient: str, language: str) -> None:
    """The link to a response that is being written, for another device."""
    with override(interface_language(language)):
        round = response.round
        lines = [
            _("You are writing a response to the consultation “%(round)s”.") % {"round": title_of(round)},
            _("Go on here, on any device: %(link)s") % {"link": address("consultations:continue", code)},
            _("The consultation closes on %(day)s. Nothing is sent before you press the button yourself.")
            % {"day": told_instant(round, round.closes_at)},
            _("Whoever has this link can read and change what you have written. We do not keep your address."),
        ]
        event = f"{outbox.FORGOTTEN}go on:{response.pk}:{clock.now():%Y%m%d%H%M}"
        subject = _("Your unfinished response")
        outbox.put(event=event, recipient=recipient, subject=subject, body="\n\n".join(lines))


def said_otherwise(*, correction: Correction) -> None:
    """To whoever answers questions about the round: a participant corrects a record. Nothing of it is in the mail."""
    round = correction.session.round
    if not round.contact_email:
        return
    with override(settings.LANGUAGE_CODE):
        lines = [
            _("Somebody who took part in a session for “%(round)s” says that a record of it is not right.")
            % {"round": title_of(round)},
            _("Read it and settle it here: %(link)s") % {"link": address("consultations:desk-corrections")},
            _("The host of the session is not told."),
        ]
        subject = _("A record of a session is said to be wrong")
        event = f"said-otherwise:{correction.pk}"
        outbox.put(event=event, recipient=round.contact_email, subject=subject, body="\n\n".join(lines))


def answered(*, submission: Submission) -> None:
    """The letter back: every comment of the response with what became of it, and where to read the whole."""
    identity = getattr(submission, "identity", None)
    if identity is None or not identity.email:
        return
    code = receipts.code_for(submission.idempotency_key)
    with override(interface_language(submission.language)):
        lines = [
            _("The answers to the consultation “%(round)s” are published.") % {"round": title_of(submission.round)}
        ]
        lines += [
            f"{comment.ref}: {answer.get_value_display()}"
            for comment in submission.comments.all()
            for answer in comment.dispositions.all()
        ]
        if submission.comments.all():
            lines.append(_("The reasons, and what was changed, stand with your receipt:"))
        if receipts.stored_code(code) == submission.receipt_sha256:
            lines.append(address("consultations:receipt", code))
        lines.append(_("All answers: %(link)s") % {"link": address("consultations:answers", submission.round.slug)})
        subject = _("Your comments have been answered")
        outbox.put(
            event=f"answered:{submission.pk}", recipient=identity.email, subject=subject, body="\n\n".join(lines)
        )


def confirm_cosigning(*, cosignature: CoSignature) -> None:
    """The question that makes sure that whoever reads the address stands behind the comment; once a day at most."""
    with override(interface_language(cosignature.language)):
        ref = cosignature.comment.ref
        key = str(cosignature.key)
        lines = [
            _("Somebody put your name under comment %(ref)s: %(link)s")
            % {"ref": ref, "link": settings.BASE_URL + cosignature.comment.get_absolute_url()},
            _("If it was you, confirm it here: %(link)s") % {"link": address("consultations:confirm-cosignature", key)},
            _("If it was not you, you need not do anything: we forget the address after seven days."),
            _("To take your name away later: %(link)s") % {"link": address("consultations:withdraw-cosignature", key)},
        ]
        event = f"cosign:{cosignature.pk}:{clock.today()}"
        subject = _("Do you stand behind comment %(ref)s?") % {"ref": ref}
        outbox.put(event=event, recipient=cosignature.email, subject=subject, body="\n\n".join(lines))


def news(*, notice: Notice, email: str, language: str, following: Following | None) -> None:
    """What happened to a round, in the reader's language, with the way to it and the way to stop such mails."""
    round = notice.round
    with override(interface_language(language)):
        title = title_of(round)
        lines = [f"{title}", *happened(notice), address("consultations:round", round.slug)]
        what = str(notice.get_event_display())
        subject, event = f"{what[:1].upper()}{what[1:]}: {title}", f"{round.pk}:{notice.key}"
        if following is not None:
            subscriptions.news(subscription=following, event=event, subject=subject, lines=lines)
            return
        lines.append(_("You get this mail since you have begun a response and not sent it."))
        outbox.put(event=f"news:{event}", recipient=email, subject=subject, body="\n\n".join(lines))


def happened(notice: Notice) -> list[str]:
    """One or two sentences for each kind of news, with every date in the round's own zone."""
    round, change, event = notice.round, notice.change, Notice.Event
    until = told_instant(round, round.closes_at)
    sentences: dict[str, str] = {
        event.ANNOUNCED: _("A new consultation is announced. It opens on %(opens)s and closes on %(closes)s."),
        event.OPENED: _("It is open for comment until %(closes)s."),
        event.LEFT: _("It closes soon: on %(closes)s. What you have begun has to be sent by then."),
        event.EXTENDED: _("There is more time: it now closes on %(closes)s."),
        event.PAUSED: _("It is paused. What you have begun is kept, and the lost time will be given back."),
        event.RESUMED: _("It goes on, and the lost time was given back: it closes on %(closes)s."),
        event.REOPENED: _("It is open again until %(closes)s."),
        event.CANCELLED: _("It was cancelled by two people. The reason stands on its page."),
        event.ANSWERED: _("Every comment is answered, and the synopsis is published."),
    }
    sentence = sentences[notice.event] % {"closes": until, "opens": told_instant(round, round.opens_at)}
    return [sentence, _("The reason: %(reason)s") % {"reason": change.words}] if change else [sentence]


def not_announced(*, round: Round, person: User, reasons: list[str]) -> None:
    """To whoever made it ready and whoever approved it: the planned moment came, and something was in the way."""
    with override(interface_language(person.language)):
        desk = address("consultations:desk-round", round.slug)
        lines = [
            _("“%(round)s” was to be announced by itself on %(when)s, and was not:")
            % {"round": title_of(round), "when": told_instant(round, round.announce_at or round.opens_at)},
            *reasons,
            _("It is announced as soon as that is mended: %(link)s") % {"link": desk},
        ]
        event, body = f"not announced:{round.pk}:{round.announce_at:%Y%m%d%H%M}", "\n\n".join(lines)
        outbox.put(event=event, recipient=person.email, subject=_("A round was not announced"), body=body)


def told_instant(round: Round, at: datetime) -> str:
    """23:59 in Nairobi, on a day written out: a mail has no clock of its reader."""
    return in_place(date_format(round.local(at), "DATETIME_FORMAT"), round.time_zone)
