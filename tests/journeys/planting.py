"""One word of its own for every field and level that somebody may not read, and who may."""

import io
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group

from consultations.actions import surroundings
from consultations.actions.answers import agree_disposition, propose_disposition
from consultations.actions.attachments import attach
from consultations.actions.correcting import say_otherwise
from consultations.actions.disputing import report_not_me
from consultations.actions.drafts import freeze_draft, import_draft
from consultations.actions.following import follow
from consultations.actions.holding import ask_to_take_out, contest
from consultations.actions.importing_comments import FileIn, Sender, bring_in
from consultations.actions.inviting import Guest, invite, take_up
from consultations.actions.logging_letters import log_letter
from consultations.actions.materials import add_material
from consultations.actions.positions import begin_position
from consultations.actions.responses import Receipt, add_comment, keep, submit, withdraw_submission
from consultations.actions.rounds import add_question, announce
from consultations.actions.safeguarding import report_risk
from consultations.actions.screening import decline_submission, hold_submission
from consultations.actions.sessions import send_sheet
from consultations.clauses import ClauseRow
from consultations.formats.letters import read_letter
from consultations.models import Comment, Identity, Round
from consultations.sheets import CommentRow, Form
from governance.models import Body
from portal import clock
from portal.members.models import User
from portal.members.viewer import SAFEGUARDING
from portal.subscriptions.actions import confirm
from tests.consultations import making, sessions_making
from tests.consultations.voices_making import begun, close, seen
from tests.factories import MembershipFactory, UserFactory, group
from tests.governance.making import body_with_seats, drafted

WORD = re.compile(r"zq[a-z]+")
PUBLIC = frozenset({"public"})
COMMITTEE = PUBLIC | {"committee", "body"}
DESK = COMMITTEE | {"members", "desk", "host", "invited"}
READS = {
    "anybody": PUBLIC,
    "outsider": PUBLIC,
    "member": PUBLIC | {"members"},
    "host": PUBLIC | {"members", "host", "ours"},
    "seat": COMMITTEE,
    "guest": PUBLIC | {"invited"},
    "officer": PUBLIC | {"officer"},
    "secretary": DESK,
}


@dataclass
class Ground:
    """Who there is, and which words were planted at which level."""

    people: dict[str, User | None]
    body: Body
    round: Round
    waiting: Any = None
    language: str = "en"  # in which people write
    words: dict[str, str] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)

    @property
    def desk(self) -> Any:
        return self.people["secretary"]

    def word(self, level: str, name: str) -> str:
        """A new word, which only readers of the level may see."""
        assert f"zq{name}" not in self.words
        self.words[f"zq{name}"] = level
        return f"zq{name}"

    def say(self, name: str, level: str, *, who: str = "desk", by: Any = None, **how: Any) -> Receipt:
        """A response with a word in each field of a comment, in each answer, and in name and address."""
        round = how.pop("round", self.round)
        answers = {str(q.pk): {"text": self.word(level, f"{name}answer")} for q in round.questions.all()}
        response = begun(round, by=by, answers=answers, language=self.language)
        only = how.pop("committee_only", "")
        texts = {part: self.word(level, f"{name}{part}") for part in ("body", "justification", "element", "line")}
        clause = round.draft.clauses.get(key="c-know")
        change = {"proposed_change": self.word(level, f"{name}change"), "change_mode": "replace"}
        add_comment(response=response, clause=clause, kind="te", committee_only=only, **texts, **change)
        said = self.word(level, f"{name}file")
        data = io.BytesIO(f"{self.word(level, f'{name}infile')}".encode())
        attach(response=response, file=data, name=f"{said}.txt", description=said, committee_only=bool(only), by=by)
        if by is None:
            how |= {"name": self.word(who, f"{name}person"), "email": f"{self.word('desk', f'{name}mail')}@example.org"}
        self.receipts.append(submit(response=response, by=by, **how))
        return self.receipts[-1]


def prepare(*, language: str = "en") -> Ground:
    """A public round, still open, with what everybody may read."""
    desk = making.secretary()
    officer = UserFactory()
    officer.groups.add(Group.objects.get(name=SAFEGUARDING))
    body = body_with_seats(by=desk)
    host, _organisation = sessions_making.host()
    people = {"anybody": None, "outsider": UserFactory(), "member": MembershipFactory().user, "host": host}
    people |= {"guest": UserFactory()}
    people |= {"seat": body.seats.earliest("pk").holder, "officer": officer, "secretary": desk}
    round = making.prepared_round("mines", by=desk, opens_at=days_ago(10))
    add_question(by=desk, round=round, text="What would it change?", kind="text")
    ground = Ground(people, body, announce(by=desk, round=round), language=language)
    ground.say("named", "public", who="public", confidentiality="name")
    Identity.objects.update(confirmed_at=clock.now())
    ground.say("withheld", "public")
    ground.words["zqwithheldanswer"] = ground.words["zqnamedanswer"] = "committee"  # the public reads totals
    follow_as(ground, "follower@example.org")
    prepare_answers(ground)
    return ground


