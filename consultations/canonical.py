"""The one form in which a clause's text is kept: a small HTML, the plain text in it, and the hash of both.

Hash, quotation, difference and term links all work on the plain text, so it is derived here and nowhere else.
"""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser

import nh3

TAGS = {
    *("p", "ul", "ol", "li", "em", "strong", "sup", "sub", "br", "blockquote", "pre", "code", "a", "h4", "h5"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start", "type"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "p": {"class"},
}
NOTE = "clause-note"
BLOCKS = {"p", "li", "tr", "blockquote", "pre", "h4", "h5", "caption", "table", "ul", "ol", "br"}
RENAMED = (("b", "strong"), ("i", "em"))


def clean(html: str) -> str:
    """The canonical subset: unknown marks fall away and leave their words, scripts and styles go with theirs."""
    for old, new in RENAMED:
        html = re.sub(rf"<(/?){old}>", rf"<\1{new}>", html, flags=re.IGNORECASE)
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes={tag: names - {"class"} for tag, names in ATTRIBUTES.items()},
        allowed_classes={"p": {NOTE}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    ).strip()


class _Words(HTMLParser):
    """Collects words; a block ends a line, a cell is parted by a tab."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain_text(html: str) -> str:
    """The words of canonical HTML, one block a line."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def words_sha256(heading: str, text: str) -> str:
    """What a translation is held against: it is out of date once this differs."""
    return hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()
