"""Mail leaves by rows: an action writes one, ``tick`` sends it once, however many ticks run.

Knows its model by name only, so that every room, the members' too, may write to people.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Manager, Q
from django.urls import reverse

from portal import clock

LEASE = timedelta(minutes=5)  # how long a tick that died keeps its one mail; doubled at every further attempt
MAX_ATTEMPTS = 12  # about two days of a server that does not answer
LONGEST_WAIT = 6  # doublings
FORGOTTEN = "forgotten:"  # an event that begins so keeps no address: its row goes when its mail has gone, or cannot go


def address(name: str, *args: object) -> str:
    """A whole address, as mails need it; its language is the active one."""
    return str(settings.BASE_URL + reverse(name, args=args))


def rows() -> Manager[Any]:
    """The mails, sent and waiting."""
    return apps.get_model("portal", "MailOutbox").objects


def put(*, event: str, recipient: str, subject: str, body: str, leave_url: str = "") -> None:
    """Once per event and recipient, however often the action runs; part of the action's transaction."""
    subject = " ".join(subject.split())[:200]
    mail = rows().model(event=event, recipient=recipient, subject=subject, body=body, leave_url=leave_url)
    rows().bulk_create([mail], ignore_conflicts=True)


def check_address(address: str) -> None:
    """Refused where no mail can go there, or where it is longer than any row of ours holds."""
    rows().model._meta.get_field("recipient").clean(address, None)


def send_due() -> int:
    """Any number of ticks may run at once."""
    mail = claim()
    if mail is None:  # mostly: no connection is built
        return 0
    smtp, sent = get_connection(), 0
    try:
        while mail:
            sent += deliver(mail=mail, smtp=smtp)
            mail = claim()
    finally:
        smtp.close()
    return sent


def claim() -> Any:
    """The next mail nobody has: whoever's UPDATE counts one row owns it. No lock is held while it is sent."""
    while True:
        now = clock.now()
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        due = rows().filter(free, sent_at=None, attempts__lt=MAX_ATTEMPTS)
        mail = due.order_by("attempts", "pk").first()
        if mail is None:
            return None
        mine = rows().filter(pk=mail.pk, attempts=mail.attempts, sent_at=None)
        until = now + LEASE * 2 ** min(mail.attempts, LONGEST_WAIT)
        if mine.update(attempts=F("attempts") + 1, claimed_until=until):
            return mail


def deliver(*, mail: Any, smtp: BaseEmailBackend) -> bool:
    """Sends one mail; what went wrong stays on its row until the next attempt."""
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    if mail.leave_url:
        headers |= {"List-Unsubscribe": f"<{mail.leave_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    try:
        smtp.open()  # once for all of them; send() alone would connect for each
        EmailMessage(mail.subject, mail.body, to=[mail.recipient], headers=headers, connection=smtp).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; ValueError: a line break in the subject
        rows().filter(pk=mail.pk).update(last_error=type(error).__name__ + ": " + str(error)[:400])
        if mail.event.startswith(FORGOTTEN) and mail.attempts + 1 >= MAX_ATTEMPTS:
            rows().filter(pk=mail.pk).delete()
        smtp.close()
        return False
    if mail.event.startswith(FORGOTTEN):
        rows().filter(pk=mail.pk).delete()
        return True
    rows().filter(pk=mail.pk).update(sent_at=clock.now(), body="", leave_url="", last_error="")  # they hold codes
    return True


def reword(*, event: str, words: Callable[[str], str]) -> None:
    """Of mails that wait and whose event begins so: what is taken out elsewhere is not sent either."""
    for mail in rows().filter(event__startswith=event, sent_at=None):
        rows().filter(pk=mail.pk).update(body=words(mail.body), subject=words(mail.subject))


def message_id(mail: Any) -> str:
    """The same at every attempt: a receiver can drop the second copy."""
    digest = hashlib.sha256(f"{mail.event} {mail.recipient}".encode()).hexdigest()
    return f"<{digest[:32]}@common-ground.invalid>"
