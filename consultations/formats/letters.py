"""Reads a letter: an e-mail as it was saved (.eml), or a PDF. Only its words are taken; nothing in it is opened."""

from __future__ import annotations

import email.policy
import io
import re
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parseaddr

from django.utils.translation import gettext as _

from consultations.canonical import clean, plain_text
from consultations.formats.reading import MAX_FILE, MAX_TEXT, Unreadable

ENDINGS = ("eml", "pdf")
MOST_PAGES = 500
# How the reader of PDFs fails on what is none.
BROKEN = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
ENDS = re.compile(r"[.!?:;…»”\"')\]]$")
OPENING = "-–—•*([«“\"'¿¡ "  # what may stand before the first letter of a line
EARLY = 0.7  # of the longest line: whoever stopped before had no need to


@dataclass(frozen=True)
class Letter:
    """Its words by paragraph, and who sent it when, where it says so."""

    paragraphs: list[str]
    sender_name: str = ""
    sender_email: str = ""
    subject: str = ""
    sent_on: date | None = None
    attachments: list[str] = field(default_factory=list)


def is_letter(name: str) -> bool:
    """Whether the name of a file is that of a letter."""
    return name.rpartition(".")[2].lower() in ENDINGS


def read_letter(name: str, data: bytes) -> Letter:
    """The words of a letter; raises ``Unreadable`` with what to do."""
    if len(data) > MAX_FILE:
        raise Unreadable(_("This file is larger than 25 MB."))
    if name.lower().endswith(".pdf"):
        return read_pdf(data)
    return read_mail(data)


def read_mail(data: bytes) -> Letter:
    """An e-mail: its plain words, else those of its HTML."""
    message = message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not (message["From"] or message["Subject"] or message["Date"]):
        raise Unreadable(_("This is not an e-mail. Save it from the mail program as .eml and send that."))
    sender_name, sender_email = parseaddr(str(message["From"] or ""))
    return Letter(
        paragraphs=paragraphs_of(words_of(message)),
        sender_name=sender_name[:200],
        sender_email=sender_email if "@" in sender_email else "",
        subject=str(message["Subject"] or "")[:200],
        sent_on=day_of(message),
        attachments=[part.get_filename() or "" for part in message.iter_attachments()],
    )


def words_of(message: EmailMessage) -> str:
    """The body as text; one that cannot be decoded is shown as far as it can."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):
        text = bytes(body.get_payload(decode=True) or b"").decode(errors="replace")
    text = text[:MAX_TEXT]
    return plain_text(clean(text)).replace("\n", "\n\n") if body.get_content_subtype() == "html" else text


def day_of(message: EmailMessage) -> date | None:
    """The day that the e-mail bears."""
    try:
        return message["Date"].datetime.date()
    except (AttributeError, ValueError, TypeError):
        return None


def read_pdf(data: bytes) -> Letter:
    """A PDF: its words page by page; a scan has none, and they are then typed."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if not data.startswith(b"%PDF"):
        raise Unreadable(_("This is not a PDF, or it was cut short."))
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable(_("This PDF has a password. Save it without one."))
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(_("This PDF has more than 500 pages. Split it into several files."))
        text = "\n".join(page.extract_text() for page in reader.pages)
    except Unreadable:
        raise
    except (PyPdfError, *BROKEN) as error:
        raise Unreadable(_("This is not a PDF, or it was cut short.")) from error
    return Letter(paragraphs=paragraphs_of(text, is_broken=True))


def paragraphs_of(text: str, *, is_broken: bool = False) -> list[str]:
    """Paragraphs between empty lines; ``is_broken``: a line runs on in the next unless it ends something."""
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    full = EARLY * max(map(len, lines))
    found: list[list[str]] = [[]]
    for words, after in zip(lines, [*lines[1:], ""], strict=True):
        if words:
            found[-1].append(words)
        if not words or (is_broken and ends(words, after, full)):
            found.append([])
    return [("\n" if not is_broken else " ").join(part) for part in found if part]


def ends(line: str, after: str, full: float) -> bool:
    """Whether a line ends a sentence; or stops early, as a heading does, where the next begins anew."""
    begins = after.lstrip(OPENING)[:1]
    return bool(ENDS.search(line)) or (len(line) < full and (begins.isupper() or begins.isdigit()))
