"""Words as both databases see them: no case, no accents; stems for English, French and Spanish."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
STEMMERS = {"en": "english", "fr": "french", "es": "spanish"}
# A prefix may end inside an ending that the stemmer cuts: "minin*" must find "mining", kept as "mine".
ENDINGS = {
    "en": (
        "g",
        "ng",
        "ing",
        "s",
        "es",
        "d",
        "ed",
        "n",
        "on",
        "ion",
        "tion",
        "ly",
        "nt",
        "ent",
        "ment",
        "ity",
        "ty",
        "y",
    ),
    "fr": ("s", "e", "es", "r", "er", "ent", "nt", "t", "on", "ion", "tion", "té", "é", "ment", "aire"),
    "es": ("s", "o", "a", "os", "as", "es", "r", "ar", "ón", "ción", "ad", "dad", "nte", "mente", "ía"),
}


def fold(text: str) -> str:
    """Without case and accents: "Minière" and "miniere" are one."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(WORD.findall(fold(text)))


def base(language: str) -> str:
    """The language whose rules apply: es for es-MX; empty where we have none."""
    code = language.split("-")[0].lower()
    return code if code in STEMMERS else ""


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The folded stem; the word itself in a language without a stemmer. Accents help the stemmer: fold afterwards."""
    name = STEMMERS.get(base(language))
    if not name:
        return fold(word)
    import snowballstemmer

    return fold(snowballstemmer.stemmer(name).stemWord(word.lower()))


def completions(prefix: str, language: str) -> tuple[str, ...]:
    """Whole words that begin with the prefix but whose stem no longer does."""
    endings = ENDINGS.get(base(language), ())
    return tuple(prefix + fold(end) for end in ("", *endings) if not stem(prefix + end, language).startswith(prefix))
