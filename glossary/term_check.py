"""What is wrong with the terms of a text that binds people: not agreed, out of use, said in two ways, undefined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary import state
from glossary.asking import EVERY, Asked
from glossary.fitting import begins
from glossary.linking import Mention, pieces_of
from glossary.matching import Known
from glossary.names import names_in

CHECKED = Asked(scope=EVERY)
TAG = re.compile(r"<[^<>]*>")
QUOTED = re.compile(r"[“«\"]\s?([^“”«»\"<>]{3,60}?)\s?[”»\"]")
SHORT = re.compile(r"\b(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z])[A-Z0-9]{2,7}\b")
ROMAN = re.compile(r"[IVXLCDM]+")
# what a clause about the words of rules quotes
OF_RULES = {
    "shall",
    "should",
    "may",
    "must",
    "can",
    "shall not",
    "should not",
}
NAMED = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ]+(?:[ -](?:(?:of|for|and|de|du|des|del|la|et|y) )?[A-ZÀ-Þ][a-zß-ÿ]+)+")


SAYS: dict[str, str | Promise] = {
    "not_agreed": _("is not agreed"),
    "deprecated": _("is a name to avoid"),
    "superseded": _("is what the term was called before"),
    "withdrawn": _("has been withdrawn"),
    "undefined": _("looks like a term and is in no glossary"),
}


@dataclass(frozen=True)
class Finding:
    """One thing to look at: ``kind`` says what, ``instead`` what to say in its place."""

    kind: str
    words: str
    code: str = ""
    instead: str = ""


def findings_in(html: str, language: str) -> list[Finding]:
    """Each thing once, in the order of the text."""
    return list(dict.fromkeys(found(html, language, state.key())))


@lru_cache(maxsize=2000)
def found(html: str, language: str, present: str) -> tuple[Finding, ...]:
    """Kept until the words or the glossary change."""
    pieces = pieces_of(html, language, CHECKED)
    told = [finding_of(piece, language) for piece in pieces if isinstance(piece, Mention)]
    rest = " ".join(TAG.sub(" ", piece) for piece in pieces if isinstance(piece, str))
    return (*(one for one in told if one), *(Finding("undefined", words) for words in undefined_in(rest)))


def finding_of(mention: Mention, language: str) -> Finding | None:
    """Nothing, if the term is agreed and so called."""
    name = mention.name
    kind = KINDS.get(name.standing) or ("deprecated" if name.status == "deprecated" else "")
    return Finding(kind, mention.words, name.code, instead_of(name, kind, language)) if kind else None


KINDS = {
    "proposed": "not_agreed",
    "under_review": "not_agreed",
    "superseded": "superseded",
    "withdrawn": "withdrawn",
}


def instead_of(name: Known, kind: str, language: str) -> str:
    """The name that the house prefers now, or the term in the place of a withdrawn one."""
    names = names_in(language).by_concept
    if kind == "withdrawn":
        return names[name.replaced_by].words.text if name.replaced_by in names else ""
    said = names[name.concept].words if name.concept in names else None
    return said.text if said and kind in ("deprecated", "superseded") and said.text != name.text else ""


def undefined_in(text: str) -> list[str]:
    """What looks like a term and is none: words in quotation marks, abbreviations, words in capitals."""
    if text.isupper():
        return []
    told = [one[1] for one in QUOTED.finditer(text) if len(one[1].split()) < 6 and one[1].lower() not in OF_RULES]
    told += [one[0] for one in SHORT.finditer(text) if not ROMAN.fullmatch(one[0])]
    told += [one[0] for one in NAMED.finditer(text) if not begins(text, one.start())]
    return list(dict.fromkeys(told))


def two_names(mentions: Iterable[tuple[str, Mention]]) -> dict[str, dict[str, list[str]]]:
    """Concepts that a text calls by two full names, abbreviations aside: code → name → places."""
    said: dict[str, dict[str, list[str]]] = {}
    for place, mention in mentions:
        if mention.name.is_full:
            said.setdefault(mention.name.code, {}).setdefault(mention.name.text, []).append(place)
    return {code: names for code, names in said.items() if len(names) > 1}


def mentions_in(html: str, language: str) -> list[Mention]:
    """Every mention, of whatever standing."""
    return [piece for piece in pieces_of(html, language, CHECKED) if isinstance(piece, Mention)]
