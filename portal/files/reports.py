"""What became of each row of a file: what was wrong with it, and a table of it all that a spreadsheet opens safely."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.files.csv_table import neutral

REPORT = ("row", "action", "key", "field", "reason")


@dataclass(frozen=True)
class Fault:
    """What keeps a row from being stored, where, and what to do; ``row`` counts from 1, or is that of its file."""

    row: int
    key: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.row} {self.key}: {self.reason}".strip()


def write_report(path: Path | None, lines: Iterable[tuple[int | str, str, str, str, str]]) -> None:
    """A line for each row, where whoever runs the command has named a file for it."""
    if path is None:
        return
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(REPORT)
        writer.writerows([row, action, *map(neutral, rest)] for row, action, *rest in lines)
