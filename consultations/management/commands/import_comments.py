"""``import_comments FILE --round SLUG --organisation NAME``: a commenting form as a response to a round."""

from datetime import date
from difflib import get_close_matches
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.actions.importing_comments import FileIn, Sender, accept_rows, bring_in, fingerprint
from consultations.formats.comment_files import read_comments
from consultations.intakes import placed, places_in, said_before
from consultations.matching import match
from consultations.models import Intake, IntakeRow, Round, Submission
from portal.files.reports import write_report
from portal.members.acting import acting_for_commands
from portal.members.models import Organisation, StakeholderGroup
from portal.members.permissions import Refused


class Command(BaseCommand):
    """Everything is read and held against the draft before anything is stored."""

    help = "Brings in a commenting form (Word, Excel, CSV or our JSON) in the name of an organisation."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--round", required=True, help="the address of the round")
        parser.add_argument("--organisation", required=True, help="in whose name the comments are sent")
        parser.add_argument("--group", default="", help="code of its group, where the organisation is not known here")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")
        parser.add_argument(
            "--accept-good", action="store_true", help="take the good rows; the others wait at the desk"
        )
        parser.add_argument("--report", type=Path, help="write row,action,key,field,reason")
        parser.add_argument("--language", default="", help="in which the comments are written")
        parser.add_argument("--received", type=date.fromisoformat, help="day on which it came, for a closed round")
        levels = Submission.Confidentiality.values
        parser.add_argument("--confidentiality", choices=levels, default="name", help="who may read the comments")
        parser.add_argument("--by", default="", help="the e-mail address of the person of the secretariat who does it")

    def handle(self, **options):
        file: Path = options["file"]
        try:
            round, sender = self.round(options["round"]), self.sender(options)
            data = file.read_bytes()
            read = read_comments(file.name, data)
            form = placed(read, round)
            came = FileIn.of(file.name, data, kind=Intake.Kind.COPY if read.passages else Intake.Kind.FORM)
            lines = self.look(round, sender, came, form)
            self.refuse_bad(file, lines, options)
            receipts = [] if options["dry_run"] else self.store(round, sender, came, form, options)
        except (ValidationError, Refused, ObjectDoesNotExist) as error:
            reasons = getattr(error, "messages", [str(error)])
            write_report(options["report"], [("", "error", "", "", reason) for reason in reasons])
            raise CommandError("\n".join(f"{file}: {reason}" for reason in reasons)) from error
        except OSError as error:
            reason = _("It cannot be opened: %(reason)s.") % {"reason": error.strerror}
            raise CommandError(f"{error.filename}: {reason}") from error
        for note in form.notes:
            self.stderr.write(f"{file}: {note}")
        write_report(options["report"], lines)
        self.tell(file, lines, receipts, options)

    def round(self, slug):
        found = Round.objects.select_related("draft__standard").filter(slug=slug).first()
        if found is None:
            raise ValidationError(_("There is no round “%(slug)s”.") % {"slug": slug})
        return found

    def sender(self, options):
        """The organisation as it is known here; one that is not needs its group."""
        name = " ".join(options["organisation"].split())
        organisation = Organisation.objects.select_related("group").filter(name__iexact=name).first()
        group = StakeholderGroup.objects.filter(code=options["group"]).first() if options["group"] else None
        if organisation is None and group is None:
            near = get_close_matches(name, Organisation.objects.values_list("name", flat=True), n=3, cutoff=0.4)
            message = _("There is no organisation “%(name)s”. Known are: %(near)s. For another, add --group CODE.")
            raise ValidationError(message % {"name": name, "near": ", ".join(near) or "–"})
        return Sender(
            organisation=organisation,
            organisation_name="" if organisation else name[:200],
            group=group,
            language=options["language"] or "en",
            confidentiality=options["confidentiality"],
            received_on=options["received"],
        )

    def look(self, round, sender, file, form):
        """A line a row: new, unchanged where it came before, or an error for each fault."""
        who = {"organisation": sender.organisation, "name": sender.organisation_name, "sha256": file.sha256}
        there = Intake.objects.of(round, **who).first()
        before = IntakeRow.objects.standing().filter(intake__round=round, intake__organisation=sender.organisation)
        before = before.filter(intake__organisation_name=sender.organisation_name)
        known = places_known(there) if there else set()
        marks = set() if there else set(before.values_list("fingerprint", flat=True))
        places = places_in(round.draft_id)
        lines = []
        for row in form.rows:
            found = match(row, places)
            key = found.place.key if found.place else row.clause_key or row.clause
            if row.row in known or fingerprint(row) in marks:
                lines.append((row.row, "unchanged", key, "", _("It is here already.")))
            elif found.is_good:
                lines.append((row.row, "new", key, "", ""))
            else:
                lines += [(row.row, "error", key, fault.field, fault.reason) for fault in found.faults]
        return lines

    def refuse_bad(self, file, lines, options):
        """Each fault is said; without --accept-good nothing is stored because of it."""
        bad = [line for line in lines if line[1] == "error"]
        for row, _action, _key, field, reason in bad:
            self.stderr.write(f"{file}: row {row}, {field}: {reason}")
        if bad and not options["accept_good"]:
            write_report(options["report"], lines)
            message = _("%(counts)s. Nothing was changed. Mend the rows, or add --accept-good to take the others.")
            raise CommandError(f"{file}: {message % {'counts': counts(lines)}}")

    def store(self, round, sender, file, form, options):
        by = acting_for_commands(options["by"])
        return accept_rows(by=by, intake=bring_in(by=by, round=round, file=file, form=form, sender=sender))

    def tell(self, file, lines, receipts, options):
        ending = _("Dry run: nothing was changed.") if options["dry_run"] else ""
        self.stdout.write(f"{file}: {counts(lines)}. {ending}".rstrip())
        for receipt in receipts:
            self.stdout.write(_("Receipt: %(code)s") % {"code": receipt.code})
            self.stdout.write(_("PIN: %(pin)s") % {"pin": receipt.pin})
        if not options["dry_run"] and any(line[1] == "error" for line in lines):
            self.stdout.write(_("The other rows wait at the desk of the round, where they can be mended."))


def places_known(intake) -> set[int]:
    """Rows of a file that are not sent by bringing it in once more: what was withdrawn is."""
    rows = list(intake.rows.exclude(state=IntakeRow.State.WAITING).exclude(pk__in=intake.rows.withdrawn()))
    elsewhere = said_before(intake, {row.fingerprint for row in rows})
    gone = (row for row in rows if row.state != IntakeRow.State.REPEATED or row.fingerprint in elsewhere)
    return {row.place for row in gone}


def counts(lines) -> str:
    """How many rows are new, unchanged and wrong."""
    rows = {action: {line[0] for line in lines if line[1] == action} for action in ("new", "unchanged", "error")}
    bad = len(rows["error"])
    parts = [
        ngettext("%(count)s new comment", "%(count)s new comments", len(rows["new"])) % {"count": len(rows["new"])},
        _("%(count)s unchanged") % {"count": len(rows["unchanged"])} if rows["unchanged"] else "",
        ngettext("%(count)s row with faults", "%(count)s rows with faults", bad) % {"count": bad} if bad else "",
    ]
    return ", ".join(part for part in parts if part)
