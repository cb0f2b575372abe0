"""Receipts: a code that reads and a PIN that changes. Made again from the response's key; only hashes are stored.

95 bits of an HMAC and a check character, in Crockford's base 32, so that it can be read aloud and written by hand:
``7Q4K-2TXM-H9VD-C3A8-K2F6``.
"""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 19  # characters of five bits, without the check character
PIN_DIGITS = 6
RECEIPT, CONTINUE = b"receipt", b"continue"  # a code for one opens nothing of the other
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u2011": None, "\u00a0": None})


def digest(purpose: bytes, key: UUID) -> int:
    """A number nobody can guess without the secret key."""
    return int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), purpose + key.bytes, "sha256"))


def check_character(characters: str) -> str:
    """Damm's check over the field of 32: finds every single slip and every swap of neighbours."""
    state = 0
    for character in characters:
        state ^= ALPHABET.index(character)
        state = (state << 1) ^ (0b100101 if state & 0b10000 else 0)
    return ALPHABET[state]


def code_for(key: UUID, purpose: bytes = RECEIPT) -> str:
    """The code of a receipt, or of an unsent response; the same for the same key however often it is made."""
    number = digest(purpose, key)
    characters = "".join(ALPHABET[number >> (5 * place) & 31] for place in range(LENGTH))
    return grouped(characters + check_character(characters))


def pin_for(key: UUID) -> str:
    """Six digits printed beside the code; they allow what the code alone does not."""
    return f"{digest(b'pin', key) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"


def grouped(characters: str) -> str:
    """Four by four, as printed."""
    return "-".join(characters[start : start + 4] for start in range(0, len(characters), 4))


def parse(typed: str) -> str | None:
    """The typed code as printed, whatever its case, spaces or O for 0; None when it cannot be one."""
    characters = "".join(typed.split()).upper().translate(MISREAD)
    if len(characters) != LENGTH + 1 or not set(characters) <= set(ALPHABET):
        return None
    if check_character(characters[:-1]) != characters[-1]:
        return None
    return grouped(characters)


def stored_code(code: str) -> str:
    """How the database keeps the code."""
    return hashlib.sha256(code.encode()).hexdigest()


def stored_pin(code: str, pin: str) -> str:
    """How the database keeps the PIN: with the code, so that six digits cannot be tried against the table."""
    return hashlib.sha256(f"{code} {pin}".encode()).hexdigest()


def is_pin(code: str, typed: str, stored: str) -> bool:
    """Whether the typed PIN belongs to the code."""
    return constant_time_compare(stored_pin(code, "".join(typed.split())), stored)


def check_pin(code: str, typed: str, stored: str) -> None:
    """What the code alone does not allow needs the PIN beside it."""
    if not is_pin(code, typed, stored):
        raise ValidationError({"pin": _("This is not the PIN that was printed beside the code.")})
