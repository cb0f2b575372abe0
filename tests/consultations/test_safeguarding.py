"""Somebody is at risk: one report hides a response from everybody but one officer, and tells nobody anything."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from consultations.actions import safeguarding
from consultations.actions.disputing import report_not_me, settle_dispute
from consultations.actions.holding import forget
from consultations.actions.responses import receipt_of
from consultations.actions.safeguarding import forget_origins, lift_lock, report_risk
from consultations.models import (
    Answer,
    Attachment,
    Comment,
    Correction,
    Identity,
    Plea,
    Redaction,
    Report,
    Revision,
    Round,
    SessionRecord,
    Submission,
    UnsentResponse,
)
from consultations.permissions import can_look_after_people
from consultations.voice import voice_of
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import SAFEGUARDING, look_at
from portal.models import MailOutbox
from tests.consultations.sessions_making import held, said_in_session
from tests.consultations.voices_making import ask, clause_of, make_round, sent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    person = UserFactory()
    person.groups.add(Group.objects.get(name=SAFEGUARDING))
    return person


@pytest.fixture
def as_officer(officer):
    client = Client()
    client.force_login(officer)
    return client


def address(name: str, round, *more) -> str:
    return reverse(f"consultations:{name}", args=[round.slug, *more])


def at_risk(client, round, ref: str = "R1-0001", **more):
    return client.post(address("report", round, ref), {"kind": "at_risk", "words": "They know him.", **more})


def test_a_stranger_without_scripts_locks_with_one_report_and_no_mail(noon, as_secretary):
    round = make_round()
    receipt = sent(round, "Canary of the mine.", clause=clause_of(round))
    MailOutbox.objects.all().delete()
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(address("report", round, "R1-0001"))
    token = page.context["csrf_token"]
    comment = address("comment", round, "R1-0001")
    nothing = stranger.get(address("comment", round, "R1-0099")).content.decode().replace("R1-0099", "R1-0001")
    assert at_risk(stranger, round, csrfmiddlewaretoken=str(token)).status_code == 303
    stranger.get(address("comments", round))  # reads the thanks
    for who in (stranger, as_secretary, Client()):
        assert who.get(comment).status_code == 404
        assert at_risk(who, round).status_code in (403, 404)
    assert stranger.get(comment).content.decode() == nothing
    desk = [address("desk-submission", round, 1), address("report", round, "R1-0001")]
    desk += [reverse("consultations:receipt", args=[receipt.code])]
    assert [as_secretary.get(page).status_code for page in desk] == [404, 404, 404]
    pages = [address(name, round) for name in ("round", "draft", "comments", "answers", "desk-submissions")]
    pages += [address("desk-answers", round), "/en/search/?q=canary&kind=comment", "/api/v1/comments"]
    for page in [*pages, address("comments-file", round, "csv"), f"{address('desk-export', round)}?form=json"]:
        answer = as_secretary.get(page)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Canary of the mine" not in body, page
    assert not MailOutbox.objects.exists()
    assert Comment.objects.answering()["all"] == 0
    assert sent(round, "The next.").submission.number == 2


def test_the_officer_alone_sees_it_and_lifts_with_a_reason(noon, officer, as_officer, as_secretary, secretary):
    round = make_round()
    one = sent(round, "Canary.").submission
    at_risk(Client(), round)
    pages = [reverse("consultations:desk-safeguarding"), reverse("consultations:desk-lock", args=[one.pk])]
    assert not can_look_after_people(look_at(UserFactory(is_staff=True, is_superuser=True)))
    for page in pages:
        assert [who.get(page).status_code for who in (Client(), as_secretary)] == [404, 404]
        assert as_officer.get(page).status_code == 200
    text = as_officer.get(pages[1]).content.decode()
    assert "They know him." in text
    assert "Canary." in text
    with pytest.raises(Refused):
        lift_lock(by=secretary, submission=one, reason="No.")
    with pytest.raises(ValidationError):
        lift_lock(by=officer, submission=one, reason=" ")
    assert as_officer.post(pages[1], {"lift": "1", "reason": "He has left the country."}).status_code == 302
    assert Comment.objects.published().count() == 1
    assert Report.objects.get().words == ""
    at_risk(Client(), round)  # the officer knows the case and decides
    assert Comment.objects.published().count() == 1
    assert Report.objects.of_risk().waiting().count() == 1
    as_officer.post(pages[1], {"lock": "1"})
    assert not Comment.objects.published().exists()
    with clock.set_to(noon + timedelta(days=8)):
        lift_lock(by=officer, submission=one, reason="Again.")


def test_a_flood_from_one_network_stops_locking_and_the_officer_sees_it(noon, as_officer, monkeypatch):
    monkeypatch.setattr(safeguarding, "MOST_EFFECTIVE", 2)
    round = make_round()
    for number in range(4):
        sent(round, f"Number {number}.")
    for number in range(1, 5):
        assert at_risk(Client(), round, f"R1-000{number}").status_code == 303
    assert Submission.objects.count() == 2
    assert "reported, not locked" in as_officer.get(reverse("consultations:desk-safeguarding")).content.decode()
    Client(REMOTE_ADDR="198.51.100.9").post(address("report", round, "R1-0004"), {"kind": "at_risk"})
    assert Submission.objects.count() == 1
    with clock.set_to(noon + timedelta(days=3)):
        assert forget_origins() == 5
    assert not Report.objects.exclude(origin="").exists()


def test_the_officers_desk_costs_the_same_with_more_reports(noon, as_officer, queries_of):
    round = make_round()
    ones = [sent(round, *["Said."] * (number + 1)).submission for number in range(4)]
    pages = [reverse("consultations:desk-safeguarding"), reverse("consultations:desk-lock", args=[ones[0].pk])]
    report_risk(comment=ones[0].comments.first())
    few = [queries_of(lambda page=page: as_officer.get(page)) for page in pages]
    for one in ones[1:]:
        report_risk(comment=one.comments.first())
    pages[1] = reverse("consultations:desk-lock", args=[ones[3].pk])
    assert [queries_of(lambda page=page: as_officer.get(page)) for page in pages] == few


def test_not_me_takes_the_name_off_until_the_secretariat_has_asked(noon, client, as_secretary, secretary, member):
    round = make_round()
    organisation = {"standing": "organisation", "organisation_name": "Guild of Assayers"}
    receipt = sent(round, "We agree.", confidentiality="name", **organisation)
    Identity.objects.update(confirmed_at=noon)
    page = address("comment", round, "R1-0001")
    assert "Guild of Assayers" in client.get(page).content.decode()
    assert client.post(address("report", round, "R1-0001"), {"kind": "not_me"}).status_code == 303
    for shown in (page, address("comments", round), "/en/search/?q=agree", address("comments-file", round, "csv")):
        answer = client.get(shown)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Guild of Assayers" not in text, shown
        assert b"Beatriz" not in text, shown
    assert "We agree." in client.get(page).content.decode()
    report = Report.objects.get()
    with pytest.raises(Refused):
        settle_dispute(by=member, report=report, is_theirs=True, outcome="Called.")
    settle_dispute(by=secretary, report=report, is_theirs=True, outcome="Called them.")
    assert "Guild of Assayers" in client.get(page).content.decode()
    report_not_me(comment=Comment.objects.get(), words="Never heard of it.")
    desk = address("desk-submission", round, 1)
    assert "Never heard of it." in as_secretary.get(desk).content.decode()
    said = {"dispute": "1", "is_theirs": "no", "outcome": "They never heard of it."}
    assert as_secretary.post(desk, said).status_code == 302
    assert not Identity.objects.exists()
    one = Submission.objects.get()
    assert voice_of(one).organisation == ""
    assert receipt_of(one).code == receipt.code


def test_only_what_is_published_can_be_reported(noon, client):
    round = make_round()
    sent(round, confidentiality="committee")
    assert at_risk(client, round).status_code == 404
    assert at_risk(client, round, "nonsense").status_code == 404
    assert not Report.objects.exists()


OF_A_RESPONSE = (Answer, Attachment, Comment, Correction, Identity, SessionRecord)


def test_rows_of_a_locked_response_do_not_exist_for_whoever_asks_without_knowing_of_locks(noon, officer):
    round = make_round(announced_at=None, announced_by=None)
    question = ask(round)
    Round.objects.filter(pk=round.pk).update(announced_at=noon, announced_by=round.created_by)
    session = held(Round.objects.get())
    answers = {str(question.pk): {"text": "Much."}}
    submission = said_in_session(session, answers=answers).submission
    Correction.objects.create(session=session, submission=submission, words="Not so.")
    Correction.objects.create(session=session, words="The whole of it is wrong.")  # of no response: it stays
    Identity.objects.create(submission=submission, name="Asha", email="asha@example.org")
    there = {model: model.objects.count() for model in OF_A_RESPONSE}
    assert {model.__name__ for model, number in there.items() if not number} == {"Attachment"}
    report_risk(comment=submission.comments.get())
    assert {model: model.objects.count() for model in OF_A_RESPONSE if model.objects.exists()} == {Correction: 1}
    assert {model: model.with_locked.count() for model in OF_A_RESPONSE} == there
    assert not submission.answers.exists()
    assert not session.records.exists()
    lift_lock(by=officer, submission=submission, reason="She is safe.")
    assert {model: model.objects.count() for model in OF_A_RESPONSE} == there


def test_every_row_that_hangs_on_a_response_hides_with_it_or_says_why_not():
    hung = {
        field.related_model
        for field in Submission._meta.related_objects
        if field.related_model._meta.app_label == "consultations"
    }
    asked_apart = {
        Plea: "its verb ``waiting``",
        Report: "the officer reads it",
        Redaction: "reached from the response",
        Revision: "reached from the response",
        UnsentResponse: "its writer's own",
    }
    for model in hung - set(asked_apart):
        assert "locked_at" in str(model.objects.all().query), model


def test_who_is_at_risk_can_still_be_forgotten_and_keeps_the_mails_of_others(noon):
    mine = sent(make_round(), "Canary.", email="same@example.org")
    report_risk(comment=mine.submission.comments.get())
    forget(Submission.with_locked.get(pk=mine.submission.pk))
    assert not Identity.with_locked.exists()
