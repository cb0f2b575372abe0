"""Makes, checks and announces a round; lists what is missing and changes nothing when it may not be announced."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.actions.opening import announce, approve, make_ready
from consultations.actions.questions import review_question
from consultations.actions.rounds import add_question, create_round, state_benefit, write_words
from consultations.guards import UPSTREAM_GROUPS
from consultations.instants import instant
from consultations.models import Draft, Question, QuestionTranslation, Round
from portal.members.acting import acting_for_commands
from portal.members.languages import SOURCE
from portal.members.models import StakeholderGroup
from portal.members.permissions import Refused

# With which option each condition is met; what is missing here is met with --opens and --closes.
MEND = {
    "length": "--closes, --waive REASON",
    "words": "--title, --lede",
    "purpose": "--purpose TEXT",
    "benefits": "--groups asm,tr --benefit asm GAIN COST --benefit tr GAIN COST",
    "questions": '--ask asm,tr "QUESTION"',
    "barrier": "--ask-barrier",
    "languages": "--languages en,fr,es, each translated and reviewed; or --waive REASON",
    "rounds": "--rounds-planned 2, or --waive REASON",
    "approval": "--approved-by EMAIL",
    "promises": "--synopsis-due DATE --decision-due DATE",
    "contact": "--contact EMAIL",
}
TRANSLATED = ("fr", "es")


class Command(BaseCommand):
    """``create_round SLUG --draft CODE/LABEL --opens T --closes T --zone Z [--profile light] [--waive REASON]``"""

    help = "Makes, checks and announces a round on a draft. Exits 1 with the unmet conditions and how to meet them."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the round's address: /consultations/SLUG/")
        parser.add_argument("--draft", required=True, help="CODE/LABEL")
        parser.add_argument("--opens", required=True, help="2026-11-09 or 2026-11-09T09:00, in the zone")
        parser.add_argument("--closes", required=True, help="2026-12-18 (the end of that day) or with a time")
        parser.add_argument("--zone", default="UTC", help="Africa/Nairobi")
        parser.add_argument("--profile", choices=["light", "full"], default="full")
        parser.add_argument("--waive", default="", metavar="REASON", help="published reason for lifting conditions")
        parser.add_argument("--kind", choices=Round.Kind.values, default=Round.Kind.PUBLIC)
        parser.add_argument(
            "--languages", default="", metavar="en,fr", help="in which it is held; else the draft's own"
        )
        parser.add_argument("--rounds-planned", type=int, default=2, metavar="N", help="public rounds of this standard")
        parser.add_argument("--synopsis-due", metavar="DATE", help="every comment is answered by then: 2027-03-01")
        parser.add_argument("--decision-due", metavar="DATE", help="it is decided by then: 2027-06-01")
        parser.add_argument("--contact", default="", metavar="EMAIL", help="who answers questions about it")
        parser.add_argument("--approved-by", default="", metavar="EMAIL", help="the second person who has approved it")
        parser.add_argument("--by", default="", help="the e-mail address of the person of the secretariat who does it")
        add_words(parser)
        add_questions(parser)

    def handle(self, **options):
        try:
            with transaction.atomic():
                round = self.make(options)
        except ValidationError as error:
            raise CommandError("\n".join(f"{options['slug']}: {line}" for line in lines_of(error))) from error
        except (Refused, ObjectDoesNotExist) as error:
            raise CommandError(f"{options['slug']}: {error}") from error
        self.stdout.write(f"{round.get_absolute_url()} {round.phase}, {round.opens_at} to {round.closes_at}")

    def make(self, options) -> Round:
        draft = draft_called(options["draft"])
        by = acting_for_commands(options["by"])
        groups = groups_of(options["groups"])
        round = create_round(
            by=by,
            slug=options["slug"],
            **words_in(SOURCE, draft, options),
            purpose=options["purpose"],
            draft=draft,
            kind=options["kind"],
            number=Round.objects.counting().filter(draft__standard=draft.standard).count() + 1,
            planned_rounds=options["rounds_planned"],
            **({"languages": split(options["languages"])} if options["languages"] else {}),
            opens_at=instant(options["opens"], options["zone"]),
            closes_at=instant(options["closes"], options["zone"], end_of_day=True),
            time_zone=options["zone"],
            profile=options["profile"],
            waiver=options["waive"],
            target_groups=groups,
            synopsis_due_on=day(options["synopsis_due"]),
            decision_due_on=day(options["decision_due"]),
            contact_email=options["contact"],
        )
        say(by=by, round=round, draft=draft, options=options)
        return open_to_all(by=by, round=round, approver=options["approved_by"])


def say(*, by, round: Round, draft: Draft, options) -> None:
    """Its words in the other languages, what each group is told, and what is asked."""
    if not options["lede"]:
        for language in TRANSLATED:
            write_words(by=by, round=round, language=language, **words_in(language, draft, options))
    for code, gain, cost in options["benefit"]:
        [group] = groups_of(code)
        state_benefit(by=by, round=round, group=group, benefits=gain, costs=cost)
    for codes, text in options["ask"]:
        groups = [] if codes == "all" else groups_of(codes)
        add_question(by=by, round=round, text=text, target_groups=groups)
    if options["ask_barrier"]:
        ask_barrier(by=by, round=round)


def add_words(parser) -> None:
    """What it is about, whom it touches, and what that means for them."""
    parser.add_argument("--title", default="", help="else the draft's title")
    parser.add_argument("--lede", default="", help="what it is about, in two or three sentences")
    parser.add_argument("--purpose", default="", help="what the draft is for")
    parser.add_argument("--groups", default="", metavar="asm,tr", help="codes of the groups that it touches")
    parser.add_argument(
        "--benefit",
        action="append",
        nargs=3,
        default=[],
        metavar=("GROUP", "GAIN", "COST"),
        help="what one of the groups may gain, and what it may cost; once a group",
    )


def add_questions(parser) -> None:
    """What is asked."""
    parser.add_argument(
        "--ask",
        action="append",
        nargs=2,
        default=[],
        metavar=("GROUPS", "QUESTION"),
        help="a question meant for the groups named, as in asm,tr, or for all",
    )
    parser.add_argument("--ask-barrier", action="store_true", help="ask what would keep people from taking part")


def open_to_all(*, by, round: Round, approver: str) -> Round:
    """Announced; before that reviewed and approved by the second person, where one is named."""
    if approver:
        second = acting_for_commands(approver)
        for translation in QuestionTranslation.objects.filter(question__round=round):
            review_question(by=second, translation=translation)
        approve(by=second, round=make_ready(by=by, round=round))
    return announce(by=by, round=round, without_approval=True)


def split(codes: str) -> list[str]:
    """en,fr as a list."""
    return [code.strip() for code in codes.split(",") if code.strip()]


def lines_of(error: ValidationError) -> list[str]:
    """One line for each thing that is wrong, with the option that mends it."""
    every = [one for rows in error.error_dict.values() for one in rows] if hasattr(error, "error_dict") else [error]
    found = [one for row in every for one in row.error_list]
    hints = [f" ({MEND[one.code]})" if one.code in MEND else "" for one in found]
    return [f"{one.messages[0]}{hint}" for one, hint in zip(found, hints, strict=True)]


def draft_called(name: str) -> Draft:
    """CODE/LABEL, or what there is."""
    code, _slash, label = name.partition("/")
    draft = Draft.objects.filter(standard__code=code, label=label).first()
    if draft is None:
        known = ", ".join(f"{one.standard.code}/{one.label}" for one in Draft.objects.select_related("standard"))
        reason = _("There is no draft %(draft)s. There are: %(known)s.")
        raise ValidationError(reason % {"draft": name, "known": known or "–"})
    return draft


def groups_of(codes: str) -> list[StakeholderGroup]:
    """asm,tr as groups, or which there are."""
    asked = split(codes)
    every = {group.code: group for group in StakeholderGroup.objects.filter(is_active=True)}
    for code in asked:
        if code not in every:
            reason = _("There is no group %(code)s. There are: %(known)s.")
            raise ValidationError(reason % {"code": code, "known": ", ".join(every)})
    return [every[code] for code in asked]


def day(text: str | None) -> date | None:
    """A day as 2027-03-01."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValidationError(_("“%(day)s” is no day. Write it like 2027-03-01.") % {"day": text}) from error


def words_in(language: str, draft: Draft, options) -> dict[str, str]:
    """Title and opening words in one language, made from the draft's title where none are given."""
    with override(language):
        title = options["title"] or draft.title.text
        about = _("%(title)s, draft %(label)s: say what is right in it, what is wrong, and how it should read.")
        return {"title": title, "lede": options["lede"] or about % {"title": title, "label": draft.label}}


def ask_barrier(*, by, round: Round) -> Question:
    """The question that a round upstream cannot do without."""
    texts = {}
    for language in (SOURCE, *TRANSLATED):
        with override(language):
            texts[language] = _("What would keep you from taking part?")
    text = texts.pop(SOURCE)
    kind, groups = Question.Kind.BARRIER, round.target_groups.filter(code__in=UPSTREAM_GROUPS)
    return add_question(by=by, round=round, text=text, kind=kind, target_groups=groups, translations=texts)
