"""Turns the agreed terms in a text into links, when the text is shown and never in the database.

Works on the text between tags, with a parser; tags are passed through as they stand and the words stay the same.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from glossary import state
from glossary.matching import Branch, Known, find, plant
from glossary.models import ConceptVersion, Designation

LEFT_ALONE = {"a", "button", "code", "kbd", "pre", "samp", "script", "style", "textarea", "title", "svg", "math"}
LEFT_ALONE |= {"h1", "h2", "h3", "h4", "h5", "h6", "option", "select", "label", "del"}
VERBATIM = {"script", "style"}  # html.parser hands their text over as it stands
NEVER_CLOSED = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

_tries: dict[str, tuple[str, Branch]] = {}
_planting = threading.Lock()


def link_terms(html: str, *, language: str, seen: set[int] | None = None, own: int | None = None) -> SafeString:
    """``html`` with a link at the first mention of each agreed term; give one ``seen`` to all texts of a section.

    ``own`` is the concept whose page this is. The text without its tags stays the same, and no link stands in a link.
    """
    root = trie_for(language)
    if not html or not root.below:
        return mark_safe(html)
    return mark_safe(joined(read(html, language, root), seen=set() if seen is None else seen, own=own))


def joined(pieces: Iterable[str | Mention], *, seen: set[int], own: int | None = None) -> str:
    """The text again; what has been seen, or stands on its own page, is no link."""
    address, out = reverse("glossary:index"), []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif piece.concept in seen or piece.concept == own:
            out.append(escape(piece.words, quote=False))
        else:
            seen.add(piece.concept)
            out.append(link_to(address, piece))
    return "".join(out)


class Mention(NamedTuple):
    """Words of a text that name an agreed term."""

    concept: int
    code: str
    words: str


def link_to(address: str, mention: Mention) -> str:
    """A plain link; a script may show the definition beside it."""
    code = mention.code
    return format_html('<a class="term" href="{}{}/" data-term="{}">{}</a>', address, code, code, mention.words)


@lru_cache(maxsize=2000)
def read(html: str, language: str, root: Branch) -> tuple[str | Mention, ...]:
    """The pieces of a text, in order; kept, since a text is shown far more often than it or the glossary changes."""
    reader = Reader(root, language)
    reader.feed(html)
    reader.close()
    return tuple(reader.out) if any(isinstance(piece, Mention) for piece in reader.out) else (html,)


def trie_for(language: str) -> Branch:
    """The names of agreed terms in this language and the one it is a variant of; kept until the glossary changes."""
    key = state.key()
    kept = _tries.get(language)
    if kept is not None and kept[0] == key:
        return kept[1]
    with _planting:
        root = plant(known_names(language), language)
        if len(_tries) > 50:
            _tries.clear()
        _tries[language] = (key, root)
        read.cache_clear()  # what was read with the names of before is not asked for again
    return root


def known_names(language: str) -> list[Known]:
    """Of versions in force, except what is only to be found by, or never linked by itself; one query."""
    rows = (
        Designation.objects.filter(
            entry__version__status=ConceptVersion.Status.AGREED,
            entry__language__in={language, language.split("-")[0]},
        )
        .exclude(matching=Designation.Matching.NEVER)
        .exclude(status=Designation.Status.LOOKUP)
        .values_list("entry__version__concept", "entry__version__concept__code", "text", "matching")
    )
    return [Known(pk, code, text, matching == Designation.Matching.CASE) for pk, code, text, matching in rows]


class Reader(HTMLParser):
    """Copies what it reads, and takes mentions out of text that is not left alone."""

    def __init__(self, root: Branch, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root, self.language = root, language
        self.out: list[str | Mention] = []
        self.open: list[tuple[str, bool]] = []  # the elements around, and whether they are left alone

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")
        if tag not in NEVER_CLOSED:
            self.open.append((tag, tag in LEFT_ALONE or any(name == "data-noterm" for name, _value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>`` is passed on; HTML reads ``<a/>`` as ``<a>``, so that counts as opened."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                break

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] in VERBATIM:
            self.out.append(data)
        elif any(alone for _tag, alone in self.open):
            self.out.append(escape(data, quote=False))
        else:
            self.link(data)

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def link(self, text: str) -> None:
        """One stretch of text, with its mentions."""
        place = 0
        for found in find(text, self.root, self.language):
            self.out.append(escape(text[place : found.start], quote=False))
            self.out.append(Mention(found.name.concept, found.name.code, text[found.start : found.end]))
            place = found.end
        self.out.append(escape(text[place:], quote=False))
