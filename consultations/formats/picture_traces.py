"""A picture without what it says of the place, the day and the person: its pixels stay exactly as they were.

Nothing is decoded, so that a picture which unpacks to gigabytes costs no memory. Of all that stands beside the pixels
only colour and the way it is turned are kept; what follows the end of the picture is cut off.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _
from PIL import Image

from consultations.formats.reading import Unreadable

MOST_PIXELS = 200_000_000
ORIENTATION = 0x0112
JPEG_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # within the packed pixels: the next thing that is none
JPEG_KEEPS = {0xE0, 0xEE}  # JFIF and Adobe: without them the colours change
PNG_KEEPS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
PNG_KEEPS |= {b"acTL", b"fcTL", b"fdAT"}
WEBP_KEEPS = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}


def without_traces(data: bytes, ending: str) -> bytes:
    """The same picture; raises ``Unreadable`` where it is damaged, or larger than any picture is."""
    try:
        if ending == "jpg":
            return b"".join(jpeg_parts(data, turned_by(data)))
        return b"".join(png_parts(data) if ending == "png" else webp_parts(data))
    except (struct.error, IndexError) as error:
        raise Unreadable(damaged()) from error


def turned_by(data: bytes) -> int:
    """How the camera was held, 1 to 8; looks at the head of the file only."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unreadable(too_large())
                found = picture.getexif().get(ORIENTATION, 1)
    except Image.DecompressionBombError as error:
        raise Unreadable(too_large()) from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error) as error:
        raise Unreadable(damaged()) from error
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def exif(turned: int) -> bytes:
    """The one thing a viewer must know, as EXIF says it."""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, turned, 0)
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"


def jpeg_parts(data: bytes, turned: int) -> Iterator[bytes]:
    """Segment by segment up to the first end of a picture."""
    yield data[:2]
    if turned > 1:
        yield b"\xff\xe1" + struct.pack(">H", len(exif(turned)) + 2) + exif(turned)
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        mark = data[at + 1]
        if data[at] != 0xFF or mark in (0x00, 0xD8):
            raise Unreadable(damaged())
        if mark == 0xD9:
            yield b"\xff\xd9"
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        is_colour = mark == 0xE2 and data.startswith(b"ICC_PROFILE\0", at + 4)
        if mark in JPEG_KEEPS or is_colour or not (0xE0 <= mark <= 0xEF or mark == 0xFE):
            yield data[at:end]
        at = end
        if mark == 0xDA:
            found = JPEG_MARK.search(data, end)
            if found is None:
                raise Unreadable(damaged())
            yield data[end : found.start()]
            at = found.start()


def png_parts(data: bytes) -> Iterator[bytes]:
    """Chunk by chunk up to the end of the picture."""
    yield data[:8]
    width, height = struct.unpack_from(">II", data, 16)
    if data[12:16] != b"IHDR" or not width * height:
        raise Unreadable(damaged())
    if width * height > MOST_PIXELS:
        raise Unreadable(too_large())
    at, name = 8, b""
    while name != b"IEND":
        size, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if struct.unpack_from(">I", data, end - 4)[0] != zlib.crc32(data[at + 4 : end - 4]):
            raise Unreadable(damaged())
        if name in PNG_KEEPS:
            yield data[at:end]
        at = end


def webp_parts(data: bytes) -> Iterator[bytes]:
    """Chunk by chunk as far as the file says it goes; its head no longer promises what is gone."""
    kept: list[bytes] = []
    at, whole = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= whole:
        name, size = struct.unpack_from("<4sI", data, at)
        end = at + 8 + size + size % 2
        if at + 8 + size > whole:
            raise Unreadable(damaged())
        if name == b"VP8X":
            kept.append(data[at : at + 8] + bytes([data[at + 8] & ~0b1100]) + data[at + 9 : end])
        elif name in WEBP_KEEPS:
            kept.append(data[at:end])
        at = end
    yield b"RIFF" + struct.pack("<I", 4 + sum(map(len, kept))) + b"WEBP"
    yield from kept


def damaged() -> str:
    """The sentence for a picture that ends before it should."""
    return _("This picture is damaged or was cut short. Save it again and send that.")


def too_large() -> str:
    """The sentence for a picture that is a bomb, or might be one."""
    return _("This picture unpacks to far more than a picture holds, and was not taken.")
