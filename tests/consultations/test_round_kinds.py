"""Kinds of rounds: early ones do not count, restricted ones ask about what changed, surveys have no draft, copies."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.actions.clocks import open_late_door
from consultations.actions.questions import review_question
from consultations.actions.responses import add_comment, submit
from consultations.actions.rounds import (
    add_question,
    announce,
    create_round,
    edit_question,
    edit_round,
    state_benefit,
    write_words,
)
from consultations.clauses import ClauseRow
from consultations.guards import unmet_guards
from consultations.held_in import gaps_of
from consultations.models import Comment, Round, Submission, UnsentResponse
from consultations.scope import PARKED, carried_to, changed_clauses, note_for
from portal import clock
from tests.consultations import making
from tests.consultations.voices_making import begun, close, sent
from tests.factories import group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
CHANGED = (
    making.ROWS[0],
    making.ROWS[1],
    ClauseRow("c-know", "2.1", "c-buying", "Know the site", "<p>A buyer shall visit the site twice a year.</p>"),
    making.ROWS[3],
    making.ROWS[4],
    ClauseRow("c-new", "2.3", "c-buying", "Water", "<p>A buyer shall measure the water of the site.</p>"),
)


def names(round: Round) -> list[str]:
    return [guard.name for guard in unmet_guards(round)]


@pytest.fixture
def restricted(secretary):
    """An open restricted round on a second draft in which one clause was edited and one is new."""
    first = making.draft("1", by=secretary)
    second = making.draft("2", by=secretary, rows=CHANGED, previous=first)
    return making.open_round(by=secretary, draft=second, kind="restricted")


def test_a_restricted_round_asks_about_what_is_new_or_edited_and_keeps_the_rest_for_the_next(restricted):
    scope = changed_clauses(restricted)
    assert {clause.key for clause in restricted.draft.clauses.filter(pk__in=scope)} == {"c-know", "c-new"}
    clauses = {clause.key: clause for clause in restricted.draft.clauses.all()}
    assert not note_for(clauses["c-know"], restricted)
    assert not note_for(None, restricted)
    assert note_for(clauses["c-purpose"], restricted) == PARKED
    response = begun(restricted)
    for key in ("c-know", "c-purpose"):
        add_comment(response=response, clause=clauses[key], body="Why?")
    submit(response=response, name="Beatriz", email="beatriz@example.org")
    assert Comment.objects.published().count() == 2


def test_the_reader_shows_the_rest_as_context_and_takes_what_is_said_on_it(client, restricted):
    page = client.get(f"/en/consultations/{restricted.slug}/draft/").content.decode()
    assert "This round asks only about what changed" in page
    assert page.count("shown as context, not asked about") == 3
    assert page.count("for the next round</a>") == 3
    address = f"/en/consultations/{restricted.slug}/draft/c/c-purpose/comment/"
    assert "lies on the desk of the next round" in client.get(address).content.decode()
    assert client.post(address, {"body": "All the same."}).status_code == 303
    asked = f"/en/consultations/{restricted.slug}/draft/c/c-know/comment/"
    assert "lies on the desk" not in client.get(asked).content.decode()


def test_what_is_said_on_the_rest_is_marked_in_public_and_lies_on_the_next_desk(
    client, as_secretary, secretary, colleague, restricted
):
    sent(restricted, "Why so narrow?", clause=restricted.draft.clauses.get(key="c-purpose"))
    comment = Comment.objects.get()
    assert "lies on the desk of the next round" in client.get(comment.get_absolute_url()).content.decode()
    close(restricted)
    comment = Comment.objects.get()
    desk = f"/en/desk/rounds/{restricted.slug}/answers/"
    form = as_secretary.get(desk).context["form"]
    assert form.initial["value"] == "deferred"
    assert form.initial["reason"] == PARKED
    given = {"value": "deferred", "reason": str(PARKED)}
    answer = propose_disposition(by=secretary, comment=comment, **given)
    agree_disposition(by=colleague, disposition=answer)
    write_synopsis(by=secretary, round=restricted, language="en", body="One comment.")
    later = making.draft("3", by=secretary, previous=restricted.draft)
    following = making.open_round("next", by=secretary, number=2, draft=later, opens_at=clock.now())
    assert not carried_to(following).exists()  # nobody learns of an answer before it is published
    publish_answers(by=secretary, round=restricted)
    assert [one.pk for one in carried_to(following)] == [comment.pk]
    page = as_secretary.get(f"/en/desk/rounds/{following.slug}/answers/").content.decode()
    assert "1 comment of earlier rounds, put off to this one" in page
    assert not carried_to(restricted).exists()


def test_a_restricted_round_needs_a_draft_that_follows_another(secretary):
    with pytest.raises(ValidationError) as refused:
        making.prepared_round(by=secretary, kind="restricted")
    assert "draft" in refused.value.message_dict
    first = making.draft("1", by=secretary)
    same = making.draft("2", by=secretary, previous=first)
    assert "matter" in names(making.prepared_round(by=secretary, draft=same, kind="restricted"))


def test_a_survey_has_no_draft_by_any_path(secretary):
    with pytest.raises(ValidationError):
        making.prepared_round("survey", by=secretary, kind="survey")
    round = making.prepared_round(by=secretary)
    with pytest.raises(IntegrityError, match="round_survey_has_no_draft"), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(kind="survey")


def test_a_light_survey_opens_with_a_question_and_words_alone(secretary, client):
    now = clock.now()
    window = {"opens_at": now, "closes_at": now + timedelta(days=9)}
    round = create_round(by=secretary, slug="quick", title="Quick", lede="Why?", profile="light", **window)
    assert round.kind == "survey"
    assert names(round) == ["matter"]
    add_question(by=secretary, round=round, text="Why?")
    announce(by=secretary, round=round)
    assert round.is_open
    assert client.get("/en/consultations/quick/respond/").status_code == 200


def test_an_early_round_does_not_count_as_a_public_one(secretary):
    early = making.open_round("early", by=secretary, kind="early", number=0)
    later = making.prepared_round("later", by=secretary, profile="full", number=2, kind="public")
    assert early.minimum_days == 0
    assert "rounds" in names(later)  # counted as the second, though none was held
    edit_round(by=secretary, round=later, number=1)
    assert "rounds" not in names(later)
    assert later.minimum_days == 60


@pytest.mark.parametrize(("planned", "is_enough"), [(1, False), (2, True)])
def test_a_new_standard_needs_two_public_rounds_or_a_published_reason(secretary, planned, is_enough):
    round = making.prepared_round(by=secretary, profile="full", planned_rounds=planned)
    assert ("rounds" not in names(round)) is is_enough


def test_each_language_says_what_is_missing_in_it(secretary, colleague):
    round = making.prepared_round(by=secretary, languages=["en", "fr"])
    question = add_question(by=secretary, round=round, text="Why?")
    [gap] = gaps_of(round)
    assert "title and opening words" in gap
    assert "5 clauses" in gap
    assert "1 question" in gap
    write_words(by=secretary, round=round, language="fr", title="Petites mines", lede="Peut-on acheter ?")
    for clause in round.draft.clauses.all():
        words = {"heading": clause.heading, "body": clause.body}
        making.translated(by=secretary, clause=clause, language="fr", **words)
    edit_question(by=secretary, question=question, text="Why?", translations={"fr": "Pourquoi ?"})
    assert "1 question" in gaps_of(round)[0]  # nobody has reviewed it yet
    review_question(by=colleague, translation=question.translations.get())
    assert gaps_of(round) == []
    edit_question(by=secretary, question=question, text="Why not?")
    assert "1 question" in gaps_of(round)[0]


def test_a_round_held_once_more_begins_with_what_was_asked_before(as_secretary, secretary):
    source = making.prepared_round("one", by=secretary, target_groups=[group("asm")], purpose="To know.")
    write_words(by=secretary, round=source, language="fr", title="Petites mines", lede="Peut-on acheter ?")
    add_question(
        by=secretary,
        round=source,
        text="Which?",
        kind="choice",
        options=["A", "B"],
        target_groups=[group("asm")],
        translations={"fr": "Lequel ?"},
    )
    state_benefit(by=secretary, round=source, group=group("asm"), benefits={"en": "A buyer."}, costs={"en": "Records."})
    page = as_secretary.get("/en/desk/rounds/new/?from=one")
    assert "Begun from one" in page.content.decode()
    form = page.context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, "")}
    data |= {"slug": "two", "copy_from": "one", "draft": source.draft.pk, "target_groups": [group("asm").pk]}
    answer = as_secretary.post("/en/desk/rounds/new/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    copy = Round.objects.get(slug="two")
    assert (copy.number, copy.closes_at > copy.opens_at) == (2, True)
    question = copy.questions.with_targets().get()
    assert (question.text, question.translations.get().text) == ("Which?", "Lequel ?")
    assert [one.code for one in question.target_groups.all()] == ["asm"]
    assert copy.benefits.get().gain.text == "A buyer."
    french = copy.pages.get(locale__language_code="fr", alias_of=None)
    assert french.get_latest_revision_as_object().title == "Petites mines"


def test_questions_only_is_one_link_away(as_secretary):
    form = as_secretary.get("/en/desk/rounds/new/?only=questions").context["form"]
    assert (form.initial["kind"], form.initial["profile"]) == ("survey", "light")


def test_a_late_response_comes_through_its_door_once_and_is_flagged(client, secretary):
    round = making.open_round("mines", by=secretary)
    with clock.set_to(round.closes_at + timedelta(days=1)):
        assert client.get("/en/consultations/mines/respond/").content.decode().count("closed")
        ends = clock.now() + timedelta(days=3)
        door = open_late_door(by=secretary, round=round, reason="The mail was held at the border.", ends_at=ends)
        address = f"/en/consultations/mines/late/{door.key}/"
        assert "The mail was held at the border." in client.get(address).content.decode()
        assert not UnsentResponse.objects.exists()  # a program that follows links begins nothing
        assert client.post(address).status_code == 302
        assert client.post(address).status_code == 302
        assert UnsentResponse.objects.filter(late_door=door).count() == 1
        who = {"group": "asm", "name": "Ada", "email": "ada@example.org", "confidentiality": "withheld", "send": "1"}
        sent = client.post("/en/consultations/mines/respond/", {**who, "body": "Late but true."}, follow=True)
        assert "let in because:" in sent.content.decode()
        assert Submission.objects.get().late_door == door
        again = client.get(address, follow=True).content.decode()
        assert "has been sent" in again
        comment = client.get(round.comments.get().get_absolute_url()).content.decode()
        assert "The mail was held at the border." in comment
