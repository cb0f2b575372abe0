"""Responses with files, as the tests send them."""

import io
from pathlib import Path

from django.test import Client

from consultations.actions.attachments import attach
from consultations.actions.responses import add_comment, submit
from consultations.models import Attachment
from tests.consultations import files_making as make
from tests.consultations.voices_making import begun, clause_of

WORDS = b"Twenty-four months is one rainy season too few."


def put(response, data: bytes = WORDS, name: str = "letter.txt", **more) -> Attachment:
    return attach(response=response, file=io.BytesIO(data), name=name, **more)


def on_disk(private) -> list[str]:
    return sorted(path.name for path in private.rglob("*") if path.is_file())


def sent_with_files(round, *, level: str = "withheld", only: bool = False, comment_only: str = "") -> tuple:
    """A response with a file for the whole and one for its comment; returns the receipt and both."""
    response = begun(round)
    mark = add_comment(response=response, clause=clause_of(round), kind="ge", body="Said.", committee_only=comment_only)
    put(response, b"For the whole.", "whole.txt", committee_only=only)
    put(response, make.photograph(), "Canary face.jpg", comment=mark, description="A shaft.", committee_only=only)
    receipt = submit(response=response, by=None, confidentiality=level, name="Beatriz", email="b@example.org")
    whole, beside = Attachment.objects.filter(submission=receipt.submission).order_by("pk")
    return receipt, whole, beside


def storage_holds(private: Path, row: Attachment) -> bool:
    """The bytes are there."""
    return (private / row.stored).is_file()


def sent_with_files_of(round, data: bytes) -> tuple:
    """A public comment with a file that is for the committee only."""
    response = begun(round)
    mark = add_comment(response=response, clause=None, body="Said as well.")
    row = put(response, data, "strict.txt", comment=mark, committee_only=True)
    receipt = submit(response=response, by=None, name="Goyo", email="g@example.org")
    row.refresh_from_db()
    return receipt, None, row


def got(client: Client, address: str):
    """What comes back, read to its end: that closes the file."""
    answer = client.get(address)
    answer.body = b"".join(answer) if answer.streaming else answer.content
    return answer
