"""Long XML piece by piece: each entry as a small tree with the line it begins in; entities are refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces

from defusedxml.sax import make_parser
from django.utils.translation import gettext as _

from glossary.formats.rdf import check_size, told_faults
from glossary.formats.rows import Unreadable

XML = "http://www.w3.org/XML/1998/namespace"
PIECE = 64 * 1024
DEEPEST = 60


@dataclass
class Piece:
    """An element by its local name; ``lang`` and the other attributes by theirs."""

    name: str
    space: str
    line: int
    about: dict[str, str] = field(default_factory=dict)
    parts: list[Piece] = field(default_factory=list)
    text: str = ""

    def all(self, *names: str) -> Iterator[Piece]:
        """The children of these names."""
        return (part for part in self.parts if part.name in names)

    def deep(self, *names: str) -> Iterator[Piece]:
        """The same, further down as well."""
        for part in self.parts:
            if part.name in names:
                yield part
            yield from part.deep(*names)

    @property
    def words(self) -> str:
        """Its text and that of what stands in it."""
        return (self.text + "".join(part.words for part in self.parts)).strip()


class Cutter(ContentHandler):
    """Collects ``wanted`` elements as pieces; of all others only the opening is told."""

    def __init__(self, wanted: Collection[str]) -> None:
        super().__init__()
        self.wanted = wanted
        self.open: list[Piece] = []
        self.done: list[Piece] = []
        self.seen: list[Piece] = []  # openings of everything else
        self.depth = 0
        self.line: Callable[[], int] = lambda: 0

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: object) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(_("It is nested too deeply to be read."))
        about = {key[1]: value for key, value in attrs.items()}  # type: ignore[attr-defined]
        piece = Piece(name[1], name[0] or "", self.line(), about)
        if self.open:
            self.open[-1].parts.append(piece)
            self.open.append(piece)
        elif name[1] in self.wanted:
            self.open.append(piece)
        else:
            self.seen.append(piece)

    def characters(self, content: str) -> None:
        """Words."""
        if not self.open:
            if self.seen:
                self.seen[-1].text += content[: 500 - len(self.seen[-1].text)]
        elif self.open[-1].parts:
            self.open[-1].parts.append(Piece("", "", 0, text=content))
        else:
            self.open[-1].text += content

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        """An element ends."""
        self.depth -= 1
        if self.open:
            piece = self.open.pop()
            if not self.open:
                self.done.append(piece)


def pieces(data: bytes, wanted: Collection[str], seen: list[Piece]) -> Iterator[Piece]:
    """The wanted elements in their order; ``seen`` gathers what was opened around them."""
    check_size(data)
    cutter = Cutter(wanted)
    cutter.seen = seen
    parser = make_parser()
    cutter.line = parser.getLineNumber
    # Files of version 2 name their DTD: it is not fetched. To declare entities is refused.
    parser.forbid_dtd, parser.forbid_entities, parser.forbid_external = False, True, False
    parser.setFeature(feature_namespaces, True)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(cutter)
    stream = BytesIO(data)
    with told_faults():
        while chunk := stream.read(PIECE):
            parser.feed(chunk)
            yield from cutter.done
            cutter.done.clear()
        parser.close()
    yield from cutter.done