def prepare_answers(ground: Ground) -> None:
    """A round that has closed and waits for its answers, with one word from everybody's side and one from none."""
    draft = making.draft("waiting", by=ground.desk)
    ground.waiting = making.open_round("waiting", by=ground.desk, opens_at=days_ago(10), draft=draft)
    ground.say("heard", "public", round=ground.waiting)
    ground.say("asked", "public", round=ground.waiting)
    ground.say("quiet", "committee", round=ground.waiting, who="committee", confidentiality="committee")
    close(ground.waiting)


def days_ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


def follow_as(ground: Ground, email: str) -> None:
    confirm(subscription=follow(by=None, email=email, language="en", round=ground.round))


def plant(ground: Ground) -> None:
    """Everything that not everybody may read."""
    plant_responses(ground)
    plant_screened(ground)
    plant_sessions(ground)
    plant_files(ground)
    plant_answers(ground)
    plant_rounds(ground)
    plant_around(ground)


def plant_responses(ground: Ground) -> None:
    """For the committee only: all of it, one comment, one answer; and what nobody has sent."""
    ground.say("secret", "committee", who="committee", confidentiality="committee")
    ground.say("half", "committee", committee_only="on")
    ground.words["zqhalfanswer"] = "committee"
    unsent = begun(ground.round, typing={"body": ground.word("nobody", "typing")})
    add_comment(response=unsent, clause=None, kind="ge", body=ground.word("nobody", "unsent"))
    keep(response=unsent, words={"who": {"name": ground.word("nobody", "unsentname"), "email": "a@example.org"}})


def plant_screened(ground: Ground) -> None:
    """Held back, declined, withdrawn, locked, doubted; and what their senders and readers say of it."""
    held = ground.say("held", "committee")
    hold_submission(
        by=ground.desk, submission=held.submission, reason=ground.word("desk", "holdreason"), **seen(held.submission)
    )
    declined = ground.say("declined", "desk")
    reason = ground.word("desk", "declinereason")
    decline_submission(
        by=ground.desk, submission=declined.submission, code="advertising", reason=reason, **seen(declined.submission)
    )
    contest(**in_hand(declined), words=ground.word("desk", "plea"))
    withdraw_submission(**in_hand(ground.say("withdrawn", "desk")))
    locked = ground.say("locked", "officer", who="officer", confidentiality="name")
    ground.words["zqlockedmail"] = "officer"
    report_risk(comment=locked.submission.comments.get(), words=ground.word("officer", "riskreport"))
    doubted = Comment.objects.get(body="zqwithheldbody")
    report_not_me(comment=doubted, words=ground.word("desk", "notme"))
    kept = next(one for one in ground.receipts if one.submission == doubted.submission)
    ask_to_take_out(**in_hand(kept), words=ground.word("desk", "takeout"))


def in_hand(receipt: Receipt) -> dict[str, Any]:
    """What whoever holds the receipt shows."""
    receipt.submission.refresh_from_db()
    return {"submission": receipt.submission, "code": receipt.code, "pin": receipt.pin}


def plant_sessions(ground: Ground) -> None:
    """A session of which nothing is public: the people around it, one sheet for the committee, one complaint."""
    person: Any = ground.people["host"]
    organisation = person.memberships.get().organisation
    about = {name: ground.word("host", f"session{name}") for name in ("host", "place", "notes", "interest")}
    about["written_in"] = ground.language
    facts = {"confidentiality": "committee", "clause": "c-know", "language": ground.language}
    sheet = sessions_making.sheet(ground.word("host", "sheet"), **facts)
    ground.words["zqsheet"] = "committee"
    session = sessions_making.held(ground.round, by=person, organisation=organisation, **about)
    ground.receipts.append(send_sheet(by=person, session=session, sheet=sheet))
    position = begin_position(round=ground.round, organisation=organisation, by=person, language=ground.language)
    add_comment(response=position, clause=None, kind="ge", body=ground.word("ours", "position"), by=person)
    contact = f"{ground.word('desk', 'slipcontact')}@example.org"
    say_otherwise(session=session, submission=None, words=ground.word("desk", "slip"), contact=contact)


