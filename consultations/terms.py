"""Terms in the clauses of a draft: as agreed when its words were fixed, or as agreed now; and what has moved since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from consultations.models import Clause, Draft
from glossary.asking import asked_by
from glossary.linking import Mention, joined, pieces_of
from glossary.since import Since, changed_since


@dataclass(frozen=True)
class Moved:
    """Words of a clause whose term is not what it was."""

    words: str
    since: Since


class Terms:
    """Links the terms of one page; a section begins with each clause of the first depth.

    A draft whose terms are still what they were is read with the names of now, which are in memory anyway.
    """

    def __init__(self, draft: Draft, now: bool = False) -> None:
        self.changed = changed_since(draft.frozen_at)
        self.at: datetime | None = draft.frozen_at if self.changed and not now else None
        self.seen: dict[str, set[int]] = {}

    def link(self, clause: Clause, body: str, language: str) -> tuple[SafeString, list[Moved]]:
        """The words with their links, and the terms in them that have moved since."""
        if clause.depth == 1:
            self.seen = {}
        asked = asked_by(clause.term_marks, at=self.at)
        pieces = pieces_of(body, language, asked)
        heading = pieces_of(escape(clause.heading), language, asked) if self.changed else ()  # never linked, but read
        html = mark_safe(joined(pieces, seen=self.seen.setdefault(language, set()), asked=asked))
        moved = {
            piece.name.concept: Moved(piece.words, self.changed[piece.name.concept])
            for piece in reversed((*heading, *pieces))
            if isinstance(piece, Mention) and piece.name.concept in self.changed and piece.name.code not in asked.never
        }
        return html, list(reversed(moved.values()))
