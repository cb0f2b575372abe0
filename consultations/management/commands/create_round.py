"""Makes, checks and announces a round; lists what is missing and changes nothing when it may not be announced."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.actions.rounds import announce, create_round
from consultations.instants import instant
from consultations.models import Draft, Round
from portal.members.acting import acting_for_commands
from portal.members.permissions import Refused


class Command(BaseCommand):
    """``create_round SLUG --draft CODE/LABEL --opens T --closes T --zone Z [--profile light] [--waive REASON]``"""

    help = "Makes, checks and announces a round on a draft. Exits 1 with the unmet conditions."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the round's address: /consultations/SLUG/")
        parser.add_argument("--draft", required=True, help="CODE/LABEL")
        parser.add_argument("--opens", required=True, help="2026-11-09 or 2026-11-09T09:00, in the zone")
        parser.add_argument("--closes", required=True, help="2026-12-18 (the end of that day) or with a time")
        parser.add_argument("--zone", default="UTC", help="Africa/Nairobi")
        parser.add_argument("--profile", choices=["light", "full"], default="full")
        parser.add_argument("--waive", default="", metavar="REASON", help="published reason for lifting conditions")
        parser.add_argument("--title", default="", help="else the draft's title")
        parser.add_argument("--lede", default="", help="what it is about, in two or three sentences")
        parser.add_argument("--purpose", default="")
        parser.add_argument("--contact", default="", help="who answers questions about it")
        parser.add_argument("--by", default="", help="the e-mail address of the person of the secretariat who does it")

    def handle(self, **options):
        try:
            with transaction.atomic():
                round = self.make(options)
        except ValidationError as error:
            raise CommandError("\n".join(f"{options['slug']}: {reason}" for reason in error.messages)) from error
        except (Refused, ObjectDoesNotExist) as error:
            raise CommandError(f"{options['slug']}: {error}") from error
        self.stdout.write(f"{round.get_absolute_url()} {round.phase}, {round.opens_at} to {round.closes_at}")

    def make(self, options) -> Round:
        code, _slash, label = options["draft"].partition("/")
        draft = Draft.objects.filter(standard__code=code, label=label).first()
        if draft is None:
            known = ", ".join(f"{one.standard.code}/{one.label}" for one in Draft.objects.select_related("standard"))
            reason = _("There is no draft %(draft)s. There are: %(known)s.")
            raise ValidationError(reason % {"draft": options["draft"], "known": known or "–"})
        by = acting_for_commands(options["by"])
        about = _("%(title)s, draft %(label)s: say what is right in it, what is wrong, and how it should read.")
        title = options["title"] or draft.title.text
        round = create_round(
            by=by,
            slug=options["slug"],
            title=title,
            lede=options["lede"] or about % {"title": title, "label": label},
            purpose=options["purpose"],
            draft=draft,
            number=Round.objects.announced().filter(draft__standard=draft.standard).count() + 1,
            opens_at=instant(options["opens"], options["zone"]),
            closes_at=instant(options["closes"], options["zone"], end_of_day=True),
            time_zone=options["zone"],
            profile=options["profile"],
            waiver=options["waive"],
            contact_email=options["contact"],
        )
        return announce(by=by, round=round)
