"""Mail leaves by rows: an action writes one, ``tick`` sends it once, however many ticks run."""

import hashlib
from datetime import timedelta

from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q

from portal import clock
from portal.models import MailOutbox

LEASE = timedelta(minutes=5)  # how long a tick that died keeps its one mail
MAX_ATTEMPTS = 10


def put(*, event: str, recipient: str, subject: str, body: str) -> None:
    """Once per event and recipient, however often the action runs; part of the action's transaction."""
    row = MailOutbox(event=event, recipient=recipient, subject=subject, body=body)
    MailOutbox.objects.bulk_create([row], ignore_conflicts=True)


def send_due() -> int:
    """Any number of ticks may run at once."""
    smtp, sent = get_connection(), 0
    try:
        while mail := claim():
            sent += deliver(mail=mail, smtp=smtp)
    finally:
        smtp.close()
    return sent


def claim() -> MailOutbox | None:
    """The next mail nobody has: whoever's UPDATE counts one row owns it. No lock is held while it is sent."""
    while True:
        now = clock.now()
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        due = MailOutbox.objects.filter(free, sent_at=None, attempts__lt=MAX_ATTEMPTS)
        mail = due.order_by("attempts", "pk").first()
        if mail is None:
            return None
        mine = MailOutbox.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at=None)
        if mine.update(attempts=F("attempts") + 1, claimed_until=now + LEASE):
            return mail


def deliver(*, mail: MailOutbox, smtp) -> bool:
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    try:
        smtp.open()  # once for all of them; send() alone would connect for each
        EmailMessage(mail.subject, mail.body, to=[mail.recipient], headers=headers, connection=smtp).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; ValueError: a line break in the subject
        MailOutbox.objects.filter(pk=mail.pk).update(last_error=repr(error)[:500])
        smtp.close()
        return False
    MailOutbox.objects.filter(pk=mail.pk).update(sent_at=clock.now(), body="")  # bodies hold receipt codes
    return True


def message_id(mail: MailOutbox) -> str:
    """The same at every attempt: a receiver can drop the second copy."""
    digest = hashlib.sha256(f"{mail.event} {mail.recipient}".encode()).hexdigest()
    return f"<{digest[:32]}@common-ground.invalid>"
