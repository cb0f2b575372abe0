"""Takes the words out of a file, in a process of its own that may use little memory and little time.

Whatever a file does to its reader (a bomb, a loop, a crash) happens there: the worker sees that nothing came back.
Run as a program it reads the bytes from its input and writes the pages as JSON; it knows neither database nor settings.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

SECONDS = 20  # of the clock; half of it of the processor
MEMORY = 600 * 1024 * 1024  # bytes of address space
MOST_PAGES, MOST_LETTERS = 200, 200_000
PAGE_END = "\f"
READABLE = ("pdf", "docx", "odt", "txt")
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
SPACE = re.compile(r"[ \t\r\xa0]+")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPEN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NOT_SAID = {f"{WORD}del", f"{WORD}moveFrom", f"{WORD}instrText", f"{OPEN}tracked-changes", f"{OPEN}annotation"}
NOT_SAID |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
PARAGRAPHS = {f"{WORD}p", f"{OPEN}p", f"{OPEN}h"}


class NotRead(Exception):
    """Nothing came back from a file."""


def pages_of(data: bytes, ending: str) -> list[str]:
    """The words of a file, a page a text where it has pages; empty for a scan. Raises ``NotRead``."""
    root = str(Path(__file__).resolve().parents[2])
    call = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {root!r}); {CALL}", ending]
    try:
        done = subprocess.run(call, input=data, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
        return [str(page) for page in json.loads(done.stdout)]
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise NotRead(type(error).__name__) from None  # what it printed may hold words of the file


CALL = "from search.documents.reading import main; main(sys.argv[1])"


def main(ending: str) -> None:
    """In the process of its own."""
    shut_in()
    from django.conf import settings

    settings.configure(USE_I18N=False)  # the sentences of what cannot be read are said to nobody
    json.dump(capped(READERS[ending](sys.stdin.buffer.read())), sys.stdout)


def shut_in() -> None:
    """No more memory and time than this, no file written; where the system has no such limits, the clock remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS // 2, SECONDS // 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def capped(pages: Iterator[str]) -> list[str]:
    """The first pages and letters; what comes after them is not even looked at."""
    kept: list[str] = []
    left = MOST_LETTERS
    for _number, page in zip(range(MOST_PAGES), pages, strict=False):
        text = tidy(page)[:left]
        kept.append(text)
        left -= len(text)
        if left <= 0:
            break
    return kept if any(kept) else []


def tidy(text: str) -> str:
    """Lines without control characters and double spaces."""
    lines = (SPACE.sub(" ", NOT_TEXT.sub(" ", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def in_pdf(data: bytes) -> Iterator[str]:
    """Page by page."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    for page in reader.pages:
        yield page.extract_text()


def in_word(data: bytes) -> Iterator[str]:
    """The body and its notes; a Word file does not know its pages."""
    yield in_package(data, "word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def in_open_document(data: bytes) -> Iterator[str]:
    """The text of an OpenDocument file."""
    yield in_package(data, "content.xml")


def in_package(data: bytes, *parts: str) -> str:
    """The paragraphs in parts of a zip of XML, opened within the limits of the house."""
    from portal.files.package import Package

    package = Package(data)
    trees = [tree for name in parts if (tree := package.part(name)) is not None]
    return "\n".join(paragraph for tree in trees for paragraph in paragraphs(tree))


def paragraphs(tree: Element) -> Iterator[str]:
    """Each paragraph as its words; what was struck out or only tells the program what to do is left out."""
    waiting: list[Element] = [tree]
    while waiting:  # no recursion: a file nests as deep as it likes
        element = waiting.pop()
        if element.tag in NOT_SAID:
            continue
        if element.tag in PARAGRAPHS:
            yield "".join(pieces(element))
        else:
            waiting += reversed(element)


def pieces(paragraph: Element) -> Iterator[str]:
    """What stands in a paragraph, in its order."""
    waiting: list[Element | str] = [paragraph]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            yield piece
        elif piece.tag in NOT_SAID:
            continue
        elif piece.tag in {f"{WORD}tab", f"{WORD}br", f"{OPEN}tab", f"{OPEN}s", f"{OPEN}line-break"}:
            yield " "
        else:
            is_word = piece.tag.startswith(WORD)
            said = piece.text or "" if not is_word or piece.tag == f"{WORD}t" else ""
            after = [part for child in piece for part in (child, "" if is_word else child.tail or "")]
            waiting += reversed([said, *after])


def in_text(data: bytes) -> Iterator[str]:
    """UTF-8, as our own check lets it in; what is none of it is left out."""
    yield data.decode("utf-8-sig", errors="replace").replace("\ufffd", " ")


READERS = {"pdf": in_pdf, "docx": in_word, "odt": in_open_document, "txt": in_text}
