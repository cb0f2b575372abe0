"""What was said in a session says so wherever it is read; a session is one voice, not as many as its sheets."""

import csv
import io
import json

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from consultations.models import Submission
from consultations.models.submissions import count_voices
from consultations.told_sessions import mark
from consultations.views.rounds import spoken_so_far
from consultations.voice import small_cells
from portal.models import MailOutbox
from tests.consultations.sessions_making import held, said_in_session
from tests.consultations.voices_making import make_round, sent

pytestmark = pytest.mark.django_db
MARK = "said in a session of 34 people, Eastern Africa, October to December 2026, interpreted from Kiswahili"


@pytest.fixture
def round(noon):
    return make_round(contact_email="desk@example.org")


@pytest.fixture
def session(round):
    return held(round, language="sw", interpreter=True, women=30, youth=6)


def text_of(client, name, *args):
    answer = client.get(reverse(f"consultations:{name}", args=args))
    assert answer.status_code == 200
    body = answer.getvalue() if answer.streaming else answer.content
    return body.decode("utf-8-sig")


def test_every_list_names_the_session(client, as_secretary, round, session):
    said_in_session(session)
    sent(round)
    for name, args in (("comments", [round.slug]), ("draft", [round.slug])):
        assert text_of(client, name, *args).count(MARK) == 1, name
    comment = session.records.get().submission.comments.get()
    assert "34 people" in text_of(client, "comment", round.slug, comment.ref)
    assert "session: for 34 of 34 people" in text_of(as_secretary, "desk-submissions", round.slug)


def test_every_export_and_the_api_name_it(client, round, session):
    said_in_session(session)
    sent(round)
    rows = list(csv.DictReader(io.StringIO(text_of(client, "comments-file", round.slug, "csv"))))
    assert [row["session"] for row in rows] == ["", MARK]  # the document as a whole first
    assert MARK in rows[1]["mb"]
    assert [row["session"] for row in json.loads(text_of(client, "comments-file", round.slug, "json"))] == ["", MARK]
    items = client.get(f"/api/v1/comments?round={round.slug}").json()["items"]
    told, nothing = [item["session"] for item in items]
    assert nothing is None
    assert told == {
        "people": 34,
        "stands_for": None,
        "region": "Eastern Africa",
        "quarter": "October to December 2026",
        "kind": "at a site",
        "language": "sw",
        "interpreter": True,
        "host": session.organisation.name,
        "interest": "We sell what these miners dig.",
        "interest_language": "en",
        "consent": "each said yes aloud",
        "wording": "word for word",
        "read_back": False,
    }
    one = client.get(f"/api/v1/comments/{round.slug}/R1-0001?lang=fr").json()
    assert one["session"]["quarter"].endswith("2026")


def test_few_people_are_not_counted_out_anywhere(client, round):
    few = held(round, people=4, women=4)
    said_in_session(few, people=3)
    for text in (
        text_of(client, "comments", round.slug),
        text_of(client, "round", round.slug),
        text_of(client, "comments-file", round.slug, "csv"),
        client.get(f"/api/v1/comments?round={round.slug}").content.decode(),
    ):
        assert "4 people" not in text
        assert "3 people" not in text
        assert '"people":4' not in text.replace(" ", "")
    assert "fewer than five people" in text_of(client, "comments", round.slug)


def test_a_session_is_one_response_however_many_sheets_came_of_it(client, round, session):
    for number in range(6):
        said_in_session(session, f"Sheet {number}.", people=5)
    for number in range(4):
        sent(round, f"Person {number}.")
    counted = Submission.objects.filter(round=round).order_by().values_list("group").annotate(n=count_voices())
    assert [n for _group, n in counted] == [5]
    assert [voice["count"] for voice in spoken_so_far(round)["voices"]] == [5]
    shown = text_of(client, "round", round.slug)
    assert "A session counts as one response." in shown
    assert "In those of five people and more, 34 took part." in shown
    assert "fewer than five" not in mark(34, "", "")


def test_sheets_of_one_session_hide_nobody_who_speaks_alone(round, session):
    """Five sheets of one session are one voice beside a person of the same kind: both stay narrowed."""
    for number in range(5):
        said_in_session(session, f"Sheet {number}.", sector="up")
    assert len(small_cells(round)) == 1


def test_the_marks_cost_no_query_a_row(client, round, session, queries_of):
    def load():
        for name, args in (
            ("comments", [round.slug]),
            ("draft", [round.slug]),
            ("round", [round.slug]),
            ("comments-file", [round.slug, "json"]),
        ):
            text_of(client, name, *args)
        client.get(f"/api/v1/comments?round={round.slug}")

    said_in_session(session)
    load()
    before = queries_of(load)
    for number in range(3):
        said_in_session(held(round), f"Another {number}.")
    assert queries_of(load) == before


def test_neither_place_nor_person_nor_day_is_in_anything_that_tells_of_a_session(client, as_member, round, session):
    said_in_session(session)
    day = session.held_on.isoformat()
    pages = [("sessions", [round.slug]), ("comments", [round.slug]), ("draft", [round.slug]), ("round", [round.slug])]
    pages += [("comments-file", [round.slug, form]) for form in ("csv", "json")]
    pages += [("kit", [round.slug]), ("kit-form", [round.slug])]
    for who in (client, as_member):
        for name, args in pages:
            text = text_of(who, name, *args)
            assert "Canary" not in text, name
            assert "canary" not in text, name
            assert day not in text, name
        assert "anary" not in who.get(f"/api/v1/comments?round={round.slug}").content.decode()
        assert "anary" not in who.get("/en/search/?q=rains").content.decode()
        assert "anary" not in who.get(reverse("round-feed", args=[round.slug])).content.decode()
    assert not [mail for mail in MailOutbox.objects.all() if "anary" in f"{mail.subject} {mail.body}"]
    logged = ModelLogEntry.objects.values_list("label", "data")
    assert logged
    assert "anary" not in str(list(logged))
