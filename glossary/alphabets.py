"""In which order names stand, and under which letter: the Unicode Collation Algorithm, and what a language adds to it.

The order is made in Python and not by the database, since SQLite and PostgreSQL would each have their own.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from typing import Any

SIGNS = "0–9"  # the one group of whatever begins with no letter
OWN_LETTERS = {  # letters of their own, each group behind the letter after which it stands
    **dict.fromkeys(("es", "gl", "eu", "qu", "ay", "tl", "gn"), "nñ"),
    **dict.fromkeys(("sv", "fi"), "zåäö"),
    **dict.fromkeys(("da", "nb", "nn", "no"), "zæøå"),
    **dict.fromkeys(("cs", "sk"), "cč rř sš zž"),
    **dict.fromkeys(("hr", "bs", "sl", "sr"), "cčć dđ sš zž"),
    "et": "sšžz wõäöü",
    "hu": "oö uü",
    "is": "dð zþæö",
    "lt": "cč sš zž",
    "lv": "cč gģ kķ lļ nņ sš zž",
    "pl": "aą cć eę lł nń oó sś zźż",
    "ro": "aăâ iî sș tț",
    "sq": "cç eë",
    "tr": "cç gğ hı oö sş uü",
    "vi": "aăâ dđ eê oôơ uư",
}
SCRIPTS = {  # what stands before names in other scripts
    **dict.fromkeys(("ar", "fa", "ur", "ps"), ("ARABIC",)),
    **dict.fromkeys(("ru", "uk", "bg", "mk", "mn", "kk", "ky", "be", "sr", "tg"), ("CYRILLIC",)),
    "el": ("GREEK",),
    "he": ("HEBREW",),
    "hi": ("DEVANAGARI",),
    "ja": ("HIRAGANA", "KATAKANA", "CJK"),
    "ko": ("HANGUL",),
    "lo": ("LAO",),
    "am": ("ETHIOPIC",),
    "th": ("THAI",),
    "zh": ("CJK",),
}
HAN = "漢字"  # thousands of signs are no alphabet: they stand in one group, in the order of their strokes
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
BEFORE_ITS_CONSONANT = "เแโใไເແໂໃໄ"  # vowels written before the sound they follow
HAMZA = dict.fromkeys(map(ord, "\u0640\u0653\u0654\u0655"))  # on an alif they make no other letter of it
KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
QUOTES = "“”\"'‘’«»¿¡()[]-–—\u0640 "  # and what only draws Arabic letters out


@lru_cache(maxsize=1)
def collator() -> Any:
    """The table of all signs: a third of a second and some megabytes, so only once somebody sorts."""
    from pyuca.collator import Collator_10_0_0

    return Collator_10_0_0()


@lru_cache(maxsize=60)
def own_letters(tongue: str) -> dict[str, int]:
    """Each letter that is one only in this language → its weight, between two letters of everybody."""
    found: dict[str, int] = {}
    for group in OWN_LETTERS.get(tongue, "").split():
        start = primary(group[0])
        found |= {letter: start + place for place, letter in enumerate(group[1:], start=1)}
    return found


def primary(letter: str) -> int:
    """What counts first."""
    return next((element[0] for element in weights(letter) if element[0]), 0)


def bare(text: str) -> str:
    """As names are compared: without signs before it that are no part of a word."""
    return unicodedata.normalize("NFC", text).lstrip(QUOTES)


@lru_cache(maxsize=40_000)
def sort_key(text: str, language: str) -> bytes:
    """Compared byte by byte: signs, then the language's own script, then letters, accents, capitals."""
    tongue, said = language.split("-")[0], bare(text)
    own = own_letters(tongue)
    levels: list[list[int]] = [[], [], []]
    for piece in pieces(said, own):
        weight = own.get(piece.lower())
        for element in [(weight, 32, 8 if piece.isupper() else 2)] if weight else elements_of(piece):
            for level, value in zip(levels, element, strict=False):
                if value:
                    level.append(value)
    packed = (struct.pack(f">{len(level)}I", *level) for level in levels)
    return bytes([rank_of(said, language)]) + b"\0\0\0\0".join(packed)


def elements_of(piece: str) -> list[tuple[int, ...]]:
    """Weights of what everybody sorts alike; sign by sign where signs do not touch each other."""
    return [element for sign in piece for element in weights(sign)] if piece.isascii() else looked_up(piece)


@lru_cache(maxsize=5000)
def weights(letter: str) -> list[tuple[int, ...]]:
    """Of one sign, kept: most names are made of few."""
    return looked_up(letter)


def looked_up(piece: str) -> list[tuple[int, ...]]:
    """As the table has them, the first one sixteen times: so letters of a language find room behind it."""
    return [(one[0] * 16, *one[1:3]) for one in collator().collation_elements(decomposed(piece))]


def pieces(text: str, own: dict[str, int]) -> list[str]:
    """The text, cut around letters that are the language's own; nearly always whole."""
    if not own or not any(letter in own for letter in text.lower()):
        return [text]
    found = [""]
    for letter in text:
        found += [letter, ""] if letter.lower() in own else []
        found[-1] += "" if letter.lower() in own else letter
    return [piece for piece in found if piece]


def decomposed(text: str) -> str:
    """As the table wants it."""
    return unicodedata.normalize("NFD", text).translate(HAMZA)


def rank_of(text: str, language: str) -> int:
    """Signs first, then one's own script, then every other."""
    if not text[:1].isalpha():
        return 0
    return 1 if script_of(text[0]) in scripts_of(language) else 2


def scripts_of(language: str) -> tuple[str, ...]:
    """In which a language is written; a tag may say so itself."""
    return ("LATIN",) if "-Latn" in language else SCRIPTS.get(language.split("-")[0], ("LATIN",))


@lru_cache(maxsize=5000)
def script_of(letter: str) -> str:
    """As the character database calls it."""
    return unicodedata.name(letter, "").split(" ")[0]


def letter_of(text: str, language: str) -> str:
    """Under which letter a name stands: É under E, in Spanish Ñ under Ñ, 3T under 0–9."""
    first = next((letter for letter in bare(text) if letter not in BEFORE_ITS_CONSONANT), "")
    return heading_of(first, language.split("-")[0]) if first else SIGNS


@lru_cache(maxsize=5000)
def heading_of(first: str, tongue: str) -> str:
    """The letter that speaks for all that are counted with it."""
    if not first.isalpha() or not decomposed(first):
        return SIGNS
    script = script_of(first)
    if script == "CJK":
        return HAN
    if script == "HANGUL":
        return INITIALS[(ord(first) - 0xAC00) // 588] if 0xAC00 <= ord(first) <= 0xD7A3 else first
    if first.lower() in own_letters(tongue):
        return first.upper()
    base = decomposed(first)[0].translate(KATAKANA)
    weight = primary(first)
    if script == "LATIN":
        return latin().get(weight) or first.upper()
    return base.upper() if primary(base) == weight else first.upper()


@lru_cache(maxsize=1)
def latin() -> dict[int, str]:
    """What is counted with one of the twenty-six: æ with A, œ with O."""
    return {primary(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}
