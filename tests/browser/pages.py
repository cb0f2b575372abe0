"""The pages that Chromium looks at: one of every type, for each role that sees something of its own."""

import io
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from consultations.actions.attachments import keep_voice_note
from consultations.actions.importing_comments import FileIn, Sender, bring_in
from consultations.actions.logging_letters import log_letter
from consultations.actions.session_forms import bring_in_form
from consultations.formats.letters import read_letter
from consultations.formats.session_form import mark_of
from consultations.models import Comment, Edition, Round, SessionRecord, Standard, Submission
from consultations.sheets import CommentRow, Form
from glossary.importing import take_in
from governance.models import Body, Decision, Seat, TradeOff
from portal.members.models import StakeholderGroup, User
from search.alerts.actions import keep_told
from search.alerts.searches import read
from search.curating.actions import note_unfound, pick
from search.curating.models import Pick
from search.curating.views import place_of
from search.models import SearchEntry
from search.query import parse
from tests.browser.look import Look
from tests.browser.term_pages import TERMS, of_concept, of_open_concept
from tests.consultations.files_making import ogg
from tests.factories import MembershipFactory, UserFactory


def of_round(name: str, *, number: int = 1) -> Callable[[], str]:
    """An address of the demo's first round, which is answered, or of its second, which is open."""
    return lambda: reverse(f"consultations:{name}", args=[Round.objects.get(number=number).slug])


def of_draft(name: str, *more: str) -> Callable[[], str]:
    """An address at the desk of the draft that is open for comment."""
    return lambda: reverse(f"consultations:{name}", args=[Round.objects.get(number=2).draft_id, *more])


def of_decision(name: str, **about: Any) -> Callable[[], str]:
    return lambda: reverse(f"governance:{name}", args=[Decision.objects.filter(**about).earliest("pk").number])


def of_trade_off(name: str) -> Callable[[], str]:
    return lambda: reverse(f"governance:{name}", args=[TradeOff.objects.earliest("pk").number])


def a_submission() -> str:
    first = Submission.objects.earliest("pk")
    return reverse("consultations:desk-submission", args=[first.round.slug, first.number])


def a_comment_to_cosign() -> str:
    comment = Comment.objects.published().filter(round__number=2).earliest("pk")
    return reverse("consultations:cosign", args=[comment.round.slug, comment.ref])


def a_position() -> str:
    """Of the organisation to which the member of these tests belongs."""
    organisation = person("member").memberships.get().organisation
    return reverse("consultations:respond-for", args=[Round.objects.get(number=2).slug, organisation.pk])


def a_standard_at_the_desk() -> str:
    return reverse("consultations:desk-standard", args=[Standard.objects.earliest("pk").code])


def a_benefit_to_state() -> str:
    round = Round.objects.get(number=2)
    return reverse("consultations:desk-benefit", args=[round.slug, round.target_groups.first().code])


def a_seat() -> str:
    first = Seat.objects.select_related("body").earliest("pk")
    return reverse("governance:desk-seat", args=[first.body.slug, first.pk])


def a_file_with_comments() -> str:
    """A form of which one row is good, one lacks its clause and one its type."""
    round = Round.objects.get(number=2)
    by = UserFactory(is_staff=True)
    rows = [
        CommentRow(1, clause="General", kind="ge", comment="On the whole: good."),
        CommentRow(2, clause="99.9", kind="te", comment="Twice a year is too often.", change="Once a year."),
        CommentRow(3, clause="General", comment="Say who pays."),
    ]
    sender = Sender(organisation_name="Guild of Assayers", group=StakeholderGroup.objects.get(code="asm"))
    file = FileIn.of("Form of the guild.docx", by.email.encode())
    return bring_in(by=by, round=round, file=file, form=Form(rows), sender=sender).get_absolute_url()


def a_file_of_terms() -> str:
    """A table of which one row is new, one has no name and one stands twice."""
    data = b"term,comment\npit,a hole in the ground\n,nameless\npit,another hole\n"
    by = UserFactory(is_staff=True)
    return take_in(by=by, name="words.csv", data=data, form="", language="en").get_absolute_url()


