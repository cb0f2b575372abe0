"""Whether words that have the shape of a name are that name: how it is written, and what stands around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossary.inflection import number_free

if TYPE_CHECKING:
    from glossary.matching import Known

TOKEN = re.compile(r"[^\W_]+")
ACCENTED = re.compile(r"[À-ÖØ-öø-ÿ]")
SIGNS = re.compile(r"[,/]")
OPENING = " \t\r\n\xa0\u202f\"'“‘«¿¡([–—"
HYPHENS = "-‐‑"
LINKS = {"of", "for", "on", "de", "du", "des", "del", "d"}  # between the words of a title: Ministry of …, Ley de …
NOUNS_IN_CAPITALS = {"de", "lb"}  # where a capital says nothing


def fits(surface: str, name: Known, language: str, text: str) -> bool:
    """Whatever is only linked as written is compared as written; capitals may have a plural s."""
    if name.as_written:
        return " ".join(surface.split()) == name.text
    if is_capitals(name.text):
        return surface in (name.text, f"{name.text}s")
    if signs_in(surface, name.text) != signs_in(name.text, name.text):
        return False
    words = TOKEN.findall(name.text)
    if name.loose:
        return surface.isupper() or (len(words) > 1 and not ACCENTED.search(text))
    if len(words) == 1 and TOKEN.fullmatch(surface):
        tongue = language.partition("-")[0]
        return number_free(surface, tongue) == number_free(name.text, tongue)
    return True


def signs_in(text: str, name: str) -> list[str]:
    """Commas and strokes; in a name that lists (*free, prior and informed consent*) writers set commas as they like."""
    return [sign for sign in SIGNS.findall(text) if sign != "," or "," not in name]


def is_capitals(text: str) -> bool:
    """ASM, OECD, CAHRA: one word of capitals; asm or Asm is something else."""
    return len(text) > 1 and text.isupper() and text.isalnum()


def speaks_against(text: str, words: list[re.Match[str]], first: int, last: int, name: Known, language: str) -> bool:
    """Part of a longer word (risk-based), or of somebody's proper name (Global Smelter Registry)."""
    if is_capitals(name.text):
        return False  # ASM-sourced is sourced from ASM
    start, end = words[first].start(), words[last].end()
    if is_hyphened(text, start, end):
        return True
    has_capital = text[start].isupper() and not text[start:end].isupper() and name.text[:1].islower()
    if name.as_written or not has_capital or language.partition("-")[0] in NOUNS_IN_CAPITALS:
        return False
    return is_titled(text, words, last, last + 1) or follows_title(text, words, first)


def is_hyphened(text: str, start: int, end: int) -> bool:
    """A letter follows, or goes before, with nothing but a hyphen between."""
    after = text[end : end + 1] and text[end] in HYPHENS and text[end + 1 : end + 2].isalnum()
    before = start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum()
    return bool(after or before)


def is_titled(text: str, words: list[re.Match[str]], near: int, other: int) -> bool:
    """The other word, just beside this one, begins with a capital too; an abbreviation says nothing."""
    if not 0 <= other < len(words):
        return False
    left, right = sorted((near, other))
    word = words[other].group()
    between = text[words[left].end() : words[right].start()]
    return between.isspace() and "\n" not in between and word[0].isupper() and not (len(word) > 1 and word.isupper())


def follows_title(text: str, words: list[re.Match[str]], first: int) -> bool:
    """After a capital that does not only begin the sentence, a link word between them or none."""
    if begins(text, words[first].start()):
        return False
    before = first - 1
    if before > 0 and words[before].group().lower() in LINKS:
        before -= 1
    if before < 0 or begins(text, words[before].start()):
        return False
    return is_titled(text, words, before + 1, before)


def begins(text: str, place: int) -> bool:
    """A sentence begins here."""
    before = text[:place].rstrip(OPENING)
    return not before or before[-1] in ".!?:;…»”"