def plant_files(ground: Ground) -> None:
    """A form of which nothing is sent yet, and a letter."""
    row = CommentRow(1, clause="99.9", kind="te", comment=ground.word("desk", "row"), change="None.")
    mail = f"{ground.word('desk', 'sendermail')}@example.org"
    sender = Sender(
        organisation_name=ground.word("desk", "sender"),
        group=group(),
        name=ground.word("desk", "sendername"),
        email=mail,
    )
    file = FileIn.of(f"{ground.word('desk', 'filename')}.docx", b"form")
    bring_in(by=ground.desk, round=ground.round, file=file, form=Form([row]), sender=sender)
    data = f"From: Ada <{ground.word('desk', 'lettermail')}@example.org>\nSubject: {ground.word('desk', 'subject')}\n\n"
    data += f"Dear all, {ground.word('desk', 'letter')} is too often for us.\n"
    letter = {"name": "letter.eml", "data": data.encode(), "letter": read_letter("letter.eml", data.encode())}
    log_letter(by=ground.desk, round=ground.round, sender=Sender(group=group()), **letter)


def plant_answers(ground: Ground) -> None:
    """Proposed and agreed, not published."""
    said = {comment.body: comment for comment in Comment.objects.filter(round=ground.waiting)}
    for body, name in (("zqheardbody", "agreed"), ("zqaskedbody", "proposed"), ("zqquietbody", "secretly")):
        reason = ground.word("committee", f"{name}reason")
        answer = propose_disposition(by=ground.desk, comment=said[body], value="accepted", reason=reason)
        if name == "agreed":
            agree_disposition(by=UserFactory(is_staff=True), disposition=answer)


def rows_with(ground: Ground, level: str, name: str) -> list[ClauseRow]:
    """Two clauses with a word in each of their texts."""
    heading, body = ground.word(level, f"{name}heading"), ground.word(level, f"{name}clause")
    return [
        ClauseRow("c-know", "2.1", "", heading, f"<p>A buyer shall {body} the site every year.</p>"),
        ClauseRow("c-title", "2.2", "c-know", "Sites", f"<p>A buyer may {ground.word(level, f'{name}also')}.</p>"),
    ]


def plant_rounds(ground: Ground) -> None:
    """For members, for one body, and one that nobody has announced: on the same standard as the public one."""
    audiences = {"members": {"audience": "members"}, "desk": {}}
    audiences["body"] = {"audience": "body", "audience_group": ground.body.group}
    audiences["invited"] = {"audience": "invited", "kind": "early"}
    for level, facts in audiences.items():
        name = f"{level}round"
        draft = making.draft(ground.word(level, f"{name}label"), by=ground.desk, rows=rows_with(ground, level, name))
        words = {part: ground.word(level, f"{name}{part}") for part in ("title", "lede", "purpose")}
        round = making.prepared_round(name, by=ground.desk, draft=draft, **words, **facts)
        add_question(by=ground.desk, round=round, text=ground.word(level, f"{name}question"), kind="text")
        note = f"{ground.word(level, f'{name}material')}"
        add_material(by=ground.desk, draft=draft, title=note, language="en", name="a.txt", data=note.encode())
        if facts:
            announce(by=ground.desk, round=round)
            speaker = ground.people[{"body": "seat", "invited": "guest"}.get(level, "member")]
            if level == "invited":
                invite_guest(ground, round)
            ground.say(f"{name}said", level, by=speaker, round=round)
            ground.words[f"zq{name}saidanswer"] = "committee"


def invite_guest(ground: Ground, round: Round) -> None:
    """One who has taken the invitation up, and one of whom only the desk knows."""
    guest: Any = ground.people["guest"]
    mail, name = f"{ground.word('desk', 'guestmail')}@example.org", ground.word("desk", "guestname")
    _other, mine = sorted(
        invite(by=ground.desk, round=round, guests=[Guest(mail, name), Guest(guest.email)]), key=lambda row: row.pk
    )
    take_up(by=guest, key=mine.key)


def plant_around(ground: Ground) -> None:
    """What is being written: terms of reference, a pilot, an edition's draft, a decision."""
    standard = ground.round.draft.standard  # type: ignore[union-attr]
    terms = {part: {"en": ground.word("desk", f"terms{part}")} for part in ("why", "existing", "overlap")}
    surroundings.write_terms(by=ground.desk, standard=standard, **terms)
    other = ground.word("desk", "crosswalk")
    surroundings.record_overlap(by=ground.desk, standard=standard, other=other, relation="same", clause_key="c-know")
    names, place = {"en": ground.word("desk", "pilot")}, ground.word("desk", "pilotplace")
    pilot = surroundings.write_pilot(
        by=ground.desk, standard=standard, names=names, place=place, starts_on=clock.today(), draft=ground.round.draft
    )
    finding = {"en": ground.word("desk", "finding")}
    surroundings.record_finding(by=ground.desk, pilot=pilot, kind="works", texts=finding, clause_key="c-know")
    hidden = import_draft(by=ground.desk, standard="ZQ", label="1", rows=rows_with(ground, "desk", "hiddenstandard"))
    freeze_draft(by=ground.desk, draft=hidden)
    words = {
        part: ground.word("body", f"decision{part.replace('_', '')}") for part in ("title", "plain_summary", "question")
    }
    drafted(by=ground.desk, body=ground.body, **words)
