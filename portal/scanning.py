"""Asks ClamAV about a file through its socket, where ``CLAMAV_SOCKET`` names one.

A path is a socket of this machine, ``host:port`` one of the network. The protocol is the daemon's INSTREAM: pieces with
their length, and one line back.
"""

from __future__ import annotations

import socket
import struct
from enum import Enum
from typing import Protocol

from django.conf import settings

PIECE = 64 * 1024
PATIENCE = 10.0  # seconds: somebody waits for the page


class Readable(Protocol):
    """Whatever gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes: ...


class Finding(Enum):
    """What is known of a file."""

    UNASKED = "unasked"  # there is no scanner here
    CLEAN = "clean"
    VIRUS = "virus"
    SILENT = "silent"  # there is one, and it does not answer


def scan(file: Readable, patience: float = PATIENCE) -> Finding:
    """What the scanner says; that it says nothing is never an error."""
    if not settings.CLAMAV_SOCKET:
        return Finding.UNASKED
    try:
        with reached(settings.CLAMAV_SOCKET, patience) as line:
            answer = ask(line, file)
    except OSError:
        return Finding.SILENT
    if answer.endswith("FOUND"):
        return Finding.VIRUS
    return Finding.CLEAN if answer.endswith("OK") else Finding.SILENT


def reached(place: str, patience: float) -> socket.socket:
    """The line to the daemon."""
    host, _colon, port = place.rpartition(":")
    if port.isdigit() and "/" not in place:
        return socket.create_connection((host, int(port)), timeout=patience)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(patience)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


def ask(line: socket.socket, file: Readable) -> str:
    """Sends the file piece by piece; returns the one line that comes back."""
    line.sendall(b"zINSTREAM\0")
    while piece := file.read(PIECE):
        line.sendall(struct.pack(">I", len(piece)) + piece)
    line.sendall(struct.pack(">I", 0))
    answer = b""
    while not answer.endswith(b"\0"):
        piece = line.recv(4096)
        if not piece:
            break
        answer += piece
        if len(answer) > 65_536:
            break
    return answer.rstrip(b"\0\r\n").decode("utf-8", errors="replace").strip()
