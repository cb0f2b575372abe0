"""Writes an Office file piece by piece, so that a long one never stands in memory as a whole."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

FIRST_LINE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
SPACES = "http://schemas.openxmlformats.org"
PIECE = 64 * 1024
Part = tuple[str, Iterable[str]]


def printable(text: str) -> str:
    """The text with � for each character that no file can hold: a reader sees that something was there."""
    return NO_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))


def safe(text: str) -> str:
    """The text as it may stand in XML."""
    return escape(printable(text))


class Outlet(io.RawIOBase):
    """What the zip has written and nobody has taken yet."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """All of it, once."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def packed(parts: Iterable[Part]) -> Iterator[bytes]:
    """The bytes of a zip of these parts, each given as its name and pieces of text."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, pieces in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as stream:
                for piece in in_pieces(pieces):
                    stream.write(piece)
                    if data := outlet.take():
                        yield data
    yield outlet.take()


def in_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Small texts joined into pieces worth writing."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def content_types(parts: dict[str, str]) -> Part:
    """What kind each part is."""
    kinds = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = (
        f'<Default Extension="rels" ContentType="{rels}"/><Default Extension="xml" ContentType="application/xml"/>'
    )
    text = f'<Types xmlns="{SPACES}/package/2006/content-types">{defaults}{kinds}</Types>'
    return "[Content_Types].xml", [FIRST_LINE + text]


def relations(name: str, targets: dict[str, tuple[str, str]]) -> Part:
    """Which part belongs to which: id → (kind, target)."""
    kinds = f"{SPACES}/officeDocument/2006/relationships"
    rows = "".join(
        f'<Relationship Id="{key}" Type="{kinds}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items()
    )
    return name, [f'{FIRST_LINE}<Relationships xmlns="{SPACES}/package/2006/relationships">{rows}</Relationships>']
