"""Sessions on their pages: typed in by keyboard, slips, what everybody reads, and what nobody else ever sees."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from consultations.models import Correction, FacilitatedSession, Submission
from tests.conftest import shown_second_factor
from tests.consultations.sessions_making import facts, held, host, said_in_session
from tests.consultations.voices_making import ask, close, make_round

pytestmark = pytest.mark.django_db
SECRETS = ("Canary Hill", "Canary Host Person", "canary notes", "2026-11-18", "18 November 2026")


@pytest.fixture
def round(noon):
    return make_round(contact_email="desk@example.org")


@pytest.fixture
def people():
    return host()


@pytest.fixture
def as_host(people):
    client = Client()
    client.force_login(people[0])
    return client


@pytest.fixture
def session(round, people):
    return held(round, by=people[0], organisation=people[1])


def page(client, name, *args, status=200):
    response = client.get(reverse(f"consultations:{name}", args=args))
    assert response.status_code == status
    return response.content.decode()


def posted(people, **more):
    """The form of a session as a browser sends it."""
    said = facts()
    names = ("host", "interest", "complaints", "consent", "wording", "place", "region", "people", "kind", "notes")
    form = {name: getattr(said, name) for name in names}
    form |= {"organisation": people[1].pk, "group": "asm", "held_on": "2026-11-18", "language": "sw"}
    return form | {"confidentiality": "withheld", "role_digging": "20", **more}


def test_a_cooperative_records_its_session_and_types_in_one_sheet_after_another(as_host, people, round):
    assert reverse("consultations:desk-session-new", args=[round.slug]) in page(as_host, "round", round.slug)
    made = as_host.post(reverse("consultations:desk-session-new", args=[round.slug]), posted(people))
    session = FacilitatedSession.objects.get()
    assert made["Location"] == session.get_absolute_url()
    assert session.roles == {"digging": 20}
    assert session.code in page(as_host, "desk-session", session.pk)
    here = reverse("consultations:desk-session-sheet", args=[session.pk])
    for number in (1, 2):
        blank = as_host.get(here).content.decode()
        key = re.search(r'name="key" value="([0-9a-f-]{36})"', blank)[1]
        words = {"key": key, "people": "34", "r1-clause": f"4.{number}", "r1-kind": "te", "r1-body": f"Said {number}."}
        sent = as_host.post(here, {**words, "r3-body": "On the whole.", "send": "1"})
        assert (sent.status_code, sent["Location"]) == (303, here)
    after = as_host.get(here).content.decode()
    assert "Receipt" in after
    assert "PIN" in after
    assert "2 sheets sent" in after
    submissions = Submission.objects.filter(channel="session")
    assert [one.comments.count() for one in submissions] == [2, 2]
    assert [one.comments.first().clause.key for one in submissions] == ["c-1", "c-2"]
    assert {one.language for one in submissions} == {"sw"}
    slips = page(as_host, "desk-session-slips", session.pk)
    assert slips.count('class="slip"') == 2


def test_a_sheet_asks_the_questions_of_the_round_and_takes_their_answers(as_host, people, noon):
    round = make_round("asks", announced_at=None, announced_by=None)
    question = ask(round, "Who pays?")
    round.announced_at, round.announced_by = round.opens_at, round.created_by
    round.save()
    session = held(round, by=people[0], organisation=people[1])
    assert "Who pays?" in page(as_host, "desk-session-sheet", session.pk)
    here = reverse("consultations:desk-session-sheet", args=[session.pk])
    said = {"key": str(uuid.uuid4()), "people": "34", f"q{question.pk}": "The buyer.", "send": "1"}
    assert as_host.post(here, said).status_code == 303
    assert Submission.objects.get().answers.get().text == "The buyer."


def test_what_is_wrong_keeps_all_that_was_typed(as_host, session):
    here = reverse("consultations:desk-session-sheet", args=[session.pk])
    said = {"key": str(uuid.uuid4()), "people": "34", "r1-clause": "9.9", "r1-body": "Kept words.", "send": "1"}
    wrong = as_host.post(here, said)
    assert wrong.status_code == 400
    assert "Kept words." in wrong.content.decode()
    assert "The draft has no such clause" in wrong.content.decode()
    more = as_host.post(
        here,
        {**{name: text for name, text in said.items() if name != "send"}, "more": "1", "r2-body": "", "r3-body": ""},
    )
    assert more.status_code == 200
    assert "Kept words." in more.content.decode()
    assert 'name="r6-body"' in more.content.decode()
    assert not Submission.objects.exists()


def test_a_second_click_on_the_same_sheet_sends_nothing_again(as_host, session):
    here = reverse("consultations:desk-session-sheet", args=[session.pk])
    said = {"key": str(uuid.uuid4()), "people": "34", "r1-body": "The road is gone.", "send": "1"}
    assert [as_host.post(here, said).status_code for _click in range(2)] == [303, 303]
    assert Submission.objects.count() == 1
    other = as_host.post(here, {**said, "r1-body": "Other words."})
    assert other.status_code == 400
    assert "Other words." in other.content.decode()


def test_the_desk_of_a_session_is_its_hosts_and_the_secretariats(
    client, as_host, as_member, as_outsider, secretary, session
):
    office = shown_second_factor(Client(), secretary)
    clients = (client, as_outsider, as_member, as_host, office)
    said_in_session(session)
    for name in ("desk-session", "desk-session-sheet", "desk-session-slips", "desk-session-edit"):
        address = reverse(f"consultations:{name}", args=[session.pk])
        assert [who.get(address).status_code for who in clients] == [403, 403, 404, 200, 200]
        tried = [who.post(address, {"send": "1"}).status_code for who in clients[:3]]
        assert tried == ([405] * 3 if name == "desk-session-slips" else [403, 403, 404])
    new = reverse("consultations:desk-session-new", args=[session.round.slug])
    assert [who.get(new).status_code for who in clients] == [403, 403, 200, 200, 200]
    assert "Canary Hill" not in page(as_member, "desk-sessions")
    assert "Canary Hill" in page(as_host, "desk-sessions")


def test_everybody_reads_of_the_session_and_nobody_its_place_day_host_or_notes(client, as_member, round, session):
    receipt = said_in_session(session, "The rains take the road.")
    comment = receipt.submission.comments.get()
    held(round, by=session.recorded_by, organisation=session.organisation, people=4, confidentiality="committee")
    shown = page(client, "comment", round.slug, comment.ref)
    assert "Said in a session of 34 people in Eastern Africa, October to December 2026, not read back" in shown
    assert "We sell what these miners dig." in shown
    assert "1 session" in page(client, "sessions", round.slug)
    for who in (client, as_member):
        texts = [
            page(who, "round", round.slug),
            page(who, "sessions", round.slug),
            page(who, "comments", round.slug),
            page(who, "comment", round.slug, comment.ref),
            page(who, "draft", round.slug),
            page(who, "receipt", receipt.code),
            page(who, "receipt-content", receipt.code),
            page(who, "correct", receipt.code),
            page(who, "correct", session.code),
            b"".join(who.get(reverse("consultations:comments-file", args=[round.slug, "json"]))).decode(),
            who.get("/en/search/?q=rains").content.decode(),
            who.get("/api/v1/comments").content.decode(),
        ]
        for secret in SECRETS:
            assert not [text for text in texts if secret in text], secret


def test_a_session_of_which_nothing_is_public_is_not_told_of(client, round, session):
    said_in_session(session, "For the committee.", confidentiality="committee")
    assert "0 sessions" in page(client, "sessions", round.slug)
    assert reverse("consultations:sessions", args=[round.slug]) not in page(client, "round", round.slug)


def test_a_participant_says_with_a_slips_code_that_it_was_not_so_and_the_host_never_learns_of_it(
    client, as_host, secretary, session
):
    receipt = said_in_session(session)
    office = shown_second_factor(Client(), secretary)
    assert reverse("consultations:correct", args=[receipt.code]) in page(client, "receipt", receipt.code)
    for code, submission in ((receipt.code, receipt.submission), (session.code, None)):
        address = reverse("consultations:correct", args=[code])
        response = client.post(address, {"words": "Twice, I said.", "contact": "+255 700"})
        assert "The secretariat has your words." in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert Correction.objects.latest("pk").submission == submission
    wrong = client.post(reverse("consultations:correct", args=[receipt.code]), {"words": ""})
    assert wrong.status_code == 400
    desk = reverse("consultations:desk-corrections")
    assert [who.get(desk).status_code for who in (client, as_host)] == [403, 403]
    assert "Twice, I said." in office.get(desk).content.decode()
    seen_by_host = [
        page(as_host, "desk-sessions"),
        page(as_host, "desk-session", session.pk),
        page(as_host, "receipt", receipt.code),
        page(as_host, "correct", receipt.code),
    ]
    assert not [text for text in seen_by_host if "Twice, I said." in text]
    first = Correction.objects.earliest("pk")
    office.post(desk.replace("/en/", "/fr/"), {"correction": first.pk, "outcome": "Retenu."})
    first.refresh_from_db()
    assert (first.outcome, first.outcome_language, first.contact) == ("Retenu.", "fr", "")
    assert '<span lang="fr" dir="ltr">Retenu.</span>' in office.get(desk).content.decode()
    assert office.post(desk, {"correction": first.pk + 1, "outcome": ""}).status_code == 400


def test_a_code_of_no_session_is_answered_like_one_that_does_not_exist(client, round, session):
    from tests.consultations.voices_making import sent

    by_web = sent(round).code
    assert client.get(reverse("consultations:correct-code")).status_code == 200
    answers = [client.get(reverse("consultations:correct", args=[code])) for code in (by_web, "AAAA-BBBB", "x" * 30)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    asked = client.get(reverse("consultations:correct-code"), {"code": "AAAA"})
    assert asked.status_code == 404
    assert "There is no session with this code" in asked.content.decode()
    for _try in range(20):
        client.get(reverse("consultations:correct", args=["AAAA"]))
    assert client.get(reverse("consultations:correct", args=["AAAA"])).status_code == 429
    slip = said_in_session(session).code
    page(client, "correct", slip)  # whoever else guesses from there, a slip opens
    page(client, "correct-code")
    said = {"kind": "wrong", "words": "Twice, I said."}
    assert client.post(reverse("consultations:correct", args=[slip]), said).status_code != 429


def test_after_the_published_days_the_page_says_so_instead_of_offering_a_sheet(as_host, session):
    round = close(session.round)
    type(round).objects.filter(pk=round.pk).update(closes_at=round.opens_at + (round.closes_at - round.opens_at) / 10)
    shown = page(as_host, "desk-session-sheet", session.pk)
    assert 'name="send"' not in shown


def test_pages_of_sessions_cost_the_same_with_more_of_everything(
    client, as_host, secretary, people, round, session, queries_of
):
    office = shown_second_factor(Client(), secretary)

    def load():
        page(client, "sessions", round.slug)
        page(as_host, "desk-sessions")
        page(as_host, "desk-session", session.pk)
        page(as_host, "desk-session-slips", session.pk)
        page(as_host, "desk-session-sheet", session.pk)
        page(office, "desk-corrections")
        page(client, "correct", session.code)

    def more():
        receipt = said_in_session(session, "The road.", "The rain.")
        client.post(reverse("consultations:correct", args=[receipt.code]), {"words": "Not so."})
        other = held(round, by=people[0], organisation=people[1])
        said_in_session(other)

    more()
    load()
    before = queries_of(load)
    for _again in range(3):
        more()
    assert queries_of(load) == before
