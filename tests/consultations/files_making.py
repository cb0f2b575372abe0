"""Crafted files: each kind with a person in it, and what only pretends to be one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

CANARY = "Canary Quispe"
ODF = "application/vnd.oasis.opendocument"


def photograph(form: str = "JPEG", *, turned: int = 6, size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture with place, person and the way the camera was held."""
    picture = Image.effect_mandelbrot(size, (-2, -1.5, 1, 1.5), 20).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = turned, CANARY  # orientation, artist
    exif.get_ifd(0x8825)[2] = (12.0, 2.0, 43.0)  # latitude
    more: dict = {"exif": exif.tobytes(), "xmp": f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()}
    if form == "PNG":
        text = PngInfo()
        text.add_text("Author", CANARY)
        more = {"exif": exif.tobytes(), "pnginfo": text}
    if form == "JPEG":
        more |= {"comment": CANARY.encode(), "progressive": size[0] > 100}
    return saved(picture, form, **more)


def saved(picture: Image.Image, form: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def word(*, author: str = CANARY, picture: bytes = b"") -> bytes:
    """A document by somebody, with a note and a change of somebody in it."""
    document = Document()
    run = document.add_paragraph("The rains take the road.").runs[0]
    document.add_comment(run, text="Look here", author=author, initials="CQ")
    if picture:
        document.add_picture(io.BytesIO(picture))
    facts = document.core_properties
    facts.author = facts.last_modified_by = author
    out = io.BytesIO()
    document.save(out)
    return with_parts(
        out.getvalue(),
        {
            "word/people.xml": f'<w15:people xmlns:w15="x"><w15:person w15:author="{author}"/></w15:people>'.encode(),
            "docProps/custom.xml": f"<Properties>{author}</Properties>".encode(),
            "docProps/app.xml": f"<Properties><Company>{author}</Company></Properties>".encode(),
        },
    )


def spreadsheet() -> bytes:
    """A table by somebody, with a note of somebody."""
    book = Workbook()
    book.active["A1"] = "Visits"
    book.active["A1"].comment = Comment("Look here", CANARY)
    book.properties.creator = book.properties.lastModifiedBy = CANARY
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_document(kind: str = "text", **parts: bytes) -> bytes:
    """A text, table or slides of LibreOffice, by somebody."""
    meta = f"<office:meta><meta:initial-creator>{CANARY}</meta:initial-creator><dc:creator>{CANARY}</dc:creator>"
    note = f"<office:annotation><dc:creator>{CANARY}</dc:creator><text:p>Look here</text:p></office:annotation>"
    usual = {"mimetype": f"{ODF}.{kind}".encode(), "content.xml": note.encode(), "meta.xml": meta.encode()}
    return zipped(usual | {name.replace("__", "/"): part for name, part in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same zip with more in it, or other in its place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | parts)


def pdf(*, pages: int = 1, password: str = "") -> bytes:
    """Pages by somebody, with a note, a script and a file inside."""
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": CANARY, "/Title": "Prices", "/Creator": CANARY})
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    note = FreeText(text="Look here", rect=(10, 10, 90, 30))
    note[NameObject("/T")] = TextStringObject(CANARY)
    writer.add_annotation(0, note)
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("canary script")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("canary.txt", CANARY.encode())
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def mp3() -> bytes:
    """A frame of silence behind a tag that names somebody, and another behind it."""
    body = b"TPE1" + struct.pack(">I", len(CANARY) + 1) + b"\0\0\0" + CANARY.encode()
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return b"ID3\x04\0\0" + size + body + frame * 3 + b"TAG" + CANARY.encode().ljust(125, b"\0")


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def m4a(*, handler: bytes = b"soun", place: bool = True) -> bytes:
    """A recording of a phone, with the place where it was made."""
    told = box(b"udta", box(b"\xa9xyz", f"+01.2345-067.8910/{CANARY}".encode())) if place else b""
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12))))
    return box(b"ftyp", b"M4A \0\0\0\0M4A mp42isom") + box(b"moov", track + told) + box(b"mdat", b"sound" * 20)


def ogg() -> bytes:
    return b"OggS\0\x02" + bytes(22) + b"\x01\x13OpusHead" + bytes(60)


def webm(codec: bytes = b"A_OPUS") -> bytes:
    return b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm" + bytes(20) + b"\x86\x86" + codec + bytes(60)


def png_bomb() -> bytes:
    """A picture of some bytes that says it is a hundred thousand pixels wide and high."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunks = (head, b"IDAT" + zlib.compress(bytes(1000)), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


def zip_bomb() -> bytes:
    """A Word file of some kilobytes that unpacks to hundreds of megabytes."""
    return with_parts(word(), {"word/media/image1.bin": bytes(120 * 1024 * 1024)})


def as_file(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)
