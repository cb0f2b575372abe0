"""Whether two texts say nearly the same: three-word runs compared, candidates found by a few marks that an index holds.

Plain text in, marks out; nothing of the words can be read from a mark without the secret of the site.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Set

from django.conf import settings

ALIKE = 0.75  # of all three-word runs of two texts, as many stand in both
RUN = 3  # words
MOST_WORDS = 3_000
BANDS, ROWS = 4, 2
PRIME = (1 << 61) - 1
WORD = re.compile(r"[^\W_]+")
FACTORS = [
    tuple(int.from_bytes(hashlib.sha256(f"{name}{row}".encode()).digest()[:7]) | 1 for name in "ab")
    for row in range(BANDS * ROWS)
]


def words_of(text: str) -> list[str]:
    """The words as they are compared: small letters, no signs, no accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return WORD.findall(plain)[:MOST_WORDS]


def runs_of(text: str) -> frozenset[str]:
    """Every run of three words; a shorter text is one run."""
    words = words_of(text)
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def likeness(one: Set[str], other: Set[str]) -> float:
    """The share of all runs that stand in both."""
    return len(one & other) / len(one | other) if one or other else 1.0


def marks_of(runs: Set[str]) -> tuple[str, ...]:
    """MinHash in bands: texts that are alike share one of the marks nearly always (98 of 100 at four fifths)."""
    key = hashlib.sha256(settings.SECRET_KEY.encode()).digest()[:32]
    numbers = [int.from_bytes(hashlib.blake2b(run.encode(), key=key, digest_size=7).digest()) for run in runs]
    least = [min((first * number + second) % PRIME for number in numbers) for first, second in FACTORS]
    bands = (least[at : at + ROWS] for at in range(0, BANDS * ROWS, ROWS))
    return tuple(hashlib.sha256(repr(band).encode()).hexdigest()[:16] for band in bands)
