"""A proposed change held against the words it is about: found in the clause, checked, and shown as a difference."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consultations.canonical import plain_text
from consultations.models.comments import Comment
from consultations.models.drafts import Clause
from portal.differences import redline

MODE = Comment.ChangeMode
LONGEST_COMPARED = 12_000  # characters of both texts; longer ones are shown one after the other
END_OF_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n+")


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quoted words stand in a text, however their lines are broken."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.search(pattern, text)
    return found.span() if found else None


def is_in_clause(quote: str, clause: Clause) -> bool:
    """Whether the words stand in the clause, in its own language or in a translation; no query for its own words."""
    if place_of(quote, f"{clause.heading}\n{clause.text}"):
        return True
    rows = clause.translations.values_list("heading", "body")
    return any(place_of(quote, f"{heading}\n{plain_text(body)}") for heading, body in rows)


def faults_of_change(said: Mapping[str, str], clause: Clause | None, *, from_form: bool = False) -> dict[str, str]:
    """What is wrong with quoted words and proposal, by field. What a committee wrote in its own file is not judged."""
    if from_form:
        return {}
    faults: dict[str, str] = {}
    if clause and said["quote"] and not is_in_clause(said["quote"], clause):
        faults["quote"] = _("The clause does not say this. Copy words from it exactly, or leave this empty.")
    mode, proposed = said["change_mode"], said["proposed_change"]
    if mode in (MODE.REPLACE, MODE.ADD) and not proposed:
        faults["proposed_change"] = _("Write the new words, or choose something else to happen.")
    if mode == MODE.DELETE and proposed:
        faults["proposed_change"] = _("Leave the new words empty when something is to be deleted, or choose “replace”.")
    return faults


def changed(text: str, *, mode: str, quote: str, proposed: str) -> str | None:
    """How the clause would read; None where the change was only described."""
    place = place_of(quote, text) if quote else (0, len(text))
    if place is None or not text:
        return None
    start, end = place
    if mode == MODE.REPLACE and proposed:
        return text[:start] + proposed + text[end:]
    if mode == MODE.ADD and proposed:
        return text[:end] + (" " if quote else "\n") + proposed + text[end:]
    if mode == MODE.DELETE:
        return text[:start].rstrip(" ") + text[end:]
    return None


def difference(clause: Clause | None, *, mode: str, quote: str, proposed: str) -> SafeString | str:
    """The clause with what would go and what would come; empty where there is nothing to show."""
    new = changed(clause.text, mode=mode, quote=quote, proposed=proposed) if clause else None
    if clause is None or new is None:
        return ""
    if len(clause.text) + len(new) > LONGEST_COMPARED:
        return format_html("<del>{}</del>\n<ins>{}</ins>", clause.text, new)
    return redline(clause.text, new)


def difference_of(comment: Comment) -> SafeString | str:
    """Of a comment that was sent."""
    return difference(comment.clause, mode=comment.change_mode, quote=comment.quote, proposed=comment.proposed_change)


def sentences(text: str) -> list[str]:
    """The sentences of a clause, to choose the quoted words from without selecting them by hand."""
    return list(dict.fromkeys(part for part in END_OF_SENTENCE.split(text) if part and part.strip()))
