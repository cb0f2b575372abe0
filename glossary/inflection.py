"""What the forms of one word have in common: number and gender, and nothing else.

English, French and Spanish have rules of their own here, since a stemmer takes more away than inflection: it would make
one word of *refining* and *refined*, of *traçabilité* and *traçable*, of *minería* and *minero*. Other languages are
stemmed. An accent on the last vowel is kept in French and Spanish: *marché* is not *marche*, *público* not *publicó*.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import snowballstemmer

STEMMERS = {"de": "german", "it": "italian", "pt": "portuguese", "nl": "dutch", "ru": "russian", "sv": "swedish"}
STEMMERS |= {"fi": "finnish", "da": "danish", "no": "norwegian", "ar": "arabic", "id": "indonesian"}
STEMMERS |= {"tr": "turkish", "hi": "hindi", "ro": "romanian", "hu": "hungarian"}
TILDE = "\N{COMBINING TILDE}"
ALIKE = {"children": "child", "women": "woman", "men": "man", "criteria": "criterion", "analyses": "analysis"}
FRENCH_GENDER = [  # the ending of the feminine, and what both have in common
    (re.compile(r"(?<=...)(?:eure?|eux|euse)$"), "eu"),
    (re.compile(r"trice$"), "teu"),
    (re.compile(r"iere?$"), "ier"),
    (re.compile(r"(?<=..)(?:ive|if)$"), "if"),
    (re.compile(r"enne$"), "en"),
    (re.compile(r"onne$"), "on"),
    (re.compile(r"elle$"), "el"),
    (re.compile(r"(?<=..)(al|(?<=...)ant|(?<=...)ent|et|ain|is|er|it|at|ct)e$"), r"\1"),
]
_one_at_a_time = Lock()  # a stemmer keeps the word it works on


def fold(word: str) -> str:
    """Without case and accents; ñ stays ñ."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    kept: list[str] = []
    for letter in apart:
        if not unicodedata.combining(letter) or (letter == TILDE and kept and kept[-1] == "n"):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=60_000)
def key_of(word: str, language: str) -> str:
    """What two forms of one word have in common."""
    tongue = language.partition("-")[0]
    if tongue in ("fr", "es"):
        return gender_free(number_free(word, tongue), tongue)
    return number_free(word, tongue)


@lru_cache(maxsize=10_000)
def number_free(word: str, tongue: str) -> str:
    """The same for singular and plural; for a word that stands alone, gender would be another word: *oro*, *ora*."""
    if tongue == "en":
        return english(fold(word))
    if tongue == "fr":
        return french(unicodedata.normalize("NFC", word).lower())
    if tongue == "es":
        return spanish(unicodedata.normalize("NFC", word).lower())
    return stemmed(fold(word), tongue)


def english(word: str) -> str:
    """*policies*, *processes*, *mines*; not *mining*, *status*, *basis*."""
    if word in ALIKE:
        return ALIKE[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def french(word: str) -> str:
    """*zones*, *métaux*, *niveaux*; a last é stays: *affecté*, *affectées*."""
    accented = re.fullmatch(r"(.+)é(e?)s?", word)
    if accented:
        return f"{fold(accented[1])}é{accented[2]}"
    bare = fold(word)
    if len(bare) > 4 and bare.endswith("eaux"):
        return bare[:-1]
    if len(bare) > 4 and bare.endswith("aux"):
        return bare[:-3] + "al"
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") else bare


def spanish(word: str) -> str:
    """*zonas*, *inspecciones*, *países*, *veces*; a last accented vowel stays: *publicó*."""
    if word[-1:] in "áéíóú" or word[-2:] in ("ás", "és", "ís", "ós", "ús"):
        last = word.rstrip("s")[-1:] if word[-1:] != "s" else ""
        return fold(word[:-1]) + last if last else fold(word)
    bare = fold(word)
    if len(bare) > 3 and bare.endswith("s"):
        bare = bare[:-1]
    if len(bare) > 3 and bare.endswith("e"):
        bare = bare[:-1]
    return bare[:-1] + "c" if len(bare) > 2 and bare.endswith("z") else bare


def gender_free(word: str, tongue: str) -> str:
    """Words of a longer name agree with each other: *minier* and *minières*, *adverso* and *adversas*."""
    if tongue == "es":
        return word[:-1] if len(word) > 3 and word.endswith(("o", "a")) else word
    if word.endswith("ée"):
        return word[:-1]
    for ending, common in FRENCH_GENDER:
        short, found = ending.subn(common, word)
        if found:
            return short
    return word


@lru_cache(maxsize=32)
def stemmer_for(tongue: str) -> snowballstemmer.stemmer | None:
    """None where no rules are known: then only the word itself is found."""
    import snowballstemmer

    name = STEMMERS.get(tongue)
    return snowballstemmer.stemmer(name) if name else None


def stemmed(word: str, tongue: str) -> str:
    """As the rules of the language have it."""
    stemmer = stemmer_for(tongue)
    if stemmer is None:
        return word
    with _one_at_a_time:
        return str(stemmer.stemWord(word))
