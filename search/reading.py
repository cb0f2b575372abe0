"""How a query was read: told in words where something else may have been meant, and written down once more."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.query import BOTH, EITHER, FIELD, LONGEST, MOST_PARTS, Part, Query, Token, joined, tokens
from search.words import WORD, words

NEITHER = ("NOT", "SAUF", "SIN")
OWN_EITHER = {"fr": "OU", "es": "O"}  # elsewhere OR


def reading_notes(text: str) -> list[str]:
    """How it was read, where somebody may have meant something else."""
    every = list(tokens(text))
    spoken = [token for token in every if token.field or words(token.text)]
    left = [token for token, _is_or in joined(spoken)]
    said = [unclosed(token) for token in spoken if token.is_quoted and not token.field and not token.raw.endswith('"')]
    said += signs(spoken, left)
    if lone := [token.raw for token in every if not words(token.text)]:
        said.append(_("Left out, since it is not a word: “%(signs)s”.") % {"signs": " ".join(dict.fromkeys(lone))})
    if barred := [token.raw for token in every if token.field and token.is_negative]:
        said.append(_("Left out, since only words can be ruled out: “%(signs)s”.") % {"signs": " ".join(barred)})
    if len(text) > LONGEST or len(left) > MOST_PARTS:
        most = {"letters": LONGEST, "words": MOST_PARTS}
        said.append(_("Only the beginning was looked for: %(letters)s letters and %(words)s words at most.") % most)
    return said


def unclosed(token: Token) -> str:
    """Somebody may still be typing."""
    return _("The quotation mark is not closed: “%(words)s” was read as exact words.") % {"words": token.text}


def signs(spoken: list[Token], left: list[Token]) -> list[str]:
    """OR in another language than the reader's may have been a word; AND and NOT that join nothing are words."""
    own, said = OWN_EITHER.get((get_language() or "")[:2], "OR"), []
    taken = [
        token.text
        for token in spoken
        if not token.field and token.is_sign(EITHER) and not any(token is one for one in left)
    ]
    if foreign := [sign for sign in dict.fromkeys(taken) if sign != own]:
        small = {"signs": ", ".join(foreign), "small": ", ".join(sign.lower() for sign in foreign)}
        said.append(
            _("Read as “one or the other”: %(signs)s. To look for it as a word, write it small: %(small)s.") % small
        )
    if read := [token.text for token in left if token.is_sign((*EITHER, *BOTH, *NEITHER))]:
        listed = ", ".join(dict.fromkeys(read))
        said.append(_("Read as a word that must be there, like all others: %(words)s.") % {"words": listed})
    return said


def spelled(query: Query) -> str:
    """The words of a query as somebody would type them; reading them gives the same query."""
    return " ".join(" OR ".join(spell(way) for way in part.ways) for part in query.parts)


def spell(part: Part) -> str:
    """One idea. Quotation marks keep whatever else it could be taken for."""
    minus, typed = "-" if part.is_negative else "", part.typed.replace('"', " ").strip()
    if part.is_prefix:
        begins = part.typed.replace('"', "'").strip()
        return f"{minus}'{begins}*" if FIELD.match(f"{begins}*") else f"{minus}{begins}*"
    if not part.is_phrase and len(part.words) > 1:  # several words that are one name
        return " ".join(word.lower() if word in (*EITHER, *BOTH) else word for word in typed.split())
    is_plain = WORD.fullmatch(typed) and typed not in (*EITHER, *BOTH)
    return minus + (typed if is_plain else f'"{typed}"')


def words_only(text: str) -> str:
    """What was typed, without its filters."""
    return " ".join(token.raw for token in tokens(text) if not token.field)


def without(query: Query, part: Part) -> str:
    """The words, but for one idea."""
    return spelled(replace(query, parts=tuple(one for one in query.parts if one is not part)))