def a_letter() -> str:
    """An e-mail of which nothing is cut yet."""
    data = (
        b"From: Ada Quispe <ada@example.org>\nSubject: Your draft\n\nDear all,\n\ntwice a year is too often for us.\n"
    )
    by = UserFactory(is_staff=True)
    facts = {"name": "letter.eml", "data": data, "letter": read_letter("letter.eml", data)}
    sender = Sender(group=StakeholderGroup.objects.get(code="asm"))
    return log_letter(by=by, round=Round.objects.get(number=2), sender=sender, **facts).get_absolute_url()


def a_record() -> SessionRecord:
    """What was said in the demo's session."""
    return SessionRecord.objects.select_related("session", "submission").earliest("pk")


def a_form_of_a_session() -> str:
    """A spreadsheet brought back: one good line, one whose clause is not there, one answer nobody knows."""
    session, by = a_record().session, UserFactory(is_staff=True)
    rows = [
        CommentRow(4, slip="11", people="1", clause="General", comment="The road is far."),
        CommentRow(5, slip="11", people="1", clause="99.9", comment="Twice a year is too often."),
        CommentRow(6, slip="12", people="1", question="99", comment="b"),
    ]
    file, mark = FileIn.of("form.xlsx", by.email.encode()), mark_of(session.round.slug, session.pk)
    return bring_in_form(by=by, session=session, file=file, form=Form(rows), mark=mark).get_absolute_url()


def a_recording() -> str:
    """The recordings of the demo's session: one, not written down yet."""
    session, by = a_record().session, UserFactory(is_staff=True)
    if not session.voice_notes.exists():
        keep_voice_note(by=by, session=session, file=io.BytesIO(ogg()), name="a.ogg", description="Women, washing")
    return reverse("consultations:desk-session-recordings", args=[session.pk])


def of_session(name: str) -> Callable[[], str]:
    return lambda: reverse(f"consultations:{name}", args=[a_record().session_id])


def a_clause_to_comment_on() -> str:
    round = Round.objects.get(number=2)
    assert round.draft is not None
    return reverse("consultations:comment-on", args=[round.slug, round.draft.clauses.earliest("position").key])


def a_search_with_a_pick() -> str:
    """Above the hits stands the first decision."""
    if not Pick.objects.exists():
        first = SearchEntry.objects.standing().filter(kind="decision", audience="public").earliest("pk")
        picked = {"typed": "mine", "language": "en", "entry": first}
        pick(by=UserFactory(is_staff=True), **picked, why="What was decided, in plain words.")
    return "/en/search/?q=mine"


def searches_without_a_hit() -> str:
    for words in ("cobalt levy", "night shift", "who pays the auditor"):
        note_unfound(query=parse(words), language="en")
    return "/en/desk/search/unfound/"


def my_searches() -> str:
    for words in ("mercury", "child labour"):
        keep_told(by=person("member"), search=read(f"q={words}"), language="en")
    return "/en/search/alerts/"


