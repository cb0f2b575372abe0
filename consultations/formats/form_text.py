"""Writes comments as CSV or JSON: a row or an object each, with every field that has a name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from consultations.sheets import ExportedComment
from portal.files.csv_table import neutral
from portal.files.packing import printable

FIELDS = tuple(part.name for part in fields(ExportedComment))
MARK = "\ufeff"  # without it Excel takes UTF-8 for something older


def write_csv(comments: Iterable[ExportedComment]) -> Iterator[bytes]:
    """A line of headings, then a record each; what looks like a formula has a ' before it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(FIELDS)
    yield (MARK + stream.getvalue()).encode()
    for comment in comments:
        stream.seek(0)
        stream.truncate()
        writer.writerow([neutral(printable(str(getattr(comment, name)))) for name in FIELDS])
        yield stream.getvalue().encode()


def write_json(comments: Iterable[ExportedComment]) -> Iterator[bytes]:
    """An array of objects, one a line."""
    before = "[\n"
    for comment in comments:
        yield (before + json.dumps(asdict(comment), ensure_ascii=False)).encode(errors="replace")
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
