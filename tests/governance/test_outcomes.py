"""What a published decision does to others: what it replaces, terms, translations, mails, search."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from consultations.guards import rounds_owed
from glossary.models import Agreement
from governance.actions import (
    add_action,
    adopt,
    answer_comment,
    draft_decision,
    drop,
    end_action,
    open_last_call,
    publish_decision,
    take_position,
    translate,
)
from governance.guards import missing_adoptions
from governance.models import Decision
from governance.reading import words_for
from portal import clock
from portal.members.permissions import Refused
from portal.models import MailOutbox, SealedWords
from portal.signals import findable_changed
from tests.consultations.voices_making import make_round
from tests.glossary.making import proposed, under_review
from tests.governance.making import (
    RULE,
    body_with_seats,
    comment,
    drafted,
    in_last_call,
    over,
    passed_decision,
    positions,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_the_one_that_is_replaced_knows_its_successor(secretary):
    old = passed_decision(by=secretary)
    new = passed_decision(by=secretary, body=old.body, supersedes=old)
    old.refresh_from_db()
    assert old.state == Decision.State.SUPERSEDED
    assert old.superseded_by == new
    with pytest.raises(ValidationError, match="in force"):
        drafted(by=secretary, body=old.body, supersedes=old)


def test_two_drafts_cannot_replace_the_same_decision(secretary):
    old = passed_decision(by=secretary)
    drafted(by=secretary, body=old.body, supersedes=old)
    with pytest.raises(ValidationError, match="is to replace it already"):
        drafted(by=secretary, body=old.body, supersedes=old)


def test_terms_are_agreed_with_what_each_group_said(secretary):
    body = body_with_seats(
        ["asm", "tr", "cs", "la"], by=secretary, rule=RULE | {"group_block": 0, "quorum_per_group": 0}
    )
    version = under_review()
    decision = drafted(by=secretary, body=body, kind="term")
    adopt(by=secretary, decision=decision, version=version)
    decision = open_last_call(by=secretary, decision=decision)
    seats = {seat.group.code: seat for seat in body.seats.select_related("group", "holder")}
    for code, value, words in (
        ("asm", "support", ""),
        ("tr", "no_objection", "We should have liked eighteen months."),
        ("cs", "abstain", ""),
    ):
        place = seats[code]
        take_position(by=place.holder, decision=decision, seat=place, value=value, comment=words, language="fr")
    with over(decision):
        publish_decision(by=secretary, decision=decision)
    version.refresh_from_db()
    assert (version.status, version.decision_number) == ("agreed", decision.number)
    said = {a.group.code: (a.value, a.text) for a in Agreement.objects.filter(version=version)}
    assert said == {
        "asm": ("agree", ""),
        "tr": ("reservation", "We should have liked eighteen months."),
        "cs": ("abstain", ""),
        "la": ("absent", ""),
    }


def test_a_decision_about_terms_adopts_one_that_is_under_review(secretary):
    decision = drafted(by=secretary, kind="term")
    with pytest.raises(ValidationError, match="adopts at least one"):
        open_last_call(by=secretary, decision=decision)
    adopt(by=secretary, decision=decision, version=proposed())
    with pytest.raises(ValidationError, match="not under review"):
        open_last_call(by=secretary, decision=decision)


def test_an_adoption_can_be_taken_out_of_a_draft(secretary):
    decision = drafted(by=secretary, kind="term")
    adoption = adopt(by=secretary, decision=decision, version=proposed())
    drop(by=secretary, part=adoption)
    assert not decision.adoptions.exists()


def test_a_translation_is_sealed_with_it_or_added_later(secretary):
    decision = in_last_call(by=secretary)
    translate(by=secretary, record=decision, language="fr", title="Acheter deux ans", plain_summary="Deux ans.")
    positions(decision)
    with over(decision):
        decision = publish_decision(by=secretary, decision=decision)
        translate(by=secretary, record=decision, language="es", title="Comprar dos años")
    seals = SealedWords.objects.filter(record=decision.record_name)
    assert {seal.language for seal in seals} == {"en", "fr", "es"}
    assert words_for(decision, "es").title == "Comprar dos años"
    with pytest.raises(ValidationError, match="sealed in this language"):
        translate(by=secretary, record=decision, language="es", title="Otra cosa")


def test_an_alliance_without_a_translation_shows_the_source(secretary):
    decision = passed_decision(by=secretary)
    said = words_for(decision, "fr")
    assert (said.language, said.title) == ("en", "Buy from mines without a title for two years")


def test_what_follows_is_kept_up_to_date_after_publication(secretary):
    decision = passed_decision(by=secretary)
    follows = add_action(
        by=secretary, decision=decision, titles={"en": "Write it"}, owner="Secretariat", due_on=clock.today()
    )
    with clock.set_to(clock.now() + timedelta(days=5)):
        assert follows.days_late == 5
        end_action(by=secretary, action=follows)
    follows.refresh_from_db()
    assert follows.days_late == 0


def test_search_is_told_in_the_same_transaction(secretary):
    told = []

    def hear(sender, ids, **kwargs):
        assert connection.in_atomic_block
        told.append((sender.__name__, tuple(ids)))

    findable_changed.connect(hear)
    try:
        decision = passed_decision(by=secretary)
    finally:
        findable_changed.disconnect(hear)
    assert told.count(("Decision", (decision.pk,))) >= 3
    assert ("TradeOff", (decision.trade_off.pk,)) in told


def test_an_advisory_body_decides_nothing(secretary):
    body = body_with_seats(by=secretary, slug="advisers", prefix="AG", kind="advisory", rule={})
    with pytest.raises(Refused, match="advice"):
        draft_decision(by=secretary, body=body, title="Anything")


def test_words_are_sealed_byte_for_byte(secretary):
    decision = passed_decision(by=secretary)
    seal = words_for(decision).seal
    response = Client().get(f"/en/decisions/{decision.number}/words.json")
    assert response.content == seal.body.encode()
    assert json.loads(response.content)["title"] == seal.words["title"]


def test_a_comment_is_tied_once(secretary):
    decision = drafted(by=secretary)
    said = comment()
    answer_comment(by=secretary, decision=decision, comment=said)
    answer_comment(by=secretary, decision=decision, comment=said)
    assert decision.answered_comments.count() == 1


def test_commenters_are_told_once_a_response_where_they_can_be_reached(secretary):
    decision = in_last_call(by=secretary)
    reached = comment(email="asha@example.org", language="fr")
    for said in (reached, comment(), comment(email="unsure@example.org", confirmed=False)):
        answer_comment(by=secretary, decision=decision, comment=said)
    positions(decision)
    with over(decision):
        publish_decision(by=secretary, decision=decision)
    mails = MailOutbox.objects.filter(event__startswith=f"decision {decision.number}")
    assert [mail.recipient for mail in mails] == ["asha@example.org"]
    assert reached.ref in mails[0].body
    assert f"/fr/decisions/{decision.number}/" in mails[0].body


def test_holders_of_seats_are_told_when_it_is_their_turn(secretary):
    decision = in_last_call(by=secretary)
    mails = MailOutbox.objects.filter(event=f"last call {decision.number}")
    assert mails.count() == 4
    assert f"/en/governance/ballot/{decision.number}/" in mails[0].body


def asked_about(number, *, closes=-1, **facts):
    """A public round on a draft of its own; over by now unless it closes later."""
    return make_round(f"mines-{number}", number=number, opens=-80, closes=closes, **facts).draft


def test_a_new_standard_is_adopted_after_two_public_rounds(secretary):
    decision = drafted(by=secretary)
    adopt(by=secretary, decision=decision, draft=asked_about(1, profile="full", closes=1))

    def owed():
        return [str(one.message) for one in missing_adoptions(decision) if "Public rounds" in str(one.message)]

    assert owed() == ["Public rounds that must still be over before draft-mines-1 is adopted: 1."]
    asked_about(2, profile="full")
    assert owed() == ["Public rounds that must still be over before draft-mines-1 is adopted: 1."]
    asked_about(3, profile="full")
    assert owed() == []


@pytest.mark.parametrize(
    ("facts", "owed"),
    [
        ({"profile": "full"}, 1),
        ({"profile": "full", "lifted": ["rounds"]}, 0),
        ({"profile": "light"}, 0),
        ({"profile": "light", "closes": 1}, 1),
        ({"profile": "full", "kind": "early"}, 1),
    ],
)
def test_a_published_reason_or_a_light_round_lets_a_draft_be_adopted_after_one_round(facts, owed):
    assert rounds_owed(asked_about(1, **facts)) == owed
