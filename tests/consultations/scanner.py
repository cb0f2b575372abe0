"""A stand-in for ClamAV's daemon on a socket of this machine: clean, found, silent, or cut off."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"canary virus"


def read(line: socket.socket, size: int) -> bytes:
    """Exactly so many bytes."""
    data = b""
    while len(data) < size:
        piece = line.recv(size - len(data))
        if not piece:
            break
        data += piece
    return data


def listen(line: socket.socket, told: list[bytes], answer: bytes) -> None:
    """One conversation of INSTREAM; an empty answer closes the line without a word."""
    with line:
        assert read(line, 10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack(">I", read(line, 4))[0]:
            data += read(line, size)
        told.append(data)
        found = b"stream: Canary-Test FOUND\0" if VIRUS in data else b"stream: OK\0"
        line.sendall(found if answer == b"-" else answer)


@contextmanager
def scanner(place: Path, *, answer: bytes = b"-") -> Iterator[list[bytes]]:
    """Answers at this place; gives what it was shown."""
    told: list[bytes] = []
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(place))
    server.listen(4)

    def serve() -> None:
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            listen(line, told, answer)

    worker = threading.Thread(target=serve, daemon=True)
    worker.start()
    try:
        yield told
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        worker.join(timeout=5)
        place.unlink()
