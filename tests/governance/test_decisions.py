"""A decision from draft to published: what it needs, what it does, what it never does."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from glossary.models import Agreement
from governance.actions import (
    OptionWords,
    add_action,
    adopt,
    answer_comment,
    change_rule,
    choose_option,
    draft_decision,
    drop,
    edit_decision,
    end_action,
    open_last_call,
    publish_decision,
    return_decision,
    take_position,
    translate,
)
from governance.models import Decision, Option
from governance.reading import words_for
from portal import clock
from portal.members.permissions import Refused
from portal.models import MailOutbox, SealedWords
from portal.signals import findable_changed
from tests.glossary.making import proposed, under_review
from tests.governance.making import (
    OPTIONS,
    RULE,
    body_with_seats,
    comment,
    drafted,
    in_last_call,
    over,
    passed_decision,
    positions,
    weighed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def messages(error: pytest.ExceptionInfo) -> str:
    return " ".join(error.value.messages)


def test_numbers_count_up_within_body_and_year(secretary):
    body, other = body_with_seats(by=secretary), body_with_seats(by=secretary, slug="board", prefix="BO")
    made = [drafted(by=secretary, body=body).number for _ in range(3)]
    assert made == ["SC-2026-001", "SC-2026-002", "SC-2026-003"]
    assert drafted(by=secretary, body=other).number == "BO-2026-001"
    with clock.set_to(clock.now() + timedelta(days=60)):
        assert drafted(by=secretary, body=body).number == "SC-2027-001"


def test_a_number_can_be_asked_for_but_never_twice(secretary):
    body = body_with_seats(by=secretary)
    assert drafted(by=secretary, body=body, number="SC-2026-014").number == "SC-2026-014"
    assert drafted(by=secretary, body=body).number == "SC-2026-015"
    with pytest.raises(ValidationError, match="taken"):
        drafted(by=secretary, body=body, number="SC-2026-014")
    with pytest.raises(ValidationError, match="looks like"):
        drafted(by=secretary, body=body, number="XX-2026-014")


def test_a_draft_is_never_deleted_so_its_number_never_comes_back(secretary):
    decision = drafted(by=secretary, options=())
    decision.pages.all().update(record=None)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        decision.delete()


def test_a_decision_is_published_with_everything_it_changes(secretary):
    decision = passed_decision(by=secretary)
    assert decision.state == Decision.State.IN_FORCE
    assert decision.result["passed"] is True
    assert decision.result["reason"].startswith("passed because 4 of the 4 seats")
    assert decision.review_on.year == decision.decided_at.year + 2
    seal = SealedWords.objects.get(record=decision.record_name)
    assert seal.words["title"] == "Buy from mines without a title for two years"
    assert words_for(decision).seal == seal


def test_what_is_missing_is_said_and_nothing_happens(secretary):
    decision = drafted(by=secretary, plain_summary="", question="", options=OPTIONS[:1])
    with pytest.raises(ValidationError) as error:
        open_last_call(by=secretary, decision=decision)
    for words in ("question", "summary", "fewer than two options", "no trade-off statement"):
        assert words in messages(error)
    decision.refresh_from_db()
    assert decision.state == Decision.State.DRAFT


@pytest.mark.parametrize("kind", ["standard", "policy"])
def test_what_costs_is_weighed_before_it_is_put_to_the_seats(secretary, kind):
    decision = drafted(by=secretary, kind=kind)
    weighed(decision, by=secretary, publish=False)
    with pytest.raises(ValidationError, match="not published"):
        open_last_call(by=secretary, decision=decision)


def test_a_procedure_needs_neither_options_nor_a_statement(secretary):
    decision = passed_decision(by=secretary, kind="procedure", options=())
    assert decision.state == Decision.State.IN_FORCE


def test_every_option_that_was_not_chosen_says_why(secretary):
    decision = in_last_call(by=secretary)
    last = decision.options.last()
    choose_option(by=secretary, decision=decision, option=decision.options.all()[1], rejections={last: {}})
    positions(decision)
    with over(decision), pytest.raises(ValidationError, match="Why option C was not chosen"):
        publish_decision(by=secretary, decision=decision)


def test_the_choice_stands_once_a_seat_has_spoken(secretary):
    decision = in_last_call(by=secretary)
    positions(decision)
    with pytest.raises(ValidationError, match="can no longer be another"):
        choose_option(by=secretary, decision=decision, option=decision.options.first(), rejections={})


def test_only_one_option_is_no_action(secretary):
    twice = [OptionWords({"en": "Nothing"}, is_baseline=True)] * 2
    with pytest.raises(ValidationError, match="Only one option"):
        drafted(by=secretary, options=twice)


def test_the_last_call_must_be_over(secretary):
    decision = in_last_call(by=secretary)
    positions(decision)
    with pytest.raises(Refused, match="not over"):
        publish_decision(by=secretary, decision=decision)


def test_words_put_to_the_seats_do_not_change_behind_their_back(secretary):
    decision = in_last_call(by=secretary)
    with pytest.raises(Refused, match="no longer change"):
        edit_decision(by=secretary, decision=decision, words={"title": "Something else"})
    draft = decision.pages.get(locale__language_code="en").get_latest_revision_as_object()
    draft.question = "Something else?"
    draft.save_revision(user=secretary)
    positions(decision)
    with over(decision), pytest.raises(ValidationError, match="no longer what was put to the seats"):
        publish_decision(by=secretary, decision=decision)


def test_what_does_not_pass_is_returned_with_its_reason_and_stays_so(secretary):
    decision = in_last_call(by=secretary)
    positions(decision, la=("object", "Nobody asked those who are paid by the day."))
    with over(decision):
        with pytest.raises(ValidationError, match="every seat of a group objected: la"):
            publish_decision(by=secretary, decision=decision)
        returned = return_decision(by=secretary, decision=decision)
    assert returned.state == Decision.State.RETURNED
    assert returned.result["passed"] is False
    assert SealedWords.objects.filter(record=returned.record_name).count() == 1
    with pytest.raises(Refused):
        open_last_call(by=secretary, decision=returned)


def test_what_would_pass_is_returned_only_with_a_reason(secretary):
    decision = in_last_call(by=secretary)
    positions(decision)
    with pytest.raises(ValidationError, match="say why"):
        return_decision(by=secretary, decision=decision)
    again = return_decision(by=secretary, decision=decision, reason="A court has ruled since.")
    assert again.result["returned_because"] == "A court has ruled since."


def test_a_later_change_of_the_rule_alters_no_old_result(secretary):
    decision = in_last_call(by=secretary)
    change_rule(by=secretary, body=decision.body, rule=RULE | {"quorum": 1, "threshold": 1})
    positions(decision, cs=None, quorum=None, la="support", tr="support", asm="no_objection")
    with over(decision), pytest.raises(ValidationError, match="cs"):
        publish_decision(by=secretary, decision=decision)
    decision.refresh_from_db()
    assert decision.rule_snapshot == RULE


def test_a_published_decision_never_changes(secretary):
    decision = passed_decision(by=secretary)
    for change in (
        lambda: Decision.objects.filter(pk=decision.pk).update(result={}),
        lambda: Option.objects.filter(decision=decision).update(rejections={}),
        lambda: decision.positions.update(value="object"),
        lambda: decision.positions.all()._raw_delete("default"),
        lambda: Option.objects.create(decision=decision, position=9, titles={"en": "late"}),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()


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