LOOKS = [
    Look("home", "/en/", shows="portal.HomePage"),
    Look("home in French", "/fr/"),
    Look("home", "/en/", "member"),
    Look("about", "/en/about/", shows="portal.ContentPage"),
    Look("sign in", "/accounts/login/"),
    Look("sign up", "/accounts/signup/"),
    Look("account", "/accounts/", "member"),
    Look("sign-in addresses", "/accounts/email/", "member"),
    Look("second factor", "/accounts/2fa/", "member"),
    Look("not found", "/en/there-is-no-such-page/", status=404),
    Look("style guide", "/en/styleguide/"),
    Look("search", "/en/search/?q=mine"),
    Look("search, narrowed", "/en/search/?q=mine+OR+water+kind:comment&year=2026&sort=date"),
    Look("search without a hit", "/en/search/?q=zzzzzz+mine"),
    Look("search with a pick", a_search_with_a_pick),
    Look("new results by e-mail", "/en/search/alerts/?q=mine"),
    Look("my searches", my_searches, "member"),
    Look("search by form", "/en/search/form/?q=mine+OR+water+kind:comment"),
    Look("glossary", "/en/glossary/", shows="glossary.GlossaryIndexPage"),
    Look("glossary on paper", "/en/glossary/print/?beside=fr"),
    Look("term", of_concept("concept")),
    Look("version of a term", of_concept("version", 1)),
    *TERMS,
    Look("standards", "/en/standards/"),
    Look("standard", lambda: Round.objects.get(number=2).draft.standard.get_absolute_url()),
    Look("edition in force", lambda: Edition.objects.earliest("pk").get_absolute_url()),
    Look("consultations", "/en/consultations/", shows="consultations.ConsultationsIndexPage"),
    Look("promises", "/en/promises/"),
    Look("what is declined", "/en/declined/"),
    Look("news by e-mail", "/en/following/"),
    Look("answered round", of_round("round"), shows="consultations.ConsultationPage"),
    Look("open round", of_round("round", number=2)),
    Look("draft with answers", of_round("draft")),
    Look("draft", of_round("draft", number=2)),
    Look("draft, found words", lambda: of_round("draft", number=2)() + "?q=mercury"),
    Look("draft, light", of_round("draft-light", number=2)),
    Look("what changed", of_round("changes", number=2)),
    Look("comment on a clause", a_clause_to_comment_on),
    Look("go on with a response", "/en/continue/"),
    Look("respond", of_round("respond", number=2)),
    Look("respond", of_round("respond", number=2), "member"),
    Look("position of an organisation", a_position, "member"),
    Look("put my name under a comment", a_comment_to_cosign),
    Look("comments", of_round("comments")),
    Look("comment", lambda: Comment.objects.published().earliest("pk").get_absolute_url()),
    Look("report a comment", lambda: Comment.objects.published().earliest("pk").get_absolute_url() + "report/"),
    Look("answers", of_round("answers")),
    Look("decisions", "/en/governance/", shows="governance.GovernanceIndexPage"),
    Look("decision", of_decision("decision", state="in_force", kind="policy"), shows="governance.DecisionPage"),
    Look("trade-off", of_trade_off("trade-off"), shows="governance.TradeOffPage"),
    Look("body", lambda: Body.objects.earliest("pk").get_absolute_url(), shows="governance.BodyPage"),
    Look("ballot", of_decision("ballot", state="last_call"), "seat"),
    Look("desk", "/en/desk/", "secretary"),
    Look("desk: standards", "/en/desk/standards/", "secretary"),
    Look("desk: screening", "/en/desk/screening/?is=unseen", "secretary"),
    Look("desk: standard", a_standard_at_the_desk, "secretary"),
    Look("desk: rounds", "/en/desk/rounds/", "secretary"),
    Look("desk: round", of_round("desk-round", number=2), "secretary"),
    Look("desk: what a group may gain", a_benefit_to_state, "secretary"),
    Look("desk: new question", of_round("desk-question-new", number=2), "secretary"),
    Look("desk: new round", "/en/desk/rounds/new/", "secretary"),
    Look("desk: drafts", "/en/desk/drafts/", "secretary"),
    Look("desk: bring in a draft", "/en/desk/drafts/new/", "secretary"),
    Look("desk: draft", of_draft("desk-draft"), "secretary"),
    Look("where a term is used", lambda: of_concept("concept")() + "used/"),
    Look("desk: terms of a draft", of_draft("desk-terms"), "secretary"),
    Look("desk: lineage", of_draft("desk-lineage"), "secretary"),
    Look("desk: translations", of_draft("desk-languages"), "secretary"),
    Look("desk: translation", of_draft("desk-translation", "fr"), "secretary"),
    Look("desk: supporting material", of_draft("desk-materials"), "secretary"),
    Look("desk: what surrounds a standard", "/en/desk/standards/SSM/about/", "secretary"),
    Look("desk: submissions", of_round("desk-submissions", number=2), "secretary"),
    Look("desk: submission", a_submission, "secretary"),
    Look("desk: invitations", of_round("desk-invitations", number=2), "secretary"),
    Look("desk: files with comments", of_round("desk-intakes", number=2), "secretary"),
    Look("desk: a file with comments", a_file_with_comments, "secretary"),
    Look("desk: a letter", a_letter, "secretary"),
    Look("sessions", of_round("sessions", number=2)),
    Look("kit for a session", of_round("kit", number=2)),
    Look("comment from a session", lambda: a_record().submission.comments.earliest("pk").get_absolute_url()),
    Look("this is not what I said", lambda: reverse("consultations:correct", args=[a_record().session.code])),
    Look("which session", "/en/receipts/correct/"),
    Look("desk: sessions", "/en/desk/sessions/", "secretary"),
    Look("desk: new session", of_round("desk-session-new", number=2), "secretary"),
    Look("desk: session", lambda: a_record().session.get_absolute_url(), "secretary"),
    Look("desk: sheet of a session", of_session("desk-session-sheet"), "secretary"),
    Look("desk: slips", of_session("desk-session-slips"), "secretary"),
    Look("desk: recordings", a_recording, "secretary"),
    Look("desk: numbered slips", of_session("desk-session-slips-ahead"), "secretary"),
    Look("desk: forms of a session", of_session("desk-session-forms"), "secretary"),
    Look("desk: a form of a session", a_form_of_a_session, "secretary"),
    Look("desk: corrections", "/en/desk/sessions/corrections/", "secretary"),
    Look("desk: answers", of_round("desk-answers"), "secretary"),
    Look("desk: answers to questions", of_round("desk-results", number=2), "secretary"),
    Look("desk: bodies", "/en/desk/bodies/", "secretary"),
    Look("desk: new body", "/en/desk/bodies/new/", "secretary"),
    Look("desk: body", lambda: reverse("governance:desk-body", args=[Body.objects.earliest("pk").slug]), "secretary"),
    Look("desk: seat", a_seat, "secretary"),
    Look("desk: decisions", "/en/desk/decisions/", "secretary"),
    Look("desk: decision", of_decision("desk-decision", state="last_call"), "secretary"),
    Look("desk: trade-off", of_trade_off("desk-trade-off"), "secretary"),
    Look("desk: glossary", "/en/desk/glossary/", "secretary"),
    Look("desk: search", "/en/desk/search/", "secretary"),
    Look("desk: searches without a hit", searches_without_a_hit, "secretary"),
    Look("desk: picks", "/en/desk/search/picks/", "secretary"),
    Look("desk: picks of a search", lambda: place_of(a_search_with_a_pick().partition("q=")[2], "en"), "secretary"),
    Look("desk: remarks on terms", "/en/desk/glossary/remarks/", "secretary"),
    Look("desk: imports of terms", "/en/desk/glossary/imports/", "secretary"),
    Look("desk: an import of terms", a_file_of_terms, "secretary"),
    Look("desk: term", of_concept("desk-concept"), "secretary"),
    Look("desk: relations of a term", of_open_concept("desk-links"), "secretary"),
    Look("desk: names of a term", of_open_concept("desk-names", "en"), "secretary"),
    Look("desk: members", "/en/desk/members/", "secretary"),
    Look("data for programs", "/en/data/"),
    Look("tokens for programs", "/accounts/tokens/", "member"),
]


def person(role: str) -> User:
    """Somebody of this role; made when first asked for, but for the holder of a seat."""
    if role == "seat":
        body = Decision.objects.filter(state="last_call").earliest("pk").body
        return Seat.objects.filter(body=body, holder__isnull=False).earliest("pk").holder
    email = f"{role}@browser.example.org"
    known = User.objects.filter(email=email).first()
    if known or role != "member":
        return known or UserFactory(email=email, is_staff=role == "secretary", display_name="Ada Quispe")
    return MembershipFactory(user__email=email, user__display_name="Ada Quispe").user
