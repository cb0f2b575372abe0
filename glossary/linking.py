"""Turns the agreed terms in a text into links, when the text is shown and never in the database.

Works on the text between tags, with a parser; tags are passed through as they stand and the words stay the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from glossary import state
from glossary.asking import PLAIN, Asked
from glossary.matching import Branch, Known, find
from glossary.tries import trie_for

LEFT_ALONE = {"a", "button", "code", "kbd", "pre", "samp", "script", "style", "textarea", "title", "svg", "math"}
LEFT_ALONE |= {"h1", "h2", "h3", "h4", "h5", "h6", "option", "select", "label", "del"}
VERBATIM = {"script", "style"}  # html.parser hands their text over as it stands
NEVER_CLOSED = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def link_terms(
    html: str, *, language: str, seen: set[int] | None = None, own: int | None = None, asked: Asked = PLAIN
) -> SafeString:
    """``html`` with a link at the first mention of each agreed term; give one ``seen`` to all texts of a section.

    ``own`` is the concept whose page this is; ``asked`` is what the author or the reader wants otherwise. The text
    without its tags stays the same, and no link stands in a link.
    """
    pieces = pieces_of(html, language, asked)
    return mark_safe(joined(pieces, seen=set() if seen is None else seen, own=own, asked=asked))


def pieces_of(html: str, language: str, asked: Asked = PLAIN) -> tuple[str | Mention, ...]:
    """The text with every mention taken out of it; kept from one showing to the next."""
    if not html or asked.is_nothing:
        return (html,)
    return read(html, language, asked, state.key())


def joined(pieces: Iterable[str | Mention], *, seen: set[int], own: int | None = None, asked: Asked = PLAIN) -> str:
    """The text again; what has been seen, or stands on its own page, or was not wanted here, is no link."""
    address, out = reverse("glossary:index"), []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif piece.name.concept in seen or piece.name.concept == own or piece.name.code in asked.never:
            out.append(escape(piece.words, quote=False))
        else:
            seen.add(piece.name.concept)
            out.append(link_to(address, piece))
    return "".join(out)


class Mention(NamedTuple):
    """Words of a text, and the name that they are a form of."""

    words: str
    name: Known


def link_to(address: str, mention: Mention) -> str:
    """A plain link, to the version meant if that is not the one in force; a script shows the definition beside it."""
    code, number, words = mention.name.code, mention.name.number, mention.words
    version = f"v/{number}/" if number else ""
    return format_html('<a class="term" href="{}{}/{}" data-term="{}">{}</a>', address, code, version, code, words)


@lru_cache(maxsize=4000)
def read(html: str, language: str, asked: Asked, present: str) -> tuple[str | Mention, ...]:
    """The pieces of a text, in order; kept, since a text is shown far more often than it or the glossary changes.

    ``present`` is the state of the glossary: what was read in another one is not met again.
    """
    root = trie_for(language, asked)
    if not root.below:
        return (html,)
    reader = Reader(root, language, asked)
    reader.feed(html)
    reader.close()
    return tuple(reader.out) if any(isinstance(piece, Mention) for piece in reader.out) else (html,)


class Reader(HTMLParser):
    """Copies what it reads, and takes mentions out of text that is not left alone."""

    def __init__(self, root: Branch, language: str, asked: Asked = PLAIN) -> None:
        super().__init__(convert_charrefs=True)
        self.root, self.language, self.asked = root, language, asked
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
        for found in find(text, self.root, self.language, self.asked.allows):
            self.out.append(escape(text[place : found.start], quote=False))
            self.out.append(Mention(text[found.start : found.end], found.name))
            place = found.end
        self.out.append(escape(text[place:], quote=False))
