"""Reads Markdown: headings make sections, list items and numbered paragraphs clauses; tables and footnotes stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from consultations.formats.reading import MAX_FILE, MAX_TEXT, Block, Reading, Run, Unreadable, joined
from consultations.formats.sections import to_reading

if TYPE_CHECKING:
    from markdown_it.token import Token

FOOTNOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]+(.+(?:\n(?:[ \t]+\S.*))*)", re.MULTILINE)
CALL = re.compile(r"\[\^([^\]\s]+)\]")


def read_markdown(data: bytes) -> Reading:
    """A Markdown file as clauses; raises ``Unreadable`` with what to do."""
    if len(data) > MAX_FILE or len(data) > MAX_TEXT * 4:
        raise Unreadable(_("This file holds more than 5 million characters of text. Split it into several drafts."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("This file is not text in UTF-8. Save it again in that encoding.")) from error
    if "\0" in text:
        raise Unreadable(_("This is not a text file."))
    if len(text) > MAX_TEXT:
        raise Unreadable(_("This file holds more than 5 million characters of text. Split it into several drafts."))
    return MarkdownReader(text).read()


class MarkdownReader:
    """Walks the tokens of markdown-it once, in order. HTML in the file is text: nothing of it is ever run."""

    def __init__(self, text: str) -> None:
        self.notes = {name: " ".join(words.split()) for name, words in FOOTNOTE.findall(text)}
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
        self.tokens = parser.parse(FOOTNOTE.sub("", text))
        self.called: list[str] = []
        self.numbers: list[str] = []

    def read(self) -> Reading:
        """All blocks; the only heading of level 1, if it comes first, is the title."""
        blocks = list(self.blocks())
        headings = [block for block in blocks if block.kind == "heading"]
        title = ""
        if headings and headings[0] is blocks[0] and [block.level for block in headings].count(1) == 1:
            first = headings[0]
            if len(headings) > 1 and first.level == 1:
                title = first.plain
                rest = (self.raised(block) for block in blocks[1:])
                blocks = [Block("heading", first.runs, 1, is_title=True, notes=first.notes), *rest]
        return to_reading(blocks, title=title)

    def raised(self, block: Block) -> Block:
        """Below a title the second level is the first of the sections."""
        if block.kind != "heading":
            return block
        return Block("heading", block.runs, max(1, block.level - 1), block.marker, notes=block.notes)

    def blocks(self) -> Iterator[Block]:
        """Headings, items, paragraphs, tables."""
        lists: list[int | None] = []  # the next number of each open list, None for bullets
        marker, is_item, place, quoted = "", False, 0, 0
        while place < len(self.tokens):
            token = self.tokens[place]
            if token.type == "table_open":
                place, block = self.table(place)
                yield block
                continue
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                lists.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                lists.pop()
            elif token.type == "list_item_open":
                count = lists[-1]
                marker, is_item = (f"({count})" if count is not None else ""), True
                lists[-1] = count + 1 if count is not None else None
            elif token.type in {"blockquote_open", "blockquote_close"}:
                quoted += 1 if token.type.endswith("open") else -1
            elif token.type == "heading_open":
                yield self.inline(self.tokens[place + 1], "heading", int(token.tag[1]))
                place += 1
            elif token.type == "inline":
                kind = "item" if is_item else "quote" if quoted else "text"
                yield self.inline(token, kind, len(lists), marker if is_item else "")
                is_item = False
            elif token.type in {"fence", "code_block"}:
                yield Block("code", (Run(token.content.rstrip("\n")),))
            place += 1

    def inline(self, token: Token, kind: str, level: int, marker: str = "") -> Block:
        """The runs of one paragraph and the notes called in it."""
        self.called = []
        runs = tuple(self.runs(token.children or []))
        return Block(kind, runs, level, marker, notes=tuple(self.called))

    def runs(self, tokens: list[Token]) -> Iterator[Run]:
        """Text with its marks; pictures leave their description."""
        bold = italic = 0
        href = ""
        for token in tokens:
            if token.type in {"strong_open", "strong_close"}:
                bold += 1 if token.nesting == 1 else -1
            elif token.type in {"em_open", "em_close"}:
                italic += 1 if token.nesting == 1 else -1
            elif token.type == "link_open":
                target = str(token.attrGet("href") or "")
                href = target if target.startswith(("http://", "https://")) else ""
            elif token.type == "link_close":
                href = ""
            elif token.type in {"softbreak", "hardbreak"}:
                yield Run(" " if token.type == "softbreak" else "\n", bool(bold), bool(italic))
            elif token.content:
                yield from self.words(token.content, bool(bold), bool(italic), href)

    def words(self, text: str, bold: bool, italic: bool, href: str) -> Iterator[Run]:
        """Text, with each called footnote as a raised figure."""
        end = 0
        for call in CALL.finditer(text):
            note = self.notes.get(call.group(1))
            if note is None:
                continue
            if call.start() > end:
                yield Run(text[end : call.start()], bold, italic, "", href)
            if call.group(1) not in self.numbers:
                self.numbers.append(call.group(1))
            figure = f"[{self.numbers.index(call.group(1)) + 1}]"
            self.called.append(f"<sup>{figure}</sup> {escape(note, quote=False)}")
            yield Run(figure, lift="sup")
            end = call.end()
        if text[end:]:
            yield Run(text[end:], bold, italic, "", href)

    def table(self, place: int) -> tuple[int, Block]:
        """A table as plain HTML; gives the place after it."""
        html: list[str] = []
        called: list[str] = []
        self.called = []
        while self.tokens[place].type != "table_close":
            token = self.tokens[place]
            if token.type in {"tr_open", "tr_close"}:
                html.append(f"<{'/' if token.nesting == -1 else ''}tr>")
            elif token.type in {"th_open", "td_open"}:
                block = self.inline(self.tokens[place + 1], "text", 0)
                called += block.notes
                html.append(f"<{token.tag}>{joined(block.runs)}</{token.tag}>")
            place += 1
        return place + 1, Block("table", html=f"<table>{''.join(html)}</table>", notes=tuple(called))
