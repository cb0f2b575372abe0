"""Writes the clauses of a draft as a table that ``import_draft`` reads back: CSV or Excel, by the name of the file."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultations.clauses import rows_of
from consultations.formats.clause_table import WRITERS
from consultations.models import Draft


class Command(BaseCommand):
    """``export_draft CODE LABEL FILE``"""

    help = "Writes the clauses of a draft as a table (.csv or .xlsx)."

    def add_arguments(self, parser):
        parser.add_argument("standard", help="the standard's code")
        parser.add_argument("label", help="what the draft is called")
        parser.add_argument("file", type=Path, help="a name that ends in .csv or .xlsx")

    def handle(self, **options):
        file: Path = options["file"]
        write = WRITERS.get(file.suffix.lower().lstrip("."))
        if write is None:
            raise CommandError(_("%(name)s: a clause table ends in .csv or .xlsx.") % {"name": file.name})
        draft = Draft.objects.filter(standard__code=options["standard"], label=options["label"]).first()
        if draft is None:
            named = {"draft": f"{options['standard']}/{options['label']}"}
            raise CommandError(_("There is no draft %(draft)s.") % named)
        rows = rows_of(draft.clauses.order_by("position"))
        try:
            file.write_bytes(write(rows))
        except ValidationError as error:
            raise CommandError(f"{file.name}: {' '.join(error.messages)}") from error
        except OSError as error:
            reason = _("It cannot be written: %(reason)s.") % {"reason": error.strerror}
            raise CommandError(f"{file}: {reason}") from error
        self.stdout.write(f"{len(rows)} clauses written to {file.name}")
