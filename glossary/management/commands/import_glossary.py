"""``import_glossary FILE``: terms of another vocabulary as proposals."""

import csv
from collections import Counter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from glossary.actions import imports
from glossary.formats.files import ALIASES, FORMATS
from glossary.models import ImportRow
from portal.files.csv_table import neutral

NAMES = ("new", "changed", "unchanged", "conflict", "error")


class Command(BaseCommand):
    help = "Reads terms from a file and proposes them. Nothing imported is agreed; the desk can take it back."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        known = sorted({*FORMATS, *ALIASES})
        parser.add_argument("--format", choices=known, help="Default: by what stands in the file.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen; change nothing.")
        parser.add_argument("--accept-good", action="store_true", help="Take the good rows and report the others.")
        parser.add_argument("--report", type=Path, help="Write a line a row to this CSV file.")

    def handle(self, *args, **options) -> None:
        path: Path = options["file"]
        try:
            with transaction.atomic():
                rows = self.bring_in(path, options)
                bad = [row for row in rows if row.action in ("conflict", "error")]
                if options["dry_run"] or (bad and not options["accept_good"]):
                    transaction.set_rollback(True)
        except OSError as error:
            raise CommandError(f"{path}: It cannot be opened: {error.strerror}. Nothing was changed.") from None
        except ValidationError as error:
            raise CommandError(f"{path}: {' '.join(error.messages)} Nothing was changed.") from None
        if options["report"]:
            self.report(options["report"], rows)
        self.tell(path, rows, bad, options)

    def bring_in(self, path: Path, options) -> list[ImportRow]:
        """Reads, looks through and, where that is wanted, writes; all of it may still be rolled back."""
        data = path.read_bytes()
        reading = imports.read(data, options["format"] or "")
        file = imports.bring_in(by=None, name=path.name, data=data)
        imports.look_through(by=None, file=file, reading=reading)
        for note in reading.notes:
            self.stderr.write(f"{path}: {note}")
        rows = list(file.rows.order_by("number"))
        good = options["accept_good"] or not any(row.action in ("conflict", "error") for row in rows)
        if good and not options["dry_run"]:
            imports.carry_out(by=None, file=file)
        return rows

    def report(self, path: Path, rows: list[ImportRow]) -> None:
        """A spreadsheet opens it: nothing in it may begin like a formula."""
        with path.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(["row", "action", "key", "field", "reason"])
            for row in rows:
                reason = row.reason or "; ".join(self.changes(row))
                writer.writerow([row.place, *map(neutral, (row.action, row.key, row.field, reason))])

    def changes(self, row: ImportRow) -> list[str]:
        """Each field with what stood there and what would."""
        return [f"{one['field']} {one['language']}: “{one['old']}” → “{one['new']}”" for one in row.difference]

    def tell(self, path: Path, rows: list[ImportRow], bad: list[ImportRow], options) -> None:
        """A line for each bad row, then the sum; exit 1 where anything was bad and not expected."""
        for row in bad:
            where = f", {row.field}" if row.field else ""
            self.stderr.write(f"{path}: {row.key} (row {row.place}){where}: {row.reason}")
        counts = Counter(row.action for row in rows)
        summary = ", ".join(f"{counts[name]} {name}" for name in NAMES if counts[name])
        redefined = sum(row.is_redefined for row in rows)
        summary += f" ({redefined} with another definition)" if redefined else ""
        if bad and not options["accept_good"]:
            raise CommandError(f"{path}: {summary}. Nothing was changed. Add --accept-good to take the good rows.")
        if options["dry_run"]:
            self.stdout.write(f"{path}: {summary}. Dry run: nothing was changed.")
        else:
            self.stdout.write(f"{path}: {summary}. All that is new or changed is proposed, not agreed.")
