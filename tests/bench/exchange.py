"""Terms in and out: a vocabulary of 6,000 concepts looked through, and every term of the glossary taken out."""

import tracemalloc
from collections.abc import Iterator

from django.db import transaction

from glossary.actions import imports
from glossary.exporting import exported, versions
from glossary.formats.files import FORMATS
from tests.bench.files import line, timed

CONCEPTS = 6_000
LOOKED_THROUGH, TAKEN_OUT = 20_000, 10_000  # milliseconds; the latter for 10,000 concepts
KEPT = 150 * 1024  # KiB


def report() -> Iterator[str]:
    """A line for the preview, and one for each way out; nothing brought in stays."""
    data = vocabulary()
    yield line(f"preview {CONCEPTS} concepts, turtle", timed(lambda: looked_through(data)), LOOKED_THROUGH)
    count = versions("all").count()
    for form in FORMATS:
        times = timed(lambda f=form: sum(len(piece) for piece in exported(f, "all")))
        yield line(f"export {count} concepts, {form}", times, TAKEN_OUT * max(count, 1) / 10_000)
        most = peak(form)
        yield f"  keeps {most:,} KiB at most: {'holds' if most <= KEPT else 'MISSED'} {KEPT:,} KiB"


def peak(form: str) -> int:
    """KiB at most while all of it is written, what was there before aside."""
    tracemalloc.start()
    for _piece in exported(form, "all"):
        pass
    most = tracemalloc.get_traced_memory()[1] // 1024
    tracemalloc.stop()
    return most


def vocabulary() -> bytes:
    """Three languages, a note, and a broader concept."""
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://example.org/v/> .\n"
    return (head + "".join(map(concept, range(CONCEPTS)))).encode()


def concept(number: int) -> str:
    said = "a place where people dig for what others need, and are seldom asked"
    names = " ; ".join(f'skos:prefLabel "name {number} in {tongue}"@{tongue}' for tongue in ("en", "fr", "es"))
    words = " ; ".join(f'skos:definition "{said} {number}"@{tongue}' for tongue in ("en", "fr", "es"))
    above = f" ; skos:broader :c{number // 10}" if number > 9 else ""
    return f':c{number} a skos:Concept ; skos:notation "{number:05d}" ; {names} ; {words}{above} .\n'


def looked_through(data: bytes) -> None:
    """From the bytes of the file to rows that somebody can choose among, and all of it taken back."""
    with transaction.atomic():
        file = imports.bring_in(by=None, name="vocabulary.ttl", data=data)
        imports.look_through(by=None, file=file, reading=imports.read(data))
        assert file.rows.filter(action="new").count() == CONCEPTS
        transaction.set_rollback(True)
