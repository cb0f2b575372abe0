"""Facilitated sessions: who may hold and type them in until when, what is published, and the way past the host."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consultations.actions.correcting import say_otherwise, settle_correction
from consultations.actions.sending import SentOtherWords
from consultations.actions.sessions import Sheet, edit_session, note_reading_back, record_session, send_sheet
from consultations.models import Comment, FacilitatedSession, Identity, SessionRecord, Submission
from consultations.permissions import can_hold_sessions, can_see_session, can_type_in
from consultations.told_sessions import may_be_told, quarter_of, told_session
from portal import clock
from portal.members.permissions import Refused
from portal.models import MailOutbox
from tests.consultations.sessions_making import facts, held, host, roles_of, said_in_session, sheet
from tests.consultations.voices_making import ask, make_round
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(noon):
    return make_round(contact_email="desk@example.org")


def faults(error) -> set[str]:
    return set(error.value.message_dict)


def test_a_session_is_held_by_a_member_and_each_sheet_becomes_a_response_with_its_receipt(round):
    session = held(round)
    first = said_in_session(session, "The rains take the road.", "Who pays the visit?")
    second = said_in_session(session, "Twice a year is enough.", people=12)
    assert [record.people for record in session.records.order_by("pk")] == [34, 12]
    assert first.code != second.code
    submission = first.submission
    assert (submission.channel, submission.standing, submission.country) == ("session", "proxy", "")
    assert submission.organisation is None
    assert submission.is_public
    assert not Identity.objects.filter(submission=submission).exists()  # the host is not who spoke
    assert Comment.objects.filter(submission=submission).count() == 2


def test_a_second_click_gets_the_first_receipt_and_other_words_do_not(round):
    session = held(round)
    one = sheet("The rains take the road.")
    first = send_sheet(by=session.recorded_by, session=session, sheet=one)
    again = send_sheet(by=session.recorded_by, session=session, sheet=one)
    assert (again.code, Submission.objects.count(), SessionRecord.objects.count()) == (first.code, 1, 1)
    other = Sheet(one.key, {"comments": [{"clause": "c-1", "type": "ge", "body": "Something else."}]}, 34)
    with pytest.raises(SentOtherWords):
        send_sheet(by=session.recorded_by, session=session, sheet=other)


def test_the_key_of_a_sheet_opens_no_receipt_of_another_session(round):
    one = sheet("The rains take the road.")
    first = held(round)
    send_sheet(by=first.recorded_by, session=first, sheet=one)
    other = held(round)
    with pytest.raises(IntegrityError):
        send_sheet(by=other.recorded_by, session=other, sheet=one)
    assert SessionRecord.objects.count() == 1


def test_a_required_question_that_the_sheet_leaves_open_stays_open(noon):
    round = make_round("asks", announced_at=None, announced_by=None)
    question = ask(round, "Who pays?", is_required=True)
    round.announced_at, round.announced_by = clock.now() - timedelta(days=11), round.created_by
    round.save()
    session = held(round)
    assert said_in_session(session, "The rains take the road.").submission.answers.count() == 0
    answered = said_in_session(session, "As said.", answers={str(question.pk): {"text": "The buyer."}})
    assert answered.submission.answers.get().text == "The buyer."


def test_nothing_said_is_not_sent_and_nobody_stands_for_more_than_took_part(round):
    session = held(round)
    with pytest.raises(ValidationError) as nothing:
        send_sheet(by=session.recorded_by, session=session, sheet=sheet())
    assert faults(nothing) == {"body"}
    with pytest.raises(ValidationError) as many:
        said_in_session(session, people=35)
    assert faults(many) == {"people"}


def test_a_sheet_may_be_stricter_than_its_session_and_never_laxer(round):
    open_session, shut = held(round), held(round, confidentiality="committee")
    levels = {
        (session.confidentiality, level): said_in_session(session, confidentiality=level).submission.confidentiality
        for session in (open_session, shut)
        for level in ("withheld", "committee", "name")
    }
    assert levels == {
        ("withheld", "withheld"): "withheld",
        ("withheld", "committee"): "committee",
        ("withheld", "name"): "withheld",
        ("committee", "withheld"): "committee",
        ("committee", "committee"): "committee",
        ("committee", "name"): "committee",
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"interest": " "}, "interest"),
        ({"complaints": ""}, "complaints"),
        ({"host": ""}, "host"),
        ({"region": "Canary Hill"}, "region"),
        ({"consent": ""}, "consent"),
        ({"wording": ""}, "wording"),
        ({"confidentiality": "name"}, "confidentiality"),
        ({"group": None}, "group"),
        ({"people": 0}, "people"),
        ({"women": 35}, "women"),
        ({"youth": 35}, "youth"),
        ({"roles": {"digging": 35}}, "role_digging"),
        ({"held_on": None}, "held_on"),
        ({"read_back_how": "Aloud."}, "read_back_on"),
    ],
)
def test_what_is_missing_or_cannot_be_is_told_at_its_field(round, wrong, field):
    with pytest.raises(ValidationError) as error:
        held(round, **wrong)
    assert faults(error) == {field}
    assert not FacilitatedSession.objects.exists()


def test_who_may_hold_a_session_see_it_and_type_it_in(round):
    by, organisation = host()
    session = held(round, by=by, organisation=organisation)
    people = roles_of(session)
    rights = {
        who: tuple(
            bool(may) for may in (can_hold_sessions(v, round), can_see_session(v, session), can_type_in(v, session))
        )
        for who, v in people.items()
    }
    assert rights == {
        "anybody": (False, False, False),
        "outsider": (False, False, False),
        "host": (True, True, True),
        "colleague": (True, False, False),
        "delegate": (True, True, True),
        "other delegate": (True, False, False),
        "secretariat": (True, True, True),
    }
    seen = {who: FacilitatedSession.objects.visible_to(v).exists() for who, v in people.items()}
    assert seen == {who: may[1] for who, may in rights.items()}


def test_nobody_records_a_session_in_the_name_of_another_organisation(round):
    by, _own = host()
    for organisation in (OrganisationFactory(), None):
        with pytest.raises(Refused):
            record_session(by=by, round=round, organisation=organisation, facts=facts())
    secretary = UserFactory(is_staff=True)
    assert record_session(by=secretary, round=round, organisation=None, facts=facts()).organisation is None


def test_what_the_public_knows_is_frozen_once_something_was_sent_and_people_can_still_be_erased(round):
    session = held(round)
    edit_session(by=session.recorded_by, session=session, facts=facts(people=40))
    said_in_session(session)
    with pytest.raises(ValidationError, match="no longer changes"):
        edit_session(by=session.recorded_by, session=session, facts=facts(people=41))
    rows = FacilitatedSession.objects.filter(pk=session.pk)
    for change in ({"people": 41}, {"interest": "None."}, {"region": "150"}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        SessionRecord.objects.update(people=1)
    assert rows.update(host="", place="", notes="") == 1


def test_reading_back_is_noted_also_after_sending(round):
    session = held(round)
    said_in_session(session)
    assert not told_session(session).is_read_back
    day = session.held_on
    with pytest.raises(ValidationError):
        note_reading_back(by=session.recorded_by, session=session, on=day - timedelta(days=1), how="Aloud.")
    session = note_reading_back(by=session.recorded_by, session=session, on=day, how="Aloud in Swahili.")
    assert told_session(session).is_read_back


def test_numbers_are_told_only_where_they_point_at_nobody(round):
    session = held(round, women=30, youth=6, roles={"digging": 20, "carrying": 4, "trading": 34})
    told = told_session(session, stands_for=31)
    assert (told.people, told.women, told.youth, told.stands_for) == (34, None, 6, None)
    assert told.roles == (("dig or drill", 20), ("buy or sell", 34))
    few = told_session(held(round, people=4, women=4))
    assert (few.people, few.women) == (None, None)


@given(part=st.integers(0, 60), whole=st.integers(1, 60))
def test_no_number_that_is_told_leaves_a_few_apart(part, whole):
    if part <= whole and may_be_told(part, whole):
        assert part >= 5
        assert whole - part == 0 or whole - part >= 5


def test_a_day_is_told_as_its_quarter():
    days = [datetime(2026, month, 5, tzinfo=UTC).date() for month in (1, 3, 4, 9, 12)]
    assert [quarter_of(day) for day in days] == [
        "January to March 2026",
        "January to March 2026",
        "April to June 2026",
        "July to September 2026",
        "October to December 2026",
    ]


def test_a_participant_says_otherwise_past_the_host_and_the_secretariat_settles_it(round):
    session = held(round)
    submission = said_in_session(session).submission
    correction = say_otherwise(session=session, submission=submission, words="I said twice.", contact="+255 1")
    mail = MailOutbox.objects.get()
    assert mail.recipient == "desk@example.org"
    assert "I said twice" not in mail.body
    assert reverse("consultations:desk-corrections") in mail.body
    for nobody in (session.recorded_by, UserFactory()):
        with pytest.raises(Refused):
            settle_correction(by=nobody, correction=correction, outcome="Done.")
    secretary = UserFactory(is_staff=True)
    with pytest.raises(ValidationError):
        settle_correction(by=secretary, correction=correction, outcome=" ")
    settled = settle_correction(by=secretary, correction=correction, outcome="Held back.")
    assert (settled.contact, settled.outcome) == ("", "Held back.")
    with pytest.raises(ValidationError):
        settle_correction(by=secretary, correction=correction, outcome="Again.")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        type(correction).objects.update(words="Other.")
    with pytest.raises(ValidationError):
        say_otherwise(session=session, submission=None, words="  ")
