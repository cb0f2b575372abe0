"""Brings in a draft from Word, Markdown or a clause table: prints what it found, stores it unless --dry-run."""

from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultations.actions.drafts import check_names, import_draft
from consultations.canonical import plain_text
from consultations.carrying import carried_over, faults_of_reading
from consultations.formats.files import read_file
from portal.files.reports import write_report
from portal.members.acting import acting_for_commands
from portal.members.permissions import Refused


class Command(BaseCommand):
    """``import_draft FILE --standard CODE --label TEXT [--dry-run] [--report R.csv]``"""

    help = "Brings in a draft of a standard from a Word (.docx), Markdown (.md) or clause table (.csv, .xlsx) file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--standard", required=True, help="the standard's code; made if it is new")
        parser.add_argument("--label", required=True, help="what this draft is called: 2, 2027-03")
        parser.add_argument("--title", default="", help="of the draft, and of the standard if that is new")
        parser.add_argument("--language", default="en", help="the language of the text")
        parser.add_argument("--dry-run", action="store_true", help="print what would be stored, store nothing")
        parser.add_argument("--report", type=Path, help="write row,action,key,field,reason")
        parser.add_argument("--by", default="", help="the e-mail address of the person of the secretariat who does it")

    def handle(self, **options):
        file: Path = options["file"]
        try:
            reading, rows, previous = self.take_in(file, options)
        except Faulty as error:
            write_report(options["report"], [(f.row, "refused", f.key, f.field, f.reason) for f in error.faults])
            raise CommandError("\n".join(told(file.name, fault) for fault in error.faults)) from error
        except (ValidationError, Refused) as error:
            reasons = getattr(error, "messages", [str(error)])
            write_report(options["report"], [("", "refused", "", "", reason) for reason in reasons])
            raise CommandError("\n".join(f"{file.name}: {reason}" for reason in reasons)) from error
        except OSError as error:
            reason = _("It cannot be opened: %(reason)s.") % {"reason": error.strerror}
            raise CommandError(f"{error.filename}: {reason}") from error
        except ObjectDoesNotExist as error:
            raise CommandError(f"{file.name}: {error}") from error
        done = "would be stored" if options["dry_run"] else "stored"
        places = reading.places or range(1, len(rows) + 1)
        lines = zip(places, rows, strict=True)
        write_report(options["report"], [(place, done, row.key, "", "") for place, row in lines])
        counts = counts_of(rows, previous)
        self.stdout.write(f"{len(rows)} clauses {done} as {options['standard']}/{options['label']}: {counts}")

    def take_in(self, file, options):
        """Everything is checked before anything is printed or stored."""
        reading = read_file(file.name, file.read_bytes())
        rows, previous = carried_over(reading, options["standard"])
        check_names(options["standard"].strip(), options["label"].strip())
        faults = faults_of_reading(reading, rows)
        if faults:
            raise Faulty(faults)
        for warning in reading.warnings:
            self.stderr.write(self.style.WARNING(warning))
        if options["dry_run"]:
            self.show(rows)
        else:
            import_draft(
                by=acting_for_commands(options["by"]),
                standard=options["standard"],
                label=options["label"],
                rows=rows,
                title=options["title"] or reading.title,
                standard_title=options["title"],
                language=options["language"],
                source_name=file.name,
                previous=previous,
            )
        return reading, rows, previous

    def show(self, rows):
        depths: dict[str, int] = {}
        for row in rows:
            depths[row.key] = depths.get(row.parent, -1) + 1
            words = row.heading or plain_text(row.body)[:60].replace("\n", " ")
            self.stdout.write(f"{'  ' * depths[row.key]}{row.number or '–'}  {words}  [{row.key}]")


class Faulty(Exception):
    """Rows that cannot be stored, each with its place."""

    def __init__(self, faults):
        super().__init__(faults)
        self.faults = faults


def told(name, fault):
    """Which file, row and field, and what to do."""
    where = _("row %(row)s, %(field)s of “%(key)s”") % {"row": fault.row, "field": fault.field, "key": fault.key}
    return f"{name}: {where}: {fault.reason}"


def counts_of(rows, previous) -> str:
    """How many are sections, and what became of the clauses of the draft before."""
    counts = f"{sum(bool(row.heading) for row in rows)} with a heading"
    if previous is None:
        return counts
    before = set(previous.clauses.values_list("key", flat=True))
    kept = sum(row.key in before for row in rows)
    gone = len(before) - kept
    return f"{counts}, {kept} kept from draft {previous.label}, {len(rows) - kept} new, {gone} taken out"
