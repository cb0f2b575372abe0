"""Reads a Word file: heading styles make sections, lists and numbered paragraphs clauses, tables and notes stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.translation import ngettext

from consultations.formats.numbering import Numbering, W, value, whole
from consultations.formats.reading import Block, Reading, Run, Unreadable, joined
from consultations.formats.sections import to_reading
from portal.files.package import Package, no_word_file

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
LEFT_OUT = {f"{W}del", f"{W}moveFrom", FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText"}
OFF = {"0", "false", "off"}


def read_word(data: bytes) -> Reading:
    """A Word file as clauses; raises ``Unreadable`` with what to do."""
    package = Package(data)
    document = package.part("word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise Unreadable(no_word_file())
    return WordReader(package).read(body)


class WordReader:
    """Walks the body once, in order."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package.part("word/styles.xml"))
        self.numbering = Numbering.read(package.part("word/numbering.xml"))
        self.links = links_of(package.part("word/_rels/document.xml.rels"))
        self.notes = {
            kind: {value(note, "id"): note for note in part.iter(f"{W}{kind}")}
            for kind in ("footnote", "endnote")
            if (part := package.part(f"word/{kind}s.xml")) is not None
        }
        self.called: list[str] = []  # footnotes of the paragraph in hand
        self.note_count = self.pictures = 0
        self.title = ""

    def read(self, body: Element) -> Reading:
        """All blocks, then what the reader should know."""
        blocks = list(self.blocks(body))
        warnings = []
        if self.pictures:
            message = ngettext(
                "%(count)s picture was left out: describe it in words.",
                "%(count)s pictures were left out: describe them in words.",
                self.pictures,
            )
            warnings.append(message % {"count": self.pictures})
        return to_reading(blocks, title=self.title, warnings=warnings)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Paragraphs and tables, through whatever wraps them."""
        for element in parent:
            if element.tag == f"{W}p":
                yield self.paragraph(element)
            elif element.tag == f"{W}tbl":
                self.called = []
                html = self.table(element)
                yield Block("table", html=html, notes=tuple(self.called))
            elif element.tag not in LEFT_OUT:
                yield from self.blocks(element)

    def paragraph(self, element: Element) -> Block:
        """A heading, an item or text, by its style and its numbering."""
        self.called = []
        runs = tuple(self.runs(element))
        notes = tuple(self.called)
        properties = element.find(f"{W}pPr")
        style = value(properties.find(f"{W}pStyle")) if properties is not None else ""
        outline = properties.find(f"{W}outlineLvl") if properties is not None else None
        level = whole(value(outline), 9) + 1 if outline is not None else self.styles.level(style)
        number, depth = self.styles.numbering_of(style, properties, self.numbering)
        name = self.styles.name(style)
        has_words = any(run.text.strip() for run in runs)
        if name == "title" and has_words and not self.title:
            self.title = "".join(run.text for run in runs).strip()
            return Block("heading", runs, 1, is_title=True, notes=notes)
        if 1 <= level <= 9 and has_words:
            marker = self.numbering.next(number, depth) if number else ""
            return Block("heading", runs, level, marker, notes=notes)
        if number and has_words:
            return Block("item", runs, depth + 1, in_brackets(self.numbering.next(number, depth)), notes=notes)
        kinds = (("toc", "contents"), ("source code", "code"), ("html preformatted", "code"), ("quote", "quote"))
        kind = next((kind for start, kind in kinds if name.startswith(start)), "text")
        return Block("quote" if name in {"block text", "intense quote"} else kind, runs, notes=notes)

    def runs(self, parent: Element, href: str = "") -> Iterator[Run]:
        """Stretches of text within a paragraph, in order; deleted words are left out, inserted ones are in."""
        for element in parent:
            if element.tag in LEFT_OUT:
                continue
            if element.tag == f"{W}hyperlink":
                yield from self.runs(element, self.links.get(element.get(f"{R}id", ""), ""))
            elif element.tag == f"{W}r":
                yield from self.run(element, href)
            elif element.tag == MATH:
                yield Run(element.text or "")
            else:
                yield from self.runs(element, href)

    def run(self, element: Element, href: str) -> Iterator[Run]:
        """One run: its marks, and each piece of text in it."""
        marks = element.find(f"{W}rPr")
        bold, italic = is_on(marks, "b"), is_on(marks, "i")
        lift = {"superscript": "sup", "subscript": "sub"}.get(
            value(marks.find(f"{W}vertAlign")) if marks is not None else "", ""
        )
        for piece in element:
            name = piece.tag.removeprefix(W)
            if piece.tag == f"{W}t":
                yield Run(piece.text or "", bold, italic, lift, href)
            elif name in {"tab", "ptab"}:
                yield Run(" ", bold, italic)
            elif name in {"br", "cr"}:
                yield Run("\n", bold, italic)
            elif name in {"noBreakHyphen", "softHyphen"}:
                yield Run("-" if name == "noBreakHyphen" else "", bold, italic)
            elif name in {"footnoteReference", "endnoteReference"}:
                yield from self.note(name.removesuffix("Reference"), value(piece, "id"))
            elif piece.tag not in LEFT_OUT:
                yield from self.drawing(piece)

    def drawing(self, piece: Element) -> Iterator[Run]:
        """A picture is counted; the words of a text box are kept."""
        if piece.tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
            boxes = list(piece.iter(f"{W}txbxContent"))
            self.pictures += not boxes
            for box in boxes:
                for paragraph in box.iter(f"{W}p"):
                    yield Run("\n")
                    yield from self.runs(paragraph)
        else:
            for child in piece:
                if child.tag not in LEFT_OUT:
                    yield from self.drawing(child)

    def note(self, kind: str, number: str) -> Iterator[Run]:
        """A raised figure in the text, the note's words at the end of the clause."""
        note = self.notes.get(kind, {}).get(number)
        if note is None:
            return
        self.note_count += 1
        figure = f"[{self.note_count}]"
        kept, self.called = self.called, []
        paragraphs = [joined(tuple(self.runs(paragraph))).strip() for paragraph in note.iter(f"{W}p")]
        words = " ".join(words for words in paragraphs if words)
        self.called = [*kept, f"<sup>{figure}</sup> {words}"]
        yield Run(figure, lift="sup")

    def table(self, element: Element) -> str:
        """A plain table; the first row is its head where Word says so."""
        rows = []
        for row in element.findall(f"{W}tr"):
            properties = row.find(f"{W}trPr")
            head = properties is not None and is_on(properties, "tblHeader")
            rows.append("".join(self.cells(row, "th" if head else "td")))
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

    def cells(self, row: Element, tag: str) -> Iterator[str]:
        """Cells with what they span; a table within a cell becomes its text."""
        for cell in row.iter(f"{W}tc"):
            span = whole(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
            attribute = f' colspan="{span}"' if 1 < span < 100 else ""
            scope = ' scope="col"' if tag == "th" else ""
            paragraphs = (joined(tuple(self.runs(paragraph))) for paragraph in cell.findall(f"{W}p"))
            yield f"<{tag}{attribute}{scope}>{'<br>'.join(words for words in paragraphs if words)}</{tag}>"


class Styles:
    """Names, outline levels and numbering of paragraph styles, through what each is based on."""

    def __init__(self, part: Element | None) -> None:
        styles = part.iter(f"{W}style") if part is not None else ()
        self.styles = {value(style, "styleId"): style for style in styles}

    def chain(self, style: str) -> Iterator[Element]:
        """The style and those it is based on; a circle ends."""
        seen: set[str] = set()
        while style and style not in seen and style in self.styles:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style].find(f"{W}basedOn"))

    def name(self, style: str) -> str:
        """The name in lower case; Word keeps the English one of its own styles in every language."""
        found = self.styles.get(style)
        return (value(found.find(f"{W}name")) if found is not None else style).casefold()

    def level(self, style: str) -> int:
        """1 to 9 for a heading, else 0."""
        for one in self.chain(style):
            outline = one.find(f"{W}pPr/{W}outlineLvl")
            named = re.fullmatch(r"heading (\d)", value(one.find(f"{W}name")).casefold())
            if outline is not None:
                level = whole(value(outline), 9) + 1
                return level if level <= 9 else 0
            if named:
                return int(named.group(1))
        named = re.fullmatch(r"heading ?(\d)", style.casefold())
        return int(named.group(1)) if named and style not in self.styles else 0

    def numbering_of(self, style: str, properties: Element | None, numbering: Numbering) -> tuple[str, int]:
        """List and depth of a paragraph: its own, else its style's."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        sources = [own, *(one.find(f"{W}pPr/{W}numPr") for one in self.chain(style))]
        for source in sources:
            if source is None:
                continue
            number = value(source.find(f"{W}numId"))
            if number == "0":  # numbering switched off here
                return "", 0
            if number:
                return number, whole(value(source.find(f"{W}ilvl")))
        return "", 0


def in_brackets(marker: str) -> str:
    """“1.” as (1): beside a section's number it then reads 4.2 (1). Numbers of several levels stay."""
    bare = marker.strip("(). ")
    return f"({bare})" if bare and "." not in bare else bare


def is_on(properties: Element | None, name: str) -> bool:
    """A switch such as bold: there, and not turned off."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and value(found).lower() not in OFF


def links_of(part: Element | None) -> dict[str, str]:
    """Addresses of the web that the document links to."""
    relations = part if part is not None else ()
    pairs = ((one.get("Id", ""), one.get("Target", "")) for one in relations)
    return {name: target for name, target in pairs if target.startswith(("http://", "https://"))}
