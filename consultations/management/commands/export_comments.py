"""``export_comments --round SLUG --format docx|xlsx|csv|json FILE``: the comments of a round with their answers."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultations.exporting import TYPES, Chosen, written
from consultations.models import Comment, Disposition, Round
from portal.members.acting import acting_for_commands
from portal.members.viewer import ANYBODY, look_at


class Command(BaseCommand):
    """Written beside the file first, so that an export that fails leaves what was there."""

    help = "Writes the comments of a round as the ISO form (Word, Excel), CSV or JSON, as the secretariat sees them."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--round", required=True, help="the address of the round")
        parser.add_argument("--format", choices=sorted(TYPES), help="default: by the ending of the file's name")
        parser.add_argument("--group", default="", help="only comments of this stakeholder group (its code)")
        parser.add_argument("--clause", default="", help="only comments on this clause (its number or key)")
        parser.add_argument("--type", default="", choices=["", *Comment.Kind.values], help="only ge, te or ed")
        values = Disposition.Value.values
        parser.add_argument("--disposition", default="", choices=["", *values], help="only comments answered like this")
        parser.add_argument("--public", action="store_true", help="only what everybody may see")

    def handle(self, **options):
        file: Path = options["file"]
        form = options["format"] or file.suffix.lower().lstrip(".")
        if form not in TYPES:
            raise CommandError(f"{file}: {_('Say in which format, with --format docx, xlsx, csv or json.')}")
        round = Round.objects.select_related("draft__standard").filter(slug=options["round"]).first()
        if round is None:
            raise CommandError(_("There is no round “%(slug)s”.") % {"slug": options["round"]})
        viewer = ANYBODY if options["public"] else look_at(acting_for_commands())
        chosen = Chosen(options["group"], options["clause"], options["type"], options["disposition"])
        beside = file.with_name(f"{file.name}.part")
        try:
            with beside.open("wb") as stream:
                stream.writelines(written(round, viewer, form, chosen))
            beside.replace(file)
        except OSError as error:
            beside.unlink(missing_ok=True)
            reason = _("It cannot be written: %(reason)s.") % {"reason": error.strerror}
            raise CommandError(f"{error.filename}: {reason}") from error
        self.stdout.write(str(file))
