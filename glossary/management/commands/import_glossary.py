"""``import_glossary FILE``: terms of another vocabulary as proposals."""

from collections import Counter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from glossary.actions.imports import Line, import_terms
from glossary.formats import skos
from glossary.formats.rows import Reading, Unreadable
from portal.files.reports import write_report

FORMATS = {"skos": skos.read}
ENDINGS = {".ttl": "skos", ".turtle": "skos", ".n3": "skos"}


class Command(BaseCommand):
    help = "Reads terms from a file and proposes them. Nothing imported is agreed."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=sorted(FORMATS), help="Default: by the end of the file's name.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen; change nothing.")
        parser.add_argument("--accept-good", action="store_true", help="Take the good rows and report the others.")
        parser.add_argument("--report", type=Path, help="Write a line a row to this CSV file.")

    def handle(self, *args, **options) -> None:
        path: Path = options["file"]
        reading = self.read(path, options["format"])
        good = options["accept_good"] or not reading.faults
        lines = [Line(fault.row, "error", fault.key, fault.field, fault.reason) for fault in reading.faults]
        try:
            # Rows beside bad ones are only looked at, unless the good ones are wanted.
            lines += import_terms(
                by=None,
                rows=reading.rows,
                dry_run=options["dry_run"] or not good,
                accept_good=options["accept_good"],
            )
        except ValidationError as error:
            raise CommandError(f"{path}: {' '.join(error.messages)} Nothing was changed.") from None
        lines.sort(key=lambda line: line.row)
        write_report(options["report"], [(line.row, line.action, line.key, line.field, line.reason) for line in lines])
        self.tell(path, lines, options)

    def read(self, path: Path, name: str | None) -> Reading:
        """By the named format, or by the end of the file's name."""
        name = name or ENDINGS.get(path.suffix.lower())
        if name is None:
            raise CommandError(
                f"{path}: only SKOS vocabularies in Turtle ({', '.join(ENDINGS)}) are read, and “{path.suffix}” is the "
                "ending of none. If it is Turtle all the same, add --format skos."
            )
        try:
            return FORMATS[name](path)
        except Unreadable as error:
            raise CommandError(f"{path}: {error} Nothing was changed.") from None

    def tell(self, path: Path, lines: list[Line], options) -> None:
        """A line for each bad row, then the sum; exit 1 where anything was bad and not expected."""
        bad = [line for line in lines if line.is_bad]
        for line in bad:
            where = f", {line.field}" if line.field else ""
            self.stderr.write(f"{path}: {line.key} (row {line.row}){where}: {line.reason}")
        counts = Counter(line.action for line in lines)
        names = ("new", "changed", "unchanged", "conflict", "error")
        summary = ", ".join(f"{counts[name]} {name}" for name in names if counts[name])
        if bad and not options["accept_good"]:
            raise CommandError(f"{path}: {summary}. Nothing was changed. Add --accept-good to take the good rows.")
        if options["dry_run"]:
            self.stdout.write(f"{path}: {summary}. Dry run: nothing was changed.")
        else:
            self.stdout.write(f"{path}: {summary}. All that is new or changed is proposed, not agreed.")
