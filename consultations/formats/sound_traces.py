"""A voice note without what the phone wrote beside the voice: titles, names, the place."""

from __future__ import annotations

import re
import struct

from django.utils.translation import gettext as _

from consultations.formats.reading import Unreadable

FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]", re.DOTALL)
HOLDS_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"}
DEEPEST = 8
BESIDE = {b"udta", b"meta", b"uuid", b"free", b"skip"}


def without_traces(data: bytes, ending: str) -> bytes:
    """The same sound; Ogg and WebM as a phone or a browser records them say nothing of anybody."""
    if ending == "mp3":
        return mp3(data)
    if ending == "m4a":
        whole = bytearray(data)
        empty_boxes(whole, 0, len(whole))
        return bytes(whole)
    return data


def mp3(data: bytes) -> bytes:
    """From the first frame on, without the tags before and behind."""
    at = 0
    while data.startswith(b"ID3", at) and at + 10 <= len(data):
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[at + 6 : at + 10], (21, 14, 7, 0), strict=True))
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    found = FRAME.search(data, at, at + 4096)
    if found is None:
        raise Unreadable(damaged())
    end = len(data) - 128 if data[-128:-125] == b"TAG" else len(data)
    return data[found.start() : end]


def empty_boxes(whole: bytearray, start: int, end: int, depth: int = 0) -> None:
    """What stands beside the sound is overwritten where it is, since every other part counts on its place."""
    at = start
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", whole, at)
        head = 8
        if size == 1 and at + 16 <= end:
            size, head = struct.unpack_from(">Q", whole, at + 8)[0], 16
        size = size or end - at
        if size < head or at + size > end or depth > DEEPEST:
            raise Unreadable(damaged())
        if name in BESIDE:
            whole[at + 4 : at + 8] = b"free"
            whole[at + head : at + size] = bytes(size - head)
        elif name in HOLDS_BOXES:
            empty_boxes(whole, at + head, at + size, depth + 1)
        at += size


def damaged() -> str:
    """The sentence for a sound that cannot be heard."""
    return _("This recording is damaged or was cut short. Save it again and send that.")
